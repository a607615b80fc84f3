"""The nearest wordings to one that is not where a correction says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz

from publish.proofs.model import ENTRY
from publish.proofs.pieces import header_end, pieces_of
from publish.proofs.stream import Stream, read_stream
from publish.proofs.wording import find_exactly

MOST = 3
FIGURES = re.compile(r"\d+")
LEAST_LIKENESS = 65  # of 100; below that a candidate is no help


def fields_behind(old: str, new: str, file: str, source: str, piece: str) -> list[str]:
    """Fields of a text's header, or of the entry `piece` (as `Piece.of`), from which the wording
    `old` may be made, “file:line: field”: those that share words or figures with it, first
    those that share what is to change."""
    wanted = set(_words(old))
    changing = wanted.difference(_words(new))
    alike = []
    for number, line in _field_lines(file, source, piece):
        words = set(_words(line))
        if wanted & words:
            likeness = len(changing & words), len(wanted & words)
            alike.append((likeness, f"{file}:{number}: {line.strip()}"))
    return [field for _, field in sorted(alike, key=lambda one: one[0], reverse=True)]


def has_all_figures(wording: str, field: str) -> bool:
    """Whether a field has all the figures of a wording, of which there are two at least."""
    wanted = set(FIGURES.findall(wording))
    return len(wanted) > 1 and wanted <= set(FIGURES.findall(field.split(": ", 1)[1]))


def _field_lines(file: str, source: str, piece: str) -> Iterator[tuple[int, str]]:
    """The lines of the entry, if it is one, else of the header, with their numbers."""
    lines = source.splitlines(keepends=True)
    if not piece.startswith(ENTRY):
        yield from enumerate(lines[: header_end(source)], 1)
        return
    pieces, start = pieces_of(file, source), 0
    for number, line in enumerate(lines, 1):
        if pieces.at(start) == piece:
            yield number, line
        start += len(line)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}|\d{2,}", text.casefold())


def nearest(wording: str, file: str, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Up to three candidates “file:line: wording”: the same wording in other files first,
    then the likest wordings of the file that was meant."""
    longest = max(re.findall(r"\w+", wording), key=len, default="")  # spares reading most files
    elsewhere = [
        f"{other}:{found.line}: {wording}"
        for other, text in sorted(texts.items())
        if other != file and longest in text
        for found in find_exactly(text, wording)
    ]
    alike = sorted(_alike(wording, file, read_stream(texts[file])), reverse=True)
    return tuple((elsewhere[: MOST - 1] + [text for _, text in alike])[:MOST])


def _alike(wording: str, file: str, stream: Stream) -> Iterator[tuple[float, str]]:
    for first, last in stream.paragraphs:
        paragraph = stream.text[first:last]
        found = fuzz.partial_ratio_alignment(
            wording, paragraph, processor=str.lower, score_cutoff=LEAST_LIKENESS
        )
        if found is None or len(paragraph) < 0.8 * len(wording):
            continue
        start, end = _whole_words(paragraph, found.dest_start, found.dest_end)
        words = stream.typed(first + start, first + end)
        yield found.score, f"{file}:{stream.line(first + start)}: {words}"


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A span grown to the ends of its first and last word."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
