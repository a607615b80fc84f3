"""Annotated texts kept from build to build, by all that they depend on.

A text is annotated again if its own words change, or a register entry, subject or term whose
forms, patterns or spellings stand in it. Looking for these takes time, too; so the key by content
and all that is looked for leads to the key by content and what stands in it, and that to the
annotated text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from publish.apparatus.anchors import Work, passages_of
from publish.apparatus.biography import Advice
from publish.apparatus.dependence import RegisterFacts, Searched, digest
from publish.apparatus.linked import Linked
from publish.apparatus.plain_text import plain_text
from publish.apparatus.references import Rows
from publish.apparatus.register import Register, RegisterSource
from publish.apparatus.subjects import SubjectFinder
from publish.apparatus.terms import standing_terms, term_forms
from publish.apparatus.units import when_written
from publish.cache import Store
from publish.edition.model import Document
from publish.kept import keep_pieces, kept_pieces, made_once, program_of
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
class Texts(Mapping[str, AnnotatedText]):
    """Annotated texts by id, unpacked one by one when they are wanted."""

    packed: Mapping[str, bytes]

    @classmethod
    def of(cls, texts: Iterable[AnnotatedText]) -> Texts:
        """These texts."""
        return cls({text.id: msgspec.msgpack.encode(text) for text in texts})

    def __getitem__(self, ident: str) -> AnnotatedText:
        return msgspec.msgpack.decode(self.packed[ident], type=AnnotatedText)

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)


@dataclass(frozen=True, slots=True)
class Kept:
    """What annotating one text gives, packed, and what biographies said of the names in it."""

    text: bytes
    rows: Rows
    problems: tuple[Problem, ...]
    advice: tuple[Advice, ...]


class Shelf:
    """The annotated texts of a store, for one edition; asks the store as seldom as it can."""

    def __init__(
        self,
        store: Store,
        source: RegisterSource,
        register: Register,
        subjects: SubjectFinder,
        unindexed: frozenset[str],
    ) -> None:
        self._store = store
        self._subjects = subjects
        self._biographies = register.biographies
        self._facts = RegisterFacts(register, unindexed)
        self._program = program_of("apparatus", "edition").hex()
        edition = source.edition
        wanted = [(one.heading, one.patterns, one.subheads) for one in edition.index.subjects]
        self._terms = term_forms(edition)
        self._whole = digest(self._program, source.key, repr(wanted), repr(self._terms))

    def find(self, texts: Sequence[Linked], open_text: Callable[[Linked], Work]) -> Found:
        """What is kept of these texts; the others are opened."""
        works: dict[str, Work] = {}

        def opened(text: Linked) -> Work:
            if text.id not in works:
                works[text.id] = open_text(text)
            return works[text.id]

        exact = self._exact_keys(texts, opened)
        known = kept_pieces(self._store, Kept, exact.values())
        kept = {
            ident: known[key]
            for ident, key in exact.items()
            if key in known and self._holds(known[key])
        }
        missing = {text.id: opened(text) for text in texts if text.id not in kept}
        return Found(kept, missing, exact)

    def keep(self, found: Found, fresh: Mapping[str, Kept]) -> None:
        """Put newly annotated texts, by id, into the store."""
        keep_pieces(self._store, {found.keys[ident]: kept for ident, kept in fresh.items()})

    def _holds(self, kept: Kept) -> bool:
        return all(one.holds(self._biographies) for one in kept.advice)

    def _exact_keys(
        self, texts: Sequence[Linked], opened: Callable[[Linked], Work]
    ) -> dict[str, str]:
        """The key of each text by its content and what stands in it."""
        quick = {text.id: f"annotated-{digest(self._whole, text.content)}" for text in texts}
        known = self._store.get_many(quick.values())
        unknown = [text for text in texts if quick[text.id] not in known]
        searched = self._searched(unknown, opened)
        terms = self._terms_in(unknown, searched)
        found = {
            quick[text.id]: self._exact_key(text, searched[text.id], terms[text.id]).encode()
            for text in unknown
        }
        self._store.put_many(found)
        keys = known | found
        return {ident: keys[key].decode() for ident, key in quick.items()}

    def _exact_key(self, text: Linked, searched: Searched, terms: str) -> str:
        source = text.written.source
        writing = (*source.from_, *source.to) if isinstance(source, Document) else ()
        facts = self._facts.of(searched, text.id, when_written(source), writing)
        subjects = self._subjects.facts(searched.words)
        return f"annotated-{digest(self._program, text.content, facts, subjects, terms)}"

    def _searched(
        self, texts: Sequence[Linked], opened: Callable[[Linked], Work]
    ) -> dict[str, Searched]:
        """Texts as they are searched, by id; kept from build to build, for after a change of
        what is looked for all texts are searched."""
        keys = [f"searched-{digest(self._program, text.content)}" for text in texts]

        def search(index: int) -> Searched:
            passages = passages_of(opened(texts[index]))
            return Searched.of(plain_text(passage.text).text for passage in passages)

        made = made_once(self._store, Searched, keys, search)
        return {text.id: one for text, one in zip(texts, made, strict=True)}

    def _terms_in(
        self, texts: Sequence[Linked], searched: Mapping[str, Searched]
    ) -> dict[str, str]:
        """The terms that stand in texts, by id; kept, for a glossary seldom changes."""
        looked_for = repr(self._terms)
        keys = [f"terms-{digest(self._program, looked_for, text.content)}" for text in texts]

        def find(index: int) -> str:
            return repr(standing_terms(searched[texts[index].id].words, self._terms))

        made = made_once(self._store, str, keys, find)
        return {text.id: one for text, one in zip(texts, made, strict=True)}


@dataclass(frozen=True, slots=True)
class Found:
    """Texts by id: those kept, those to annotate, and the key of each."""

    kept: Mapping[str, Kept]
    missing: Mapping[str, Work]
    keys: Mapping[str, str]
