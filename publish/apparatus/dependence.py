"""What of the register, the subjects and the terms a text depends on.

Whatever resolving a text may ask of the register stands here, and nothing else: two registers that
give a text the same facts resolve it alike. What biographies say is asked seldom and by the
words around a name, so it is not here but kept with its answer (see `Advice`).
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from publish.apparatus.forms import family_names
from publish.apparatus.lexicon import GIVEN_NAMES
from publish.apparatus.plain_text import fold
from publish.apparatus.register import BY_FAR, Known, Limit, Register, key_of_form
from publish.apparatus.spans_of_life import Span
from publish.edition.model import Decision

BEGINNING = 3  # letters: no shorter abbreviation of a given name is looked up
# A word that may be a given name or its abbreviation: capitalised, or after a hyphen.
_MAY_BE_GIVEN = re.compile(r"[^\W\d_a-z][^\W\d_]*|(?<=-)[a-z][^\W\d_]*")


@dataclass(frozen=True, slots=True)
class Searched:
    """A text as it is searched: its words, a line for each passage; how its capitalised words
    begin, folded."""

    words: str
    beginnings: frozenset[str]

    @classmethod
    def of(cls, passages: Iterable[str]) -> Searched:
        """From the searchable text of each passage."""
        words = "\n".join(passages)
        names = set(_MAY_BE_GIVEN.findall(words))
        return cls(words, frozenset(fold(name)[:BEGINNING] for name in names))


@dataclass(frozen=True, slots=True)
class _Form:
    """A form: its key, whom it may mean, and all that is said of it."""

    key: str
    people: tuple[str, ...]
    facts: str


class RegisterFacts:
    """What a register says, by text; each form and person described once."""

    def __init__(self, register: Register, unindexed: frozenset[str]) -> None:
        self._register = register
        self._unindexed = unindexed
        self._given_names = _by_beginning(register.given_names - GIVEN_NAMES)
        self._people: dict[str, str] = {}
        self._forms: dict[str, _Form] = {}

    def of(
        self, text: Searched, ident: str, when: Span | None, correspondents: Iterable[str] = ()
    ) -> str:
        """A digest of what resolving the text with this id, of these days, may ask for.

        `correspondents` are those who write and receive it; their families may be called by
        given names.
        """
        register = self._register
        known = register.forms_in(text.words)
        forms = [self._of_form(known[form]) for form in sorted(known)]
        people = sorted({person for form in forms for person in form.people})
        lives = [(person, register.lives[person].at(when)) for person in people] if when else []
        beginnings = self._given_names.keys() & text.beginnings
        given = [self._given_names[beginning] for beginning in sorted(beginnings)]
        decisions = register.decisions_on((form.key for form in forms), ident)
        parts = (register.parts[one] for one in correspondents if one in register.parts)
        writing = [(one.surnames, family_names(one)) for one in parts]
        facts = [repr((register.german, given, writing))]
        facts += [form.facts for form in forms]
        facts += map(self._of_person, people)
        facts += [f"{person} {tuple(life)}" for person, life in lives if any(life)]
        facts += map(self._of_decision, decisions)
        return digest("\n".join(facts))

    def _of_form(self, known: Known) -> _Form:
        if known.form not in self._forms:
            register, people = self._register, known.people
            limits = [_limit_facts(register.limits.get((known.core, one))) for one in people]
            counts = [register.documents[person] for person in people]
            ranks = [(a >= b, a >= BY_FAR * b) for a, b in permutations(counts, 2)]
            facts = repr((known, limits, [count > 0 for count in counts], ranks))
            self._forms[known.form] = _Form(key_of_form(known.core), people, facts)
        return self._forms[known.form]

    def _of_person(self, person: str) -> str:
        """What is looked at where a form of the person was found."""
        if person not in self._people:
            parts, register = self._register.parts[person], self._register
            self._people[person] = repr((
                person, parts.heading, parts.givens, sorted(parts.full_positions),
                sorted(parts.titles), sorted(parts.particles), parts.bare_surname,
                person in register.things, person in self._unindexed, parts.surnames,
                family_names(parts),
                person in register.women, person in register.men,
            ))  # fmt: skip
        return self._people[person]

    def _of_decision(self, decision: Decision) -> str:
        """What a decision says, wherever its line stands."""
        form, person = key_of_form(decision.form), decision.person
        return repr((form, bool(decision.in_), person, person in self._unindexed))


def _by_beginning(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Names by how the words begin among which they are looked for; short ones are whole words."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        found[name[:BEGINNING]].append(name)
    return found


def _limit_facts(limit: Limit | None) -> object:
    return limit and (sorted(limit.writers), limit.dates, limit.after_full, limit.bare,
                      limit.letters)  # fmt: skip


def digest(*parts: str) -> str:
    """A digest of these strings and of where each ends."""
    found = hashlib.sha256()
    for part in parts:
        found.update(f"{len(part)}:{part}".encode())
    return found.hexdigest()
