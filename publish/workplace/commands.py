"""publish names and publish renumber: parse the line, call, print."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from publish.cache import BUILD_FOLDER
from publish.command_line import count, must_be_manuscript, print_problems, writing
from publish.problems import Problems
from publish.workplace.wording import MANUSCRIPT

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)
SHOW = "show"


class _ShowsWithoutBeingTold(click.Group):
    """A group that takes `names FOLDER` for `names show FOLDER`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        known = {*self.commands, *ctx.help_option_names}
        return super().parse_args(ctx, args if args and args[0] in known else [SHOW, *args])


@click.group(cls=_ShowsWithoutBeingTold)
def names() -> None:
    """Show what is open about names, and decide it.

    `publish names [FOLDER] [--html FILE]` is short for `publish names show`.
    """


@names.command(SHOW)
@click.argument("folder", type=FOLDER, default=MANUSCRIPT)
@click.option("--html", "page", type=FILE, help="Write everything to one page for a browser.")
def show(folder: Path, page: Path | None) -> None:
    """Show what is open about the names of FOLDER.

    That is: open queries, unknown, misspelt, unused and untimely names.
    """
    from publish.cache import cache_of_builds  # noqa: PLC0415  (slow imports)
    from publish.workplace.files import replace_file  # noqa: PLC0415
    from publish.workplace.page import as_page  # noqa: PLC0415
    from publish.workplace.survey import survey_folder  # noqa: PLC0415
    from publish.workplace.terminal import as_lines  # noqa: PLC0415

    must_be_manuscript(folder)
    problems = Problems()
    with writing(Path(BUILD_FOLDER)), cache_of_builds(folder) as cache:
        seen = survey_folder(folder, cache, problems, os.cpu_count() or 1)
    if seen is None:
        print_problems(problems.errors)
        sys.exit(1)
    if problems.errors:
        errors = count(len(problems.errors), "error")
        click.echo(f"{errors} in the manuscript, names may be missed: publish check", err=True)
    if page is None:
        for line in as_lines(seen, str(folder)):
            click.echo(line)
        return
    with writing(page):
        replace_file(page, as_page(seen, str(folder)))
    click.echo(f"{page}: open it in a browser")


@names.command("decide")
@click.argument("form")
@click.argument("person")
@click.option("--in", "text", default="", metavar="TEXT", help="Id of one document or essay.")
@click.option(
    "--manuscript", "folder", type=FOLDER, default=MANUSCRIPT, show_default=True,
    help="The manuscript's folder.",
)  # fmt: skip
def decide_command(form: str, person: str, text: str, folder: Path) -> None:
    """Decide in index.yaml that FORM means PERSON.

    PERSON is an id, or none for nobody. With --in for that one text only, else for all texts
    where nothing else decides.
    """
    from publish.workplace.decide import RefusalError, decide  # noqa: PLC0415

    must_be_manuscript(folder)
    try:
        with writing(folder):
            decided = decide(folder, form, person, text)
    except RefusalError as error:
        raise click.ClickException(str(error)) from error
    said = "" if decided.written else " (stands there already)"
    click.echo(f"{folder / 'index.yaml'}:{decided.line}: {decided.entry}{said}")


@click.command("renumber")
@click.argument("folder", type=FOLDER, default=MANUSCRIPT)
def renumber_command(folder: Path) -> None:
    """Number the documents of FOLDER 1, 2, 3 … as they stand.

    Of two with one number that one comes first whose file's name does. Ids and
    cross-references stay as they are.
    """
    from publish.workplace.renumber import renumber  # noqa: PLC0415  (slow import)

    must_be_manuscript(folder)
    problems = Problems()
    with writing(folder):
        renumbered = renumber(folder, problems)
    if problems.errors:
        print_problems(problems.errors)
        click.echo("Nothing was renumbered.", err=True)
        sys.exit(1)
    for one in renumbered:
        click.echo(f"{one.file}: {one.old} → {one.new}")
    click.echo(f"{count(len(renumbered), 'document')} renumbered.", err=True)
