"""Reads what stands on galley pages: lines of type with place and size, extracted text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

import pikepdf
import pypdfium2

# The renderer sets each piece of text with a matrix in px (1 0 0 -1 x y Tm) and a font size.
_PIECE = re.compile(rb"1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm\n/(\w+) ([\d.]+) Tf")


class Piece(NamedTuple):
    """A piece of type: left edge and baseline from the top left corner, size; all pt."""

    x: float
    baseline: float
    size: float


def pieces(galley_pdf: bytes) -> Iterator[list[Piece]]:
    """Pieces of type of each page."""
    with pikepdf.open(io.BytesIO(galley_pdf)) as pdf:
        for page in pdf.pages:
            content = page.obj.Contents.read_bytes()
            yield [
                Piece(float(x) * 0.75, float(y) * 0.75, float(size) * 0.75)
                for x, y, _, size in _PIECE.findall(content)
            ]


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


def visible(text: str) -> str:
    return "".join(text.split())
