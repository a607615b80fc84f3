"""The index of a page map, and its HTML: made once for page maps that agree in what it needs."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from publish.apparatus.index import build_index
from publish.apparatus.index_model import Index
from publish.apparatus.model import Reference
from publish.cache import Store
from publish.edition.house_style import HouseStyle
from publish.edition.model import Edition
from publish.kept import kept_pieces, key_of, made_once, program_of
from publish.pagemap import PageMap
from publish.pdf.matter import index_html
from publish.problems import Problem, Problems
from publish.prose.edition_texts import all_essays


class Made(NamedTuple):
    """All indexes of a book, and what is wrong with them."""

    whole: Index
    problems: tuple[Problem, ...]


class Indexes:
    """The indexes of an edition whose pages are not settled yet.

    What an earlier build made of the same references on the same pages is taken from `store`.
    """

    def __init__(
        self, references: Sequence[Reference], edition: Edition, style: HouseStyle, store: Store
    ) -> None:
        self._references = references
        self._edition = edition
        self._style = style
        self._store = store
        self._anchors = [
            anchor for one in references for anchor in (one.anchor, one.end_anchor) if anchor
        ]
        self._made: dict[bytes, Made] = {}
        self._html: dict[tuple[str, int], str] = {}
        self._expected: tuple[str, Made] | None = None

    def expect(self, pagemap: PageMap) -> None:
        """Make the index of a page map that will probably be that of the book."""
        if all(anchor in pagemap.anchors for anchor in self._anchors):
            key = self._key(self._where(pagemap))
            if not kept_pieces(self._store, Made, [key]):
                self._expected = key, self._make(pagemap)

    def of(self, pagemap: PageMap) -> Made:
        """The index, and what is wrong with it."""
        where = self._where(pagemap)
        if where not in self._made:
            key = self._key(where)
            (self._made[where],) = made_once(
                self._store, Made, [key], lambda _: self._made_ahead(key) or self._make(pagemap)
            )
        return self._made[where]

    def _made_ahead(self, key: str) -> Made | None:
        return self._expected[1] if self._expected and self._expected[0] == key else None

    def _where(self, pagemap: PageMap) -> bytes:
        """All that the index takes from a page map."""
        spots = map(pagemap.anchors.get, self._anchors)  # a header may print less
        pages = [spot.page if spot else None for spot in spots]
        before = 1 + max((page for page in pages if page is not None), default=-1)
        folios = [page.folio for page in pagemap.pages[:before]]
        return msgspec.msgpack.encode((pages, folios))

    def _key(self, where: bytes) -> str:
        return key_of("index", program_of("apparatus", "edition"), *self._without_pages, where)

    @functools.cached_property
    def _without_pages(self) -> tuple[bytes, ...]:
        """All else that the index is made of."""
        references = msgspec.msgpack.encode(self._references)
        return references, _facts(self._edition), repr(self._style).encode()

    def html(self, section: str, pagemap: PageMap) -> str:
        """The index of one section for the page."""
        index, _ = self.of(pagemap)
        key = section, id(index)  # all of them live as long as this does
        if key not in self._html:
            self._html[key] = index_html(index.list_of(section), self._style.index)
        return self._html[key]

    def _make(self, pagemap: PageMap) -> Made:
        problems = Problems()
        index = build_index(self._references, pagemap, self._edition, self._style, problems)
        return Made(index, tuple(problems))


def _facts(edition: Edition) -> bytes:
    """What an index needs of an edition besides references: all but the words of its texts."""
    documents = [
        (each.id, each.number, each.from_, each.to)
        for each in (*edition.documents, *edition.appendix)
    ]
    essays = [(essay.id, essay.title) for essay in all_essays(edition)]
    fronts = [essay.id for essay in edition.front]
    facts = (documents, essays, fronts, edition.settings, edition.index, edition.people)
    return repr(facts).encode()
