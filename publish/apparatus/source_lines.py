"""The line of the manuscript on which each block of the book begins.

Pandoc forgets lines. The words of a text's blocks and those of its source are the same in the
same order, up to what marks add and take away, so the longest common sequence of words
pairs them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import LCSseq

from publish.apparatus.kept import AnnotatedText
from publish.apparatus.passages import blocks, read_block
from publish.apparatus.units import tree
from publish.edition.model import Document, Essay
from publish.problems import Place
from publish.prose.notes import CALL_END, CALL_START, split_notes

WORD = re.compile(r"[^\W_]+")
# What stands in the source and is no word of the text: note calls, attributes, targets …
UNPRINTED = re.compile(rf"{CALL_START}[0-9a-f]*{CALL_END}|\{{[^{{}}\n]*\}}|(?<=\])\([^()\n]*\)")
# … and marks that stand inside words: "Rozen[golts]", "*un*common".
MARKS = re.compile(r"[\[\]*_^~\\]")
FENCE = re.compile(r"\s*:{3,}")
OPENS_BLOCK = re.compile(r"\s*(?::{3,}|\||#{1,6}\s|[-*+]\s|>)")


def block_places(text: AnnotatedText, source: Document | Essay) -> dict[str, Place]:
    """Where in its file each block and note of a text begins, by the id it has in the book.

    The lines of a document's header stand under "doc-ID-date" and the like, as in
    `publish.book`'s templates.
    """
    file, first = source.body.place
    split = split_notes(source.body.text, first)
    places = _header_places(text, source)
    places |= _aligned(text.body, split.body, Place(file, first))
    written = {note.label: note for note in split.notes}
    for note in text.notes:
        at = written[note.label]
        places[f"note-{text.id}-{note.label}"] = Place(file, at.line)
        places |= _aligned(note.html, at.text, Place(file, at.line))
    return places


def _header_places(text: AnnotatedText, source: Document | Essay) -> dict[str, Place]:
    file = source.body.place.file
    lines = source.place_of if isinstance(source, Document) else {}
    fields = {
        "number": ("number",),
        "correspondents": ("from", "to"),
        "date": ("date-print", "date"),
        "kind": ("type", "message-number"),
        "source": ("source",),
        "title": ("title",),
        "author": ("author",),
        "signed": ("signed",),
    }
    places = {text.html_id: Place(file, 1)}
    for name, keys in fields.items():
        line = next((lines[key] for key in keys if key in lines), 1)
        places[f"{text.html_id}-{name}"] = Place(file, line)
    return places


def _aligned(html: str, source: str, place: Place) -> dict[str, Place]:
    """Places of the blocks of a fragment whose Markdown begins at `place`."""
    elements = [element for element in blocks(tree(html)) if element.get("id")]
    lines = first_lines([read_block(element).text for element in elements], source)
    return {
        element.get("id", ""): Place(place.file, place.line + line)
        for element, line in zip(elements, lines, strict=True)
    }


def first_lines(texts: Sequence[str], source: str) -> list[int]:
    """The line of `source`, counted from 0, on which each of the blocks `texts` begins.

    A block without any word of the source (one made of an attribute) gets the line of the next
    block, the last ones that of the block before.
    """
    lines = source.split("\n")
    printed = [(block, word) for block, text in enumerate(texts) for word in _words(text)]
    written = [(line, word) for line, text in enumerate(lines) for word in _source_words(text)]
    found: dict[int, int] = {}
    starts = _starts([block for block, _ in printed])
    for p, w in _pairs([word for _, word in printed], [word for _, word in written]):
        block, line = printed[p][0], written[w][0]
        if block not in found:
            found[block] = line if p in starts else _first_of_paragraph(lines, line)
    return _without_gaps(found, len(texts))


def _pairs(printed: Sequence[str], written: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Positions of the words that two sequences have in common, in order."""
    for part in LCSseq.opcodes(printed, written):
        if part.tag == "equal":
            yield from zip(
                range(part.src_start, part.src_end),
                range(part.dest_start, part.dest_end),
                strict=True,
            )


def _starts(numbers: Sequence[int]) -> set[int]:
    """Positions at which a number is another than before."""
    return {at for at, number in enumerate(numbers) if at == 0 or numbers[at - 1] != number}


def _words(text: str) -> list[str]:
    return WORD.findall(MARKS.sub("", text))


def _source_words(line: str) -> list[str]:
    """The words that a line prints; those of a fence may be printed above what it encloses."""
    return _words(line if FENCE.match(line) else UNPRINTED.sub("", line))


def _first_of_paragraph(lines: Sequence[str], line: int) -> int:
    while (
        line > 0
        and lines[line - 1].strip()
        and not OPENS_BLOCK.match(lines[line])
        and not FENCE.match(lines[line - 1])
    ):
        line -= 1
    return line


def _without_gaps(found: dict[int, int], count: int) -> list[int]:
    known = sorted(found)
    if not known:
        return [0] * count
    return [found[known[min(bisect_right(known, b - 1), len(known) - 1)]] for b in range(count)]
