"""publish import: thin commands; each importer has its own module."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

import click

from publish.command_line import must_be_manuscript, print_problems, writing
from publish.problems import Problems

if TYPE_CHECKING:
    from publish.exchange.report import ImportReport

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
PROFILES = Path(__file__).with_name("profiles")


@click.group("import")
def import_group() -> None:
    """Make a manuscript of a recognised book, TEI or Word."""


def _run(importer: Callable[[], ImportReport], folder: Path, problems: Problems) -> NoReturn:
    """Import, say what was found and made, and end with the exit code."""
    with writing(folder):
        report = importer()
    print_problems(problems)
    if report.diff:
        click.echo(report.diff, nl=False)
    if report.written:
        click.echo(report.summary())
    sys.exit(0 if report.written and report.closes else 1)


@import_group.command("ocr")
@click.argument("source", type=FILE)
@click.argument("folder", type=FOLDER)
@click.option(
    "--profile", type=FILE, required=True,
    help="YAML file that says what the book looks like, or the name of one that ships.",
)  # fmt: skip
def import_ocr_command(source: Path, folder: Path, profile: Path) -> None:
    """Import the recognised Markdown SOURCE of a printed book into FOLDER."""
    from publish.exchange.ocr.importer import import_ocr  # noqa: PLC0415  (slow import)

    problems = Problems()
    _run(lambda: import_ocr(source, folder, _shipped(profile), problems), folder, problems)


@import_group.command("docx")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("folder", type=FOLDER)
@click.option("--profile", type=FILE, help="YAML file that says what the headers look like.")
@click.option(
    "--tracked", type=click.Choice(["accept", "reject"]), default="accept", show_default=True,
    help="What becomes of tracked changes.",
)  # fmt: skip
def import_docx_command(
    source: Path, folder: Path, profile: Path | None, tracked: Literal["accept", "reject"]
) -> None:
    """Import SOURCE, a folder of Word files or one with headings, into FOLDER."""
    from publish.exchange.docx.importer import import_docx  # noqa: PLC0415  (slow import)

    problems = Problems()
    _run(lambda: import_docx(source, folder, problems, profile, tracked), folder, problems)


def _shipped(profile: Path) -> Path:
    """A profile by its path, or by the name of one of the profiles that ship."""
    named = PROFILES / f"{profile.name}.yaml"
    by_name = profile.parent == Path() and not profile.exists() and named.exists()
    return named if by_name else profile


@import_group.command("tei")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("folder", type=FOLDER)
def import_tei_command(source: Path, folder: Path) -> None:
    """Import SOURCE, a TEI P5 file or a folder of such files, into FOLDER."""
    from publish.exchange.tei.importer import import_tei  # noqa: PLC0415  (slow import)

    problems = Problems()
    _run(lambda: import_tei(source, folder, problems), folder, problems)


@click.group("export")
def export_group() -> None:
    """Give a manuscript to other programs."""


@export_group.command("tei")
@click.argument("folder", type=FOLDER)
@click.argument("target", type=FOLDER)
def export_tei_command(folder: Path, target: Path) -> None:
    """Write the manuscript in FOLDER as TEI P5 files into the new folder TARGET."""
    from publish.exchange.export_tei import export_tei  # noqa: PLC0415  (slow import)

    must_be_manuscript(folder)
    problems = Problems()
    with writing(target):
        written = export_tei(folder, target, problems)
    _finish(problems, f"{target}: {len(written)} files", bool(written))


@export_group.command("cmif")
@click.argument("folder", type=FOLDER)
@click.argument("target", type=FILE)
@click.option("--url", default="", help="Address of the edition or of the file itself.")
def export_cmif_command(folder: Path, target: Path, url: str) -> None:
    """Write who wrote to whom in FOLDER as one CMIF file TARGET, for correspSearch."""
    from publish.exchange.export_cmif import export_cmif  # noqa: PLC0415  (slow import)

    must_be_manuscript(folder)
    problems = Problems()
    with writing(target):
        letters = export_cmif(folder, target, problems, url)
    _finish(problems, f"{target}: {letters} letters", letters > 0)


def _finish(problems: Problems, said: str, written: bool) -> None:
    """Print the problems and, if something was written, what; then leave."""
    print_problems(problems)
    if written:
        click.echo(said)
    sys.exit(0 if written else 1)
