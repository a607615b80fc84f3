"""What the marks of an edition tell of its names, for the passages that have no mark.

An edition that marks its names says under which forms people stand in it: "Heini" for
Heinrich Schnitzler, "Burckhardt" for Burckhard. Its authority file rarely lists them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import ahocorasick

from publish.apparatus.lexicon import TITLES
from publish.apparatus.lexicon_german import WOMAN_BEFORE
from publish.apparatus.model import Passage, Where
from publish.apparatus.names import Sighting, sightings
from publish.apparatus.plain_text import fold, plain
from publish.apparatus.register import Register
from publish.edition.model import Person
from publish.edition.scan import scan
from publish.exchange.tei.common_words import common_words

NAMES = 1 / 3  # share of its occurrences that are marked, from which a word is a name
LEAD = 3  # times as many marks as any other bearer of a form has
SLIP = 0.1  # share of a form's marks below which a mark is rather a mistake
MOSTLY = 2  # texts that name a person in full, without which nothing is said of a form
SHORTEST_ABBREVIATION = 4  # letters with the full stop: "Sch." may be anybody's
OFTEN = 2  # unmarked occurrences without which nothing is said against a surname
WORDS = 0.2  # below it a surname is rather a common word ("Mann", "Ganz")

_ATTRIBUTES = re.compile(r"\{[^{}]*\}")
_MARKUP = re.compile(r"[\[\]{}*_\\^~<>]")
_WORD = re.compile(r"[^\W\d_]{3}")
_SMALL = re.compile(r"(?:von|van|v\.|de|di|der|den|zu|und|sen\.?|jun\.?|jr\.?|d['’]\w+)")
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

    `forms` and `nicknames` are further ones by id; `words` the ids of those whose surname alone
    is rather a common word; `decisions` whom a form means by far most often, where several have it.
    """

    forms: Mapping[str, Sequence[str]]
    nicknames: Mapping[str, Sequence[str]]
    words: frozenset[str]
    decisions: Mapping[str, str]


def marks_in(markdown: str) -> Iterator[Mark]:
    """The marks of people in a text, inner ones before those around them."""
    for span in scan(markdown).spans:
        if span.attributes and "person" in span.attributes.values:
            people = tuple(span.attributes.values["person"].split())
            named = {"implied", "uncertain"}.isdisjoint(span.attributes.classes)
            yield Mark(span.start, span.end, plain(span.text), people, named)


def attested(
    texts: Iterable[str], people: Sequence[Person], writing: Counter[str], language: str = "en"
) -> Attested:
    """Learn from `texts` (Markdown) in this language the names of `people`.

    `writing` says how many letters each writes or receives; there his name often stands unmarked.
    """
    marked: dict[str, Counter[str]] = defaultdict(Counter)  # form -> id -> marks
    rests: list[str] = []
    unmarked_texts: list[str] = []
    register = Register(people, (), (), (), language)
    named: list[set[str]] = []  # for each text whom it marks or surely names
    bare: list[set[str]] = []  # and the surnames that stand alone in it
    for text in texts:
        marks = [mark for mark in marks_in(text) if mark.named]
        rest = _without(text, marks)
        # a text without any marks says nothing of what is left unmarked
        (rests if marks else unmarked_texts).append(rest)
        for mark in marks:
            if len(mark.people) == 1 and not _MARKUP.search(mark.form):
                marked[mark.form][mark.people[0]] += 1
        seen = [*sightings(Passage("", rest, Where.TEXT), register)]
        named.append({one for mark in marks for one in mark.people} | _in_full(seen))
        bare.append(_alone(seen, rest))
    _join_genitives(marked)
    surnames = {surname for one in register.parts.values() for surname in one.surnames}
    nicknames = {name for one in register.parts.values() for name in one.nicknames}
    unmarked = _occurrences(rests, {*marked, *surnames, *nicknames})
    names = {form: by for form, by in marked.items() if _share(by, unmarked[form]) >= NAMES}
    forms = _further_forms(names, register)
    words = common_words([*rests, *unmarked_texts], surnames, german=register.german)
    words = words - names.keys()
    seldom = _seldom_marked(marked, unmarked, register) - names.keys()
    names_alone = [one - words - seldom for one in bare]
    mostly = _mostly_named(named, names_alone, register, writing)
    pet_names = {form for form, _ in register.limits}
    return Attested(
        _those(forms, lambda form: form not in pet_names),
        _those(forms, lambda form: form in pet_names),
        _bearers_of(words, register) | (_bearers_of(seldom, register) - writing.keys()),
        {**mostly, **_decisions(names, forms, register)},
    )


def _in_full(seen: Iterable[Sighting]) -> set[str]:
    """Those whose full name is among the sightings; all, if several have it."""
    return {person for one in seen if one.full and not one.trouble for person in one.people}


def _alone(seen: Iterable[Sighting], text: str) -> set[str]:
    """Surnames and given names without more of the name, none of a woman by "Frau"."""
    return {
        one.core for one in seen
        if not one.full and not WOMAN_BEFORE.search(text, max(0, one.start - 20), one.start)
    }  # fmt: skip


def _is_given_name(form: str, person: str, register: Register) -> bool:
    givens = register.parts[person].givens
    return not form.endswith(".") and any(form == given[0] for given in givens)


def _is_initials(form: str, person: str, register: Register) -> bool:
    limit = register.limits.get((form, person))
    return limit is not None and limit.letters and form.endswith(".")


def _those(
    forms: Mapping[str, Sequence[str]], wanted: Callable[[str], bool]
) -> Mapping[str, Sequence[str]]:
    """The wanted forms of each person who has some."""
    found = {person: [form for form in of if wanted(form)] for person, of in forms.items()}
    return {person: of for person, of in found.items() if of}


def _mostly_named(
    named: Sequence[Set[str]],
    alone: Sequence[Set[str]],
    register: Register,
    writing: Counter[str],
) -> Mapping[str, str]:
    """Those of the surnames and given names that stand `alone`, each with the one of its
    bearers who is in by far most texts, named or by `writing` them.

    `named` has the people of each text. Who has given names is asked after the surnames: who is
    meant by one of those is then named, too.
    """
    by_surname, by_given_name = _bearers_of_names(register)
    standing = frozenset[str]().union(*alone)
    decided = dict(_leading(by_surname, writing | _in_texts(named)))
    only = {name: min(people) for name, people in by_surname.items() if len(people) == 1}
    meant = {
        name: one for name, one in (only | decided).items()
        if fold(name) not in register.given_names
    }  # fmt: skip
    by_names = ({meant[name] for name in names if name in meant} for names in alone)
    counts = writing | _in_texts(a | b for a, b in zip(named, by_names, strict=True))
    decided |= dict(_leading(by_given_name, counts))
    return {name: person for name, person in sorted(decided.items()) if name in standing}


def _bearers_of_names(
    register: Register,
) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """Who has each surname, and each given name by which people are called."""
    by_surname, by_given_name = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for one in register.parts.values():
        for given in one.givens:
            if (given[0], one.person) in register.limits:
                by_given_name[given[0]].add(one.person)
        for surname in one.surnames if one.bare_surname else ():
            by_surname[surname].add(one.person)
    return by_surname, by_given_name


def _in_texts(named: Iterable[Set[str]]) -> Counter[str]:
    return Counter(person for people in named for person in people)


def _leading(bearers: Mapping[str, set[str]], counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """Names of several people with the one who is in by far most texts."""
    for name, people in bearers.items():
        ranked = sorted(((counts[person], person) for person in people), reverse=True)
        if len(ranked) > 1 and ranked[0][0] >= max(MOSTLY, LEAD * ranked[1][0]):
            yield name, ranked[0][1]


def _further_forms(
    names: Mapping[str, Counter[str]], register: Register
) -> Mapping[str, Sequence[str]]:
    forms: dict[str, list[str]] = defaultdict(list)
    for form, by in sorted(names.items()):
        for person in by if _may_be_form(form) else ():
            known = person not in register.parts or person in _bearers(form, register)
            slip = by[person] < SLIP * by.total()
            if not known and not slip and not _is_given_name(form, person, register):
                forms[person].append(form)
    return forms


def _may_be_form(form: str) -> bool:
    """Whether marked words are a name, and neither initials nor a title ("Fräulein")."""
    words = form.split()
    return (
        _WORD.search(form) is not None
        and (len(words) == 1 or any(word[0].isupper() for word in words))
        and (len(words) > 1 or len(form) > SHORTEST_ABBREVIATION or not form.endswith("."))
        and not all(fold(word).rstrip(".") in TITLES for word in words)
        and all(len(words) == 1 or word[0].isupper() or _SMALL.match(word) for word in words)
    )


def _bearers(form: str, register: Register) -> tuple[str, ...]:
    """Those who have the whole form by the register."""
    for seen in sightings(Passage("", form, Where.TEXT), register):
        if seen.start == 0 and seen.end >= len(_GENITIVE.sub("", form)):
            return tuple(p for p in seen.people if (seen.core, p) not in register.limits)
    return ()


def _decisions(
    names: Mapping[str, Counter[str]], forms: Mapping[str, Sequence[str]], register: Register
) -> Mapping[str, str]:
    """Forms that several have and one by far most of the marks; given names and initials, if
    marked at all."""
    decisions = {}
    for form, by in sorted(names.items()):
        (person, most), *others = by.most_common(2)
        several = {*_bearers(form, register), *(one for one in by if form in forms.get(one, ()))}
        second = others[0][1] if others else 0
        given = person in register.parts and _is_given_name(form, person, register)
        given = given or _is_initials(form, person, register)
        if most >= LEAD * second and (given or (person in several and len(several) > 1)):
            decisions[form] = person
    return decisions


def _seldom_marked(
    marked: Mapping[str, Counter[str]], unmarked: Counter[str], register: Register
) -> frozenset[str]:
    """Surnames that alone hardly ever are a name; none where names are seldom marked."""
    share = {
        surname: _share(marked.get(surname, Counter()), unmarked[surname])
        for one in register.parts.values()
        for surname in one.surnames
        if marked.get(surname) or unmarked[surname]
    }
    if not share or sum(one >= NAMES for one in share.values()) < len(share) / 2:
        return frozenset()
    return frozenset(name for name, one in share.items() if one < WORDS and unmarked[name] >= OFTEN)


def _bearers_of(surnames: Set[str], register: Register) -> frozenset[str]:
    return frozenset(
        one.person for one in register.parts.values() if not surnames.isdisjoint(one.surnames)
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
