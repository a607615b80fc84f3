"""An edition whose names are marked, against what is found when the marks are taken away."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from publish.apparatus.annotate import Apparatus
from publish.apparatus.kept import Texts
from publish.apparatus.lexicon import TITLES, words
from publish.apparatus.model import How, Kind, Reference, Where
from publish.apparatus.plain_text import fold
from publish.apparatus.references import References
from publish.edition.scan import scan

_WORD = re.compile(r"[^\W\d_]+\.?")
MEASURED = frozenset({Where.TEXT, Where.NOTE, Where.CAPTION})

Named = tuple[str, ...]  # id of a text, id of a person named in it, the place and words

# Who is marked by these words alone is only implied: they are no name.
_NO_NAMES = TITLES | words("""
    bruder dame dichter direktor eltern familie freund freundin gatte gattin geschwister herren kind
    kinder kindern madel mutter schwager schwagerin schwester sohn tochter vater
""")


@dataclass(frozen=True)
class Score:
    """Marked persons found again and missed, and persons found who are not marked so.

    `wrong` are those found where another is marked, `unmarked` those found only where nobody is:
    most are named there, and the edition leaves them unmarked. Each is known by its text, its id
    and, where marks are compared one by one, its place.
    """

    found: frozenset[Named]
    missed: frozenset[Named]
    wrong: frozenset[Named]
    unmarked: frozenset[Named] = frozenset()

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.4f}, recall {self.recall:.4f}, F1 {self.f1:.4f}; "
            f"with the unmarked precision {self.strict_precision:.4f}, F1 {self.strict_f1:.4f} "
            f"(found {len(self.found)}, missed {len(self.missed)}, wrong {len(self.wrong)}, "
            f"unmarked {len(self.unmarked)})"
        )

    @property
    def precision(self) -> float:
        """Of those found at marked places."""
        return len(self.found) / max(1, len(self.found) + len(self.wrong))

    @property
    def strict_precision(self) -> float:
        """Of all who were found."""
        everybody = len(self.found) + len(self.wrong) + len(self.unmarked)
        return len(self.found) / max(1, everybody)

    @property
    def recall(self) -> float:
        return len(self.found) / max(1, len(self.found) + len(self.missed))

    @property
    def f1(self) -> float:
        return _f1(self.precision, self.recall)

    @property
    def strict_f1(self) -> float:
        return _f1(self.strict_precision, self.recall)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / max(precision + recall, 1e-9)


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


def by_document(marked: Apparatus, found: Apparatus) -> Score:
    """Compare the people of each document.

    Neither way count people who are only implied or uncertain in a document, and those who
    write or receive it: editions leave their signatures unmarked.
    """
    marks = [one for one in _measured(marked.references) if one.reason == "marked"]
    writing = {(one.text, one.target) for one in marked.references if one.how is How.CORRESPONDENT}
    wanted = {(one.text, one.target) for one in marks if is_named(one)}
    neutral = writing | {(one.text, one.target) for one in marks} - wanted
    seen = {(one.text, one.target) for one in _measured(found.references)}
    excess = seen - wanted - neutral
    wrong = excess & _at_any_mark(marked, found)
    return Score(
        frozenset(wanted & seen), frozenset(wanted - seen), frozenset(wrong),
        frozenset(excess - wrong),
    )  # fmt: skip


def _at_any_mark(marked: Apparatus, found: Apparatus) -> set[Named]:
    """Texts and the people who were found in them at some mark."""
    places = _by_text(marked)
    return {
        (one.reference.text, one.reference.target)
        for text, ones in _by_text(found).items()
        for one in ones
        if any(map(one.meets, _marks(places.get(text, ()))))
    }


def at_marks(marked: Apparatus, found: Apparatus) -> Score:
    """Compare mark by mark; people found where no mark stands do not count.

    A mark and a name that share a letter of the text are at one place: editors mark "Holländer"
    where we find "F. Holländer".
    """
    right, missed, wrong = set[Named](), set[Named](), set[Named]()
    places = _by_text(found)
    for text, ones in _by_text(marked).items():
        marks = _marks(ones)
        named = [one for one in marks if is_named(one.reference)]
        neutral = [one for one in marks if not is_named(one.reference)]
        there = [one for one in places.get(text, ()) if not any(map(one.meets, neutral))]
        met = {one.name for one in named if any(map(one.is_found_by, there))}
        right |= met
        missed |= {one.name for one in named} - met
        wrong |= {
            one.name for one in there
            if any(map(one.meets, named)) and not any(map(one.is_found_by, named))
        }  # fmt: skip
    return Score(frozenset(right), frozenset(missed), frozenset(wrong))


def is_named(mark: Reference) -> bool:
    """Whether a mark names somebody: it is neither called implied or uncertain, nor are its words
    only a role, a title, a relation, a pronoun. What is cut short is a name ("Dr." for Dreyer)."""
    names = (word for word in _WORD.findall(mark.form) if not word.islower())
    return mark.how is How.NAMED and any(fold(word) not in _NO_NAMES for word in names)


def of_texts(apparatus: Apparatus, texts: Collection[str]) -> Apparatus:
    """What an apparatus has of these texts, given by their ids."""
    return replace(
        apparatus,
        texts=Texts.of(text for ident, text in apparatus.texts.items() if ident in texts),
        references=References.of(one for one in apparatus.references if one.text in texts),
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


def _marks(places: Iterable[_AtPlace]) -> list[_AtPlace]:
    return [one for one in places if one.reference.reason == "marked"]


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
