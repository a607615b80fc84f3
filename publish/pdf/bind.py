"""BIND: galleys and heads joined into one PDF, for the screen and for the printer."""

from __future__ import annotations

import io
from contextlib import ExitStack
from itertools import groupby

import pikepdf

from publish.book.model import Metadata
from publish.pdf.folios import Leaf, leaves
from publish.pdf.fontfile import font_programs
from publish.pdf.model import Galley, Laid, PageSize
from publish.pdf.navigation import add_outline, add_page_labels, resolve_links
from publish.pdf.printing import prepare_for_press
from publish.pdf.record import add_metadata
from publish.pdf.resources import add_xobject, font_descriptors
from publish.pdf.structure import StructureTree

_HEAD = "/Head"
_DRAW_HEAD = b"/Artifact\n<</Type /Pagination>>\nBDC\n/Head Do\nEMC\n"


def bind_screen(laid: Laid, metadata: Metadata) -> bytes:
    """The PDF to read on a screen: tagged (PDF/UA-1), with links, outline and page labels.

    The same input gives the same bytes.
    """
    with ExitStack() as sources:
        book = _join(laid, sources, tagged=True)
        resolve_links(book, laid.pagemap, laid.size)
        add_outline(book, laid)
        add_page_labels(book, laid.pagemap)
        add_metadata(book, metadata, accessible=True)
        return _saved(book, version="1.7")


def bind_print(laid: Laid, metadata: Metadata) -> bytes:
    """The PDF for the printer: black only, page boxes with bleed, crop marks, no links.

    It does not call itself PDF/X: that standard asks for an output intent, and no ICC
    profile ships with the program; boxes, colours, fonts and annotations are as PDF/X-4
    wants them. The same input gives the same bytes.
    """
    with ExitStack() as sources:
        book = _join(laid, sources, tagged=False)
        prepare_for_press(book, laid.size)
        add_page_labels(book, laid.pagemap)
        add_metadata(book, metadata, accessible=False)
        return _saved(book, version="1.6")


def _join(laid: Laid, sources: ExitStack, *, tagged: bool) -> pikepdf.Pdf:
    """All pages in order with heads and fonts; `sources` keeps the galleys open."""
    book = sources.enter_context(pikepdf.new())
    structure = StructureTree(book)
    for _, run in groupby(leaves(laid.parts, laid.galleys), key=lambda leaf: leaf.part.id):
        pages = list(run)
        source = sources.enter_context(_open(pages[0].galley))
        printed = [_append(book, source, leaf, laid.size) for leaf in pages]
        if tagged:
            structure.add(source, [page for page in printed if page is not None])
    if tagged:
        structure.close()
    _overlay_heads(book, sources.enter_context(_open(laid.heads)))
    _embed_fonts(book, laid)
    return book


def _append(
    book: pikepdf.Pdf, source: pikepdf.Pdf, leaf: Leaf, size: PageSize
) -> pikepdf.Page | None:
    """Append one page; returns it in the book, None for a blank one."""
    if leaf.page is None:
        book.add_blank_page(page_size=size)
        return None
    book.pages.append(source.pages[leaf.page])
    return book.pages[-1]


def _open(galley: Galley) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(galley.pdf))


def _overlay_heads(book: pikepdf.Pdf, heads: pikepdf.Pdf) -> None:
    """Draw page i of the heads on page i of the book, as an artifact: it is no text."""
    for page, head in zip(book.pages, heads.pages, strict=True):
        if not _draws_text(head):
            continue
        add_xobject(page, _HEAD, book.copy_foreign(head.as_form_xobject()))
        page.contents_add(book.make_stream(_DRAW_HEAD), prepend=True)


def _draws_text(page: pikepdf.Page) -> bool:
    return b"Tj" in (content := page.obj.Contents.read_bytes()) or b"TJ" in content


def _embed_fonts(book: pikepdf.Pdf, laid: Laid) -> None:
    """Give each face its one program, which the fonts of all galleys share."""
    uses = [use for galley in (*laid.galleys, laid.heads) for use in galley.fonts]
    streams: dict[bytes, pikepdf.Stream] = {}
    programs = font_programs(uses)
    for descriptor in font_descriptors(book):
        name = str(descriptor.FontName).lstrip("/").partition("+")[0]
        program = programs[name]
        if program not in streams:
            streams[program] = book.make_stream(program, Length1=len(program))
        descriptor.FontFile2 = streams[program]


def _saved(book: pikepdf.Pdf, *, version: str) -> bytes:
    book.remove_unreferenced_resources()
    target = io.BytesIO()
    book.save(
        target,
        force_version=version,
        deterministic_id=True,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return target.getvalue()
