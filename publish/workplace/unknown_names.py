"""Capitalised words nobody in people.yaml accounts for, those first that look like names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field

from publish.apparatus.anchors import Work, passages_of
from publish.apparatus.lexicon import NO_GIVEN_NAMES, TITLES
from publish.apparatus.model import Passage, Where
from publish.apparatus.name_context import read_before
from publish.apparatus.name_signs import WEIGHTS, likelihood, signs
from publish.apparatus.names import sightings
from publish.apparatus.plain_text import PlainText, fold, plain_text
from publish.apparatus.register import Register
from publish.workplace.model import UnknownName
from publish.workplace.spots import spot_in

MOST_SPOTS = 3  # passages shown for a word

_WORD = re.compile(r"(?<![\w'-])[^\W\d_]{3,}(?:['-][^\W\d_]+)*(?![\w-])")


@dataclass(frozen=True, slots=True)
class Seen:
    """A word where it stands, with the signs for and against a name there."""

    work: Work
    passage: str
    start: int
    end: int
    form: str
    signs: frozenset[str]


@dataclass(slots=True)
class Word:
    """A capitalised word that is nobody's name, with all places where it stands."""

    text: str
    seen: list[Seen] = field(default_factory=list)

    def share(self, sign: str) -> float:
        """In how many of the places, of 1, a sign is seen."""
        return sum(sign in one.signs for one in self.seen) / len(self.seen)


def capitalised_words(works: Iterable[Work], register: Register) -> list[Word]:
    """All capitalised words of the texts outside names and suppressed passages.

    Left out are titles, months, given names and words that also stand in lower case.
    """
    passages = [
        (work, passage, plain_text(passage.text)) for work in works for passage in passages_of(work)
    ]
    lower = {
        word.removesuffix("'s")
        for _, _, source in passages
        for word in _WORD.findall(source.text)
        if word[0].islower()
    }
    found: dict[str, Word] = {}
    for work, passage, source in passages:
        for text, seen in _in_passage(work, passage, source, register, lower):
            found.setdefault(text, Word(text)).seen.append(seen)
    return list(found.values())


def unknown_names(words: Iterable[Word], register: Register) -> tuple[UnknownName, ...]:
    """Words that look like names of people, the likeliest first.

    The score adds the signs of `WEIGHTS` and takes off those of `AGAINST`; a word with more
    against it than for it is left out.
    """
    ranked = (_ranked(word) for word in words if not register.knows(word.text))
    return tuple(
        sorted(
            (one for one in ranked if one.score > 0),
            key=lambda one: (-one.score, -one.count, one.word),
        )
    )


def _ranked(word: Word) -> UnknownName:
    evidence = [sign for sign in WEIGHTS if any(sign in one.signs for one in word.seen)]
    score = likelihood([one.signs for one in word.seen])
    telling = sorted(word.seen, key=lambda one: (-len(one.signs & WEIGHTS.keys()), -len(one.form)))
    return UnknownName(
        word=word.text,
        form=max((one.form for one in word.seen), key=len),
        count=len(word.seen),
        score=round(score, 2),
        evidence=tuple(evidence),
        spots=tuple(
            spot_in(one.work, one.passage, one.start, one.end) for one in telling[:MOST_SPOTS]
        ),
    )


def _in_passage(
    work: Work, passage: Passage, source: PlainText, register: Register, lower: Set[str]
) -> Iterator[tuple[str, Seen]]:
    """The words of a passage in question, without their possessive ending.

    Those in `lower` stand somewhere in lower case, too, and are no names.
    """
    names = [(name.start, name.end) for name in sightings(passage, register)]
    taken = [*names, *passage.suppressed]
    for match in _WORD.finditer(source.text):
        if match[0][0].islower():
            continue
        text = match[0].removesuffix("'s").removesuffix("'")
        stop = match.start() + len(text)
        if not _is_in_question(text, register) or text.casefold() in lower:
            continue
        start, end = source.original_span(match.start(), stop)
        if any(left < end and start < right for left, right in taken):
            continue
        before = read_before(source.text, match.start(), 0, register.given_names)
        found = frozenset(signs(source.text, match.start(), stop, before))
        if passage.where is not Where.NOTE:
            found -= {"cited"}
        if "cited" not in found and _stands_among(names, source.original, start, end):
            found |= {"in a list of people"}
        form = source.text[before.start : stop]
        yield text, Seen(work, passage.key, start, end, form, found)


def _is_in_question(text: str, register: Register) -> bool:
    if len(text) <= 2 or not text[0].isupper() or text.isupper():
        return False
    folded = fold(text)
    return (
        folded not in register.given_names and folded not in NO_GIVEN_NAMES and folded not in TITLES
    )


_BETWEEN = re.compile(r",? (?:and |or |& )?|, (?:and )?")


def _stands_among(names: Iterable[tuple[int, int]], text: str, start: int, end: int) -> bool:
    """Whether only a comma or "and" parts a word from a person's name."""
    return any(
        _BETWEEN.fullmatch(text[right:start]) or _BETWEEN.fullmatch(text[end:left])
        for left, right in names
        if 0 < start - right < 8 or 0 < left - end < 8
    )
