"""The generated references of a book against the index that was printed with it.

The printed index, the page of every line of the recognised text, and the measures come from
`../shared/evaluation`; the lines of each mention from the import's own map.
"""

from __future__ import annotations

import importlib.util
import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from publish.apparatus.forms import NameParts, name_parts
from publish.apparatus.model import How, Kind, Reference
from publish.apparatus.name_matching import agreement
from publish.apparatus.plain_text import fold
from publish.edition.model import Person
from publish.problems import Place

AROUND = (60, 30, 15, 6)  # letters to either side by which a mention is found in its lines


@dataclass(frozen=True)
class Found:
    """A reference to a person and the line of the recognised text in which it stands."""

    reference: Reference
    line: int


def measures(evaluation: Path) -> ModuleType:
    """`index_recall.py` as a module."""
    spec = importlib.util.spec_from_file_location("index_recall", evaluation / "index_recall.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def source_lines(
    references: Iterable[Reference], line_map: Sequence[Mapping[str, Any]], source: Sequence[str]
) -> list[Found]:
    """The line of each person's reference; `line_map` is import-map.json's, `source` the text."""
    lines: dict[tuple[str, str], list[int]] = {}
    for entry in line_map:
        note = entry["label"] if entry["kind"] == "note" else ""
        for first, last in entry["source"]:
            lines.setdefault((entry["file"], note), []).extend(range(first, last + 1))
    texts = {key: _Lines.of(tuple(sorted(set(found))), source) for key, found in lines.items()}
    people = [one for one in references if one.kind is Kind.PERSON]
    found = [Found(one, texts[one.place.file, one.note].line_of(one)) for one in people]
    # who writes or receives a document has all its pages in the index, to its last line
    found += [
        Found(one, texts[one.place.file, ""].lines[-1])
        for one in people
        if one.how is How.CORRESPONDENT and one.end_anchor
    ]
    return found


@dataclass(frozen=True)
class _Lines:
    """Lines of a block as letters only, and where each begins."""

    lines: tuple[int, ...]
    letters: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, lines: tuple[int, ...], source: Sequence[str]) -> _Lines:
        text, starts = "", []
        for line in lines:
            starts.append(len(text))
            text += _letters(source[line - 1])
        return cls(lines, text, tuple(starts))

    def line_of(self, reference: Reference) -> int:
        if len(self.lines) == 1:
            return self.lines[0]
        return self.lines[bisect_right(self.starts, self._position(reference)) - 1]

    def _position(self, reference: Reference) -> int:
        before, form, after = reference.context.partition(reference.form)
        left, middle, right = map(_letters, (before, form, after))
        for reach in AROUND:
            start, end = left[-reach:], right[:reach]
            for head, tail in ((start, end), (start, ""), ("", end)):
                position = self.letters.find(head + middle + tail)
                if position >= 0:
                    return position + len(head)
        for place, length in ((self.letters.find(left[-20:]), 20), (self.letters.find(middle), 0)):
            if place >= 0:  # the form itself may have been corrected
                return place + length
        return 0


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


def headings_of(people: Iterable[Person], headings: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Id of a person -> heading of the printed index: the one of that surname whose given
    names agree best; people whom the index lacks are left out."""
    parts = [name_parts(person) for person in people if not person.see]
    found: dict[str, tuple[int, str]] = {}
    for heading in headings:
        if heading["kind"] != "person" or not heading["locators"]:
            continue
        name = heading["heading"].split(", on ")[0]
        printed = name_parts(Person(id="x", name=name, place=Place("index", 1)))
        likeness, person = max((_likeness(printed, known), known.person) for known in parts)
        if likeness > found.get(person, (0, ""))[0]:
            found[person] = (likeness, heading["heading"])
    return {person: heading for person, (_, heading) in found.items()}


def _likeness(printed: NameParts, known: NameParts) -> int:
    """0: another person; else the higher the better."""
    names = {*map(fold, known.surnames), *map(fold, known.nicknames)}
    if names.isdisjoint({*map(fold, printed.surnames), *map(fold, printed.nicknames)}):
        return 0
    if not printed.givens or not known.givens:
        return 1
    best = max(int(agreement(given, known)) for given in printed.givens)
    return best + 1 if best else 0


def as_mentions(found: Iterable[Found]) -> list[dict[str, object]]:
    """What `index_recall.measure` takes."""
    return [{"person": one.reference.target, "line": one.line} for one in found]


def read_json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))
