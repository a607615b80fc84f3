"""An edition whose names are marked, against what is found when the marks are taken away."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from publish.apparatus.model import How, Kind, Reference, Where
from publish.exchange.tei.attested import MARK, opening

MEASURED = frozenset({Where.TEXT, Where.NOTE, Where.CAPTION})

Named = tuple[str, ...]  # id of a text, id of a person named in it, the place


@dataclass(frozen=True)
class Score:
    """Marked persons found again and missed, persons found where another or none is marked.

    Each is known by its text, its id and, where marks are compared one by one, its place.
    """

    found: frozenset[Named]
    missed: frozenset[Named]
    excess: frozenset[Named]

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.4f}, recall {self.recall:.4f}, F1 {self.f1:.4f} "
            f"(found {len(self.found)}, missed {len(self.missed)}, excess {len(self.excess)})"
        )

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


def leave_unmarked(source: Path, target: Path, part: int, parts: int) -> set[str]:
    """Copy a folder of TEI letters, every `parts`-th from `part` on without marks of persons.

    Gives the names of these files without their ending, which are the letters' ids.
    """
    shutil.copytree(source, target)
    bare = sorted(target.glob("*.xml"))[part::parts]
    for path in bare:
        tree = etree.parse(path)
        for name in tree.iterfind(".//{*}text//{*}rs[@type='person']"):
            name.tag = f"{{{etree.QName(name).namespace}}}seg"  # says nothing to the importer
            name.attrib.clear()
        tree.write(path, encoding="utf-8")
    return {path.stem for path in bare}


def without_marks(markdown: str) -> str:
    """A text without the marks of persons."""
    while mark := MARK.search(markdown):
        start = opening(markdown, mark.start())
        inner = markdown[start + 1 : mark.start()]
        markdown = f"{markdown[:start]}{inner}{markdown[mark.end() :]}"
    return markdown


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


def at_marks(marked: Iterable[Reference], found: Iterable[Reference]) -> Score:
    """Compare mark by mark; people found where no mark stood do not count.

    A mark is known by the words around it, which taking the marks away does not change.
    """
    wanted = {_spot(one): set[str]() for one in _measured(marked)}
    neutral = set()
    for one in _measured(marked):
        if one.reason == "marked" and one.how is How.NAMED:
            wanted[_spot(one)].add(one.target)
        elif one.reason == "marked":
            neutral.add(_spot(one))
    seen: dict[Named, set[str]] = {}
    for one in _measured(found):
        seen.setdefault(_spot(one), set()).add(one.target)
    marks = {(*spot, person) for spot, people in wanted.items() for person in people}
    there = {
        (*spot, person) for spot, people in seen.items() if wanted.get(spot) and spot not in neutral
        for person in people
    }  # fmt: skip
    return Score(frozenset(marks & there), frozenset(marks - there), frozenset(there - marks))


def _spot(reference: Reference) -> Named:
    before, _, _ = reference.context.partition(reference.form)
    return (reference.text, reference.note, before[-20:], reference.form.split()[-1][:5])


def _measured(references: Iterable[Reference]) -> Iterator[Reference]:
    return (one for one in references if one.kind is Kind.PERSON and one.where in MEASURED)
