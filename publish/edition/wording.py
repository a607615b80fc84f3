"""The words of a text without its marks: enough to tell whether a form stands in it.

Which of them are names is the apparatus's business; this is for the checks, which read
Markdown only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz import fuzz

from publish.edition.model import Document, Essay
from publish.edition.sources import source_line

WORDS_AROUND = 5  # to either side, that a context keeps
LEAST_LIKENESS = 75  # of 100; below that the words around are others, not corrected ones

PRINTED_VALUE = re.compile(r'\b(?:title|credit)="([^"]*)"')
BRACES = re.compile(r"\{(?:[^{}\"]|\"[^\"]*\")*\}")
NOTE_CALL = re.compile(r"\[\^[^\]\s]+\]:?")
DESTINATION = re.compile(r"(?<=\])\([^()\s]*\)")
SIGNS = re.compile(r"[\[\]*\\\u00ad\u200b\u2060\ufeff]|^:{3,}[ \t]*[\w-]*|^#+ ", re.MULTILINE)
WORD = re.compile(r"[^\W_]+")


def wording(source: Document | Essay) -> str:
    """All that is printed of a text, header and notes too, as plain words and punctuation."""
    return " ".join(bare(part) for part in (*_header(source), source.body.text) if part)


def bare(markdown: str) -> str:
    """A text without marks, calls and line breaks, composed (NFC)."""
    text = unicodedata.normalize("NFC", markdown)
    text = BRACES.sub(_printed, text)
    text = DESTINATION.sub("", NOTE_CALL.sub("", text))
    return " ".join(SIGNS.sub("", text).split())


def occurrences(form: str, text: str) -> Iterator[tuple[int, int]]:
    """Spans of `text` in which a form stands, its plural too; case and punctuation don't count."""
    words = WORD.findall(unicodedata.normalize("NFC", form))
    if words:
        between = r"[\W_]+".join(map(re.escape, words))
        pattern = re.compile(rf"(?<!\w){between}(?:e?s)?(?!\w)", re.IGNORECASE)
        yield from (found.span() for found in pattern.finditer(text))


def context_of(form: str, text: str) -> str:
    """The words around the first occurrence of a form; "" if there is none."""
    for start, end in occurrences(form, text):
        before = text[:start].split(" ")[-WORDS_AROUND - 1 :]
        after = text[end:].split(" ")[: WORDS_AROUND + 1]
        return f"{' '.join(before)}{text[start:end]}{' '.join(after)}".strip()
    return ""


def has_context(context: str, form: str, text: str) -> bool:
    """Whether the form still stands in words like these; small corrections don't count."""
    wanted = _words(context)
    reach = len(context) + len(form)
    return any(
        fuzz.partial_ratio(wanted, _words(text[max(0, start - reach) : end + reach]))
        >= LEAST_LIKENESS
        for start, end in occurrences(form, text)
    )


def _words(text: str) -> str:
    return " ".join(WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def _printed(braces: re.Match[str]) -> str:
    values = PRINTED_VALUE.findall(braces[0])
    return f" {' '.join(values)} " if values else ""


def _header(source: Document | Essay) -> tuple[str, ...]:
    if isinstance(source, Essay):
        return (source.title,)
    archives = (one for one in (source.source, *source.other_sources) if one is not None)
    return (
        source.title,
        source.date_print,
        source.from_note,
        source.to_note,
        *map(source_line, archives),
        source.copy_,
    )
