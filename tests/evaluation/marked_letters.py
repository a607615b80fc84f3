"""An edition whose names are marked, against what is found when the marks are taken away."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from publish.apparatus.model import How, Kind, Reference, Where

MARK = re.compile(r"\]\{[^{}]*\bperson=(?:\"[^\"]*\"|[^\s{}]+)[^{}]*\}")
MEASURED = frozenset({Where.TEXT, Where.NOTE, Where.CAPTION})

Named = tuple[str, str]  # id of a text, id of a person named in it


@dataclass(frozen=True)
class Score:
    """Marked persons found again and missed, persons found that are not marked: by document."""

    found: frozenset[Named]
    missed: frozenset[Named]
    excess: frozenset[Named]

    @property
    def precision(self) -> float:
        return len(self.found) / max(1, len(self.found) + len(self.excess))

    @property
    def recall(self) -> float:
        return len(self.found) / max(1, len(self.found) + len(self.missed))

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


def strip_marks(manuscript: Path, target: Path) -> None:
    """Copy a manuscript without its marks of persons; their words stay."""
    shutil.copytree(manuscript, target)
    for path in target.rglob("*.md"):
        path.write_text(without_marks(path.read_text("utf-8")), "utf-8")


def without_marks(markdown: str) -> str:
    """A text without the marks of persons."""
    while mark := MARK.search(markdown):
        start = _opening(markdown, mark.start())
        inner = markdown[start + 1 : mark.start()]
        markdown = f"{markdown[:start]}{inner}{markdown[mark.end() :]}"
    return markdown


def _opening(text: str, closing: int) -> int:
    """Where the bracket opens that closes at `closing`."""
    depth = 0
    for place in range(closing, -1, -1):
        depth += (text[place] == "]") - (text[place] == "[")
        if depth == 0:
            return place
    raise ValueError(text[max(0, closing - 60) : closing + 1])


def score(marked: Iterable[Reference], found: Iterable[Reference]) -> Score:
    """Compare by document.

    Neither way count people who are only implied or uncertain in a document, and those who
    write or receive it: editions leave their signatures unmarked.
    """
    marked = list(marked)
    marks = [one for one in _measured(marked) if one.reason == "marked"]
    writing = {(one.text, one.target) for one in marked if one.how is How.CORRESPONDENT}
    wanted = {(one.text, one.target) for one in marks if one.how is How.NAMED}
    neutral = writing | {(one.text, one.target) for one in marks} - wanted
    seen = {(one.text, one.target) for one in _measured(found)}
    return Score(
        frozenset(wanted & seen), frozenset(wanted - seen), frozenset(seen - wanted - neutral)
    )


def _measured(references: Iterable[Reference]) -> Iterator[Reference]:
    return (one for one in references if one.kind is Kind.PERSON and one.where in MEASURED)
