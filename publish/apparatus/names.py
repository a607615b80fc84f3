"""Sightings: every place in a passage where a name may stand, and whose it may be.

Nothing is decided here. A surname is read together with the initials, given names, particles
and titles before it and the initials after it, so that "N. V. Kuibyshev" is never a mention
of V. V. Kuibyshev.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from publish.apparatus.longer_name import (
    begins_another_name,
    double_name,
    ends_longer_initials,
    has_more,
)
from publish.apparatus.model import Passage, Where
from publish.apparatus.name_context import (
    Before,
    initials_after,
    joined_given,
    read_before,
)
from publish.apparatus.name_matching import people_with
from publish.apparatus.plain_text import PlainText, fold, plain_text
from publish.apparatus.register import Known, Register
from publish.apparatus.spots import Spot, overlaps, spots_in
from publish.apparatus.things import names_a_thing

_CUT_SURNAME = re.compile(r" ([^\W\d_a-z][a-zäöüß]{0,5})\.")
_CHINESE_GIVEN_NAME = re.compile(r" ([^\W\d_])\w*-[a-z]")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name in a passage: its span there, its form, and whom it may mean.

    `core` is the registered form in it ("Andreev" of "A. A. Andreev", "Burckhard" of
    "Burkhardt"), `people` those who have the whole form. `full` says that more than a bare
    surname stands there. `trouble` is "" or says why the form cannot be a registered person's;
    `bearers` are then those who share the core.
    """

    passage: str
    where: Where
    start: int
    end: int
    form: str
    core: str
    people: tuple[str, ...]
    bearers: tuple[str, ...]
    full: bool
    plural: bool
    trouble: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A sighting with its span in the searchable text."""

    start: int
    end: int
    known: Known
    people: tuple[str, ...]
    full: bool
    plural: bool = False
    trouble: str = ""
    form: str = ""  # where it is not the text of the span


def sightings(passage: Passage, register: Register) -> list[Sighting]:
    """All names of a passage in reading order, none overlapping another: the longest win."""
    source = plain_text(passage.text)
    spots = list(spots_in(source, register, passage.suppressed))
    ignored = [(s.start, s.end) for s in spots if s.known.ignored]
    found = [
        name
        for spot in spots
        if not overlaps(ignored, spot.start, spot.end)
        for name in _read(spot, register)
    ]
    return [_sighting(name, passage, source) for name in _longest(found)]


def _read(spot: Spot, register: Register) -> Iterator[_Found]:
    """The names that one form stands for here; none if it is part of another word."""
    known = spot.known
    called, by_given = _called(spot, register)
    if by_given:
        yield from _with_cut_surname(spot, register)
    is_thing = bool(known.surname) and _is_thing(spot, register)
    if known.decided and not is_thing and (called or not by_given):
        yield _Found(spot.start, spot.end, known, (), full=False)
    if not known.people:
        return
    double = double_name(spot, register)
    if double:
        yield _Found(*double, known, (), full=True, trouble="is part of a double name")
        return
    shared = set(known.phrase) & register.things if known.surname else set()
    if not spot.plural and not ends_longer_initials(spot, register):
        yield from _alone(spot, tuple(p for p in known.phrase if p not in shared), register)
    if not spot.plural:
        yield from _alone(spot, called, register, full=not by_given)
    if known.surname and not is_thing:
        yield from _surname(spot, register)


def _is_thing(spot: Spot, register: Register) -> bool:
    return not spot.plural and names_a_thing(
        spot.text, spot.start, spot.end, german=register.german
    )


def _called(spot: Spot, register: Register) -> tuple[tuple[str, ...], bool]:
    """Those whose nickname it is, or by whose given name it may stand, and whether by that.

    By a given name nobody is called where more of a name stands beside it.
    """
    people = spot.known.nickname
    by_given = register.is_given_name_of(people, spot.known.form)
    return (() if by_given and has_more(spot, register) else people), by_given


def _with_cut_surname(spot: Spot, register: Register) -> Iterator[_Found]:
    """ "Hugo Schm.": of all called Hugo the one whose surname begins so."""
    cut = _CUT_SURNAME.match(spot.text, spot.end)
    if cut is None or register.knows(cut[1]):
        return
    people = tuple(
        person for person in spot.known.nickname
        if any(name.startswith(cut[1]) for name in register.parts[person].surnames)
    )  # fmt: skip
    if len(people) == 1:
        yield _Found(spot.start, cut.end(), Known(spot.known.form), people, full=True)


def _alone(
    spot: Spot, people: tuple[str, ...], register: Register, *, full: bool = True
) -> Iterator[_Found]:
    """A nickname or phrase that these people have; trouble if it begins a longer name."""
    if people:
        trouble = begins_another_name(spot, register)
        yield _Found(spot.start, spot.end, spot.known, people, full=full, trouble=trouble)


def _surname(spot: Spot, register: Register) -> Iterator[_Found]:
    bearers = spot.known.surname
    before = read_before(spot.text, spot.start, spot.stop, register.given_names)
    particles = frozenset[str]().union(*(register.parts[b].particles for b in bearers))
    if before.particle and before.particle not in particles:
        before = Before(given=(), start=spot.start, title="", particle="")
    if before.given:
        yield from _with_given_names(spot, before, bearers, register)
        return
    after = initials_after(spot.text, spot.end)
    named = people_with(after.given, bearers, register) if after else ()
    if after and (named or len(after.given) > 1):
        trouble = "" if named else OTHER_PERSON
        yield _Found(spot.start, after.end, spot.known, named, full=True, trouble=trouble)
        return
    called = _with_title(before.title, bearers, register)
    if not before.title:  # "Nikolaev" may be the town
        called += tuple(person for person in spot.known.phrase if person in register.things)
    if called:
        start = before.start if before.particle else spot.start
        trouble = _place_trouble(spot)
        if not spot.plural and fold(spot.known.form) in register.given_names:  # "Thomas Waters"
            trouble = trouble or begins_another_name(spot, register)
        yield _Found(start, spot.end, spot.known, called, False, spot.plural, trouble)


OTHER_PERSON = "is nobody’s of this surname in people.yaml"


def _with_given_names(
    spot: Spot, before: Before, bearers: tuple[str, ...], register: Register
) -> Iterator[_Found]:
    named = people_with(before.given, bearers, register)
    if not named and not any(register.parts[b].bare_surname for b in bearers):
        return  # a surname that is rather a common word
    trouble = _place_trouble(spot) if named else OTHER_PERSON
    yield _Found(before.start, spot.end, spot.known, named, True, spot.plural, trouble)
    joined = joined_given(spot.text, before, spot.stop, register.given_names)
    if joined:  # "M. and N. Lurie": the first stands without his surname
        others = people_with(joined.given, bearers, register)
        form = f"{spot.text[joined.start : joined.end]} {spot.known.form}"
        trouble = "" if others else OTHER_PERSON
        if others or before.all_initials:
            yield _Found(joined.start, joined.end, spot.known, others, True, False, trouble, form)


def _with_title(title: str, bearers: tuple[str, ...], register: Register) -> tuple[str, ...]:
    """Those whom the bare surname can mean; a title that only some have tells them apart."""
    bare = tuple(b for b in bearers if register.parts[b].bare_surname)
    titled = tuple(b for b in bearers if title and title in register.parts[b].titles)
    return titled or bare


def _place_trouble(spot: Spot) -> str:
    """Why a surname may be another's given name; "" if it is not."""
    chinese = _CHINESE_GIVEN_NAME.match(spot.text, spot.end)
    if not spot.plural and chinese and chinese[1].isupper():
        return "may be part of a longer name"
    return ""


def _longest(found: list[_Found]) -> Iterator[_Found]:
    """Names that do not overlap: the first and of those the longest; decisions only at last."""
    reach = 0
    order = sorted(found, key=lambda f: (f.start, -f.end, not f.people, not f.trouble, not f.full))
    for name in order:
        if name.start >= reach:
            yield name
            reach = name.end


def _sighting(name: _Found, passage: Passage, source: PlainText) -> Sighting:
    start, end = source.original_span(name.start, name.end)
    return Sighting(
        passage=passage.key,
        where=passage.where,
        start=start,
        end=end,
        form=name.form or source.text[name.start : name.end],
        core=name.known.core,
        people=name.people,
        bearers=name.known.people,
        full=name.full,
        plural=name.plural,
        trouble=name.trouble,
    )
