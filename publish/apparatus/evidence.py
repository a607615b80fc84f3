"""What a text and the register tell of the people who may be meant in it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from publish.apparatus.biography import Consulted
from publish.apparatus.mentions import TextUnit
from publish.apparatus.model import Where
from publish.apparatus.names import Sighting
from publish.apparatus.register import Limit, Register

# Where the words are of the document's own time; notes and the lines over it are the editor's.
OF_THE_TIME = frozenset({Where.TEXT})


@dataclass(slots=True)
class Evidence:
    """What is known of one text: where in it each person is surely named.

    Positions count the sightings of the text; header and marks stand before them all.
    """

    unit: TextUnit
    register: Register
    correspondents: frozenset[str]
    biographies: Consulted
    texts: Mapping[str, str]
    named: dict[str, list[int]] = field(default_factory=dict)
    forms: dict[tuple[str, int], str] = field(default_factory=dict)

    def establish(self, person: str, position: int, form: str) -> None:
        """Note that a person is surely named at a position, by this form; "" in header or mark."""
        insort(self.named.setdefault(person, []), position)
        self.forms[person, position] = form

    def seen(self) -> frozenset[str]:
        """Those whose names stand in the text, unlike those of header and marks."""
        return frozenset(person for person, places in self.named.items() if places[-1] >= 0)

    def limits(self, name: Sighting) -> list[Limit]:
        """The conditions on which the form is somebody's."""
        found = (self.register.limits.get((name.core, person)) for person in name.people)
        return [limit for limit in found if limit and not (limit.bare and name.full)]

    def holds(self, name: Sighting, person: str, position: int) -> bool:
        """Whether the conditions hold on which a form is this person's, if it has any."""
        limit = self.register.limits.get((name.core, person))
        if limit is None or (limit.bare and name.full):
            return True
        when = self.unit.date
        if limit.letters and not self._may_call_by_given_name(name):
            return False
        if limit.writers and limit.writers.isdisjoint(self.unit.writers):
            return False
        if limit.dates and (when is None or when[1] < limit.dates[0] or limit.dates[1] < when[0]):
            return False
        return not limit.after_full or any(at < position for at in self.named.get(person, ()))

    def _may_call_by_given_name(self, name: Sighting) -> bool:
        """In letters; in notes, too, where it is decided for the whole edition whom it means."""
        if self.register.decision(name.core, ""):
            return name.where is not Where.HEADER
        return name.where is Where.TEXT and bool(self.unit.correspondents)

    def last_before(self, person: str, position: int) -> int:
        """Position of the last sure naming before `position`; -1 if there is none in the text."""
        places = self.named[person]
        place = bisect_left(places, position) - 1
        return places[place] if place >= 0 else -1

    def binding(self, person: str, position: int) -> str:
        """The reason that a person named elsewhere in the text gives for a name at `position`."""
        places = self.named[person]
        before = self.last_before(person, position)
        nearest = before if before >= 0 else places[-1]
        form = self.forms[person, nearest]
        return f"bound by “{form}” in this text" if form else "named in the header or by a mark"

    def alive(self, name: Sighting, people: Sequence[str]) -> tuple[str, ...]:
        """Those who can have been alive; all if nobody can or the words are of our own time."""
        when = self.unit.date
        if when is None or name.where not in OF_THE_TIME:
            return tuple(people)
        lives = {person: self.register.lives[person].at(when) for person in people}
        born = [person for person, life in lives.items() if not life.unborn]
        living = [person for person in born if not lives[person].is_over]
        return tuple(living or born or people)
