"""The workplace on the terminal: one section after another, the longest cut short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import click

from publish.command_line import count
from publish.workplace.model import (
    Candidate,
    Misspelling,
    NearHomonyms,
    OpenForm,
    Spot,
    UnknownName,
    Unmet,
    Untimely,
    Workplace,
)
from publish.workplace.wording import (
    advice,
    command,
    needs_advice,
    summary,
    texts_of,
)

MOST = 25  # entries of a section; open queries are never cut short


def as_lines(found: Workplace, folder: str) -> Iterator[str]:
    """The lines to print; `folder` is the manuscript's, for the commands that are proposed."""
    sections: tuple[Sequence[Sequence[str]], ...] = (
        [_open(one, folder) for one in found.open_forms],
        [_unknown(one) for one in found.unknown],
        [_misspelling(one) for one in found.misspellings],
        [_alike(one) for one in found.homonyms],
        [_unmet(one) for one in found.unmet],
        [_untimely(one) for one in found.untimely],
    )
    for place, ((_, title, size), entries) in enumerate(zip(summary(found), sections, strict=True)):
        shown = entries if place == 0 else entries[:MOST]
        yield from (click.style(f"{title}: {size}", bold=True), "")
        yield from chain.from_iterable(shown)
        if len(shown) < len(entries):
            yield f"  … and {len(entries) - len(shown)} more: publish names --html FILE shows all"
        yield ""


def _open(form: OpenForm, folder: str) -> list[str]:
    reasons = (f"{one.why}. {advice(one)}" for one in form.asked if needs_advice(one))
    candidates = dict.fromkeys(one for asked in form.asked for one in asked.candidates)
    return [
        f"  “{form.form}”: {count(len(form.asked), 'passage')}",
        *(f"    {_spot(asked.spot)}" for asked in form.asked),
        *(f"    {reason}" for reason in dict.fromkeys(reasons)),
        *(f"    PERSON: {one.id}, {_person(one)}" for one in candidates),
        *(f"    {command(form.form, 'PERSON', text, folder)}" for text in texts_of(form)),
        "",
    ]


def _unknown(name: UnknownName) -> list[str]:
    evidence = f"; {', '.join(name.evidence)}" if name.evidence else ""
    head = f"  {name.form} ({count(name.count, 'passage')}{evidence})"
    return [head, f"    {_spot(name.spots[0])}"]


def _misspelling(word: Misspelling) -> list[str]:
    like = " or ".join(one.heading for one in word.people)
    head = f"  {word.word} ({count(word.count, 'passage')}), like {like}"
    return [head, *(f"    {_spot(spot)}" for spot in word.spots)]


def _alike(group: NearHomonyms) -> list[str]:
    people = zip(group.people, group.mentions, strict=True)
    named = (f"{one.heading} ({count(number, 'passage')})" for one, number in people)
    return [f"  {'; '.join(named)}"]


def _unmet(entry: Unmet) -> list[str]:
    return [f"  {entry.place.file}:{entry.place.line} {_person(entry.person)}"]


def _untimely(entry: Untimely) -> list[str]:
    head = f"  {_person(entry.person)}: {count(len(entry.spots), 'passage')} {entry.when}"
    return [head, *(f"    {_spot(spot)}" for spot in _few(entry.spots))]


def _few(spots: Iterable[Spot]) -> list[Spot]:
    return list(spots)[:3]


def _person(person: Candidate) -> str:
    return f"{person.heading} ({person.life})" if person.life else person.heading


def _spot(spot: Spot) -> str:
    form = click.style(spot.form, bold=True)
    return f"{spot.place.file}:{spot.place.line} …{spot.before}{form}{spot.after}…"
