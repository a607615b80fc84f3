"""Annotated texts kept from build to build, by all that they depend on.

A text is annotated again if its own words change, or a register entry whose forms stand in
it. Looking for the forms takes time, too; so the key by content and register as a whole leads to
the key by content and entries, and that to the annotated text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from publish.apparatus.anchors import Work, passages_of
from publish.apparatus.model import Reference
from publish.apparatus.passages import inner
from publish.apparatus.plain_text import plain_text
from publish.apparatus.register import Register
from publish.apparatus.terms import term_forms
from publish.apparatus.units import Unit
from publish.cache import Store
from publish.edition.model import Edition
from publish.problems import Problem


@dataclass(frozen=True, slots=True)
class AnnotatedNote:
    """A note ready for the book."""

    label: str
    number: int
    by: str
    html: str


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A document or essay ready for the book: header lines and body as HTML, its notes."""

    id: str
    html_id: str
    lines: dict[str, str]  # "title", "correspondents", "date", "source"
    body: str
    notes: tuple[AnnotatedNote, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What annotating one text gives."""

    text: AnnotatedText
    references: tuple[Reference, ...]
    problems: tuple[Problem, ...]


class Shelf:
    """The annotated texts of a store, for one edition; asks the store as seldom as it can."""

    def __init__(
        self, store: Store, edition: Edition, register: Register, unindexed: frozenset[str]
    ) -> None:
        self._store = store
        self._register = register
        self._unindexed = unindexed
        subjects = ((one.heading, one.patterns, one.subheads) for one in edition.index.subjects)
        self._rules = _digest(_program(), repr(list(subjects)), repr(term_forms(edition)))
        self._whole = _digest(
            self._rules,
            edition.index.model_dump_json(),
            *(person.model_dump_json() for person in edition.people),
            repr(sorted(register.documents.items())),
        )

    def find(self, units: Sequence[Unit], open_unit: Callable[[Unit], Work]) -> Found:
        """What is kept of these texts; the others are opened."""
        works: dict[str, Work] = {}

        def opened(unit: Unit) -> Work:
            if unit.id not in works:
                works[unit.id] = open_unit(unit)
            return works[unit.id]

        exact = self._exact_keys(units, opened)
        values = self._store.get_many(exact.values())
        return Found(
            {ident: msgspec.json.decode(values[key], type=Kept) for ident, key in exact.items()
             if key in values},
            {unit.id: opened(unit) for unit in units if exact[unit.id] not in values},
            exact,
        )  # fmt: skip

    def keep(self, found: Found, fresh: Mapping[str, Kept]) -> None:
        """Put newly annotated texts, by id, into the store."""
        self._store.put_many(
            {found.keys[ident]: msgspec.json.encode(kept) for ident, kept in fresh.items()}
        )

    def _exact_keys(self, units: Sequence[Unit], opened: Callable[[Unit], Work]) -> dict[str, str]:
        """The key by content and entries of each text."""
        contents = {unit.id: _content(unit) for unit in units}
        quick = {ident: f"annotated-{_digest(self._whole, own)}" for ident, own in contents.items()}
        known = self._store.get_many(quick.values())
        unknown = [unit for unit in units if quick[unit.id] not in known]
        searchable = self._searchable(unknown, contents, opened)
        found = {
            quick[ident]: self._exact_key(ident, contents[ident], words).encode()
            for ident, words in searchable.items()
        }
        self._store.put_many(found)
        keys = known | found
        return {ident: keys[key].decode() for ident, key in quick.items()}

    def _exact_key(self, ident: str, content: str, words: str) -> str:
        used = self._register.used_by(words, ident)
        hidden = sorted(self._unindexed & used.people)
        return f"annotated-{_digest(self._rules, content, used.facts, *hidden)}"

    def _searchable(
        self, units: Sequence[Unit], contents: Mapping[str, str], opened: Callable[[Unit], Work]
    ) -> dict[str, str]:
        """The searchable words of texts by id, a line for each passage; kept from build to build,
        for after a change of the register all texts are searched."""
        keys = {unit.id: f"searchable-{_digest(_program(), contents[unit.id])}" for unit in units}
        kept = self._store.get_many(keys.values())
        made = {
            keys[unit.id]: "\n".join(
                plain_text(passage.text).text for passage in passages_of(opened(unit))
            ).encode()
            for unit in units
            if keys[unit.id] not in kept
        }
        self._store.put_many(made)
        words = kept | made
        return {ident: words[key].decode() for ident, key in keys.items()}


@dataclass(frozen=True, slots=True)
class Found:
    """Texts by id: those kept, those to annotate, and the key of each."""

    kept: Mapping[str, Kept]
    missing: Mapping[str, Work]
    keys: Mapping[str, str]


def _content(unit: Unit) -> str:
    """All that a text says of itself, cross-references filled."""
    pieces = (
        f"{one.where} {one.note} {one.printed} {one.place} {inner(one.root)}"
        for one in unit.all_pieces()
    )
    return _digest(
        unit.id, unit.html_id, str(unit.indexed), unit.source.model_dump_json(),
        repr(unit.authors), repr(unit.numbers), *pieces,
    )  # fmt: skip


def _digest(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


@cache
def _program() -> str:
    """The modules that annotate, by content: another program makes other texts."""
    folder = Path(__file__).parent
    return _digest(*(path.read_text("utf-8") for path in sorted(folder.glob("*.py"))))
