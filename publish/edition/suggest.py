"""Spelling suggestions for what a person mistyped."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

LEAST_LIKENESS = 70  # of 100; below that a suggestion is more often wrong than right


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None if none is near."""
    found = process.extractOne(
        word, sorted(known), scorer=fuzz.ratio, processor=str.lower, score_cutoff=LEAST_LIKENESS
    )
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint 'Did you mean “x”?', or an empty text."""
    found = closest(word, known)
    return f"Did you mean “{found}”?" if found else ""
