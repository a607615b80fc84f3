"""Spots: where in searchable text a form of the register stands as a whole word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publish.apparatus import lexicon_german
from publish.apparatus.model import Span
from publish.apparatus.name_context import REACH
from publish.apparatus.plain_text import PlainText
from publish.apparatus.register import Known, Register

# What a name may end in: possessive, plural, plural possessive.
_ENDING = re.compile(r"(?:(?P<plural>es|s)'?|'s?)?(?!\w|'\w)")
# German: "Hirschfelds" is a family, before a noun the genitive ("Hirschfelds neues Stück"); it has
# adjectives of names, too: "Schnitzlersche".
_GERMAN_ENDING = re.compile(
    r"(?:(?P<plural>'?s)(?![\w'-])(?!(?: [a-zäöüß]+e[mnrs]?)? ['\"»„]*[^\W\d_a-zäöüß])|"
    r"'?s|'|'?e?sche[nrsm]?|ens|"
    rf"{lexicon_german.JOINED_NOUN})?(?!\w|'\w)"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A registered form that stands in the text as a whole word."""

    text: str
    start: int
    end: int  # without possessive, with plural
    known: Known
    plural: bool
    stop: int  # nothing before it belongs to the name


def spots_in(source: PlainText, register: Register, suppressed: tuple[Span, ...]) -> Iterator[Spot]:
    """Every form of the register that stands as a whole word outside the suppressed spans, which
    are those of the original text."""
    text = source.text
    hidden = [_to_plain(span, source) for span in suppressed]
    for start, last, known in register.occurrences(text):
        ending = (_GERMAN_ENDING if register.german else _ENDING).match(text, last)
        if ending is None or (start > 0 and _continues_before(text, start)):
            continue
        plural = ending["plural"] is not None
        if plural and register.german:  # else the genitive of one person's name
            plural = len(known.surname) > 1 and _is_family(text, start, ending.end("plural"))
        elif plural and not known.surname:
            continue
        end = ending.end("plural") if plural else last
        if overlaps(hidden, start, end):
            continue
        stop = max((right for _, right in hidden if right <= start), default=0)
        yield Spot(text, start, end, known, plural, stop)


def _is_family(text: str, start: int, end: int) -> bool:
    """Whether a German surname in -s is a family: "bei Kainzs", but not "im Nachlass Kainzs"."""
    before = max(0, start - REACH)
    if lexicon_german.FAMILY_BEFORE.search(text, before, start):
        return True
    listed = lexicon_german.LISTED.search(text, before, start)
    return listed is not None and lexicon_german.LIST_AFTER.match(text, end) is not None


def _continues_before(text: str, start: int) -> bool:
    """Whether the letter before belongs to the same word ("D'Anvers", "Leningrad")."""
    before = text[start - 1]
    if before == "'":
        return start > 1 and text[start - 2].isalnum()
    return before.isalnum() or before == "_"


def _to_plain(span: Span, source: PlainText) -> Span:
    """A span of the original in the searchable text."""
    if source.offsets is None:
        return span
    inside = [i for i, offset in enumerate(source.offsets) if span[0] <= offset < span[1]]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def overlaps(spans: Iterable[Span], start: int, end: int) -> bool:
    """Whether one of the spans shares a letter with that from `start` to `end`."""
    return any(left < end and start < right for left, right in spans)
