"""The commands: parse the line, call, print."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish import __version__
from publish.apparatus.commands import cumulative_index
from publish.command_line import count, must_be_manuscript, print_problems, writing
from publish.exchange.commands import export_group, import_group
from publish.live.commands import serve, watch
from publish.problems import Problems
from publish.processes import start_server
from publish.proofs.commands import correct_group, proof_group
from publish.workplace.commands import names, renumber_command

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

MANUSCRIPT = click.Path(path_type=Path, file_okay=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="publish")
def main() -> None:
    """Build documentary editions: read, parse, annotate, assemble, paginate, package."""


main.add_command(import_group)
main.add_command(export_group)
main.add_command(names)
main.add_command(renumber_command)
main.add_command(cumulative_index)
main.add_command(proof_group)
main.add_command(correct_group)
main.add_command(watch)
main.add_command(serve)


@main.command()
@click.argument("folder", type=MANUSCRIPT)
def new(folder: Path) -> None:
    """Make FOLDER with a small edition to start from.

    It is complete, its letters are invented, and every device is in it.
    """
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} is not empty. Hint: name a folder that is new.")
    with writing(folder):
        shutil.copytree(
            Path(__file__).with_name("specimen"),
            folder,
            dirs_exist_ok=True,
            ignore=shutil.ignore_patterns("__pycache__", "*.py"),
        )
    click.echo(f"{folder}: an edition to start from. Try: publish build {folder}")


@main.command()
@click.argument("folder", type=MANUSCRIPT, default="manuscript")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
def check(folder: Path, strict: bool) -> None:
    """Read and check everything in FOLDER; make no book."""
    from publish.build import Silent, read  # noqa: PLC0415  (slow import, only when needed)
    from publish.cache import BUILD_FOLDER, cache_of_builds  # noqa: PLC0415

    must_be_manuscript(folder)
    problems = Problems()
    with writing(Path(BUILD_FOLDER)), cache_of_builds(folder) as cache:
        read(folder, cache, problems, Silent(), _cores())
    _print_all(problems)
    sys.exit(_exit_code(problems, strict))


@main.command()
@click.argument("folder", type=MANUSCRIPT, default="manuscript")
@click.option(
    "--target",
    type=click.Choice(["print", "screen", "epub", "all"]),
    default="all",
    show_default=True,
    help="What to make.",
)
@click.option("--out", type=MANUSCRIPT, default="build", show_default=True, help="Where to.")
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Processes; all cores.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--clean", is_flag=True, help="Forget what earlier builds kept.")
def build(
    folder: Path, target: str, out: Path, jobs: int | None, strict: bool, clean: bool
) -> None:
    """Build FOLDER into print PDF, screen PDF and EPUB."""
    start_server()
    from publish.build import TARGETS  # noqa: PLC0415
    from publish.build import build as build_all  # noqa: PLC0415

    must_be_manuscript(folder)
    problems = Problems()
    targets = tuple(each for each in TARGETS if target in {each, "all"})
    with writing(out), _shown() as progress:
        outputs = build_all(
            folder, out, problems, targets, jobs or _cores(), strict, clean, progress
        )
    _print_all(problems)
    for output in outputs:
        pages = f"{output.pages} pages, " if output.pages else ""
        click.echo(f"{output.path}: {pages}{output.size / 1e6:.2f} MB, {output.seconds:.1f} s")
    sys.exit(_exit_code(problems, strict))


@main.command()
@click.option("--out", type=MANUSCRIPT, default="build", show_default=True, help="Build folder.")
def clean(out: Path) -> None:
    """Empty what builds keep to be fast.

    The books in --out stay; the next build makes everything again.
    """
    from publish.cache import CACHE_FOLDER, empty  # noqa: PLC0415

    with writing(out):
        click.echo(f"{out}: {empty(out / CACHE_FOLDER) / 1e6:.1f} MB removed")


@main.command()
@click.argument("folder", type=MANUSCRIPT, default="manuscript")
@click.option("--out", type=MANUSCRIPT, default="build", show_default=True, help="Build folder.")
@click.option("--json", "as_data", is_flag=True, help="As JSON, every locator with its anchors.")
@click.option("--verify", is_flag=True, help="Hold every locator against the files in --out.")
@click.option("--explain", metavar="HEADING", help="The passage behind each locator of a heading.")
@click.option("--proposals", is_flag=True, help="Subheads for headings with many bare locators.")
def index(
    folder: Path, out: Path, as_data: bool, verify: bool, explain: str | None, proposals: bool
) -> None:
    """Print the index of FOLDER."""
    from publish.apparatus.index_output import as_json, as_text, explain_heading  # noqa: PLC0415
    from publish.apparatus.index_proposals import as_lines, propose_subheads  # noqa: PLC0415
    from publish.build import read, set_pages, workroom  # noqa: PLC0415

    must_be_manuscript(folder)
    if verify:
        _verify_files(out)
    problems = Problems()
    with writing(out), _shown() as progress, workroom(out, _cores(), progress) as room:
        found = read(folder, room.cache, problems, progress, room.jobs)
        if found is not None and not problems.errors:
            book = set_pages(found, folder, room, problems, progress)
    if found is None or problems.errors:
        _print_all(problems)
        sys.exit(1)
    if explain is not None:
        click.echo(explain_heading(book.index, explain, book.laid.pagemap))
    elif proposals:
        many = found.style.index.many_locators
        click.echo(as_lines(propose_subheads(book.index, found.edition, many)))
    elif as_data:
        data = as_json(book.index, book.laid.pagemap)
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        click.echo(as_text(book.index, found.style.index))


def _verify_files(out: Path) -> None:
    """Say for each finished file in `out` whether every locator of the index is true."""
    from publish.proofs.verify import verify_folder  # noqa: PLC0415

    table = out / "index.json"
    if not table.is_file():
        raise click.ClickException(f"{out} has no index.json. Hint: publish build comes first.")
    untrue = 0
    for file, rows in verify_folder(out).items():
        untrue += len(rows)
        for row in rows:
            click.echo(f"{file.name}: {row}")
        click.echo(f"{file.name}: {count(len(rows), 'locator')} not true")
    sys.exit(1 if untrue else 0)


def _cores() -> int:
    return os.cpu_count() or 1


def _print_all(problems: Problems) -> None:
    print_problems(problems)
    errors, warnings = len(problems.errors), len(problems.warnings)
    click.echo(f"{count(errors, 'error')}, {count(warnings, 'warning')}", err=True)


def _exit_code(problems: Problems, strict: bool) -> int:
    return 1 if problems.errors or (strict and problems.warnings) else 0


class _Shown:
    """Progress on the terminal: the stage that runs, the part and pages laid out."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._pages = 0
        self._task = bars.add_task("start", pages="")

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self._bars.update(self._task, description=name)
        yield

    def part(self, name: str, pages: int) -> None:
        self._pages += pages
        self._bars.update(self._task, pages=f"{self._pages} pages, {name}")


@contextmanager
def _shown() -> Iterator[_Shown]:
    from rich.console import Console  # noqa: PLC0415  (slow import, only when needed)
    from rich.progress import (  # noqa: PLC0415
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    screen = Console(stderr=True, highlight=False, soft_wrap=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.fields[pages]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=screen, transient=True) as bars:
        yield _Shown(bars)
