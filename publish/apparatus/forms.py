"""What an authority entry says about the shapes of a name.

`Surname, Initials` and its relatives are taken apart once; the searching modules then
compare what stands in the text with the parts, so that "G. K. Ordzhonikidze",
"G.K. Ordzhonikidze", "Grigory Ordzhonikidze" and "Sergo Ordzhonikidze" need no list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from publish.apparatus.lexicon import GIVEN_NAMES, PARTICLES, TITLES, is_patronymic
from publish.apparatus.plain_text import fold, plain
from publish.edition.model import Person

Item = TypeVar("Item", str, tuple[str, ...])
Given = tuple[str, ...]  # "G.", "K." or "Grigory", "Konstantinovich"; never empty

_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)")
_NAME = re.compile(r"[^\W\d_][^\W\d_']")
_ABBREVIATED = re.compile(r"[^\W\d_]{1,3}\.")
_TERRITORY = re.compile(r" (?:of|von|zu|del|di) ")
_TOKEN = re.compile(r"[^\W\d_][^\W\d_']*\.?")


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of one person's name, searchable (see `plain_text`).

    `surnames` are the surname and its variants, `givens` the sequences of given names or
    initials that may stand with them, `phrases` forms that stand as they are;
    `full_positions` tells at which places of a sequence a whole given name is known, so
    that another whole name there is another person's.
    """

    person: str
    heading: str
    surnames: tuple[str, ...]
    givens: tuple[Given, ...]
    full_positions: frozenset[int]
    nicknames: tuple[str, ...]
    phrases: tuple[str, ...]
    titles: frozenset[str]
    particles: frozenset[str]
    bare_surname: bool


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading taken apart."""

    surnames: tuple[str, ...]
    givens: tuple[Given, ...]
    titles: frozenset[str]
    particles: frozenset[str]


def name_parts(person: Person, aliases: Iterable[str] = ()) -> NameParts:
    """Take a person's name apart; `aliases` are the headings of entries that say "see" him.

    A place, an organisation or a work has no such parts: its heading, without what stands in
    parentheses, and its forms stand as they are.
    """
    if person.kind != "person":
        return _thing(person, aliases)
    return _take_apart(
        person.id, person.name, person.given, person.forms, person.nicknames,
        person.bare_surname, tuple(aliases),
    )  # fmt: skip


@lru_cache(maxsize=10_000)  # after a correction nearly all entries say the same of their names
def _take_apart(
    ident: str,
    name: str,
    given_names: str,
    forms: tuple[str, ...],
    nicknames: tuple[str, ...],
    bare_surname: bool,
    aliases: tuple[str, ...],
) -> NameParts:
    main = _take_heading(name)
    headings = [main, *map(_take_heading, aliases)]
    given = _given_words(given_names)
    further = [plain(form) for form in forms]
    called = [plain(nickname) for nickname in nicknames]
    called += [surname for heading in headings for surname in _call_names(heading)]
    if not bare_surname:  # that is said of the surname, not of what is listed
        called += filter(_is_surname, further)
    surnames = [surname for heading in headings for surname in heading.surnames]
    surnames = [s for s in (*surnames, *filter(_is_surname, further)) if s not in called]
    cut = [" ".join((*g, s)) for s in filter(_is_cut, surnames) for g in main.givens]
    surnames = [surname for surname in surnames if not _is_cut(surname)]
    loose = [_sort_form(form, surnames, called) for form in further if not _is_surname(form)]
    heads = [*headings, *(head for head in loose if isinstance(head, _Heading))]
    written = [*(g for head in heads for g in head.givens), given]
    whole = [place for g in (*main.givens, given) for place, token in enumerate(g)
             if not token.endswith(".")]  # fmt: skip
    return NameParts(
        person=ident,
        heading=name,
        surnames=_unique(filter(_is_name, map(without_particle, surnames))),
        givens=_unique([*written, *map(initials, written), *map(_call_name, written),
                        *((name,) for name in called)]),
        full_positions=frozenset(whole),
        nicknames=_unique(filter(_is_name, called)),
        phrases=_unique([*(x for x in loose if isinstance(x, str)), *cut,
                         _with_patronymic(given_names)]),
        titles=frozenset[str]().union(*(head.titles for head in heads)),
        particles=frozenset[str]().union(
            *(head.particles for head in heads), *map(_leading_particles, surnames)
        ),
        bare_surname=bare_surname,
    )  # fmt: skip


def _thing(person: Person, aliases: Iterable[str]) -> NameParts:
    names = (_PARENTHESIS.sub("", name) for name in (person.name, *aliases))
    return NameParts(
        person=person.id,
        heading=person.name,
        surnames=(),
        givens=(),
        full_positions=frozenset(),
        nicknames=(),
        phrases=_unique(map(plain, (*names, *person.forms))),
        titles=frozenset(),
        particles=frozenset(),
        bare_surname=False,
    )


def given_tokens(text: str) -> Given:
    """The given names and initials in a string, hyphens taken as spaces."""
    return tuple(_TOKEN.findall(plain(text)))


def family_names(parts: NameParts) -> tuple[str, ...]:
    """Surnames with those of birth and earlier marriages: "Gussmann" of "Olga Gussmann"."""
    given = {names[0] for names in parts.givens}
    former = (phrase.split() for phrase in parts.phrases)
    names = (words[-1] for words in former if words[0] in given)
    return (*parts.surnames, *(name for name in names if not is_patronymic(fold(name))))


def initials(given: Given) -> Given:
    """ "Grigory Konstantinovich" -> "G.", "K."; initials stay."""
    return tuple(token if token.endswith(".") else f"{token[0]}." for token in given)


def without_particle(surname: str) -> str:
    """ "von Papen" -> "Papen": particles are looked for apart from the surname."""
    words = surname.split(" ")
    while len(words) > 1 and words[0] in PARTICLES and words[0].islower():
        words = words[1:]
    return " ".join(words)


def _leading_particles(surname: str) -> set[str]:
    return set(surname[: len(surname) - len(without_particle(surname))].split())


def _take_heading(name: str) -> _Heading:
    """Take "Surname (Alias), Title Given particle (Other Given)" apart.

    Without a comma the family name stands first, as in "Saito Makoto" (Chicago 17 §16.83–87),
    unless a given name does, as in "Hugo Haas".
    """
    surname, comma, rest = _split_at_comma(plain(name))
    surnames: list[str] = [_PARENTHESIS.sub("", surname).strip()]
    givens: list[Given] = []
    if comma and _TERRITORY.search(surnames[0]):  # "Rutherford of Nelson", "Hervay von Kirchberg"
        surnames.append(_TERRITORY.split(surnames[0])[0])
    if not comma:
        family, own = _without_comma(surnames[0].split())
        surnames += family
        givens += own
    titles: set[str] = set()
    particles: set[str] = set()
    for extra in _PARENTHESIS.findall(surname):
        alias = _natural_order(extra)
        if extra[:1].islower() and alias:  # "Azaña (y Díaz)"; "(engineer)" is no name
            surnames.append(f"{surnames[0]} {extra}")
        elif alias and _is_another_name(alias):  # "Trilisser (Moskvin)"
            surnames.append(alias.surnames[0])
            givens += alias.givens
    for extra in _PARENTHESIS.findall(rest):
        alias = _natural_order(extra)
        if alias and alias.givens and alias.givens[0][0].endswith("."):  # "(V. V. Obolensky)"
            surnames += alias.surnames
            givens += alias.givens
        elif alias:  # "Nedejde, Ion (Ioan)"
            givens.append(given_tokens(extra))
    after = _PARENTHESIS.sub("", rest).split(",")[0]  # without ", Jr."
    for word in after.split():
        if _is_title(word):
            titles.add(_title(word))
        elif word.islower():
            particles.add(word)
    givens.insert(0, _given_words(after))
    return _Heading(_unique(surnames), _unique(givens), frozenset(titles), frozenset(particles))


def _is_another_name(alias: _Heading) -> bool:
    """ "Moskvin", "V. V. Obolensky", but not "Mongolian Communist"."""
    given = alias.givens[0][0] if alias.givens else ""
    return not given or given.endswith(".") or fold(given) in GIVEN_NAMES


def _without_comma(words: list[str]) -> tuple[list[str], list[Given]]:
    """Family name and given names of "Saito Makoto" and "Hugo Haas"; none of other headings."""
    if len(words) < 2 or not all(word[0].isupper() for word in words) or _is_title(words[0]):
        return [], []
    if fold(words[0]) in GIVEN_NAMES:
        return [words[-1]], [given_tokens(" ".join(words[:-1]))]
    return [words[0]], [given_tokens(" ".join(words[1:]))]


def _split_at_comma(name: str) -> tuple[str, str, str]:
    """Split at the first comma that is not in parentheses."""
    depth = 0
    for place, letter in enumerate(name):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            return name[:place], ",", name[place + 1 :]
    return name, "", ""


def _given_words(text: str) -> Given:
    """The given names in a string of titles, given names and particles."""
    words = (word for word in text.split() if not _is_title(word) and not word.islower())
    return given_tokens(" ".join(words))


def _natural_order(name: str) -> _Heading | None:
    """Take "Colonel Hugh L. Cooper" apart; None without a capitalised word."""
    words = name.split()
    if not words or not any(word[0].isupper() for word in words):
        return None
    front = [word for word in words[:-1] if word[0].isupper()]
    given = _given_words(" ".join(front))
    return _Heading(
        surnames=(words[-1],),
        givens=(given,) if given else (),
        titles=frozenset(_title(word) for word in front if _is_title(word)),
        particles=frozenset(word for word in words[:-1] if word.islower()),
    )


def _is_name(word: str) -> bool:
    """Whether it can be searched for: "??" and "B." of an unknown person cannot."""
    return _NAME.search(word) is not None


def _is_cut(surname: str) -> bool:
    """Whether a surname is known by its beginning alone: "Fr., Emma"."""
    return _ABBREVIATED.fullmatch(surname) is not None


def _is_surname(form: str) -> bool:
    """Whether a form is one word, particles before it left aside."""
    return " " not in without_particle(form)


def _sort_form(form: str, surnames: list[str], nicknames: list[str]) -> _Heading | str | None:
    """What a form of several words adds: parts if it ends in a surname, else itself."""
    if any(form == f"{before} {name}" for name in nicknames for before in _titles_before(form)):
        return None
    for surname in sorted(map(without_particle, surnames), key=len, reverse=True):
        if form.endswith(f" {surname}"):
            return _natural_order(f"{form.removesuffix(surname)}{surname.split()[-1]}")
    return form


def _titles_before(form: str) -> Iterator[str]:
    first, _, _ = form.partition(" ")
    if _is_title(first):
        yield first


def _call_names(heading: _Heading) -> list[str]:
    """Headings that are a given name alone: "Svetlana", "Sergo"."""
    return [name for name in heading.surnames if not heading.givens and fold(name) in GIVEN_NAMES]


def _call_name(given: Given) -> Given:
    """ "Bernard" of George Bernard Shaw; none of a patronymic."""
    if len(given) < 2 or given[-1].endswith(".") or is_patronymic(fold(given[-1])):
        return ()
    return (given[-1],)


def _with_patronymic(given_names: str) -> str:
    """Given name and patronymic, with which people are called; "" if not known in full."""
    words = plain(given_names).split()
    full = len(words) > 1 and all(word[0].isupper() and "." not in word for word in words)
    return " ".join(words) if full else ""


def _is_title(word: str) -> bool:
    return _title(word) in TITLES


def _title(word: str) -> str:
    return fold(word).rstrip(".")


def _unique(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items that are not empty, each once, in order."""
    return tuple(dict.fromkeys(item for item in items if item))
