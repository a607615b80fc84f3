"""A line of words shaped once: spaced out and drawn as WeasyPrint 70.0 does it."""

from __future__ import annotations

import functools
import re
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS

from publish.pdf.words import Face, Word

_SPACES = (" ", "\N{NO-BREAK SPACE}")
_PIECE = re.compile("[ \N{NO-BREAK SPACE}]|[^ \N{NO-BREAK SPACE}]+")

Piece = tuple[str, Word]


class Line:
    """A text on one line, which the renderer holds in place of a layout of the shaper.

    `spacing` is by how many px each space is wider than in the font.
    """

    first_line_direction = 0  # left to right

    def __init__(self, text: str, face: Face, spacing: float = 0.0) -> None:
        self.text = text
        self._face = face
        self._spacing = spacing

    @functools.cached_property
    def pieces(self) -> list[Piece]:
        """Words and spaces. Raises IrregularText."""
        words = self._face.words(self.text)
        return [(piece, words[piece]) for piece in _PIECE.findall(self.text)]

    def deactivate(self) -> None:
        """The renderer calls this when it has measured; a layout would be freed."""

    def draw(self, stream: Any, x: float, y: float) -> None:
        """Write the line into a page's content and note its glyphs in the page's fonts.

        `x` and `y` are the beginning of its baseline in px, counted from the head of the page.
        """
        stream.set_text_matrix(1, 0, 0, -1, x, y)
        font = stream._fonts.get(self._face.key) or stream.add_font(self._face.font)[0]
        stream.set_font_size(font.hash, self._face.size)
        # Each page is a stream of its own, with fonts that know no glyph yet.
        seen = stream.__dict__.setdefault("words_seen", set())
        for _, word in self.pieces:
            if word not in seen:
                seen.add(word)
                for glyph in word.glyphs:
                    font.widths.setdefault(glyph.number, glyph.width)
                    font.to_unicode.setdefault(glyph.number, glyph.text)
        stream.show_text(self._spaced() if self._spacing else self._plain())

    def _plain(self) -> str:
        return _string("".join([word.shown for _, word in self.pieces]))

    def _spaced(self) -> str:
        """Each word and each space in brackets of its own, so that spaces can be moved."""
        pieces = self.pieces
        spaces = {
            piece: self._space(piece, word)
            for piece, word in dict(pieces).items()
            if piece in _SPACES
        }
        strings = [spaces.get(piece) or _string(word.shown) for piece, word in pieces]
        if pieces[0][0] in _SPACES:
            strings[0] = self._space(*pieces[0], first=True)
        if pieces[-1][0] in _SPACES:
            strings[-1] = self._space(*pieces[-1], last=True)
        return "".join(strings)

    def _space(self, character: str, word: Word, *, first: bool = False, last: bool = False) -> str:
        """A space, widened to both sides.

        The shaper takes away again what is outside the line, so the renderer widens a space that is
        first or last by twice as much. (It forgets that one that doesn't break can be last.)
        """
        spacing = int(self._spacing * TO_UNITS)
        if first or (last and character == " "):
            spacing *= 2
        left = spacing // 2
        if spacing % TO_UNITS == 0:
            left = (left + TO_UNITS // 2) // TO_UNITS * TO_UNITS
        right = 0 if last else spacing - left
        left = 0 if first else left
        (glyph,) = word.glyphs
        offset = left / self._face.size
        width = (word.width + left + right) * 1000 * FROM_UNITS / self._face.size
        kerning = glyph.width + offset - width
        moved = f"<>{_short(-offset)}" if offset else ""
        return f"{moved}<{glyph.number:04x}>" + (str(int(kerning)) if kerning else "")


def _string(shown: str) -> str:
    """Glyphs in the brackets of a PDF's string, which an amount to go back can end."""
    return f"<{shown[:-1]}" if shown.endswith("<") else f"<{shown}>"


def _short(number: float) -> str:
    """A number to the thousandth, cut off as those of a page's content are in the end."""
    whole, point, fraction = str(number).partition(".")
    return whole + point + fraction[:3]
