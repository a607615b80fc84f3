"""When a person lived, as far as the authority file knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from publish.edition.dates import DateError, parse_date
from publish.edition.model import Person

Span = tuple[date, date]  # first and last day


class Standing(NamedTuple):
    """How a life stands to a span of days; `unborn` is the year of a birth after it, else 0."""

    unborn: int
    is_over: bool
    is_in_office: bool
    has_offices: bool


ALIVE = Standing(unborn=0, is_over=False, is_in_office=False, has_offices=False)


@dataclass(frozen=True, slots=True)
class Life:
    """Earliest possible birth and latest possible death; None where nothing is known."""

    born: date | None
    died: date | None
    offices: tuple[Span, ...] = ()

    def at(self, when: Span) -> Standing:
        """All that resolving a text of these days may ask of a life."""
        first, last = when
        if not (self.offices or self.has_not_begun(last) or self.is_over(first)):
            return ALIVE
        return Standing(
            unborn=self.born.year if self.born and self.has_not_begun(last) else 0,
            is_over=self.is_over(first),
            is_in_office=self.is_in_office(first, last),
            has_offices=bool(self.offices),
        )

    def is_in_office(self, first: date, last: date) -> bool:
        """Whether the person held an office at some day of a span of time."""
        return any(begun <= last and first <= ended for begun, ended in self.offices)

    def is_over(self, day: date) -> bool:
        """Whether the person was surely dead on that day."""
        return self.died is not None and self.died < day

    def has_not_begun(self, day: date) -> bool:
        """Whether the person was surely not yet born on that day."""
        return self.born is not None and day < self.born


def life_of(person: Person) -> Life:
    """The span of a life; a date that is no EDTF counts as unknown, the check reports it."""
    born, died = bounds(person.born), bounds(person.died)
    offices = tuple(held for one in person.offices if (held := bounds(one.dates)))
    return Life(born[0] if born else None, died[1] if died else None, offices)


def bounds(written: str) -> Span | None:
    """First and last day of an EDTF date; None if there is none or it cannot be read."""
    try:
        parsed = parse_date(written) if written else None
    except DateError:
        return None
    return (parsed.earliest, parsed.latest) if parsed else None
