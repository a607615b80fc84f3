"""All Markdown of an edition, split from its notes and parsed in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from publish.cache import Store
from publish.edition.model import Document, Edition, Essay
from publish.kept import keep_pieces, kept_pieces, key_of, program_of
from publish.prose.notes import NoteSource, Split, mark_calls, split_notes
from publish.prose.parse import parse, rules

PARAGRAPH = ("<p>", "</p>")


@dataclass(frozen=True, slots=True)
class Prose:
    """HTML of every Markdown text of the edition.

    `splits` gives each document and essay (by id) its body and notes as written;
    `html` each Markdown text its HTML.
    """

    splits: dict[str, Split]
    html: dict[str, str]

    def body(self, text_id: str) -> str:
        """HTML of a document's or essay's body, without its notes."""
        return self.html[self.splits[text_id].body]

    def notes(self, text_id: str) -> tuple[NoteSource, ...]:
        return self.splits[text_id].notes

    def block(self, markdown: str) -> str:
        """HTML of a short text as paragraphs."""
        return self.html[mark_calls(markdown)]

    def line(self, markdown: str) -> str:
        """HTML of a one-paragraph text without the paragraph."""
        return self.block(markdown).removeprefix(PARAGRAPH[0]).removesuffix(PARAGRAPH[1])


def all_essays(edition: Edition) -> Iterator[Essay]:
    """Every essay of the edition: front, introductions, chapters, closing, plates."""
    yield from edition.front
    yield from edition.introductions
    for chapter in edition.chapters:
        if chapter.introduction is not None:
            yield chapter.introduction
    yield from edition.closing
    if edition.plates is not None:
        yield edition.plates


@dataclass(frozen=True, slots=True)
class _Parsed:
    """The Markdown of a document or essay, and the HTML of its body and of each note."""

    split: Split
    html: tuple[str, ...]


def parse_edition(
    edition: Edition, store: Store, jobs: int = 1, meanwhile: Callable[[], None] = lambda: None
) -> Prose:
    """Parse all Markdown of the edition; texts found in `store` are not parsed again.

    `meanwhile` is done while pandoc is at work.
    """
    owners: list[Document | Essay] = [*all_essays(edition), *edition.documents]
    bodies = {owner.id: owner.body for owner in owners}
    program = program_of("prose") + rules()
    keys = {
        ident: key_of("parsed", program, body.text.encode(), b"%d" % body.place.line)
        for ident, body in bodies.items()
    }
    known = kept_pieces(store, _Parsed, keys.values())
    new = {
        keys[ident]: split_notes(body.text, body.place.line)
        for ident, body in bodies.items()
        if keys[ident] not in known
    }
    texts = {mark_calls(text) for text in _short_texts(edition)}
    html = parse(sorted(texts.union(*map(_texts, new.values()))), store, jobs, meanwhile)
    made = {
        key: _Parsed(split, tuple(html[text] for text in _texts(split)))
        for key, split in new.items()
    }
    keep_pieces(store, made)
    known |= made
    parsed = {ident: known[key] for ident, key in keys.items()}
    for one in parsed.values():
        html.update(zip(_texts(one.split), one.html, strict=True))
    return Prose({ident: one.split for ident, one in parsed.items()}, html)


def _texts(split: Split) -> list[str]:
    return [split.body, *(note.text for note in split.notes)]


def _short_texts(edition: Edition) -> Iterator[str]:
    for document in edition.documents:
        yield from (document.title, document.date_print)
    for essay in all_essays(edition):
        yield essay.title
    yield from (person.bio for person in edition.people)
    yield from (term.expansion for group in edition.glossary for term in group.terms)
