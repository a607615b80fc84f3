"""Surnames that rather stand as common words in the texts of an edition: "ganz", "ein Mann"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

SEEN = 2  # times a word must stand as no name before it is taken for a common word
SHARE = 1 / 10  # of its occurrences in which a noun has a determiner no name has

_WORD = re.compile(r"[^\W\d_]{3,}")
_GERMAN_NOUN = re.compile(
    r"\b(?:das|ein(?:e[nmrs]?)?|(?:kein|mein|dein|sein|unser|jede|diese|manche)(?:e?[nmrs]|e)?|"
    r"im|am|ins|zwei|drei|vier|viele|alle|beide|wenig)"
    r"(?: [a-zäöüß]+e[nmrs]?)? ([A-ZÄÖÜ][^\W\d_]+)"
)


def common_words(texts: Iterable[str], surnames: Iterable[str], *, german: bool) -> frozenset[str]:
    """Those of `surnames` that stand in the texts (searchable words) oftener in lower case, or in
    German often with an article or number that no name has."""
    words: Counter[str] = Counter()
    nouns: Counter[str] = Counter()
    for text in texts:
        words.update(_WORD.findall(text))
        if german:
            nouns.update(_GERMAN_NOUN.findall(text))
    return frozenset(_common(surnames, words, nouns))


def _common(surnames: Iterable[str], words: Counter[str], nouns: Counter[str]) -> Iterator[str]:
    for surname in surnames:
        small = words[surname.lower()] if surname[:1].isupper() else 0
        if (small >= SEEN and small > words[surname]) or (
            nouns[surname] >= SEEN and nouns[surname] >= SHARE * words[surname]
        ):
            yield surname
