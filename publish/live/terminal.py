"""What `publish watch` and `publish serve` print: a line or two for each build."""

from __future__ import annotations

import click

from publish.command_line import print_problems
from publish.live.loop import Update
from publish.live.wording import update_line
from publish.problems import Problem, Severity


class Terminal:
    """Prints updates; a warning that stood there after the last one is not said again."""

    def __init__(self) -> None:
        self._said: frozenset[Problem] = frozenset()

    def show(self, update: Update) -> None:
        print_problems(
            problem
            for problem in update.attempt.problems
            if problem.severity is Severity.ERROR or problem not in self._said
        )
        self._said = frozenset(update.attempt.problems)
        click.echo(update_line(update))
