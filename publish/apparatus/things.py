"""Surnames that are no person's where they stand: a plant's, a street's, a publisher's, a noun."""

from __future__ import annotations

import re

from publish.apparatus import lexicon_german
from publish.apparatus.lexicon import INSTITUTIONS, SMALL_INSTITUTIONS
from publish.apparatus.name_context import REACH
from publish.apparatus.plain_text import fold

_HALF_AFTER = re.compile(r"-([^\W\d_][\w']*)")
_COMPOUND_AFTER = re.compile(r"-|[^\W\d_]{2}")
_NEXT_WORD = re.compile(r" ([^\W\d_][\w'-]+)")
# "Kirov, and Gorky Regional Committees", "Kirov and Gorky regions": the first of a list.
_IN_LIST = re.compile(r"(?:, [A-Z]\w+)*,? and [A-Z]\w+ (?:[Rr]egional |[Dd]istrict )?(\w+s)\b")
_ASIDE = re.compile(r" \([^()]{1,40}\)")  # "the Orlov (formerly Perm) Regional Committee"
_HONOURED = re.compile(r"\b(?:Orders?|Institute) of $")
_MODIFIERS = frozenset("auto automobile motor steel tractor truck".split())
_IMPRINT = re.compile(r": (?:[^\W\d_]{1,2}\. ?|[^\W\d_a-z][^\W\d_]+ )*$")
_YEAR = re.compile(r",? \d{4}\b")


def names_a_thing(text: str, start: int, end: int, *, german: bool) -> bool:
    """Whether the surname `text[start:end]` of searchable text is a publisher's, a common noun, or
    part of the name of a plant, a region, an order."""
    if text[end : end + 1] == "'":
        return False
    before = text[max(0, start - 20) : start]
    if _HONOURED.search(before):
        return True
    if _IMPRINT.search(before) and _YEAR.match(text, end):
        return True
    if german and _is_german_noun(text, start, end):
        return True
    return _begins_institution(text, end)


def _is_german_noun(text: str, start: int, end: int) -> bool:
    apart = _NEXT_WORD.match(text, end)
    if apart and fold(apart[1]) in lexicon_german.INSTITUTIONS_APART:
        return True
    joined = _HALF_AFTER.match(text, end)
    if joined and fold(joined[1]) in lexicon_german.INSTITUTIONS:
        return True
    if _COMPOUND_AFTER.match(text, end):
        return False  # "ein Goethe-Buch", "einen Goetheaufsatz": the article is the other noun's
    genitive = text[end : end + 1] == "s"
    before = text[max(0, start - REACH) : start]
    return lexicon_german.NOUN_BEFORE.search(before) is not None or (
        genitive and lexicon_german.NOUN_BEFORE_GENITIVE.search(before) is not None
    )


def _begins_institution(text: str, start: int) -> bool:
    several = _IN_LIST.match(text, start)
    if several and fold(several[1]) in INSTITUTIONS:
        return True
    aside = _ASIDE.match(text, start)
    end, capitals = aside.end() if aside else start, True
    for _ in range(3):
        word = _NEXT_WORD.match(text, end)
        if word is None:
            return False
        capitals = capitals and word[1][0].isupper()
        kinds = INSTITUTIONS if capitals else SMALL_INSTITUTIONS
        if not kinds.isdisjoint((fold(word[1]).removesuffix("'s"), *word[1].split("-"))):
            return True
        end = word.end()
        if not capitals and word[1] not in _MODIFIERS:
            return False
    return False
