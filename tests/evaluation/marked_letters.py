"""An edition whose names are marked, against what is found when the marks are taken away."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from publish.apparatus.annotate import Apparatus
from publish.apparatus.model import How, Kind, Reference, Where
from publish.edition.scan import scan

MEASURED = frozenset({Where.TEXT, Where.NOTE, Where.CAPTION})

Named = tuple[str, ...]  # id of a text, id of a person named in it, the place and words


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
    going: set[int] = set()
    for span in scan(markdown).spans:
        if span.attributes and "person" in span.attributes.values:
            inner_end = span.start + 1 + len(span.text)
            going |= {span.start, *range(inner_end, span.end)}
    return "".join(letter for place, letter in enumerate(markdown) if place not in going)


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


def at_marks(marked: Apparatus, found: Apparatus) -> Score:
    """Compare mark by mark; people found where no mark stands do not count.

    A mark and a name that share a letter of the text are at one place: editors mark "Holländer"
    where we find "F. Holländer".
    """
    right, missed, excess = set[Named](), set[Named](), set[Named]()
    places = _by_text(found)
    for text, ones in _by_text(marked).items():
        marks = [one for one in ones if one.reference.reason == "marked"]
        named = [one for one in marks if one.reference.how is How.NAMED]
        neutral = [one for one in marks if one.reference.how is not How.NAMED]
        there = [one for one in places.get(text, ()) if not any(map(one.meets, neutral))]
        met = {one.name for one in named if any(map(one.is_found_by, there))}
        right |= met
        missed |= {one.name for one in named} - met
        excess |= {
            one.name for one in there
            if any(map(one.meets, named)) and not any(map(one.is_found_by, named))
        }  # fmt: skip
    return Score(frozenset(right), frozenset(missed), frozenset(excess))


def of_texts(apparatus: Apparatus, texts: Collection[str]) -> Apparatus:
    """What an apparatus has of these texts, given by their ids."""
    return replace(
        apparatus,
        texts={ident: text for ident, text in apparatus.texts.items() if ident in texts},
        references=tuple(one for one in apparatus.references if one.text in texts),
    )


def is_known(reference: Reference, people: Collection[str]) -> bool:
    """Whether it can be asked for: one whom no list of the source has cannot be found by his id."""
    return reference.kind is not Kind.PERSON or reference.target in people


@dataclass(frozen=True)
class _AtPlace:
    """A reference with the span of its words in the text of a document or note."""

    reference: Reference
    start: int
    end: int

    @property
    def name(self) -> Named:
        one = self.reference
        return (one.text, one.target, one.note, str(self.start), one.form)

    def meets(self, other: _AtPlace) -> bool:
        return self.start < other.end and other.start < self.end

    def is_found_by(self, other: _AtPlace) -> bool:
        return self.reference.target == other.reference.target and self.meets(other)


def _by_text(apparatus: Apparatus) -> dict[tuple[str, str], list[_AtPlace]]:
    """The references to people in texts and notes with their places, by text and note."""
    starts = {
        anchor: start
        for text in apparatus.texts.values()
        for html in (text.body, *(note.html for note in text.notes))
        for anchor, start in _starts(etree.fromstring(f"<div>{html}</div>"))
    }
    places: dict[tuple[str, str], list[_AtPlace]] = {}
    for one in _measured(apparatus.references):
        if one.anchor in starts:
            place = _AtPlace(one, starts[one.anchor], starts[one.anchor] + len(one.form))
            places.setdefault((one.text, one.note), []).append(place)
    return places


def _starts(root: etree._Element) -> Iterator[tuple[str, int]]:
    """How many letters of a text stand before each element that has an id."""
    length = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if element.get("id"):
                yield element.get("id", ""), length
            length += len(element.text or "")
        else:
            length += len(element.tail or "")


def _measured(references: Iterable[Reference]) -> Iterator[Reference]:
    return (one for one in references if one.kind is Kind.PERSON and one.where in MEASURED)
