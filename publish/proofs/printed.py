"""Lines and words of a finished PDF with their places on the page, in pt from the top left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from PIL import Image, ImageChops

from publish.pdf.stylesheet import FOOT_MARGIN, HEAD_MARGIN
from publish.proofs.model import PrintedLine, sha256

_DIVIDED = "\u2010\u00ad\ufffe\x02"  # how a hyphen at a line's end is read back
_AS_TYPED = str.maketrans({**dict.fromkeys(_DIVIDED, "-"), "\N{NO-BREAK SPACE}": " "})
SAMPLES = 5  # characters of a line that are measured to know its height


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, pt from the left and top edge."""

    left: float
    top: float
    right: float
    bottom: float

    def united(self, other: Box) -> Box:
        """The smallest rectangle that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@contextmanager
def open_pdf(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF to read, closed at the end."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def read_lines(page: pypdfium2.PdfPage) -> list[PrintedLine]:
    """The lines of type of a page in reading order, without running head and folio."""
    foot = page.get_height() - FOOT_MARGIN
    return [
        PrintedLine(
            text=text.strip(),
            top=round(box.top, 1),
            bottom=round(box.bottom, 1),
            left=round(box.left, 1),
        )
        for text, box in _lines(page)
        if HEAD_MARGIN <= (box.top + box.bottom) / 2 <= foot
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
    return str(text_page.get_text_range()).translate(_AS_TYPED)


def _lines(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Box]]:
    text_page = page.get_textpage()
    try:
        text = _text(text_page)
        ends = [-1, *(at for at, sign in enumerate(text) if sign == "\n"), len(text)]
        for before, end in pairwise(ends):
            inked = [at for at in range(before + 1, end) if not text[at].isspace()]
            if inked:
                sample = inked[:: max(1, len(inked) // SAMPLES)]
                yield text[before + 1 : end], _union(text_page, page.get_height(), sample)
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
    """Hash of how a page looks between its head and its foot, on whichever side it lies.

    Margins are mirrored, so what is hashed begins with the leftmost ink; heights count.
    """
    gray: Image.Image = page.render(scale=1.0, grayscale=True).to_pil()
    text = gray.crop((0, int(HEAD_MARGIN), gray.width, gray.height - int(FOOT_MARGIN)))
    ink = ImageChops.invert(text).getbbox()
    if ink is None:
        return sha256(b"")
    part = text.crop((ink[0], 0, ink[2], text.height))
    return sha256(repr(part.size).encode() + part.tobytes())
