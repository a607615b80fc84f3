"""Sightings: every place in a passage where a name may stand, and whose it may be.

Nothing is decided here. A surname is read together with the initials, given names, particles
and titles before it and the initials after it, so that "N. V. Kuibyshev" is never a mention
of V. V. Kuibyshev.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publish.apparatus import lexicon_german
from publish.apparatus.lexicon import NO_GIVEN_NAMES, PARTICLES
from publish.apparatus.model import Where
from publish.apparatus.name_context import (
    REACH,
    Before,
    initials_after,
    joined_given,
    read_before,
)
from publish.apparatus.name_matching import people_with
from publish.apparatus.plain_text import PlainText, fold, plain_text
from publish.apparatus.register import Known, Register
from publish.apparatus.things import names_a_thing

Span = tuple[int, int]

# What a name may end in: possessive, plural, plural possessive.
_ENDING = re.compile(r"(?:(?P<plural>es|s)'?|'s?)?(?!\w|'\w)")
# German: "Hirschfelds" is a family, before a noun the genitive ("Hirschfelds Stück"); it has
# adjectives of names, too: "Schnitzlersche".
_GERMAN_ENDING = re.compile(
    r"(?:(?P<plural>s)(?![\w'-])(?! ['\"»„]*[^\W\d_a-zäöüß])|'?s|'|'?sche[nrsm]?|ens|"
    rf"{lexicon_german.JOINED_NOUN})?(?!\w|'\w)"
)
_HALF_BEFORE = re.compile(r"([^\W\d_][\w']*)-$")
_HALF_AFTER = re.compile(r"-([^\W\d_][\w']*)")
_NEXT_WORD = re.compile(r" ([^\W\d_][\w'-]+)")
_CUT_SURNAME = re.compile(r" ([^\W\d_a-z][a-zäöüß]{0,5})\.")
_ROW = re.compile(r"[^\W\d_a-z][a-zäöüß]+(?: [^\W\d_a-z][a-zäöüß]+){2,}")
_ROW_BEFORE = re.compile(r"(?:\b[^\W\d_a-z][a-zäöüß]+ )+$")
_SURNAME_BEFORE = re.compile(r"\b([^\W\d_][\w'-]+) \($")
_CHINESE_GIVEN_NAME = re.compile(r" ([^\W\d_])\w*-[a-z]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of text; no name is looked for within the suppressed spans."""

    key: str
    text: str
    where: Where
    suppressed: tuple[Span, ...] = ()


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


@dataclass(frozen=True, slots=True)
class _Spot:
    """A registered form that stands in the text as a whole word."""

    text: str
    start: int
    end: int  # without possessive, with plural
    known: Known
    plural: bool
    stop: int  # nothing before it belongs to the name


def sightings(passage: Passage, register: Register) -> list[Sighting]:
    """All names of a passage in reading order, none overlapping another: the longest win."""
    source = plain_text(passage.text)
    spots = list(_spots(source, register, passage.suppressed))
    ignored = [(s.start, s.end) for s in spots if s.known.ignored]
    found = [
        name
        for spot in spots
        if not _overlaps(ignored, spot.start, spot.end)
        for name in _read(spot, register)
    ]
    return [_sighting(name, passage, source) for name in _longest(found)]


def _spots(source: PlainText, register: Register, suppressed: tuple[Span, ...]) -> Iterator[_Spot]:
    """Whole words outside the suppressed spans."""
    text = source.text
    hidden = [_to_plain(span, source) for span in suppressed]
    for start, last, known in register.occurrences(text):
        if start > 0 and _continues_before(text, start):
            continue
        ending = (_GERMAN_ENDING if register.german else _ENDING).match(text, last)
        plural = ending is not None and ending["plural"] is not None
        if plural and register.german:  # else the genitive of one person's name
            family = lexicon_german.FAMILY_BEFORE.search(text, max(0, start - 12), start)
            plural = len(known.surname) > 1 and family is not None
        if ending is None or (plural and not known.surname):
            continue
        end = ending.end("plural") if plural else last
        if _overlaps(hidden, start, end):
            continue
        stop = max((right for _, right in hidden if right <= start), default=0)
        yield _Spot(text, start, end, known, plural, stop)


def _continues_before(text: str, start: int) -> bool:
    """Whether the letter before belongs to the same word ("D'Anvers", "Leningrad")."""
    before = text[start - 1]
    if before == "'":
        return start > 1 and text[start - 2].isalnum()
    return before.isalnum() or before == "_"


def _read(spot: _Spot, register: Register) -> Iterator[_Found]:
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
    double = _double_name(spot, register)
    if double:
        yield _Found(*double, known, (), full=True, trouble="is part of a double name")
        return
    shared = set(known.phrase) & register.things if known.surname else set()
    if not spot.plural and not _ends_longer_initials(spot, register):
        yield from _alone(spot, tuple(p for p in known.phrase if p not in shared), register)
    if not spot.plural:
        yield from _alone(spot, called, register, full=not by_given)
    if known.surname and not is_thing:
        yield from _surname(spot, register)


def _is_thing(spot: _Spot, register: Register) -> bool:
    return not spot.plural and names_a_thing(
        spot.text, spot.start, spot.end, german=register.german
    )


def _called(spot: _Spot, register: Register) -> tuple[tuple[str, ...], bool]:
    """Those whose nickname it is, or by whose given name it may stand, and whether by that.

    By a given name nobody is called where more of a name stands beside it.
    """
    people = spot.known.nickname
    limits = (register.limits.get((spot.known.form, person)) for person in people)
    by_given = bool(people) and all(limit and limit.letters for limit in limits)
    return (() if by_given and _has_more(spot, register) else people), by_given


def _with_cut_surname(spot: _Spot, register: Register) -> Iterator[_Found]:
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


def _has_more(spot: _Spot, register: Register) -> bool:
    if register.german and _is_in_row(spot, register):
        return False
    if _belongs_to_surname_before(spot, register):
        return True
    following = _NEXT_WORD.match(spot.text, spot.end)
    before = read_before(spot.text, spot.start, spot.stop, register.given_names)
    if not register.german and (before.given or before.particle):
        return True
    if before.given and before.particle != "und":  # "Olga und Heini", "von Olga" are no surnames
        return True
    return following is not None and _may_be_surname(following[1], register)


def _is_in_row(spot: _Spot, register: Register) -> bool:
    """Whether three given names or more stand in a row, and no surname: "Arthur Olga Richard"."""
    before = _ROW_BEFORE.search(spot.text, max(spot.stop, spot.start - REACH), spot.start)
    row = _ROW.match(spot.text, before.start() if before else spot.start)
    if row is None or not all(map(register.is_called, row[0].split())):
        return False
    following = _NEXT_WORD.match(spot.text, row.end())
    return following is None or following[1] not in PARTICLES


def _belongs_to_surname_before(spot: _Spot, register: Register) -> bool:
    """Whether a given name stands in parentheses behind its surname: "Bülow (Hans v.)"."""
    before = _SURNAME_BEFORE.search(spot.text, max(spot.stop, spot.start - REACH), spot.start)
    return before is not None and register.knows(before[1])


def _may_be_surname(word: str, register: Register) -> bool:
    """Whether a word behind a given name is capitalised like a surname."""
    return word[0].isupper() and not (register.german and lexicon_german.is_no_surname(fold(word)))


def _double_name(spot: _Spot, register: Register) -> Span | None:
    """The span of "Kirov-Petrov" if the other half is no registered name by itself."""
    before = _HALF_BEFORE.search(spot.text, max(spot.stop, spot.start - 40), spot.start)
    if before and before[1][0].isupper() and not register.knows(before[1]):
        return before.start(), spot.end
    after = _HALF_AFTER.match(spot.text, spot.end)
    if not after or not after[1][0].isupper() or _is_known(after[1], register):
        return None
    if register.german:
        return None  # "Bahr-Stück": Germans write compounds so
    return spot.start, after.end()


def _is_known(word: str, register: Register) -> bool:
    return register.knows(_without_ending(word, register))


def _without_ending(word: str, register: Register) -> str:
    for ending in ("'s", "s'", "s", "'"):
        if word.endswith(ending) and register.knows(word.removesuffix(ending)):
            return word.removesuffix(ending)
    return word


def _ends_longer_initials(spot: _Spot, register: Register) -> bool:
    """Whether a phrase such as "P. Koo" is the end of "A. P. Koo"."""
    if "." not in spot.known.form[:3]:
        return False
    return bool(read_before(spot.text, spot.start, spot.stop, register.given_names).given)


def _alone(
    spot: _Spot, people: tuple[str, ...], register: Register, *, full: bool = True
) -> Iterator[_Found]:
    """A nickname or phrase that these people have; trouble if it begins a longer name."""
    if not people:
        return
    following = _NEXT_WORD.match(spot.text, spot.end)
    trouble = ""
    if following and spot.text[spot.end - 1] != "." and _is_unknown_name(following[1], register):
        trouble = f"stands before “{following[1]}”, as in another person’s name"
    yield _Found(spot.start, spot.end, spot.known, people, full=full, trouble=trouble)


def _is_unknown_name(word: str, register: Register) -> bool:
    """Whether a word is capitalised like a surname and nobody's in the register."""
    bare = _without_ending(word, register)
    capitalised = _may_be_surname(bare, register) and not bare.isupper()
    return capitalised and fold(bare) not in NO_GIVEN_NAMES and not register.knows(bare)


def _surname(spot: _Spot, register: Register) -> Iterator[_Found]:
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
        trouble = trouble or _given_name_trouble(spot, register)
        yield _Found(start, spot.end, spot.known, called, False, spot.plural, trouble)


def _given_name_trouble(spot: _Spot, register: Register) -> str:
    """Why a surname that is a given name, too, is rather that: "Thomas" in "Thomas Waters"."""
    following = _NEXT_WORD.match(spot.text, spot.end)
    given = not spot.plural and fold(spot.known.form) in register.given_names
    if given and following and _is_unknown_name(following[1], register):
        return f"stands before “{following[1]}”, as in another person’s name"
    return ""


OTHER_PERSON = "is nobody’s of this surname in people.yaml"


def _with_given_names(
    spot: _Spot, before: Before, bearers: tuple[str, ...], register: Register
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


def _place_trouble(spot: _Spot) -> str:
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


def _to_plain(span: Span, source: PlainText) -> Span:
    """A span of the original in the searchable text."""
    if source.offsets is None:
        return span
    inside = [i for i, offset in enumerate(source.offsets) if span[0] <= offset < span[1]]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _overlaps(spans: Iterable[Span], start: int, end: int) -> bool:
    return any(left < end and start < right for left, right in spans)
