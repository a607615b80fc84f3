"""What the marks of an edition tell of its names, for the passages that have no mark.

An edition that marks its names says under which forms people stand in it: "Heini" for
Heinrich Schnitzler, "Burckhardt" for Burckhard. Its authority file rarely lists them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain

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
from publish.exchange.tei.mostly_named import LEAD, mostly_named

NAMES = 1 / 3  # share of its occurrences that are marked, from which a word is a name
SLIP = 0.1  # share of a form's marks below which a mark is rather a mistake
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
    is rather a common word; `decisions` whom a form means by far most often, where several have it;
    `ignored` words that only sound like somebody's surname.
    """

    forms: Mapping[str, Sequence[str]]
    nicknames: Mapping[str, Sequence[str]]
    words: frozenset[str]
    decisions: Mapping[str, str]
    ignored: frozenset[str]


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
    register = Register(people, (), (), (), language)
    read = [_read(text, register) for text in texts]
    marked = _marked_forms(mark for text in read for mark in text.marks)
    # a text without any marks says nothing of what is left unmarked
    rests = [text.rest for text in read if text.marks]
    surnames = {surname for one in register.parts.values() for surname in one.surnames}
    nicknames = {name for one in register.parts.values() for name in one.nicknames}
    unmarked = _occurrences(rests, {*marked, *surnames, *nicknames})
    names = {form: by for form, by in marked.items() if _share(by, unmarked[form]) >= NAMES}
    forms = _further_forms(names, register)
    everything = [text.rest for text in read]
    words = common_words(everything, surnames, german=register.german) - names.keys()
    alike = frozenset[str]().union(*(text.alike for text in read))
    seldom = _seldom_marked(marked, unmarked, register) - names.keys()
    alone = [text.alone - words - seldom for text in read]
    mostly = mostly_named([text.named for text in read], alone, register, writing)
    pet_names = {form for form, _ in register.limits}
    return Attested(
        _those(forms, lambda form: form not in pet_names),
        _those(forms, lambda form: form in pet_names),
        _bearers_of(words, register) | (_bearers_of(seldom, register) - writing.keys()),
        {**mostly, **_decisions(names, forms, register)},
        common_words(everything, alike, german=register.german) - names.keys(),
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with its marks that name people, and its searchable words outside of them.

    `named` are those whom it marks or names in full, `alone` the surnames and given names without
    more of the name, `alike` words that are taken for a surname without being spelled like it.
    """

    marks: Sequence[Mark]
    rest: str
    named: frozenset[str]
    alone: frozenset[str]
    alike: frozenset[str]


def _read(text: str, register: Register) -> _Text:
    marks = [mark for mark in marks_in(text) if mark.named]
    rest = _without(text, marks)
    seen = sightings(Passage("", rest, Where.TEXT), register)
    marked = (mark.people for mark in marks)
    full = (name.people for name in seen if name.full and not name.trouble)
    alone = [name for name in seen if not name.full]
    return _Text(
        marks,
        rest,
        named=frozenset(chain(*marked, *full)),
        alone=frozenset(name.core for name in alone if not _is_womans(name, rest)),
        alike=frozenset(name.form for name in alone if not name.form.startswith(name.core)),
    )


def _is_womans(name: Sighting, text: str) -> bool:
    return WOMAN_BEFORE.search(text, max(0, name.start - 20), name.start) is not None


def _marked_forms(marks: Iterable[Mark]) -> dict[str, Counter[str]]:
    """How often each form is marked as whom."""
    marked: dict[str, Counter[str]] = defaultdict(Counter)
    for mark in marks:
        if len(mark.people) == 1 and not _MARKUP.search(mark.form):
            marked[mark.form][mark.people[0]] += 1
    _join_genitives(marked)
    _join_hyphens(marked)
    return marked


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


def _join_hyphens(marked: dict[str, Counter[str]]) -> None:
    """Count "Beer Hofmann" as "Beer-Hofmann" where that is marked, too."""
    for form in sorted(marked):
        spaced = form.replace("-", " ")
        if spaced != form and spaced in marked:
            marked[form] += marked.pop(spaced)


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
