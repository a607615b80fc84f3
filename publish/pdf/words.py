"""Words shaped once: how wide each is in a style of text, and what draws it.

The renderer has the shaper (Pango) shape each line of a text about five times: for a draft, for
each try to divide a word, for the line it settles on, and to draw it. In the book's text
face no rule for neighbouring glyphs reaches across a space, so a line is as wide as its words
and spaces, and a book has not many words that are new. So each is shaped once in a process.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

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

    def learn(self, words: Iterable[str]) -> None:
        """Shape those of these words that are new at once, which is quicker than one by one."""
        new = [word for word in dict.fromkeys(words) if word not in self]
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
        self.key, _, self.size = get_pango_font_key(self.font)
        if pango.pango_version() < _SIZED_FONTS:
            self.size = style["font_size"]
        self.height: float = line_size(line, style)[1]
        self.baseline: float = pango.pango_layout_get_baseline(self._of_font.layout) * FROM_UNITS
        self._set_glyphs: dict[tuple[int, int, str], tuple[str, Glyph]] = {}
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
        places, numbers, advances = _glyphs(run.data.glyphs, text)
        encoded = text.encode()
        texts = [encoded[start:end].decode() for start, end in pairwise((*places, len(encoded)))]
        glyphs = list(map(self._set_glyph, numbers, advances, texts))
        shaped, first, end = [], len(before), len(before)
        for word in words:
            end += len(word.encode())
            last = bisect_left(places, end, first)
            shown = "".join([glyph for glyph, _ in glyphs[first:last]])
            used = tuple([glyph for _, glyph in glyphs[first:last]])
            shaped.append(Word(sum(advances[first:last]), shown, used))
            first, end = last + 1, end + 1  # behind the space
        return shaped

    def _set_glyph(self, number: int, advance: int, text: str) -> tuple[str, Glyph]:
        """What shows a glyph, with the kerning behind it, and the glyph as the PDF lists it."""
        key = number, advance, text
        if key not in self._set_glyphs:
            logical = ffi.new("PangoRectangle *")
            pango.pango_font_get_glyph_extents(self.font, number, ffi.NULL, logical)
            width = round(logical.width * 1000 * FROM_UNITS / self.size)
            kerning = width - advance * 1000 * FROM_UNITS / self.size
            shown = f"{number:04x}" + (f">{int(kerning)}<" if kerning else "")
            self._set_glyphs[key] = shown, Glyph(number, width, text)
        return self._set_glyphs[key]


def _only_line(layout: Layout, text: str) -> Any:
    pointer, _held = unicode_to_char_p(text)
    pango.pango_layout_set_text(layout.layout, pointer, -1)
    return pango.pango_layout_get_line_readonly(layout.layout, 0)


def _glyphs(string: Any, text: str) -> tuple[list[int], list[int], list[int]]:
    """Place in the encoded text, number and advance of its glyphs.

    Raises IrregularText if one is missing or moved from its place.
    """
    count = string.num_glyphs
    fields = ffi.unpack(ffi.cast("int *", string.glyphs), count * _INTS_TO_GLYPH)
    numbers, advances, *offsets = (fields[field::_INTS_TO_GLYPH] for field in range(4))
    if any(map(any, offsets)) or max(numbers) >= pango.PANGO_GLYPH_EMPTY:
        raise IrregularText(text)
    return ffi.unpack(string.log_clusters, count), numbers, advances
