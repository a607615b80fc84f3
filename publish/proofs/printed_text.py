"""Printed lines as one text in which wordings are found, and the lines they stand on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from publish.proofs.model import PrintedLine, Proof, ProofText
from publish.proofs.stream import COMPUTED, QUOTES

LETTERS = re.compile(r"[^\W\d_]+")
COMPUTED_WORDS = 8  # that a cross-reference may print: "the introduction to 1931, note 3"


class LineAt(NamedTuple):
    """A line of type: index of its page, its number on the page from 1."""

    page: int
    number: int
    line: PrintedLine


@dataclass(frozen=True, slots=True)
class PrintedText:
    """Lines joined, divided words too, without case; where in `text` each begins."""

    lines: tuple[LineAt, ...]
    starts: tuple[int, ...]
    text: str

    def line_at(self, place: int) -> int:
        """Index in `lines` of the line on which a character of the text stands."""
        return bisect_right(self.starts, place) - 1

    def spans(self, wording: str) -> Iterator[tuple[int, int]]:
        """First and last+1 character of a wording, each time that whole words of it stand there.

        Only letters are compared, since numbers of notes stand between printed words; figures,
        if there are no letters.
        """
        wanted = wording.translate(QUOTES).casefold()
        signs = str.isalpha if any(map(str.isalpha, wanted)) else str.isdigit
        places = [at for at, sign in enumerate(self.text) if signs(sign)]
        letters = "".join(self.text[at] for at in places)
        sought = "".join(filter(signs, wanted))
        first = letters.find(sought) if sought else -1
        while first >= 0:
            start, end = places[first], places[first + len(sought) - 1] + 1
            begins = start == 0 or not self.text[start - 1].isalpha()
            if begins and not self.text[end : end + 1].isalpha():
                yield start, end
            first = letters.find(sought, first + 1)

    def around(self, start: int, end: int) -> tuple[list[str], list[str]]:
        """Words before and after a span, the nearest first."""
        return LETTERS.findall(self.text[:start])[::-1], LETTERS.findall(self.text[end:])


def printed_text(lines: Iterable[LineAt]) -> PrintedText:
    """The text of lines in their order."""
    found = tuple(lines)
    starts, text = [], ""
    for at in found:
        starts.append(len(text))
        words = at.line.text
        joined = words[:-1] if words.endswith("-") else f"{words} "
        text += joined.translate(QUOTES).casefold()
    return PrintedText(found, tuple(starts), text)


def lines_of_pages(proof: Proof, first: int, last: int) -> Iterator[LineAt]:
    """Every line of the pages from `first` to `last` (indexes) of a proof."""
    for page in proof.pages[first : last + 1]:
        for number, line in enumerate(page.lines, 1):
            yield LineAt(page.index, number, line)


def lines_of_piece(proof: Proof, text: ProofText, piece: str) -> Iterator[LineAt]:
    """The lines of one piece of a text, in reading order over its pages."""
    later = [(one.page, one.top) for one in proof.texts if (one.page, one.top) > _start(text)]
    end = min(later, default=(len(proof.pages), 0.0))
    for at in lines_of_pages(proof, text.page, min(end[0], len(proof.pages) - 1)):
        here = (at.page, at.line.middle)
        if _start(text) <= here < end and text.piece_at(*here) == piece:
            yield at


def words_in_common(printed: Sequence[str], written: Iterable[str]) -> int:
    """How many words of a source stand in print one after the other, from the first on.

    For what is computed, `COMPUTED` in the source, a few words may stand in print.
    """
    same = at = room = 0
    for word in written:
        if word == COMPUTED:
            room = COMPUTED_WORDS
            continue
        if word not in printed[at : at + room + 1]:
            break
        at, room, same = printed.index(word, at) + 1, 0, same + 1
    return same


def _start(text: ProofText) -> tuple[int, float]:
    return text.page, text.top
