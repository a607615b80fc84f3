"""Text as it is searched: typographic variants made equal, with the way back to the original."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain

_SPACES = "\t\n\r\f\v\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f"
_APOSTROPHES = "\u2018\u2019\u02bc\u02b9\u2032`"
_HYPHENS = "\u2010\u2011"
_EQUAL = str.maketrans(
    _SPACES + _APOSTROPHES + _HYPHENS,
    " " * len(_SPACES) + "'" * len(_APOSTROPHES) + "-" * len(_HYPHENS),
)
# An expansion, "Rozen[golts]", is one word; soft hyphens and joiners are no letters.
_DROPPED = "[]\u00ad\u200b\u2060\ufeff"
# What goes: these, and all spaces of a run but the last.
_GOING = re.compile(rf"[{re.escape(_DROPPED)}]| (?=[{re.escape(_DROPPED)}]* )")


@dataclass(frozen=True, slots=True)
class PlainText:
    """Searchable text; `offsets[i]` is where its character i stands in the original.

    Spaces and line breaks of every kind are one space, apostrophes are ', hyphens are -,
    square brackets and invisible characters are gone, letters are composed (NFC).
    """

    text: str
    original: str
    offsets: tuple[int, ...] | None  # None: nothing has moved

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a non-empty span of `text` comes from.

        A square bracket that the span would leave without its partner is taken in.
        """
        if self.offsets is None:
            return start, end
        first = self.offsets[start]
        last = self.offsets[end] if end < len(self.offsets) else len(self.original)
        while last > first + 1 and self.original[last - 1] in _DROPPED + _SPACES + " ":
            last -= 1
        return _with_brackets(self.original, first, last)


def plain_text(original: str) -> PlainText:
    """Make text searchable."""
    text = original.translate(_EQUAL)
    if not unicodedata.is_normalized("NFC", text):
        return _composed(text, original)
    gaps = [found.start() for found in _GOING.finditer(text)]
    if not gaps:
        return PlainText(text, original, None)
    starts, ends = [0, *(gap + 1 for gap in gaps)], [*gaps, len(text)]
    kept = list(zip(starts, ends, strict=True))
    return PlainText(
        "".join(text[start:end] for start, end in kept),
        original,
        tuple(chain.from_iterable(range(start, end) for start, end in kept)),
    )


def _composed(text: str, original: str) -> PlainText:
    """`plain_text` for text with combining marks that belong to the letter before."""
    letters: list[str] = []
    offsets: list[int] = []
    going = {found.start() for found in _GOING.finditer(text)}
    for start, end in _clusters(text):
        if start not in going:
            composed = unicodedata.normalize("NFC", text[start:end])
            letters.extend(composed)
            offsets.extend([start] * len(composed))
    return PlainText("".join(letters), original, tuple(offsets))


def plain(text: str) -> str:
    """The searchable form of a short string, without space at its ends."""
    return plain_text(text).text.strip()


def fold(text: str) -> str:
    """Letters without case and diacritics, for comparing given names."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Spans of a character with the combining marks after it."""
    starts = [i for i, letter in enumerate(text) if i == 0 or not unicodedata.combining(letter)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _with_brackets(original: str, start: int, end: int) -> tuple[int, int]:
    lacking = depth = 0  # brackets closed that were not opened, open ones
    for letter in original[start:end]:
        depth += (letter == "[") - (letter == "]")
        if depth < 0:
            lacking, depth = lacking + 1, 0
    opened = lacking > 0 and start > 0 and original[start - 1] == "["
    closed = depth > 0 and original[end : end + 1] == "]"
    return start - opened, end + closed
