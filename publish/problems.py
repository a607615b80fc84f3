"""Problems in a manuscript: collected, sorted, printed once.

Every stage gets the same `Problems` and adds to it; nothing is raised for what a
person can get wrong in a file. `docs/problems.md` documents each code.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from publish.problem_codes import CODES, WARNINGS


class Severity(StrEnum):
    """How bad a problem is: an error stops the build, a warning only with --strict."""

    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """A spot in the manuscript: path relative to its folder, line counted from 1."""

    file: str
    line: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong at one place; sorts by file, line and code."""

    file: str
    line: int
    code: str
    message: str
    hint: str

    @property
    def severity(self) -> Severity:
        return Severity.WARNING if self.code in WARNINGS else Severity.ERROR

    def __str__(self) -> str:
        text = f"{self.file}:{self.line}: {self.code} {self.message}"
        return f"{text} Hint: {self.hint}" if self.hint else text


class Problems:
    """A collector of problems without duplicates."""

    def __init__(self) -> None:
        self._found: set[Problem] = set()

    def add(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Add one problem; `code` must be in the catalogue, `message` ends in a full stop.

        Without a `hint` the catalogue's is used.
        """
        self._found.add(Problem(place.file, place.line, code, message, hint or CODES[code].hint))

    def add_problem(self, problem: Problem) -> None:
        """Add a problem that another stage or process has made."""
        self._found.add(problem)

    def remove(self, *problems: Problem) -> None:
        """Forget problems that another one says."""
        self._found.difference_update(problems)

    def accept(self, file: str, codes: Collection[str]) -> None:
        """Forget warnings on a file that an editor has seen and lets stand."""
        if not codes:
            return
        self._found = {
            problem
            for problem in self._found
            if problem.file != file
            or problem.code not in codes
            or problem.severity is Severity.ERROR
        }

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self if problem.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self if problem.severity is Severity.WARNING]
