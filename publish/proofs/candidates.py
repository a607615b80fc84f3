"""The nearest wordings to one that is not where a correction says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz

from publish.proofs.pieces import header_end
from publish.proofs.stream import Stream, read_stream
from publish.proofs.wording import find_exactly

MOST = 3
LEAST_LIKENESS = 65  # of 100; below that a candidate is no help


def header_fields(wording: str, file: str, source: str) -> list[str]:
    """Fields of a text's header from which a wording may be made, “file:line: field”: those
    that share words or figures with it, the likest first."""
    wanted = set(_words(wording))
    lines = list(enumerate(source.splitlines()[: header_end(source)], 1))
    shared = {number: len(wanted.intersection(_words(line))) for number, line in lines}
    alike = sorted((line for line in lines if shared[line[0]]), key=lambda x: -shared[x[0]])
    return [f"{file}:{number}: {line}" for number, line in alike]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}|\d{3,}", text.casefold())


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
