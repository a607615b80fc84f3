"""Find a wording in a source, and make the smallest change of the source that corrects it.

Only what differs between the old wording and the new one is changed, so that note calls,
marks and line breaks around it stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from publish.proofs.readings import Reading, readings, readings_with_reference, tidy
from publish.proofs.stream import (
    COMPUTED,
    HIDDEN,
    PARAGRAPH,
    Stream,
    raw_stream,
    read_stream,
)

DASHES = str.maketrans("–—−", "---")
WORDS = re.compile(rf"[^\W\d_]+|{COMPUTED}")
NO_SPACE_BEFORE = re.compile(r"[\s,.;:!?)’”]|\]|\[\^|\Z")
CAPITALS = re.compile(r"[A-Z]\.?[A-Z]")  # as small capitals look


@dataclass(frozen=True, slots=True)
class Found:
    """A wording in a stream: its first and last+1 character, and the reading that stands there."""

    stream: Stream
    start: int
    end: int
    reading: Reading

    @property
    def line(self) -> int:
        return self.stream.line(self.start)

    @property
    def place(self) -> tuple[int, int]:
        """First and last+1 character of the file."""
        return self.stream.starts[self.start], self.stream.ends[self.end - 1]

    @property
    def in_source(self) -> str:
        """The wording as it stands in the file, marks and all."""
        return self.stream.source[slice(*self.place)]

    @property
    def around(self) -> tuple[list[str], list[str]]:
        """Words before it and after it, the nearest first, without case; COMPUTED is one."""
        text = self.stream.text
        before = WORDS.findall(text[max(0, self.start - 300) : self.start].casefold())
        after = WORDS.findall(text[self.end : self.end + 300].casefold())
        return before[::-1], after


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a file: the text between two places becomes another one."""

    start: int
    end: int
    new: str


class CrossesMarkError(Exception):
    """What changes in a wording is not plain text alone."""


def find_exactly(source: str, wording: str) -> list[Found]:
    """Every place of a wording as a reader sees it, or else as it is typed in the file."""
    wording = tidy(wording)
    for stream in (read_stream(source), raw_stream(source)):
        for reading in readings(wording):
            found = _find(stream, reading, str)
            if found:
                return found
    return []


def find_loosely(source: str, wording: str) -> list[Found]:
    """Every place of a wording in which a paragraph ends, a dash is another one, small capitals
    were copied as capitals, or one cross-reference or bracket is computed."""
    wording = tidy(wording)
    stream = read_stream(source)
    small = str.lower if CAPITALS.search(wording) else str
    for alike in (_flat, lambda text: small(_flat(text))):
        for reading in readings(wording):
            found = _find(stream, reading, alike)
            if found:
                return found
    return _first(stream, readings_with_reference(wording)) if COMPUTED in stream.text else []


def _first(stream: Stream, tried: Iterable[Reading]) -> list[Found]:
    for reading in tried:
        found = _find(stream, reading, _flat)
        if found:
            return found
    return []


def _flat(text: str) -> str:
    """A text whose paragraphs run on and whose dashes are hyphens; as long as it was."""
    return text.replace(PARAGRAPH, " ").translate(DASHES)


def _find(stream: Stream, reading: Reading, alike: Callable[[str], str]) -> list[Found]:
    """Every place of a reading; it begins and ends where words do."""
    wanted, text = alike(reading.text), alike(stream.text)
    if wanted not in text or len(text) != len(stream.text):
        return []
    before = r"(?<!\w)" if wanted[0].isalnum() else ""
    after = r"(?!\w)" if wanted[-1].isalnum() else ""
    pattern = f"(?={before}{re.escape(wanted)}{after})"
    return [
        Found(stream, found.start(), found.start() + len(wanted), reading)
        for found in re.finditer(pattern, text)
    ]


def edit_for(found: Found, new: str) -> Edit:
    """The smallest change of the file that turns the wording found there into a tidy new one.

    Raises CrossesMarkError if a mark, a note call or something computed stands
    where they differ.
    """
    old = found.reading.wording
    lead = _common_start(old, new)
    tail = _common_start(old[lead:][::-1], new[lead:][::-1])
    span = found.reading.span(lead, len(old) - tail)
    if span is None:
        raise CrossesMarkError
    stream = found.stream
    first, last = found.start + span[0], found.start + span[1]
    inserted = new[lead : len(new) - tail].replace(PARAGRAPH, "\n\n")
    if first == last:
        after_mark = found.reading.left_out_before(lead)
        place = _insertion_place(stream, first, inserted, after_mark=after_mark)
        return Edit(place, place, inserted)
    start, end = stream.starts[first], stream.ends[last - 1]
    if HIDDEN in stream.shown[start:end]:
        raise CrossesMarkError
    return _closed_up(stream.source, Edit(start, end, inserted))


def _insertion_place(stream: Stream, at: int, inserted: str, *, after_mark: bool) -> int:
    """The place in the file after the character before `at`: before a note's call, inside a mark
    whose word goes on, but at no other mark's end, which could be meant to hold the words or not.

    `after_mark`: what the mark prints stood before the words, so they come after it.
    """
    place = stream.ends[at - 1] if at else 0
    if after_mark:
        return place + len(stream.shown[place:]) - len(stream.shown[place:].lstrip(HIDDEN))
    goes_on = place > 0 and stream.source[place - 1].isalnum() and inserted[:1].isalnum()
    marked = stream.shown[place : place + 1] == HIDDEN
    if marked and not goes_on and not stream.source.startswith("[^", place):
        raise CrossesMarkError
    return place


def _closed_up(source: str, edit: Edit) -> Edit:
    """Where words go without replacement, one of the two spaces around them goes too."""
    if edit.new:
        return edit
    if source[: edit.start].endswith(" ") and NO_SPACE_BEFORE.match(source, edit.end):
        return Edit(edit.start - 1, edit.end, "")
    if source[: edit.start].endswith("\n") and source.startswith(" ", edit.end):
        return Edit(edit.start, edit.end + 1, "")
    return edit


def _common_start(one: str, other: str) -> int:
    same = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        same += 1
    return same
