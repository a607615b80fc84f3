"""Find a wording in a source, whatever its line breaks, quotation marks and marks of the editor.

A source is read as the stream of characters that a reader of the page sees, each with its
place in the file. A wording is found in that stream, and only what differs between the old
wording and the new one is changed, so that note calls, marks and line breaks around it stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

HIDDEN = "\0"
PARAGRAPH = "\n"
QUOTES = str.maketrans("’‘‚‛′“”„‟″\u2010\u2011", "'''''\"\"\"\"\"--")
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
FENCE_LINE = re.compile(r"^[ \t]*:::[^\n]*$", re.MULTILINE)
MARKS = re.compile(
    r"""
    \[\^[^\]\s]+\]:?            # a note's call, or the label of a note
  | \]\{[^}\n]*\}               # the end of a mark
  | \]\([^)\s]*\)(?:\{[^}\n]*\})?   # the end of a link
  | [\[\]*]                     # brackets, emphasis
  | \\(?=[^\w\s])               # an escape
  | ^\|[ ]                      # a line of verse
  | [\u00ad\ufeff]              # soft hyphen, byte order mark
    """,
    re.MULTILINE | re.VERBOSE,
)
SPACES = re.compile(r"[\s\0]*\s[\s\0]*")
LINE_END_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u00ad]\s+(?=\w)")


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

    @cached_property
    def paragraphs(self) -> tuple[tuple[int, int], ...]:
        """First and last+1 character of every paragraph of the stream."""
        return tuple(match.span() for match in re.finditer(r"[^\n]+", self.text))


@dataclass(frozen=True, slots=True)
class Found:
    """A wording in a stream: its first and last+1 character."""

    stream: Stream
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.stream.line(self.start)

    @property
    def in_source(self) -> str:
        """The wording as it stands in the file, marks and all."""
        return self.stream.source[self.stream.starts[self.start] : self.stream.ends[self.end - 1]]

    @property
    def around(self) -> tuple[list[str], list[str]]:
        """Words before it and after it, the nearest first, without case."""
        text = self.stream.text
        before = re.findall(r"[^\W\d_]+", text[max(0, self.start - 300) : self.start].casefold())
        after = re.findall(r"[^\W\d_]+", text[self.end : self.end + 300].casefold())
        return before[::-1], after


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a file: the text between two places becomes another one."""

    start: int
    end: int
    new: str


class CrossesMarkError(Exception):
    """What changes in a wording is not plain text alone."""


def read_stream(source: str) -> Stream:
    """The stream of a file as the reader of a page sees it: without marks."""
    masked = FENCE_LINE.sub(lambda found: " " * len(found[0]), source)
    return _stream(source, MARKS.sub(lambda found: HIDDEN * len(found[0]), masked))


def raw_stream(source: str) -> Stream:
    """The stream of a file as it is typed."""
    return _stream(source, source)


def _stream(source: str, shown: str) -> Stream:
    pieces: list[tuple[str, int, int]] = []
    at = 0
    for space in SPACES.finditer(shown):
        pieces += _characters(shown, at, space.start())
        breaks = PARAGRAPH if space[0].count("\n") > 1 else " "
        pieces.append((breaks, space.start(), space.end()))
        at = space.end()
    pieces += _characters(shown, at, len(shown))
    return Stream(
        source,
        "".join(piece[0] for piece in pieces),
        tuple(piece[1] for piece in pieces),
        tuple(piece[2] for piece in pieces),
        shown,
    )


def _characters(shown: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for at in range(start, end):
        if shown[at] != HIDDEN:
            yield shown[at].translate(QUOTES), at, at + 1


def tidy(wording: str) -> str:
    """A wording with one space for any white space and one line end for a paragraph's end."""
    for ligature, letters in LIGATURES.items():
        wording = wording.replace(ligature, letters)
    return SPACES.sub(lambda found: PARAGRAPH if found[0].count("\n") > 1 else " ", wording).strip()


def readings(wording: str) -> list[str]:
    """What a wording copied from a page may mean: as it is, or with divided words joined."""
    whole, joined = tidy(wording), tidy(LINE_END_HYPHEN.sub("", wording))
    return [whole] if joined == whole else [whole, joined]


def find(stream: Stream, wording: str) -> list[Found]:
    """Every place of a tidy wording; it begins and ends where words do."""
    wanted = wording.translate(QUOTES)
    before = r"(?<!\w)" if wanted[0].isalnum() else ""
    after = r"(?!\w)" if wanted[-1].isalnum() else ""
    pattern = f"(?={before}{re.escape(wanted)}{after})"
    return [
        Found(stream, found.start(), found.start() + len(wanted))
        for found in re.finditer(pattern, stream.text)
    ]


def edit_for(found: Found, old: str, new: str) -> Edit:
    """The smallest change of the file that turns the wording `old` found there into `new`.

    Both are tidy. Raises CrossesMarkError if a mark or note call stands where they differ.
    """
    lead = _common_start(old, new)
    tail = _common_start(old[lead:][::-1], new[lead:][::-1])
    stream = found.stream
    first, last = found.start + lead, found.end - tail
    inserted = new[lead : len(new) - tail].replace(PARAGRAPH, "\n\n")
    if first == last:
        return Edit(*(_insertion_place(stream, first),) * 2, inserted)
    start, end = stream.starts[first], stream.ends[last - 1]
    if HIDDEN in stream.shown[start:end]:
        raise CrossesMarkError
    return _closed_up(stream.source, Edit(start, end, inserted))


def _insertion_place(stream: Stream, at: int) -> int:
    """The place in the file after the character before `at`: before a note's call, but with
    no mark's end there, which could be meant to hold the words or not."""
    place = stream.ends[at - 1] if at else 0
    if stream.shown[place : place + 1] == HIDDEN and not stream.source.startswith("[^", place):
        raise CrossesMarkError
    return place


def _closed_up(source: str, edit: Edit) -> Edit:
    """Where words go without replacement, one of the two spaces around them goes too."""
    alone = not edit.new and source[edit.start - 1 : edit.start] == " "
    if alone and source[edit.end : edit.end + 1] in (" ", "\n", ",", ".", ";"):
        return Edit(edit.start - 1, edit.end, "")
    return edit


def _common_start(one: str, other: str) -> int:
    same = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        same += 1
    return same
