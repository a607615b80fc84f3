"""What `publish watch` and `publish serve` print: a line or two for each build."""

from __future__ import annotations

import click

from publish.live.loop import Update
from publish.live.wording import update_line
from publish.problems import Problem, Severity

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


class Terminal:
    """Prints updates; a warning that stood there after the last one is not said again."""

    def __init__(self) -> None:
        self._said: frozenset[Problem] = frozenset()

    def show(self, update: Update) -> None:
        for problem in update.attempt.problems:
            if problem.severity is Severity.ERROR or problem not in self._said:
                click.echo(click.style(str(problem), fg=COLOURS[problem.severity]), err=True)
        self._said = frozenset(update.attempt.problems)
        click.echo(update_line(update))
