"""What the rest of the EPUB must know of the text of one section, without its tree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from lxml.etree import _Element

from publish.book.model import Section
from publish.cache import Store
from publish.epub.xhtml import (
    BLOCKS,
    LINK_SCHEMES,
    classes,
    elements,
    find,
    name,
    parse_body,
    text_of,
)
from publish.kept import key_of, made_once, program_of


@dataclass(frozen=True, slots=True)
class Link:
    """A link to elsewhere in the book: "#doc-002" or what should be one, its words, whether it
    is an empty page reference, which the medium fills."""

    href: str
    text: str
    wants_page: bool


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as the text names it."""

    source: str
    described: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of a section.

    `html` is a digest of its HTML; `ids` are in document order, `packed_blocks` has the block
    around each, packed since few ask for it, `digest` is that of both; `packed_links` has those
    that lead out of the section or ask for a page, `links_digest` is theirs, `wants_pages` says
    whether any asks for a page; `number` is what is printed over a document.
    """

    html: bytes
    ids: tuple[str, ...]
    packed_blocks: bytes
    digest: bytes
    packed_links: bytes
    links_digest: bytes
    wants_pages: bool
    images: tuple[Image, ...]
    has_notes: bool
    is_document: bool
    is_introduction: bool
    number: str

    @property
    def blocks(self) -> dict[str, str]:
        """Each id with the id of the block around it: its own if it is one, that of the section
        outside blocks."""
        blocks = msgspec.msgpack.decode(self.packed_blocks, type=tuple[str, ...])
        return dict(zip(self.ids, blocks, strict=True))

    @property
    def links(self) -> tuple[Link, ...]:
        """The links that lead out of the section or ask for a page, each once."""
        return msgspec.msgpack.decode(self.packed_links, type=tuple[Link, ...])


def read_facts(sections: Sequence[Section], store: Store) -> list[Facts]:
    """The facts of each section.

    Raises `lxml.etree.XMLSyntaxError`, UnsafeMarkupError, and ValueError for an id that
    stands twice.
    """
    keys = [
        key_of("epub-facts", program_of("epub"), section.id.encode(), section.html.encode())
        for section in sections
    ]

    return made_once(store, Facts, keys, lambda index: facts_of(sections[index]))


def facts_of(section: Section) -> Facts:
    """Read the facts of a section; raises as `read_facts` does."""
    body = parse_body(section.html, section.id)
    numbers = find(body, "*", "number")
    blocks = _blocks(body, section.id)
    links = tuple(dict.fromkeys(_links(body, blocks)))
    return Facts(
        html=hashlib.sha256(section.html.encode()).digest(),
        ids=tuple(blocks),
        packed_blocks=msgspec.msgpack.encode(tuple(blocks.values())),
        digest=hashlib.sha256(repr(blocks).encode()).digest(),
        packed_links=msgspec.msgpack.encode(links),
        links_digest=hashlib.sha256(repr(links).encode()).digest(),
        wants_pages=any(link.wants_page for link in links),
        images=tuple(
            Image(e.get("src", ""), bool(e.get("alt", "").strip())) for e in elements(body, "img")
        ),
        has_notes=bool(find(body, "a", "note-call")),
        is_document=bool(find(body, "article", "document")),
        is_introduction=bool(find(body, "section", "introduction")),
        number=text_of(numbers[0]) if numbers else "",
    )


def _blocks(body: _Element, section: str) -> dict[str, str]:
    found: dict[str, str] = {}

    def collect(element: _Element, block: str) -> None:
        id_ = element.get("id", "")
        if id_ and id_ in found:
            raise ValueError(f"id {id_} stands twice in {section}")
        if id_ and name(element) in BLOCKS:
            block = id_
        if id_:
            found[id_] = block
        for child in element:
            collect(child, block)

    collect(body, section)
    return found


def _links(body: _Element, blocks: Mapping[str, str]) -> Iterator[Link]:
    for element in elements(body, "a"):
        href = element.get("href", "")
        if not href or href.startswith(LINK_SCHEMES):
            continue
        text = text_of(element)
        wants_page = not text and "page-ref" in classes(element)
        if wants_page or not href.startswith("#") or href[1:] not in blocks:
            yield Link(href, text, wants_page)
