"""Names in headers to ids of people.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from publish.edition.model import Person
from publish.exchange.ids import PARENTHESIS
from publish.exchange.log import ImportLog
from publish.exchange.ocr.pattern import ProfilePattern
from publish.exchange.yaml_text import Value

PARTED = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")
SIGNED_APART = re.compile(r"[\n,;]| and |(?<=[^\W\d_]{3})\. ")


@dataclass(frozen=True, slots=True)
class Named:
    """Correspondents of one side: ids in order, and what is printed after the names."""

    ids: tuple[str, ...]
    note: str = ""


@dataclass(slots=True)
class Directory:
    """Who is meant by a name in a header."""

    names: dict[str, str]
    people: dict[str, list[str]]
    by_id: dict[str, str]  # id -> name
    groups: ProfilePattern
    log: ImportLog

    @classmethod
    def of(
        cls, names: dict[str, str], people: list[Person], groups: ProfilePattern, log: ImportLog
    ) -> Directory:
        """`names` are the profile's, `people` all persons, by whose surnames names are found."""
        by_surname: dict[str, list[str]] = {}
        for person in people:
            if not person.see:
                for name in _written(person.name):
                    by_surname.setdefault(name, []).append(person.id)
        by_id = {person.id: person.name for person in people}
        return cls(names, by_surname, by_id, groups, log)

    def read(self, text: str, line: int) -> Named:
        """Take apart "Marsh, Reed, and other members of the Board"."""
        text, note = _parenthesis(text)
        ids: list[str] = []
        groups: list[str] = []
        for name in filter(None, PARTED.split(text)):
            if self.groups.search(name):
                groups.append(name)
            elif found := self._find(name, line):
                ids.append(found)
            else:
                groups.append(name)
        if groups:
            joined = " and ".join(groups)
            joined = f"and {joined}" if ids else joined
            note = f"{joined}; {note}" if note else joined
        return Named(tuple(ids), note)

    def signers(self, text: str) -> list[str]:
        """Ids of those who have signed; words that are no name of anybody are passed over."""
        found = []
        for name in SIGNED_APART.split(text):
            whole = name.strip(" *_")
            bare = whole.strip(".")
            wordings = (whole, bare, bare.rpartition(" ")[2])
            known = [self.names[n] for n in wordings if n in self.names]
            known += [ids[0] for n in wordings if len(ids := self.people.get(n, [])) == 1]
            found += known[:1]
        return found

    def _find(self, name: str, line: int) -> str:
        if name in self.names:
            return self.names[name]
        found = self.people.get(name, [])
        if len(found) == 1:
            return found[0]
        suggestion = ", ".join(found) or "Add the name to `names` of the profile."
        self.log.doubt("correspondent", line, name, suggestion)
        return found[0] if found else ""


def _written(name: str) -> list[str]:
    """How somebody stands in a header: "Velde", "Velde, Maria", "Maria Velde", "M. Velde"."""
    surname, _, given = (part.strip() for part in PARENTHESIS.sub("", name).partition(","))
    initials = " ".join(f"{word[0]}." for word in given.split())
    return list(dict.fromkeys((surname, name, f"{given} {surname}", f"{initials} {surname}")))


def _parenthesis(text: str) -> tuple[str, str]:
    """Split "Marsh (for members of the Board)" into names and note."""
    found = re.search(r"\s*\(([^()]*)\)\s*$", text)
    return (text[: found.start()], found[1]) if found else (text, "")


def printed_correspondents(fields: Mapping[str, Value], people: Mapping[str, str]) -> str:
    """What a header prints of `from` and `to`; `people` gives the names by their ids."""
    sides = [_printed_side(fields, side, people) for side in ("from", "to")]
    return " to ".join(sides) if any(sides) else ""


def _printed_side(fields: Mapping[str, Value], side: str, people: Mapping[str, str]) -> str:
    ids = fields.get(side, [])
    listed = ids if isinstance(ids, list) else [ids]
    # an id that nobody bears is an error of the profile, reported when all people are read
    names = [PARENTHESIS.sub("", people.get(str(i), "")).partition(",")[0] for i in listed]
    listed_names = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    return f"{listed_names} {fields.get(f'{side}-note', '')}".strip()
