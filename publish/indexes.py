"""The index of a page map, and its HTML: made once for page maps that agree in what it needs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from publish.apparatus.index import build_index
from publish.apparatus.index_model import Index
from publish.apparatus.model import Reference
from publish.cache import Store
from publish.edition.house_style import HouseStyle
from publish.edition.model import Edition
from publish.kept import key_of, made_once, program_of
from publish.pagemap import PageMap
from publish.pdf.matter import index_html
from publish.problems import Problem, Problems
from publish.prose.edition_texts import all_essays


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
        self._without_pages = (
            msgspec.msgpack.encode(references),
            _facts(edition),
            repr(style).encode(),
        )
        self._made: dict[bytes, tuple[Index, tuple[Problem, ...]]] = {}
        self._html: dict[tuple[str, int], str] = {}

    def of(self, pagemap: PageMap) -> tuple[Index, tuple[Problem, ...]]:
        """The index, and what is wrong with it."""
        spots = map(pagemap.anchors.get, self._anchors)  # a header may print less
        pages = [spot.page if spot else None for spot in spots]
        before = 1 + max((page for page in pages if page is not None), default=-1)
        folios = [page.folio for page in pagemap.pages[:before]]
        where = msgspec.msgpack.encode((pages, folios))
        if where not in self._made:
            key = key_of("index", program_of("apparatus", "edition"), *self._without_pages, where)
            (self._made[where],) = made_once(
                self._store, tuple[Index, tuple[Problem, ...]], [key], lambda _: self._make(pagemap)
            )
        return self._made[where]

    def html(self, section: str, pagemap: PageMap) -> str:
        """The index of one section for the page."""
        index, _ = self.of(pagemap)
        key = section, id(index)  # all of them live as long as this does
        if key not in self._html:
            self._html[key] = index_html(index.list_of(section), self._style.index)
        return self._html[key]

    def _make(self, pagemap: PageMap) -> tuple[Index, tuple[Problem, ...]]:
        problems = Problems()
        index = build_index(self._references, pagemap, self._edition, self._style, problems)
        return index, tuple(problems)


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
