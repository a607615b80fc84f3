"""The register: every form that may stand for a person, ready for searching."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import ahocorasick

from publish.apparatus import lexicon_german
from publish.apparatus.biography import Biographies
from publish.apparatus.cut_short import CutShort
from publish.apparatus.forms import NameParts, name_parts
from publish.apparatus.given_names import bearers
from publish.apparatus.initials import initialled, initials_in
from publish.apparatus.lexicon import GIVEN_NAMES, NO_GIVEN_NAMES
from publish.apparatus.misspelled import ByEar, Spelled
from publish.apparatus.plain_text import fold, plain
from publish.apparatus.spans_of_life import Life, bounds, life_of
from publish.apparatus.spellings import spellings
from publish.edition.model import Decision, Edition, LimitedForm, Person
from publish.kept import key_of

_DOUBLE = re.compile(r"(?<=[^\W\d_]{3})-(?=[^\W\d_]{3})")
BY_FAR = 5  # times as many documents as any namesake
SHORTEST_HALF = 7  # letters: "Ludassy" of Gans-Ludassy; "Beer" and "Glas" are rather words


@dataclass(frozen=True, slots=True)
class Known:
    """A form, spelled as it was registered, with the ids of those for whom it may stand.

    Before one of `surname` given names or initials may stand; `nickname` stands alone;
    `phrase` stands as it is. A `decided` form is one of index.yaml, in an `ignored` one no
    name is meant. `spelled` is the surname as the register has it, where the form is not.
    """

    form: str
    surname: tuple[str, ...] = ()
    nickname: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    decided: bool = False
    ignored: bool = False
    spelled: str = ""

    @property
    def core(self) -> str:
        """By what conditions and decisions know it."""
        return self.spelled or self.form

    @property
    def people(self) -> tuple[str, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys((*self.surname, *self.nickname, *self.phrase)))


@dataclass(frozen=True, slots=True)
class Limit:
    """When a form is a person's; see `LimitedForm` of the model.

    `bare` says that it holds only where nothing else of the name stands, `letters` that it
    is a given name, by which only the letters themselves call somebody.
    """

    writers: frozenset[str] = frozenset()
    dates: tuple[date, date] | None = None
    after_full: bool = False
    bare: bool = False
    letters: bool = False


class Register:
    """All forms of the edition's people with the editor's decisions; built once, never changed.

    Entries that say "see" another person lend him their heading as a form. A decision for
    a form that no entry knows makes it a form. Unknown ids are left out: they are reported
    when the files are read.
    """

    def __init__(
        self,
        people: Iterable[Person],
        decisions: Iterable[Decision],
        ignore: Iterable[str],
        correspondents: Iterable[str] = (),
        language: str = "en",
    ) -> None:
        listed = {person.id: person for person in people}
        aliases = _aliases(listed)
        self.parts: dict[str, NameParts] = {
            person.id: name_parts(person, aliases[person.id])
            for person in listed.values()
            if not person.see
        }
        self.documents = Counter(correspondents)
        self.german = language.startswith("de")
        self.lives: dict[str, Life] = {ident: life_of(listed[ident]) for ident in self.parts}
        self.things = frozenset(ident for ident in self.parts if listed[ident].kind != "person")
        named = [(listed[ident], parts) for ident, parts in self.parts.items()]
        self.women = frozenset(_of_sex("female", lexicon_german.WOMENS_NAMES, named))
        self.men = frozenset(_of_sex("male", lexicon_german.MENS_NAMES, named))
        self.biographies = Biographies(listed[ident] for ident in self.parts)
        self.given_names = GIVEN_NAMES | frozenset(_given_names(self.parts.values()))
        if self.german:
            self.given_names |= lexicon_german.GIVEN_NAMES
        valid = [one for one in decisions if one.none or one.person in self.parts]
        self._decisions: defaultdict[str, dict[str, Decision]] = defaultdict(dict)
        for one in valid:
            self._decisions[one.in_][key_of_form(one.form)] = one
        decided = [plain(one.form) for one in valid]
        limited = {(plain(one.form), ident): _limit(one)
                   for ident in self.parts for one in listed[ident].limited_forms}  # fmt: skip
        halves = dict(_halves(self.parts.values()))
        pet_names = lexicon_german.PET_NAMES if self.german else {}
        called = dict(_called_by_given_name(list(self.parts.values()), pet_names))
        self._given_names_alone = frozenset(form for form, _ in called)
        self._initialled = initialled(self.parts.values())
        by_initials = {
            (form, person): Limit(letters=True)
            for form, people in self._initialled.items()
            for person in people
        }
        self.limits: Mapping[tuple[str, str], Limit] = called | by_initials | halves | limited
        self._forms = _forms(
            self.parts.values(), decided, map(plain, ignore), [*limited, *called], list(halves),
            pet_names,
        )  # fmt: skip
        self._automaton = _automaton(self._forms)
        self._by_ear = ByEar(self.parts.values() if self.german else ())
        self._cut_short = CutShort(self.parts.values() if self.german else ())

    def occurrences(self, text: str) -> Iterator[tuple[int, int, Known]]:
        """Every place where a form stands in searchable text, word or not: start, end, form."""
        if len(self._automaton) == 0:
            return
        for last, known in self._automaton.iter(text):
            yield last - len(known.form) + 1, last + 1, known
        if self.german:
            for spelled in self._spelled_otherwise(text):
                known = Known(spelled.word, surname=spelled.people, spelled=spelled.surname)
                yield spelled.start, spelled.start + len(spelled.word), known
            for start, end, form in initials_in(text):
                if form in self._initialled:
                    yield start, end, Known(form, nickname=tuple(self._initialled[form]))

    def forms_in(self, text: str) -> Mapping[str, Known]:
        """The forms that `occurrences` finds in searchable text."""
        if not self.german and len(self._automaton):  # quicker, as nothing but these is looked for
            return {known.form: known for _, known in self._automaton.iter(text)}
        return {known.form: known for _, _, known in self.occurrences(text)}

    def _spelled_otherwise(self, text: str) -> Iterator[Spelled]:
        yield from self._by_ear.words(text, self._forms.keys())
        yield from self._cut_short.words(text, self._forms.keys())

    def knows(self, form: str) -> bool:
        """Whether a searchable string is the form of somebody's name."""
        known = self._forms.get(form)
        return known is not None and bool(known.people)

    def is_given_name_of(self, people: Sequence[str], form: str) -> bool:
        """Whether only letters may call these people by this form: a given name or initials."""
        limits = [self.limits.get((form, person)) for person in people]
        return bool(limits) and all(limit is not None and limit.letters for limit in limits)

    def is_called(self, name: str) -> bool:
        """Whether somebody may be called by this given or pet name alone."""
        return name in self._given_names_alone

    def decision(self, form: str, text: str) -> Decision | None:
        """The decision on a form in the text with this id, or for all texts if it is ""."""
        decisions = self._decisions.get(text)
        return decisions.get(key_of_form(form)) if decisions else None

    def decisions_on(self, keys: Iterable[str], text: str) -> Iterator[Decision]:
        """Every decision that may hold in a text for a name in which one of these forms, given
        by their keys, stands."""
        keys = list(keys)
        for where in (text, ""):
            for longer, decision in self._decisions.get(where, {}).items():
                if any(key in longer for key in keys):
                    yield decision

    def chief(self, people: Iterable[str]) -> str:
        """The one of namesakes who writes and receives by far most documents; "" if none."""
        return _chief(people, self.documents)

    def heading(self, person: str) -> str:
        return self.parts[person].heading


def key_of_form(form: str) -> str:
    """What a decision is found by: neither case nor space between initials counts, nor hyphens."""
    return plain(form).replace(". ", ".").replace("-", " ").casefold()


def _aliases(listed: dict[str, Person]) -> defaultdict[str, list[str]]:
    """Headings of the entries that lead to each person, over further see-entries too."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for entry in listed.values():
        if entry.see:
            found[_led_to(entry, listed)].append(entry.name)
    return found


def _led_to(entry: Person, listed: dict[str, Person]) -> str:
    """Who is meant by an entry that says "see"; "" if nobody is."""
    passed: set[str] = set()
    while entry.see and entry.id not in passed:
        passed.add(entry.id)
        if entry.see not in listed:
            return ""
        entry = listed[entry.see]
    return entry.id


def _given_names(people: Iterable[NameParts]) -> Iterator[str]:
    """All whole given names of the edition, folded, save those that are months or days."""
    for parts in people:
        for given in parts.givens:
            for token in given:
                if not token.endswith(".") and fold(token) not in NO_GIVEN_NAMES:
                    yield fold(token)


@dataclass(frozen=True, slots=True)
class RegisterSource:
    """An edition as the source of its register; equal ones give the same register."""

    key: str
    edition: Edition = field(compare=False)

    @classmethod
    def of(cls, edition: Edition) -> RegisterSource:
        rules = edition.index
        models = (*rules.decisions, *edition.people)
        circumstances = (edition.settings.language, rules.ignore, sorted(_writing(edition)))
        parts = (repr(circumstances), *(model.model_dump_json() for model in models))
        return cls(key_of("register", b"", *map(str.encode, parts)), edition)


def _writing(edition: Edition) -> Iterator[str]:
    """Who writes and receives its documents, once for each."""
    return (person for one in edition.documents for person in (*one.from_, *one.to))


@lru_cache(maxsize=2)  # of one edition: texts are corrected far more often than the register
def register_of(source: RegisterSource) -> Register:
    """The register of an edition with its decisions and those who write its documents."""
    edition = source.edition
    rules = edition.index
    language = edition.settings.language
    return Register(edition.people, rules.decisions, rules.ignore, _writing(edition), language)


def _limit(limited: LimitedForm) -> Limit:
    """Conditions ready to compare; a date that is no EDTF is reported when it is read."""
    return Limit(frozenset(limited.from_), bounds(limited.dates), limited.after_full, bare=False)


def _chief(people: Iterable[str], documents: Counter[str]) -> str:
    ranked = sorted(((documents[person], person) for person in people), reverse=True)
    (most, person), second = ranked[0], ranked[1][0] if len(ranked) > 1 else 0
    return person if most and most >= BY_FAR * second else ""


def _called_by_given_name(
    parts: Sequence[NameParts], pet_names: Mapping[str, Sequence[str]]
) -> Iterator[tuple[tuple[str, str], Limit]]:
    for given, people in bearers(parts, pet_names).items():
        for person in people:
            yield (given, person), Limit(letters=True)


def _of_sex(
    sex: str, given_names: Set[str], people: Iterable[tuple[Person, NameParts]]
) -> Iterator[str]:
    """Those who are said to be of a sex, or have one of its given names and nothing is said."""
    for person, parts in people:
        first = fold(parts.givens[0][0]) if parts.givens else ""
        told = person.sex is None and first in given_names
        if person.kind == "person" and (person.sex == sex or told):
            yield person.id


def _halves(people: Iterable[NameParts]) -> Iterator[tuple[tuple[str, str], Limit]]:
    """ "Andrian" and "Werburg" of "Andrian-Werburg": his where a text has named him in full.

    Without that, too, if it is long enough to be no common word.
    """
    people = list(people)
    whole = {surname for parts in people for surname in (*parts.surnames, *parts.nicknames)}
    for parts in people:
        for surname in parts.surnames:
            for half in surname.split("-") if _DOUBLE.search(surname) else ():
                if half not in whole and half[0].isupper():
                    limit = Limit(after_full=len(half) < SHORTEST_HALF, bare=True)
                    yield from (((one, parts.person), limit) for one in spellings(half) - whole)


def _forms(
    people: Iterable[NameParts],
    decided: Iterable[str],
    ignored: Iterable[str],
    limited: Iterable[tuple[str, str]],
    halves: Iterable[tuple[str, str]],
    pet_names: Mapping[str, Sequence[str]],
) -> dict[str, Known]:
    surname: dict[str, list[str]] = defaultdict(list)
    nickname: dict[str, list[str]] = defaultdict(list)
    phrase: dict[str, list[str]] = defaultdict(list)
    for parts in people:
        for spelling in _each(spellings, parts.surnames):
            surname[spelling].append(parts.person)
        for name in parts.nicknames:
            nickname[name].append(parts.person)
        pets = (pet for one in parts.phrases for pet in _with_pet_names(one, pet_names))
        for spelling in _each(_spacings, (*parts.phrases, *pets)):
            phrase[spelling].append(parts.person)
    for form, ident in limited:
        nickname[form].append(ident)
    for form, ident in halves:
        surname[form].append(ident)
    decided, ignored = _each(_spacings, decided), set(ignored)
    return {
        form: Known(
            form=form,
            surname=tuple(surname.get(form, ())),
            nickname=tuple(dict.fromkeys(nickname.get(form, ()))),
            phrase=tuple(phrase.get(form, ())),
            decided=form in decided,
            ignored=form in ignored,
        )
        for form in {*surname, *nickname, *phrase, *decided, *ignored} - {""}
    }


def _with_pet_names(phrase: str, pet_names: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """ "Mizzi Hudetz" of "Marie Hudetz", the name of birth."""
    given, _, rest = phrase.partition(" ")
    for pet in pet_names.get(fold(given), ()) if rest else ():
        yield f"{pet.capitalize()} {rest}"


def _each(spell: Callable[[str], Set[str]], forms: Iterable[str]) -> set[str]:
    """All spellings of all forms."""
    return {spelling for form in forms for spelling in spell(form)}


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
