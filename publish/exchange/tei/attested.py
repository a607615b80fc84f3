"""What the marks of an edition tell of its names, for the passages that have no mark.

An edition that marks its names says under which forms people stand in it: "Heini" for
Heinrich Schnitzler, "Burckhardt" for Burckhard. Its authority file rarely lists them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import ahocorasick

from publish.apparatus.model import Where
from publish.apparatus.names import Passage, sightings
from publish.apparatus.plain_text import plain
from publish.apparatus.register import Register
from publish.edition.model import Person
from publish.edition.scan import scan

NAMES = 1 / 3  # share of its occurrences that are marked, from which a word is a name
LEAD = 3  # times as many marks as any other bearer of a form has
SLIP = 0.1  # share of a form's marks below which a mark is rather a mistake
OFTEN = 2  # unmarked occurrences without which nothing is said against a surname
WORDS = 0.2  # below it a surname is rather a common word ("Mann", "Ganz")

_ATTRIBUTES = re.compile(r"\{[^{}]*\}")
_MARKUP = re.compile(r"[\[\]{}*_\\^~<>]")
_WORD = re.compile(r"[^\W\d_]{3}")
_GENITIVE = re.compile(r"'?s$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of people in Markdown: its span, the words in it, whether they name somebody."""

    start: int
    end: int
    form: str
    people: tuple[str, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class Attested:
    """What people.yaml and index.yaml should say besides.

    `forms` are further forms by id; `words` the ids of those whose surname alone is rather a
    common word; `decisions` whom a form means by far most often, where several have it.
    """

    forms: Mapping[str, Sequence[str]]
    words: frozenset[str]
    decisions: Mapping[str, str]


def marks_in(markdown: str) -> Iterator[Mark]:
    """The marks of people in a text, inner ones before those around them."""
    for span in scan(markdown).spans:
        if span.attributes and "person" in span.attributes.values:
            people = tuple(span.attributes.values["person"].split())
            named = {"implied", "uncertain"}.isdisjoint(span.attributes.classes)
            yield Mark(span.start, span.end, plain(span.text), people, named)


def attested(texts: Iterable[str], people: Sequence[Person], writing: Iterable[str]) -> Attested:
    """Learn from the marks in `texts` (Markdown) the names of `people`.

    `writing` are the ids of those who write or receive letters: their names often stand unmarked.
    """
    marked: dict[str, Counter[str]] = defaultdict(Counter)  # form -> id -> marks
    rests = []
    for text in texts:
        marks = list(marks_in(text))
        if marks:  # a text without any says nothing of what is left unmarked
            rests.append(_without(text, marks))
        for mark in marks:
            if mark.named and len(mark.people) == 1 and not _MARKUP.search(mark.form):
                marked[mark.form][mark.people[0]] += 1
    _join_genitives(marked)
    register = Register(people, (), ())
    bare = {f for one in register.parts.values() for f in (*one.surnames, *one.nicknames)}
    unmarked = _occurrences(rests, {*marked, *bare})
    names = {form: by for form, by in marked.items() if _share(by, unmarked[form]) >= NAMES}
    forms = _further_forms(names, register)
    return Attested(
        forms,
        _common_words(marked, unmarked, register) - {*writing},
        _decisions(names, forms, register),
    )


def _further_forms(
    names: Mapping[str, Counter[str]], register: Register
) -> Mapping[str, Sequence[str]]:
    forms: dict[str, list[str]] = defaultdict(list)
    for form, by in sorted(names.items()):
        for person in by:
            known = person not in register.parts or person in _bearers(form, register)
            slip = by[person] < SLIP * by.total()
            if _WORD.search(form) and not known and not slip:
                forms[person].append(form)
    return forms


def _bearers(form: str, register: Register) -> tuple[str, ...]:
    """Those who have the whole form by the register."""
    for seen in sightings(Passage("", form, Where.TEXT), register):
        if seen.start == 0 and seen.end >= len(_GENITIVE.sub("", form)):
            return tuple(p for p in seen.people if (seen.core, p) not in register.limits)
    return ()


def _decisions(
    names: Mapping[str, Counter[str]], forms: Mapping[str, Sequence[str]], register: Register
) -> Mapping[str, str]:
    """Forms that several have and one by far most of the marks."""
    decisions = {}
    for form, by in sorted(names.items()):
        (person, most), *others = by.most_common(2)
        several = {*_bearers(form, register), *(one for one in by if form in forms.get(one, ()))}
        second = others[0][1] if others else 0
        if person in several and len(several) > 1 and most >= LEAD * second:
            decisions[form] = person
    return decisions


def _common_words(
    marked: Mapping[str, Counter[str]], unmarked: Counter[str], register: Register
) -> frozenset[str]:
    """Those whose surname alone hardly ever is a name; none where names are seldom marked."""
    share = {
        surname: _share(marked.get(surname, Counter()), unmarked[surname])
        for one in register.parts.values()
        for surname in one.surnames
        if marked.get(surname) or unmarked[surname]
    }
    if not share or sum(one >= NAMES for one in share.values()) < len(share) / 2:
        return frozenset()
    words = {name for name, one in share.items() if one < WORDS and unmarked[name] >= OFTEN}
    return frozenset(
        one.person for one in register.parts.values() if not words.isdisjoint(one.surnames)
    )


def _share(by: Counter[str], unmarked: int) -> float:
    return by.total() / max(1, by.total() + unmarked)


def _join_genitives(marked: dict[str, Counter[str]]) -> None:
    """Count "Hugos" as "Hugo" where that is marked, too."""
    for form in sorted(marked):
        base = _GENITIVE.sub("", form)
        if base != form and not marked[form].keys().isdisjoint(marked.get(base, ())):
            marked[base] += marked.pop(form)


def _without(text: str, marks: Iterable[Mark]) -> str:
    """The searchable words of a text that no mark holds."""
    pieces, at = [], 0
    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        if mark.start >= at:
            pieces.append(text[at : mark.start])
            at = mark.end
    pieces.append(text[at:])
    return plain(_ATTRIBUTES.sub("", " | ".join(pieces)))


def _occurrences(texts: Iterable[str], forms: Iterable[str]) -> Counter[str]:
    """How often each form stands in the texts as a whole word."""
    automaton = ahocorasick.Automaton()
    for form in forms:
        if form:
            automaton.add_word(form, form)
    automaton.make_automaton()
    return Counter(
        form
        for text in texts
        for last, form in automaton.iter(text)
        if not text[last + 1 : last + 2].isalnum()
        and not text[max(0, last - len(form)) : last + 1 - len(form)].isalnum()
    )
