"""Running heads and folios: drawn on the pages by the binder, so that no layout hangs on them."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz  # type: ignore[import-untyped]

from publish.book.model import Part
from publish.pagemap import Page, PageKind
from publish.pdf.fontfile import best_glyph, font_name
from publish.pdf.model import FontUse, Glyph, PageSize
from publish.pdf.stylesheet import FOOT_MARGIN, GRID, HEAD_MARGIN, INNER_MARGIN, OUTER_MARGIN
from publish.pdf.typefaces import faces

HEAD_SIZE, FOLIO_SIZE = 8.4, 9.0  # pt
HEAD_SPACING = 0.84  # pt after each letter
# Head and folio stand on one line, 26.4 pt over the first line of text, whose baseline is
# 10.5 pt below the top; the folio of an opener 26.4 pt under the baseline of the last.
_HEAD_RISE = 2 * GRID - 10.5
_FOLIO_DROP = 20.7
_AXES = (("wght", 400.0),)
_HEAD_FEATURES = {"c2sc": True, "smcp": True, "onum": True, "pnum": True, "liga": False}
_FOLIO_FEATURES = {"onum": True, "pnum": True}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of type shaped: what it needs of its font, how it is shown, how wide it is."""

    use: FontUse
    shown: bytes  # operand of TJ
    width: float  # em


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over or under the text of a page: content in pt from the lower left corner."""

    content: bytes
    uses: tuple[FontUse, ...]


NO_HEAD = Head(b"", ())


class Heads:
    """The heads of one book's pages."""

    def __init__(self, verso_head: str, recto_heads: Mapping[str, str], size: PageSize) -> None:
        self._verso_head = verso_head
        self._recto_heads = recto_heads
        self._size = size

    @classmethod
    def of(cls, parts: Sequence[Part], verso_head: str, size: PageSize) -> Heads:
        """Left pages have the book's short title, right pages that of the part."""
        return cls(verso_head, {part.id: part.recto_head or part.title for part in parts}, size)

    def words(self, part: str) -> tuple[str, str]:
        """What stands over the left and the right pages of a part."""
        return self._verso_head, self._recto_heads[part]

    def head(self, page: Page) -> Head:
        """Head and folio of a page; nothing on display pages and blanks."""
        left = INNER_MARGIN if page.recto else OUTER_MARGIN
        measure = self._size.width - INNER_MARGIN - OUTER_MARGIN
        if page.kind is PageKind.OPENER:
            folio = shape(page.folio, small_capitals=False)
            y = FOOT_MARGIN - _FOLIO_DROP
            return _head((folio, FOLIO_SIZE, left + (measure - folio.width * FOLIO_SIZE) / 2, y))
        if page.kind is not PageKind.TEXT:
            return NO_HEAD
        y = self._size.height - HEAD_MARGIN + _HEAD_RISE
        folio = shape(page.folio, small_capitals=False)
        folio_x = left + (measure - folio.width * FOLIO_SIZE if page.recto else 0)
        text = self._recto_heads[page.part] if page.recto else self._verso_head
        head = shape(text, small_capitals=True)
        width = head.width * HEAD_SIZE
        return _head(
            (head, HEAD_SIZE, left + (measure - width) / 2, y), (folio, FOLIO_SIZE, folio_x, y)
        )


def _head(*lines: tuple[Line, float, float, float]) -> Head:
    content = b""
    for line, size, x, y in lines:
        spacing = HEAD_SPACING if size == HEAD_SIZE else 0
        name = font_name(line.use.file, line.use.axes).encode()
        content += b"BT\n/%s %.4g Tf\n%.2f Tc\n1 0 0 1 %.3f %.3f Tm\n%s TJ\nET\n" % (
            name, size, spacing, x, y, line.shown,
        )  # fmt: skip
    return Head(content, tuple(line.use for line, *_ in lines))


@functools.lru_cache(maxsize=4096)
def shape(text: str, *, small_capitals: bool, italic: bool = False) -> Line:
    """Set a line in the first face that has all its characters, else in the first of all."""
    features = _HEAD_FEATURES if small_capitals else _FOLIO_FEATURES
    style = "italic" if italic else "normal"
    files = [str(face.path) for face in faces() if face.style == style]
    lines = (_shape(text, file, tuple(features.items())) for file in files)
    whole = (line for line in lines if all(glyph.number for glyph in line.use.glyphs))
    line = next(whole, None) or _shape(text, files[0], tuple(features.items()))
    spacing = HEAD_SPACING / HEAD_SIZE * max(len(text) - 1, 0) if small_capitals else 0.0
    return Line(line.use, line.shown, line.width + spacing)


def _shape(text: str, file: str, features: tuple[tuple[str, bool], ...]) -> Line:
    font = _font(file)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, dict(features))
    scale = 1000 / font.face.upem
    glyphs: dict[int, Glyph] = {}
    shown, width = "", 0.0
    clusters = [info.cluster for info in buffer.glyph_infos] + [len(text)]
    pairs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    for index, (info, position) in enumerate(pairs):
        number = info.codepoint
        natural = round(font.get_glyph_h_advance(number) * scale)
        letters = text[clusters[index] : clusters[index + 1]]
        glyphs[number] = best_glyph(glyphs.get(number), Glyph(number, natural, letters))
        kerning = round(natural - position.x_advance * scale, 2)
        shown += f"<{number:04x}>{kerning:g}" if kerning else f"<{number:04x}>"
        width += position.x_advance * scale / 1000
    use = FontUse(file, _AXES, tuple(glyphs[number] for number in sorted(glyphs)))
    return Line(use, f"[{shown}]".encode(), width)


@functools.cache
def _font(file: str) -> uharfbuzz.Font:
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(Path(file).read_bytes())))
    font.set_variations(dict(_AXES))
    return font
