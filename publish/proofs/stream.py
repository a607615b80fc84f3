"""A source as the stream of characters that a reader of the page sees, with their places.

What the editor marks (emphasis, names, index points, fences) is not in the stream; what
prints words of its own (a cross-reference, an omission) is one character, COMPUTED.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

FILES_KEPT = 4  # corrections of a list tend to follow each other through a file
HIDDEN = "\0"
COMPUTED = "\ufffc"
PARAGRAPH = "\n"
QUOTES = str.maketrans("’‘‚‛′“”„‟″\u2010\u2011", "'''''\"\"\"\"\"--")
FENCE_LINE = re.compile(r"^[ \t]*:::[^\n]*$", re.MULTILINE)
MARKS = re.compile(
    r"""
    \[\^[^\]\s]+\]:?                  # a note's call, or the label of a note
  | (?P<computed>
        \[\]\([^)\s]*\)(?:\{[^}\n]*\})?           # a cross-reference without words of its own
      | \[\]\{[^}\n]*\.(?:omission|gap)\b[^}\n]*\}    # an omission, a loss
      | \]\{[^}\n]*\.sic\b[^}\n]*\}               # the end of “so in the source”
      | [ ]*\{by="[^"\n]*"\}$                     # the author of a note
    )
  | \[\]\{[^}\n]*\}                   # an index point
  | \]\{[^}\n]*\}                     # the end of a mark
  | \]\([^)\s]*\)(?:\{[^}\n]*\})?     # the end of a link or picture
  | !(?=\[)                           # a picture
  | [\[\]*^]                          # brackets, emphasis, raised letters
  | ~~                                # struck out
  | (?<!\w)_(?=\S) | (?<=\S)_(?!\w)   # emphasis
  | \\(?=[^\w\s])                     # an escape
  | '(?=')                            # an apostrophe in a quoted value of YAML
  | ^\|[ ] | ^>[ ]? | ^\#{1,6}[ ]     # a line of verse, a quotation, a heading
  | [\u00ad\ufeff]                    # soft hyphen, byte order mark
    """,
    re.MULTILINE | re.VERBOSE,
)
SPACES = re.compile(r"[\s\0]*\s[\s\0]*")
DASHES = re.compile(r"---?|\.\.\.")  # what pandoc prints as one character
PRINTED_DASHES = {"--": "–", "---": "—", "...": "…"}


@dataclass(frozen=True)
class Stream:
    """Characters as they are compared, and for each its first and last+1 place in the file."""

    source: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    shown: str  # the source with HIDDEN for every character that no reader sees

    def line(self, at: int) -> int:
        """Line of the file, from 1, on which character `at` of the stream stands."""
        return self.source.count("\n", 0, self.starts[at]) + 1

    def typed(self, first: int, last: int) -> str:
        """Characters `first` to `last` as they stand in the file: without marks and line ends,
        an ellipsis for what is computed."""
        shown = {" ": " ", PARAGRAPH: " ", COMPUTED: "…"}
        return "".join(
            shown.get(self.text[at], self.source[self.starts[at] : self.ends[at]])
            for at in range(first, last)
        )

    @cached_property
    def paragraphs(self) -> tuple[tuple[int, int], ...]:
        """First and last+1 character of every paragraph of the stream."""
        return tuple(match.span() for match in re.finditer(r"[^\n]+", self.text))


@lru_cache(FILES_KEPT)
def read_stream(source: str) -> Stream:
    """The stream of a file as the reader of a page sees it: without marks."""
    masked = FENCE_LINE.sub(lambda found: " " * len(found[0]), source)
    return _stream(source, MARKS.sub(_hidden, masked), DASHES)


@lru_cache(FILES_KEPT)
def raw_stream(source: str) -> Stream:
    """The stream of a file as it is typed."""
    return _stream(source, source, None)


def _hidden(mark: re.Match[str]) -> str:
    if mark["computed"]:
        return COMPUTED + HIDDEN * (len(mark[0]) - 1)
    return HIDDEN * len(mark[0])


def _stream(source: str, shown: str, joined: re.Pattern[str] | None) -> Stream:
    pieces: list[tuple[str, int, int]] = []
    at = 0
    for space in SPACES.finditer(shown):
        pieces += _characters(shown, at, space.start(), joined)
        breaks = PARAGRAPH if space[0].count("\n") > 1 else " "
        hidden = len(space[0]) - len(space[0].lstrip(HIDDEN))
        pieces.append((breaks, space.start() + hidden, len(shown[: space.end()].rstrip(HIDDEN))))
        at = space.end()
    pieces += _characters(shown, at, len(shown), joined)
    return Stream(
        source,
        "".join(piece[0] for piece in pieces),
        tuple(piece[1] for piece in pieces),
        tuple(piece[2] for piece in pieces),
        shown,
    )


def _characters(
    shown: str, start: int, end: int, joined: re.Pattern[str] | None
) -> Iterator[tuple[str, int, int]]:
    """The characters of a word with their places, several that print as one taken together."""
    at = start
    for dash in joined.finditer(shown, start, end) if joined is not None else ():
        yield from _single(shown, at, dash.start())
        yield PRINTED_DASHES[dash[0]], dash.start(), dash.end()
        at = dash.end()
    yield from _single(shown, at, end)


def _single(shown: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for at in range(start, end):
        if shown[at] != HIDDEN:
            yield shown[at].translate(QUOTES), at, at + 1


def visible(source: str) -> str:
    """What a reader sees of a piece of a source, as it is typed."""
    stream = read_stream(source)
    return stream.typed(0, len(stream.text)).strip()
