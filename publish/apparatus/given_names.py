"""People who are called by a given name alone, as letters call those near to both writers.

"Olga" in a letter to Schnitzler is his wife: of all who are called so the one of his name. The
evidence, strongest first: writer or recipient; one family with them; what is decided for the
whole edition; who writes the letters of the edition; who is named in the text; one family with
somebody who is.
What none of them settles is nobody: a maid may be called Anna, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from publish.apparatus.forms import NameParts
from publish.apparatus.lexicon import NO_GIVEN_NAMES
from publish.apparatus.plain_text import fold

LONGER_THAN = 2  # letters: "Al" and "Jo" are rather something else


@dataclass(frozen=True, slots=True)
class Called:
    """A person who may be meant by a given name, and why."""

    person: str
    reason: str


def bearers(
    people: Sequence[NameParts], pet_names: Mapping[str, Sequence[str]]
) -> Mapping[str, Sequence[str]]:
    """Given names and pet names of them, each with the ids of all who may be called so.

    None that is a surname or a nickname of the register: it stands for those. `pet_names` has
    them by the given name (folded).
    """
    taken = {name for parts in people for name in (*parts.surnames, *parts.nicknames)}
    found: dict[str, list[str]] = defaultdict(list)
    for parts in people:
        for name in dict.fromkeys(_names_of(parts, pet_names)):
            if len(name) > LONGER_THAN and name not in taken and fold(name) not in NO_GIVEN_NAMES:
                found[name].append(parts.person)
    return found


def _names_of(parts: NameParts, pet_names: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for given in dict.fromkeys(sequence[0] for sequence in parts.givens):
        if not given.endswith("."):
            yield given
            yield from (pet.capitalize() for pet in pet_names.get(fold(given), ()))


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom a text knows: writers and recipients, others it names, all by id; and their surnames."""

    correspondents: Set[str]
    named: Set[str]
    parts: Mapping[str, NameParts]

    def correspondent(self, people: Iterable[str]) -> Called | None:
        """The one who writes or receives the text."""
        found = [person for person in people if person in self.correspondents]
        return Called(found[0], "sender or recipient of this text") if len(found) == 1 else None

    def relative(self, people: Iterable[str]) -> Called | None:
        """The one who has the surname of somebody who writes or receives the text."""
        reason = "of one surname with the sender or recipient of this text"
        return self._relative(people, self.correspondents, reason)

    def named_here(self, people: Iterable[str]) -> Called | None:
        """The one whom the text names in full, else the one of a family that it names."""
        people = list(people)
        found = [person for person in people if person in self.named]
        if len(found) == 1:
            return Called(found[0], "named in full in this text")
        if found:
            return None
        return self._relative(people, self.named, "of one surname with somebody in this text")

    def by_initials(self, people: Sequence[str]) -> Called | None:
        """The one whom the text names in full, else the only one who has such initials."""
        found = [person for person in people if person in self.named] or people
        return Called(found[0], "by the initials of the name") if len(found) == 1 else None

    def _relative(self, people: Iterable[str], of: Iterable[str], reason: str) -> Called | None:
        surnames = {name for one in of if one in self.parts for name in self.parts[one].surnames}
        found = [one for one in people if not surnames.isdisjoint(self.parts[one].surnames)]
        return Called(found[0], reason) if len(found) == 1 else None
