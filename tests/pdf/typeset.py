"""Reads what stands on galley pages: lines of type with place and size, extracted text."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

import pikepdf
import pypdfium2
from pdf_sample import metadata, part

from publish.book.model import PartKind
from publish.pdf.bind import bind_screen
from publish.pdf.folios import PageMaps
from publish.pdf.model import Galley, Laid, PageSize
from publish.pdf.resources import page_content

# The renderer sets each piece of text with a matrix in px (1 0 0 -1 x y Tm) and a font size.
_PIECE = re.compile(rb"1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm\n/([\w-]+) ([\d.]+) Tf")
TEXT_TOP, TEXT_FOOT = 66.0, 600.0  # pt from the top of the page


class Piece(NamedTuple):
    """A piece of type: left edge and baseline from the top left corner, size; all pt."""

    x: float
    baseline: float
    size: float


def galley_pdf(galley: Galley) -> bytes:
    """The galley alone as a PDF for the screen: display pages, which have no heads."""
    alone = (part(PartKind.HALF_TITLE, "", "", id=galley.part, opener=False, in_contents=False),)
    laid = Laid(PageMaps(alone).of((galley,)), alone, (galley,), "", PageSize())
    return bind_screen(laid, metadata())


def pieces(galley: Galley) -> Iterator[list[Piece]]:
    """Pieces of type of each page."""
    with pikepdf.open(io.BytesIO(galley_pdf(galley))) as pdf:
        for page in list(pdf.pages)[: galley.pages]:
            yield [
                Piece(float(x) * 0.75, float(y) * 0.75, float(size) * 0.75)
                for x, y, _, size in _PIECE.findall(page_content(page))
            ]


def printed_lines(galley: Galley) -> list[str]:
    """Lines of all pages of a galley as another library reads them."""
    document = pypdfium2.PdfDocument(galley_pdf(galley))
    lines = [
        line.strip()
        for page in document
        for line in page.get_textpage().get_text_range().splitlines()
    ]
    document.close()
    return lines


def galley_texts(galley: Galley) -> list[str]:
    """Text of each page of a galley in the order in which it is drawn, without white space."""
    return texts(galley_pdf(galley))[: galley.pages]


def texts(pdf: bytes) -> list[str]:
    """Text of each page in the order in which it is drawn, without white space."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [visible(page_text(page)) for page in document]
    finally:
        document.close()


def page_text(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range())
    finally:
        text.close()


class Letter(NamedTuple):
    """A character of a finished page: origin in pt from the top left corner, font, size."""

    character: str
    x: float
    baseline: float
    font: str
    size: float


def letters(pdf: bytes) -> list[list[Letter]]:
    """The characters of each page that have a glyph, in the order in which they are drawn."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [list(_letters(page)) for page in document]
    finally:
        document.close()


def _letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    text, raw = page.get_textpage(), pypdfium2.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, index):
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetFontInfo(text, index, name, len(name), flags)
        yield Letter(
            chr(raw.FPDFText_GetUnicode(text, index)),
            x.value,
            page.get_height() - y.value,
            name.value.decode(),
            raw.FPDFText_GetFontSize(text, index),
        )
    text.close()


def heads_of(pdf: bytes, margin: float = 0.0) -> list[list[Letter]]:
    """What stands over and under the text of each page; `margin` is around the trimmed page."""
    top, foot = TEXT_TOP + margin, TEXT_FOOT + margin
    return [
        [letter for letter in page if letter.baseline < top or letter.baseline > foot]
        for page in letters(pdf)
    ]


def line_of(letters_: list[Letter]) -> str:
    """A line read from left to right, without white space."""
    in_order = sorted(letters_, key=lambda letter: letter.x)
    return visible("".join(letter.character for letter in in_order))


def visible(text: str) -> str:
    return "".join(text.split())
