"""Lines and words of a finished PDF with their places on the page, in pt from the top left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from PIL import Image

from publish.proofs.model import PrintedLine, sha256

DIVIDED = "\u2010\u00ad\ufffe\x02"  # how a hyphen at a line's end is read back
SAMPLES = 5  # characters of a line that are measured to know its height


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, pt from the left and top edge."""

    left: float
    top: float
    right: float
    bottom: float


@contextmanager
def open_pdf(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF to read, closed at the end."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def read_lines(page: pypdfium2.PdfPage) -> list[PrintedLine]:
    """The lines of type of a page in reading order."""
    return [
        PrintedLine(text=text.strip(), top=round(box.top, 1), bottom=round(box.bottom, 1))
        for text, box in _lines(page, sampled=True)
    ]


def line_words(page: pypdfium2.PdfPage, lines: Sequence[PrintedLine]) -> list[list[Box]]:
    """For each of `lines` of a page the boxes of its words (as `str.split` parts them)."""
    found: list[list[Box]] = []
    text_page = page.get_textpage()
    try:
        text = _text(text_page)
        at = 0
        for line in lines:
            start = text.index(line.text, at)
            at = start + len(line.text)
            found.append(
                [
                    _union(text_page, page.get_height(), range(start + a, start + b))
                    for a, b in _word_spans(line.text)
                ]
            )
    finally:
        text_page.close()
    return found


def _word_spans(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        spans.append((start, at))
    return spans


def _text(text_page: pypdfium2.PdfTextPage) -> str:
    """Text of a page; character i of it is character i of the page."""
    text = str(text_page.get_text_range())
    return "".join("-" if character in DIVIDED else character for character in text)


def _lines(page: pypdfium2.PdfPage, *, sampled: bool) -> Iterator[tuple[str, Box]]:
    text_page = page.get_textpage()
    try:
        text = _text(text_page)
        ends = [-1, *(at for at, sign in enumerate(text) if sign == "\n"), len(text)]
        for before, end in pairwise(ends):
            inked = [at for at in range(before + 1, end) if not text[at].isspace()]
            if inked:
                step = max(1, len(inked) // SAMPLES) if sampled else 1
                box = _union(text_page, page.get_height(), inked[::step])
                yield text[before + 1 : end], box
    finally:
        text_page.close()


def _union(text_page: pypdfium2.PdfTextPage, height: float, characters: Sequence[int]) -> Box:
    boxes = [text_page.get_charbox(at) for at in characters]  # left, bottom, right, top
    return Box(
        min(box[0] for box in boxes),
        height - max(box[3] for box in boxes),
        max(box[2] for box in boxes),
        height - min(box[1] for box in boxes),
    )


def render(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    """A page as a picture, `scale` pixels to a pt."""
    image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    return image


def image_hash(page: pypdfium2.PdfPage) -> str:
    """Hash of how a page looks, whether it lies on the left or on the right.

    Margins are mirrored, so what is hashed begins with the leftmost ink; heights count.
    """
    gray = render(page, 1.0).convert("L")
    ink = gray.point(lambda value: 255 - value).getbbox()
    if ink is None:
        return sha256(b"")
    part = gray.crop((ink[0], 0, ink[2], gray.height))
    return sha256(repr(part.size).encode() + part.tobytes())
