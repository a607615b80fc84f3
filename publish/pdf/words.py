"""Words shaped once: how wide each is in a style of text, and what draws it.

The renderer has the shaper (Pango) shape each line of a text about five times: for a draft, for
each try to divide a word, for the line it settles on, and to draw it. In the book's text
face no rule for neighbouring glyphs reaches across a space, so a line is as wide as its words
and spaces, and a book has not many words that are new. So each is shaped once in a process.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from weasyprint.text.ffi import FROM_UNITS, ffi, pango, unicode_to_char_p
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import Layout, line_size

from publish.pdf.model import Glyph

_LETTER = re.compile("[A-Za-zªºÀ-ÖØ-öø-ſ]")
_AFTER_LETTER = "n "  # makes digits and marks behind it a part of Latin text
_INTS_TO_GLYPH = ffi.sizeof("PangoGlyphInfo") // ffi.sizeof("int")
_SIZED_FONTS = 14802  # version of Pango from which on a font tells its size (pango#530)


class IrregularText(Exception):
    """A text that is not set as glyphs of one font one beside the other."""


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word, or a space, as it is set."""

    width: int  # in the shaper's units
    shown: str  # glyphs in hexadecimal, ">", "<" and by how much to go back between them
    glyphs: tuple[Glyph, ...]


class Words(dict[str, Word]):
    """The words of a style by their text, each shaped when it is first asked for."""

    def __init__(self, face: Face, before: str) -> None:
        super().__init__({"": Word(0, "", ())})
        self._face = face
        self._before = before
        self.space = self[" "].width

    def __missing__(self, text: str) -> Word:
        (word,) = self._face.shape(self._before, [text])
        self[text] = word
        return word

    def learn(self, text: str) -> None:
        """Shape all the words of a text that are new, which is quicker than one by one."""
        new = [word for word in dict.fromkeys(text.split(" ")) if word not in self]
        if len(new) > 1:
            with suppress(IrregularText):  # raised again for the word itself
                self.update(zip(new, self._face.shape(self._before, new), strict=True))

    def width(self, text: str) -> int:
        """Width of a text in the shaper's units. Raises IrregularText."""
        words = text.split(" ")
        return (len(words) - 1) * self.space + sum([self[word].width for word in words])


class Face:
    """The font of one style of text, and its words.

    `height` and `baseline` of a line are px, as is the `size` it is drawn in.
    """

    def __init__(self, style: Any) -> None:
        # The first layout is kept as it is: it holds the font.
        self._of_font, self._layout = Layout(style), Layout(style)
        line = _only_line(self._of_font, " ")
        self.font = line.runs[0].data.item.analysis.font
        self.size: float = get_pango_font_key(self.font)[2]
        if pango.pango_version() < _SIZED_FONTS:
            self.size = style["font_size"]
        self.height: float = line_size(line, style)[1]
        self.baseline: float = pango.pango_layout_get_baseline(self._of_font.layout) * FROM_UNITS
        self._widths: dict[int, int] = {}
        self._in_latin, self._without_letters = Words(self, _AFTER_LETTER), Words(self, "")

    def words(self, text: str) -> Words:
        """The words that a text is made of: digits and marks may differ beside letters."""
        return self._in_latin if _LETTER.search(text) else self._without_letters

    def shape(self, before: str, words: Sequence[str]) -> list[Word]:
        """Words that stand behind another text. Raises IrregularText."""
        text = before + " ".join(words)
        run = _only_line(self._layout, text).runs[0]
        if run.next != ffi.NULL or run.data.item.analysis.font != self.font:
            raise IrregularText(text)
        glyphs = _glyphs(run.data.glyphs, text)
        shaped, number, end = [], len(before), len(before)
        for word in words:
            first, end = number, end + len(word.encode())
            while number < len(glyphs) and glyphs[number].place < end:
                number += 1
            shaped.append(self._word(glyphs[first:number]))
            number, end = number + 1, end + 1  # the space behind it
        return shaped

    def _word(self, glyphs: Sequence[_SetGlyph]) -> Word:
        shown, used = "", []
        for glyph in glyphs:
            width = self._width(glyph.number)
            kerning = width - glyph.advance * 1000 * FROM_UNITS / self.size
            shown += f"{glyph.number:04x}" + (f">{int(kerning)}<" if kerning else "")
            used.append(Glyph(glyph.number, width, glyph.text))
        return Word(sum([glyph.advance for glyph in glyphs]), shown, tuple(used))

    def _width(self, glyph: int) -> int:
        """Width of a glyph in 1/1000 em."""
        if glyph not in self._widths:
            logical = ffi.new("PangoRectangle *")
            pango.pango_font_get_glyph_extents(self.font, glyph, ffi.NULL, logical)
            self._widths[glyph] = round(logical.width * 1000 * FROM_UNITS / self.size)
        return self._widths[glyph]


class _SetGlyph(NamedTuple):
    place: int  # of its first character in the text, in bytes
    number: int
    advance: int  # in the shaper's units
    text: str


def _only_line(layout: Layout, text: str) -> Any:
    pointer, _held = unicode_to_char_p(text)
    pango.pango_layout_set_text(layout.layout, pointer, -1)
    return pango.pango_layout_get_line_readonly(layout.layout, 0)


def _glyphs(string: Any, text: str) -> list[_SetGlyph]:
    """The glyphs of a text. Raises IrregularText if one is missing or moved from its place."""
    count, encoded = string.num_glyphs, text.encode()
    fields = ffi.unpack(ffi.cast("int *", string.glyphs), count * _INTS_TO_GLYPH)
    numbers, advances, *offsets = (fields[field::_INTS_TO_GLYPH] for field in range(4))
    if any(map(any, offsets)) or max(numbers) >= pango.PANGO_GLYPH_EMPTY:
        raise IrregularText(text)
    places = [*ffi.unpack(string.log_clusters, count), len(encoded)]
    texts = (encoded[start:end].decode() for start, end in pairwise(places))
    return [_SetGlyph(*glyph) for glyph in zip(places, numbers, advances, texts, strict=False)]
