"""The index of a page map, and its HTML: made once for page maps that agree in what it needs."""

from __future__ import annotations

import functools
import hashlib
from typing import NamedTuple

import msgspec

from publish.apparatus.index import Headings
from publish.apparatus.index_model import Index, KnownIndex, bare_reference
from publish.apparatus.policy import Policy
from publish.apparatus.references import References, Rows
from publish.cache import Store
from publish.edition.house_style import HouseStyle
from publish.edition.model import Edition
from publish.kept import keep_pieces, kept_pieces, key_of, made_once, program_of
from publish.pagemap import PageMap
from publish.pdf.matter import index_html
from publish.problems import Problem, Problems
from publish.prose.edition_texts import all_essays


class _Head(NamedTuple):
    """What is known of an index before it is read, see `KnownIndex`."""

    digest: str
    problems: tuple[Problem, ...]


class Indexes:
    """The indexes of an edition whose pages are not settled yet.

    What an earlier build made of the same references on the same pages is taken from `store`.
    """

    def __init__(
        self, references: References, edition: Edition, style: HouseStyle, store: Store
    ) -> None:
        self._references = references
        self._edition = edition
        self._style = style
        self._store = store
        self._anchors = references.anchors
        self._known: dict[bytes, KnownIndex] = {}
        self._last: tuple[PageMap, KnownIndex] | None = None

    def get_ready(self) -> None:
        """Do what needs no pages."""
        _ = self._headings

    def expect(self, pagemap: PageMap) -> None:
        """Make the index of a page map that will probably be that of the book."""
        if None not in pagemap.anchors.pages(self._anchors):
            self.of(pagemap)

    def of(self, pagemap: PageMap) -> KnownIndex:
        """The index on the pages of this map."""
        if self._last is None or self._last[0] is not pagemap:
            where = self._where(pagemap)
            if where not in self._known:
                self._known[where] = self._kept(where, pagemap) or self._made(where, pagemap)
            self._last = pagemap, self._known[where]
        return self._last[1]

    def _kept(self, where: bytes, pagemap: PageMap) -> KnownIndex | None:
        key = self._key("index-head", self._shown, where)
        head = kept_pieces(self._store, _Head, [key]).get(key)
        if head is None:
            return None

        @functools.cache
        def read() -> Index:
            key = self._key("index", self._references.digest, where)
            (index,) = made_once(self._store, Index, [key], lambda _: self._headings[0].on(pagemap))
            return index

        return KnownIndex(head.digest, head.problems, read)

    def _made(self, where: bytes, pagemap: PageMap) -> KnownIndex:
        headings, problems = self._headings
        index = headings.on(pagemap)
        shown = msgspec.msgpack.encode(index.without_surroundings())
        head = _Head(key_of("shown", _program(), shown, where), problems)
        keys = (
            self._key("index", self._references.digest, where),
            self._key("index-head", self._shown, where),
        )
        keep_pieces(self._store, dict(zip(keys, (index, head), strict=True)))
        return KnownIndex(head.digest, problems, lambda: index)

    @functools.cached_property
    def _headings(self) -> tuple[Headings, tuple[Problem, ...]]:
        problems = Problems()
        headings = Headings.of(self._references, self._edition, self._style, problems)
        return headings, tuple(problems)

    def _where(self, pagemap: PageMap) -> bytes:
        """All that the index takes from a page map."""
        pages = pagemap.anchors.pages(self._anchors)  # a header may print less
        before = 1 + max((page for page in pages if page is not None), default=-1)
        folios = [page.folio for page in pagemap.pages[:before]]
        return msgspec.msgpack.encode((pages, folios))

    def _key(self, kind: str, *parts: bytes) -> str:
        """A key of these parts and of what an index is made of besides references and pages."""
        return key_of(kind, _program(), self._rules, *parts)

    @functools.cached_property
    def _rules(self) -> bytes:
        made_from = (_facts(self._edition), repr(self._style))
        return hashlib.sha256(msgspec.msgpack.encode(made_from)).digest()

    @functools.cached_property
    def _shown(self) -> bytes:
        """A digest of all that the index shows of the references: of the words around them, only
        what they decide."""
        key = self._key("index-shown", self._references.digest)
        (digest,) = made_once(self._store, bytes, [key], lambda _: self._digest_of_shown())
        return digest

    def _digest_of_shown(self) -> bytes:
        """From the digest of each text: most are as they were."""
        rows = self._references.rows
        policy = Policy.of(self._style.index, self._edition, self._references)
        beside = repr(policy.beside and [one.pattern for one in policy.beside]).encode()
        keys = [self._key("shown-references", beside, one.packed) for one in rows]
        made = made_once(self._store, bytes, keys, lambda index: _digest(rows[index], policy))
        return b"".join(made)

    def html(self, section: str, pagemap: PageMap) -> str:
        """The index of one section for the page."""
        index, rules = self.of(pagemap), self._style.index
        key = key_of(
            "index-html", program_of("apparatus", "book", "edition", "pdf"), index.digest.encode(),
            section.encode(), repr(rules).encode(),
        )  # fmt: skip
        (html,) = made_once(
            self._store, str, [key], lambda _: index_html(index.read().list_of(section), rules)
        )
        return html


def _program() -> bytes:
    return program_of("apparatus", "edition")


def _digest(rows: Rows, policy: Policy) -> bytes:
    """A digest of references without the words around them, and of what a policy says of each."""
    shown = [(bare_reference(one), policy.why_not(one)) for one in rows.read()]
    return hashlib.sha256(msgspec.msgpack.encode(shown)).digest()


def _facts(edition: Edition) -> str:
    """What an index needs of an edition besides references: all but the words of its texts."""
    documents = [
        (each.id, each.number, each.from_, each.to)
        for each in (*edition.documents, *edition.appendix)
    ]
    essays = [(essay.id, essay.title) for essay in all_essays(edition)]
    fronts = [essay.id for essay in edition.front]
    facts = (documents, essays, fronts, edition.settings, edition.index, edition.people)
    return repr(facts)
