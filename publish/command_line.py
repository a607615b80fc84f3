"""What all commands share: how they count, how they say what is wrong, and how they refuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from publish.problems import Problem, Severity

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def count(number: int, noun: str, plural: str = "") -> str:
    """ "1 page", "2 pages", "2 entries"."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"


def print_problems(problems: Iterable[Problem]) -> None:
    """A line for each on the standard error stream, in the colour of its severity."""
    for problem in problems:
        click.echo(click.style(str(problem), fg=COLOURS[problem.severity]), err=True)


def must_be_manuscript(folder: Path) -> None:
    """Raises click.ClickException for a folder without edition.yaml."""
    if not (folder / "edition.yaml").is_file():
        hint = "name the manuscript's folder, or make one with: publish new FOLDER"
        if Path("edition.yaml").is_file():
            hint = "the folder in which you are has one; name it as a dot: ."
        raise click.ClickException(f"{folder} has no edition.yaml. Hint: {hint}")


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Say in one sentence why nothing could be written to a file or folder.

    Whatever writes inside has to leave what stood there before (`publish.outputs`).
    """
    try:
        yield
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or target}: {error.strerror or error}. What stood there before is as "
            f"it was. Hint: see that there is room and leave to write in {target}."
        ) from error
