"""Passages that name somebody before birth or after death."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from publish.apparatus.model import Reference, Where
from publish.apparatus.register import Register
from publish.apparatus.spans_of_life import Life
from publish.edition.dates import parse_date
from publish.edition.model import Document, Person
from publish.workplace.model import Spot, Untimely
from publish.workplace.spots import candidate, spot_of

Time = Literal["before birth", "after death"]
# Notes, captions and headers are the editor's, who knows what came later.
OF_THE_TIME = frozenset({Where.TEXT})


def untimely(
    references: Iterable[Reference],
    documents: Iterable[Document],
    register: Register,
    people: dict[str, Person],
) -> tuple[Untimely, ...]:
    """References of dated documents outside the life of the person, by person.

    Dates are intervals: a day counts as before birth or after death only if no reading of
    both dates allows otherwise. Before birth comes first: that is always an error, while
    the dead may be spoken of.
    """
    dates = {document.id: _span(document) for document in documents if document.date}
    found: dict[tuple[Time, str], list[Spot]] = {}
    for reference in references:
        span, life = dates.get(reference.text), register.lives.get(reference.target)
        if span is None or life is None or reference.where not in OF_THE_TIME:
            continue
        when = _when(life, *span)
        if when is not None:
            found.setdefault((when, reference.target), []).append(spot_of(reference))
    order = sorted(found, key=lambda key: (key[0] == "after death", people[key[1]].name))
    return tuple(
        Untimely(candidate(people[person]), when, tuple(found[when, person]))
        for when, person in order
    )


def _span(document: Document) -> tuple[date, date]:
    parsed = parse_date(document.date or "")
    return parsed.earliest, parsed.latest


def _when(life: Life, first: date, last: date) -> Time | None:
    if life.has_not_begun(last):
        return "before birth"
    return "after death" if life.is_over(first) else None
