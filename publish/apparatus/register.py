"""The register: every form that may stand for a person, ready for searching."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from publish.apparatus.biography import Biographies
from publish.apparatus.forms import NameParts, name_parts
from publish.apparatus.lexicon import GIVEN_NAMES, NO_GIVEN_NAMES
from publish.apparatus.plain_text import fold, plain
from publish.apparatus.spans_of_life import Life, life_of
from publish.edition.model import Decision, Person

_DOUBLE = re.compile(r"(?<=[^\W\d_]{3})-(?=[^\W\d_]{3})")
SHORTEST_IN_CAPITALS = 4  # letters: "LEE" and "MANN" are rather acronyms and words


@dataclass(frozen=True, slots=True)
class Known:
    """A form, spelled as it was registered, with the ids of those for whom it may stand.

    Before one of `surname` given names or initials may stand; `nickname` stands alone;
    `phrase` stands as it is. A `decided` form is one of index.yaml, in an `ignored` one no
    name is meant.
    """

    form: str
    surname: tuple[str, ...] = ()
    nickname: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    decided: bool = False
    ignored: bool = False

    @property
    def people(self) -> tuple[str, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys((*self.surname, *self.nickname, *self.phrase)))


class Register:
    """All forms of the edition's people with the editor's decisions; built once, never changed.

    Entries that say "see" another person lend him their heading as a form. A decision for
    a form that no entry knows makes it a form. Unknown ids are left out: they are reported
    when the files are read.
    """

    def __init__(
        self, people: Iterable[Person], decisions: Iterable[Decision], ignore: Iterable[str]
    ) -> None:
        listed = {person.id: person for person in people}
        self.parts: dict[str, NameParts] = {
            person.id: name_parts(person, _aliases(person.id, listed))
            for person in listed.values()
            if not person.see
        }
        self.lives: dict[str, Life] = {ident: life_of(listed[ident]) for ident in self.parts}
        self.biographies = Biographies(listed[ident] for ident in self.parts)
        self.given_names = GIVEN_NAMES | frozenset(_given_names(self.parts.values()))
        valid = [one for one in decisions if one.none or one.person in self.parts]
        self._decisions = {(_key(one.form), one.in_): one for one in valid}
        decided = [plain(one.form) for one in valid]
        self._forms = _forms(self.parts.values(), decided, map(plain, ignore))
        self._automaton = _automaton(self._forms)

    def occurrences(self, text: str) -> Iterator[tuple[int, int, Known]]:
        """Every place where a form stands in searchable text, word or not: start, end, form."""
        if len(self._automaton) == 0:
            return
        for last, known in self._automaton.iter(text):
            yield last - len(known.form) + 1, last + 1, known

    def knows(self, form: str) -> bool:
        """Whether a searchable string is the form of somebody's name."""
        known = self._forms.get(form)
        return known is not None and bool(known.people)

    def decision(self, form: str, text: str) -> Decision | None:
        """The decision on a form in the text with this id, or for all texts if it is ""."""
        return self._decisions.get((_key(form), text))

    def heading(self, person: str) -> str:
        return self.parts[person].heading


def _key(form: str) -> str:
    """What a decision is found by: neither case nor space between initials counts."""
    return plain(form).replace(". ", ".").casefold()


def _aliases(person: str, listed: dict[str, Person]) -> list[str]:
    """Headings of the entries that lead to a person, over further see-entries too."""
    return [entry.name for entry in listed.values() if entry.see and _leads(entry, person, listed)]


def _leads(entry: Person, person: str, listed: dict[str, Person]) -> bool:
    passed: set[str] = set()
    while entry.see and entry.id not in passed:
        passed.add(entry.id)
        if entry.see not in listed:
            return False
        entry = listed[entry.see]
    return entry.id == person


def _given_names(people: Iterable[NameParts]) -> Iterator[str]:
    """All whole given names of the edition, folded, save those that are months or days."""
    for parts in people:
        for given in parts.givens:
            for token in given:
                if not token.endswith(".") and fold(token) not in NO_GIVEN_NAMES:
                    yield fold(token)


def _forms(
    people: Iterable[NameParts], decided: Iterable[str], ignored: Iterable[str]
) -> dict[str, Known]:
    surname: dict[str, list[str]] = defaultdict(list)
    nickname: dict[str, list[str]] = defaultdict(list)
    phrase: dict[str, list[str]] = defaultdict(list)
    for parts in people:
        for spelling in _each(_spellings, parts.surnames):
            surname[spelling].append(parts.person)
        for name in parts.nicknames:
            nickname[name].append(parts.person)
        for spelling in _each(_spacings, parts.phrases):
            phrase[spelling].append(parts.person)
    decided, ignored = _each(_spacings, decided), set(ignored)
    return {
        form: Known(
            form=form,
            surname=tuple(surname.get(form, ())),
            nickname=tuple(nickname.get(form, ())),
            phrase=tuple(phrase.get(form, ())),
            decided=form in decided,
            ignored=form in ignored,
        )
        for form in {*surname, *nickname, *phrase, *decided, *ignored} - {""}
    }


def _each(spell: Callable[[str], set[str]], forms: Iterable[str]) -> set[str]:
    """All spellings of all forms."""
    return {spelling for form in forms for spelling in spell(form)}


def _spellings(surname: str) -> set[str]:
    """A surname as written, a double one with a space for its hyphen, and, if long enough,
    each in capitals as signatures may have it."""
    written = {surname, _DOUBLE.sub(" ", surname)}
    return written | {name.upper() for name in written if len(name) >= SHORTEST_IN_CAPITALS}


def _spacings(form: str) -> set[str]:
    """A form with and without space between its initials."""
    close = form.replace(". ", ".")
    return {form, close, close.replace(".", ". ").rstrip()}


def _automaton(forms: dict[str, Known]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for form, known in forms.items():
        automaton.add_word(form, known)
    automaton.make_automaton()
    return automaton
