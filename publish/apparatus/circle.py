"""People who are called by a given name alone, as letters call those near to both writers.

"Olga" in a letter to Schnitzler is his wife: of all who are called so the one of his name. The
evidence, strongest first: writer or recipient; one family with them, by surname or else by a
name of birth; what is decided for the whole edition; who writes the letters of the edition; who
is named in the text; one family with somebody who is.
What none of them settles is nobody: a maid may be called Anna, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from operator import attrgetter

from publish.apparatus.forms import family_names
from publish.apparatus.register import Register


@dataclass(frozen=True, slots=True)
class Called:
    """A person who may be meant by a given name or by initials, and why."""

    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom a text knows: writers and recipients, and others whom it names, all by id."""

    correspondents: Set[str]
    named: Set[str]
    register: Register

    def near(self, people: Sequence[str]) -> Called | None:
        """The one who writes or receives the text, else the one who has the surname of one who
        does."""
        found = [person for person in people if person in self.correspondents]
        if len(found) == 1:
            return Called(found[0], "sender or recipient of this text")
        reason = "of one surname with the sender or recipient of this text"
        return self._relative(people, self.correspondents, reason)

    def further(self, name: str, people: Sequence[str], bearers: Sequence[str]) -> Called | None:
        """The one of `people` who writes documents of the edition or is named in this text, else
        the one who has that nickname, else the woman who alone is called so: men who write no
        letters are named by surnames.

        `bearers` are all who may be called `name`, the dead and unborn, too.
        """
        called = self._chief(name, people, bearers) or self._named_here(people)
        nicknamed = [one for one in people if name in self.register.parts[one].nicknames]
        if not called and len(nicknamed) == 1:
            called = Called(nicknamed[0], "nobody else has this nickname")
        if not called and len(bearers) == 1 and bearers[0] in self.register.women:
            called = Called(bearers[0], "nobody else is called so")
        return called

    def by_initials(self, people: Sequence[str]) -> Called | None:
        """The one who writes or receives the text, whom it names in full, or who alone of all
        has such initials."""
        for known in (self.correspondents, self.named, people):
            found = [person for person in people if person in known]
            if found:
                reason = "by the initials of the name"
                return Called(found[0], reason) if len(found) == 1 else None
        return None

    def _chief(self, name: str, people: Sequence[str], bearers: Sequence[str]) -> Called | None:
        """The one called so who writes and receives documents; a pet name must be his alone."""
        chief = people[0] if len(people) == 1 else self.register.chief(people)
        if not self.register.documents[chief]:
            return None
        own = any(name == given[0] for given in self.register.parts[chief].givens)
        reason = "of all who are called so the one who writes or receives documents"
        return Called(chief, reason) if own or len(bearers) == 1 else None

    def _named_here(self, people: Sequence[str]) -> Called | None:
        """The one whom the text names in full, else the one of a family that it names."""
        found = [person for person in people if person in self.named]
        if len(found) == 1:
            return Called(found[0], "named in full in this text")
        if found:
            return None
        return self._relative(people, self.named, "of one surname with somebody in this text")

    def _relative(self, people: Iterable[str], of: Iterable[str], reason: str) -> Called | None:
        parts = self.register.parts
        for names_of in (attrgetter("surnames"), family_names):
            names = {name for one in of if one in parts for name in names_of(parts[one])}
            found = [one for one in people if not names.isdisjoint(names_of(parts[one]))]
            if found:
                return Called(found[0], reason) if len(found) == 1 else None
        return None
