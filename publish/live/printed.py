"""The pages of a finished book, held against those of the book before."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from publish.build import Made
from publish.pagemap import PageMap
from publish.pdf.resources import entries, page_content
from publish.proofs.changes import Mark, PageChange
from publish.proofs.compare_pages import compare_pages
from publish.proofs.model import PrintedLine, Proof, ProofPage, ProofPart, sha256
from publish.proofs.printed import Box, image_hash, line_words, open_pdf, read_lines

HEAD = "/Head"  # the drawing that holds a page's running head and folio


@dataclass(frozen=True, slots=True)
class PageKey:
    """Hashes of what draws a page: `whole`, and `bare` without running head and folio."""

    bare: str
    whole: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished screen PDF and what is known of its pages."""

    pdf: bytes
    pagemap: PageMap
    parts: tuple[ProofPart, ...]
    keys: tuple[PageKey, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """Pages that are not as they were, in order, and by page index the words to mark on them."""

    pages: tuple[PageChange, ...] = ()
    marks: tuple[tuple[int, tuple[Box, ...]], ...] = ()


def printed(made: Made) -> Printed:
    """The pages of a book just made."""
    pdf = made.contents["screen"]
    parts = tuple(
        ProofPart(id=part.id, kind=part.kind.value, title=part.title)
        for part in made.book.book.parts
    )
    return Printed(pdf, made.book.laid.pagemap, parts, page_keys(pdf))


def page_keys(pdf: bytes) -> tuple[PageKey, ...]:
    """The key of every page: pages that look the same may differ in it, never the other way."""
    with pikepdf.open(BytesIO(pdf)) as book:
        drawings: dict[tuple[int, int], bytes] = {}
        return tuple(_page_key(page, drawings) for page in book.pages)


def _page_key(page: pikepdf.Page, drawings: dict[tuple[int, int], bytes]) -> PageKey:
    bare, head = hashlib.sha256(page_content(page)), b""
    for name, drawing in sorted(_drawings(page).items()):
        if drawing.objgen not in drawings:
            drawings[drawing.objgen] = hashlib.sha256(drawing.read_raw_bytes()).digest()
        if name == HEAD:
            head = drawings[drawing.objgen]
        else:
            bare.update(name.encode() + drawings[drawing.objgen])
    key = bare.hexdigest()
    return PageKey(key, sha256(key.encode() + head))


def _drawings(page: pikepdf.Page) -> dict[str, pikepdf.Object]:
    """Pictures and forms of a page by their names."""
    resources = entries(page.obj, "/Resources").get("/XObject", pikepdf.Dictionary())
    return dict(resources.items())


def compare(before: Printed, after: Printed) -> Touched:
    """What a correction did to the pages: as `publish proof compare` says it.

    Only pages that are drawn otherwise are read.
    """
    common = {key.bare for key in before.keys} & {key.bare for key in after.keys}
    old, new = as_proof(before, common), as_proof(after, common)
    compared = compare_pages(old, new)
    return Touched(compared.pages, tuple(_marks(after, new, compared.marks_after)))


def as_proof(book: Printed, known: Collection[str]) -> Proof:
    """The book as a proof in which pages with a `known` key stand by that key alone."""
    unknown = [at for at, key in enumerate(book.keys) if key.bare not in known]
    lines, images = _read(book.pdf, unknown)
    pages = []
    for page, key in zip(book.pagemap.pages, book.keys, strict=True):
        read = lines.get(page.index)
        pages.append(
            ProofPage(
                index=page.index,
                folio=page.folio,
                part=page.part,
                lines=read or (),
                text=key.bare if read is None else sha256(_text(read)),
                image=images.get(page.index, key.bare),
            )
        )
    return Proof(
        name="", slug="", edition="", sources={}, tables={}, parts=book.parts,
        pages=tuple(pages), texts=(),
    )  # fmt: skip


def _text(lines: tuple[PrintedLine, ...]) -> bytes:
    return "\n".join(line.text for line in lines).encode()


def _read(
    pdf: bytes, pages: list[int]
) -> tuple[dict[int, tuple[PrintedLine, ...]], dict[int, str]]:
    """The lines of some pages and hashes of their looks, by page index."""
    lines, images = {}, {}
    if pages:
        with open_pdf(pdf) as document:
            for at in pages:
                page = document[at]
                lines[at], images[at] = tuple(read_lines(page)), image_hash(page)
                page.close()
    return lines, images


def _marks(
    book: Printed, proof: Proof, marks: Mapping[int, Sequence[Mark]]
) -> Iterator[tuple[int, tuple[Box, ...]]]:
    """By page the boxes of its marked words."""
    with open_pdf(book.pdf) as document:
        for at in sorted(marks):
            page = document[at]
            words = line_words(page, proof.pages[at].lines)
            yield at, tuple(words[mark.line][mark.word] for mark in marks[at])
            page.close()
