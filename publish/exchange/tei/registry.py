"""People, places and works that a TEI edition names, and the ids they get here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from publish.apparatus.lexicon_german import PET_NAMES
from publish.exchange.ids import make_id
from publish.exchange.yaml_text import Value

ID = re.compile(r"[a-z0-9][a-z0-9-]*")
PETS = frozenset(pet.capitalize() for pets in PET_NAMES.values() for pet in pets)
NAME = re.compile(r"[^\W\d_a-z][^\W\d_]+")
BY_NAME = "name:"  # begins the key of a person whom the source names without an id


@dataclass(slots=True)
class Person:
    """A person as gathered: the id in the source, and the fields of people.yaml."""

    key: str
    id: str
    fields: dict[str, Value]
    line: int = 0
    file: str = ""
    listed: bool = True  # false: only named in the text, in no list


@dataclass(slots=True)
class Registry:
    """Everything that marks can point to, by its id in the source."""

    people: dict[str, Person] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)  # id of a place, work … -> heading
    used_headings: set[str] = field(default_factory=set)
    terms: dict[str, str] = field(default_factory=dict)  # id in the source -> id here
    authorities: dict[str, dict[str, Value]] = field(default_factory=dict)
    surnames: set[str] = field(default_factory=set)  # of all people, as their headings have them
    given_names: set[str] = field(default_factory=lambda: set(PETS))
    _ids: set[str] = field(default_factory=set)
    _taken: dict[str, str] = field(default_factory=dict)  # heading -> id in the source

    def add_person(
        self, key: str, fields: Mapping[str, Value], *, line: int, file: str, listed: bool = True
    ) -> Person:
        """Enter a person once; a second entry of the same id is the same person."""
        known = self.people.get(key)
        if known is not None and (known.listed or not listed):
            return known
        person_id = known.id if known else self._new_id(key, str(fields["name"]))
        person = Person(key, person_id, dict(fields), line, file, listed)
        if person_id != key and listed and not ID.fullmatch(key):
            links = person.fields.get("links")
            old = dict(links) if isinstance(links, Mapping) else {}
            person.fields["links"] = {**old, "tei": key}
        self.people[key] = person
        surname, _, given = str(fields["name"]).partition(",")
        self.surnames.update(NAME.findall(surname))
        self.given_names.update(NAME.findall(given))
        return person

    def _new_id(self, key: str, name: str) -> str:
        plain = key if ID.fullmatch(key) else ""
        if not plain or plain in self._ids:
            named = key.startswith(BY_NAME)
            plain = make_id(name if named else key.replace("_", "-"), self._ids)
        self._ids.add(plain)
        return plain

    def reads_like_a_person(self, words: str, *, implied: bool) -> bool:
        """Whether words that mean a thing have a person's name in them.

        Words that only imply a work may name its author by the surname ("Schlenther" for his
        review), a figure of it by the given name.
        """
        names = {name for word in NAME.findall(words) for name in (word, word.removesuffix("s"))}
        has_surname = not names.isdisjoint(self.surnames)
        return not (implied and has_surname) and not names.isdisjoint(
            self.surnames | self.given_names
        )

    def add_heading(self, key: str, wanted: str) -> str:
        """The heading of the index under which a place, work or body stands.

        Two things of one name get their ids in parentheses after the first.
        """
        if key in self.headings:
            return self.headings[key]
        heading = usable_heading(wanted) or key
        if self._taken.get(heading.casefold(), key) != key:
            heading = f"{heading} ({key})"
        self._taken[heading.casefold()] = key
        self.headings[key] = heading
        return heading


def usable_heading(words: str) -> str:
    """A heading as an attribute can hold it: `!` divides subheads, braces end attributes."""
    words = words.replace("!", "").replace('"', "”").replace("{", "(").replace("}", ")")
    return " ".join(words.replace("\\", "/").split())
