"""What a wording copied from a printed page may be in the source, the nearest reading first.

Print adds what the source does not hold as characters: a hyphen at a line's end, the number of
a note, the editor's brackets, the words of a cross-reference. Each reading leaves some of it
out and remembers which characters of the wording it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TypeAlias

from publish.proofs.stream import COMPUTED, PARAGRAPH, QUOTES, SPACES

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
DIVIDED = re.compile(r"(?<=\w)[-\u2010\u00ad] (?=\w)")
BRACKETS = re.compile(r"\?(?=\])|[\[\]‹›]")
NOTE_NUMBERS = re.compile(
    r"""
    [⁰¹²³⁴-⁹]+                                     # raised
  | ^\d{1,3}\.[ ]                                  # at the head of a note
  | (?<=[^\W\d])\d{1,3}(?!\w)                     # after a word, a stop, a year
  | (?<=[^\d\s][.,;:!?”’"')\]])\d{1,3}(?!\w)
  | (?<=\b[12]\d{3})\d{1,2}(?!\w)
    """,
    re.VERBOSE,
)
NOTE_AUTHOR = re.compile(r" ?—[^—]{1,30}$")
BRACKETED = re.compile(r"\[[^\[\]]*\]")
REFERENCE = re.compile(r"\d|introduction")  # in all printed cross-references but titles
_Character: TypeAlias = tuple[str, int, int]
LONGEST_REFERENCE = 10  # words: “note 4 to the introduction to this chapter”


@dataclass(frozen=True)
class Reading:
    """A wording (no word divided) as it may stand in a stream: its characters, each with the
    first and last+1 place in the wording of what it stands for."""

    wording: str
    characters: tuple[_Character, ...]

    @cached_property
    def text(self) -> str:
        return "".join(character for character, _, _ in self.characters)

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """Where the wording's characters from `first` to `last` stand in the reading.

        None if something between them is not in the source as characters.
        """
        start = sum(end <= first for _, _, end in self.characters)
        end = sum(end <= last for _, _, end in self.characters)
        inside = [b - a for c, a, b in self.characters[start:end] if c != COMPUTED]
        cut = any(a < first < b for _, a, b in self.characters)
        return (start, end) if len(inside) == last - first and not cut else None

    def left_out_before(self, place: int) -> bool:
        """Whether the wording's character before `place` is not in the source as a character."""
        return place > 0 and not any(a < place <= b for _, a, b in self.characters)


def tidy(wording: str) -> str:
    """A wording with one space for any white space and one line end for a paragraph's end."""
    for ligature, letters in LIGATURES.items():
        wording = wording.replace(ligature, letters)
    return SPACES.sub(lambda found: PARAGRAPH if found[0].count("\n") > 1 else " ", wording).strip()


def readings(wording: str) -> Iterator[Reading]:
    """The readings of a tidy wording without words that are computed."""
    for joined in _joined(wording):
        yield from _without(joined, _single(joined, 0, len(joined)))


def readings_with_reference(wording: str) -> Iterator[Reading]:
    """The readings in which some words are a cross-reference, or something in brackets is
    what a mark prints; other words have to be left."""
    for joined in _joined(wording):
        for start, end in _computed(joined):
            before, after = _single(joined, 0, start), _single(joined, end, len(joined))
            if any(character.isalnum() for character, _, _ in before + after):
                yield from _without(joined, [*before, (COMPUTED, start, end), *after])


def _computed(wording: str) -> Iterator[tuple[int, int]]:
    """What may be computed in a wording, the shortest first."""
    for found in BRACKETED.finditer(wording):
        yield found.span()
        if wording[: found.start()].endswith(" "):  # “[sic]” follows its word
            yield found.start() - 1, found.end()
    yield from (found.span() for found in NOTE_AUTHOR.finditer(wording))
    words = list(re.finditer(r"\w+", wording))
    for length in range(LONGEST_REFERENCE):
        for first, last in zip(words, words[length:], strict=False):
            if REFERENCE.search(wording, first.start(), last.end()):
                yield first.start(), last.end()


def _joined(wording: str) -> Iterator[str]:
    """A wording as it is and, if it differs, with divided words joined."""
    yield from dict.fromkeys((wording, DIVIDED.sub("", wording)))


def _single(wording: str, start: int, end: int) -> list[_Character]:
    return [(wording[at], at, at + 1) for at in range(start, end)]


def _without(wording: str, characters: Sequence[_Character]) -> Iterator[Reading]:
    """The readings without brackets and without numbers of notes, in all ways."""
    dropped = [
        {at for found in pattern.finditer(wording) for at in range(*found.span())}
        for pattern in (BRACKETS, NOTE_NUMBERS)
    ]
    nothing: set[int] = set()
    seen = set()
    for chosen in product(*((nothing, drop) if drop else (nothing,) for drop in dropped)):
        out = nothing.union(*chosen)
        kept = tuple(
            (c.translate(QUOTES), start, end)
            for c, start, end in characters
            if c == COMPUTED or start not in out
        )
        if kept and kept not in seen:
            seen.add(kept)
            yield Reading(wording, kept)
