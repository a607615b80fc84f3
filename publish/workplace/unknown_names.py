"""Capitalised words nobody in people.yaml accounts for, those first that look like names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from publish.apparatus.anchors import Work
from publish.apparatus.annotate import passages_of
from publish.apparatus.lexicon import INSTITUTIONS, NO_GIVEN_NAMES, TITLES
from publish.apparatus.model import Where
from publish.apparatus.name_context import Before, initials_after, read_before
from publish.apparatus.names import Passage, sightings
from publish.apparatus.plain_text import PlainText, fold, plain_text
from publish.apparatus.register import Register
from publish.workplace.model import UnknownName
from publish.workplace.spots import spot_in

MOST_SPOTS = 3  # passages shown for a word

# What speaks for a word being a surname, and how much: signs seen in one passage at least.
WEIGHTS = {
    "given name or initials before it": 4.0,
    "initials behind it": 3.0,
    "addressed or titled": 3.0,
    "in a list of people": 2.0,
    "ends like a surname": 1.5,
    "possessive": 0.5,
    "said or did something": 1.0,
}
# What speaks against: the share of the passages that have the sign counts.
AGAINST = {
    "the": 4.0,
    "place": 3.0,
    "cited": 5.0,
    "opening": 1.0,
    "compound": 2.0,
    "institution": 2.0,
}

_WORD = re.compile(r"(?<![\w'-])[^\W\d_]{3,}(?:['-][^\W\d_]+)*(?![\w-])")
_SURNAME_ENDING = re.compile(
    r"(?:[oe]va?|ina?|sk(?:y|ii?|aya)|enko|chuk|y[iu]k|ich|dze|shvili|[iy]an|berg|stein|man+|"
    r"sen|son|[oe]ff|witz)$"
)
_ENDS_SENTENCE = re.compile(r"(?:^|[.?!:;)\]\"“”—…])['\"“‘(\[]*\s*$|^\W*$|\d[.)]?\s*$")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|into|through|outside|via|towards?|around) $")
_THE_BEFORE = re.compile(r"\b(?:the|a|an|The|A|An|this|every|all) $")
# An author and his book, brackets gone: "B. Souvarine, Stalin London, n.d.", "ed. O. V. Khlevniuk".
_CITED_AFTER = re.compile(
    r"(?:'s)?(?:, | and |, and )['\"“‘]?[A-Z].{2,160}?"
    r"(?:\b[A-Z][\w -]*, (?:\d{4}|n\.d\.)|\bvol\. \d|\bnos?\. \d)"
)
_CITED_BEFORE = re.compile(r"\b(?:eds?|comp|trans)\. $")
_CAPITAL_BEFORE = re.compile(r"[^\W\d_][\w'-]* $")
_CAPITAL_AFTER = re.compile(r" ([^\W\d_][\w'-]*)")
_SAYS = re.compile(
    r"(?:'s)? (?:has |had )?(?:said|says|writes|wrote|written|reports|reported|asks|asked|thinks|"
    r"proposes|proposed|believes|demands|told|promised|insists|complains|came|went|left|arrived|"
    r"is right|was appointed|himself|herself)\b"
)


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
    found: dict[str, Word] = {}
    lower: Counter[str] = Counter()
    for work in works:
        for passage in passages_of(work):
            source = plain_text(passage.text)
            for word in _WORD.findall(source.text):
                lower[word.removesuffix("'s")] += word[0].islower()
            for text, seen in _in_passage(work, passage, source, register):
                found.setdefault(text, Word(text)).seen.append(seen)
    return [word for word in found.values() if not lower[word.text.casefold()]]


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
    signs = [sign for sign in WEIGHTS if any(sign in one.signs for one in word.seen)]
    score = sum(WEIGHTS[sign] for sign in signs)
    score -= sum(weight * word.share(sign) for sign, weight in AGAINST.items())
    telling = sorted(word.seen, key=lambda one: (-len(one.signs & WEIGHTS.keys()), -len(one.form)))
    return UnknownName(
        word=word.text,
        form=max((one.form for one in word.seen), key=len),
        count=len(word.seen),
        score=round(score, 2),
        evidence=tuple(signs),
        spots=tuple(
            spot_in(one.work, one.passage, one.start, one.end) for one in telling[:MOST_SPOTS]
        ),
    )


def _in_passage(
    work: Work, passage: Passage, source: PlainText, register: Register
) -> Iterator[tuple[str, Seen]]:
    """The words of a passage in question, without their possessive ending."""
    names = [(name.start, name.end) for name in sightings(passage, register)]
    taken = [*names, *passage.suppressed]
    for match in _WORD.finditer(source.text):
        text = match[0].removesuffix("'s").removesuffix("'")
        stop = match.start() + len(text)
        if not _is_in_question(text, register):
            continue
        before = read_before(source.text, match.start(), 0, register.given_names)
        start, end = source.original_span(match.start(), stop)
        if any(left < end and start < right for left, right in taken):
            continue
        signs = frozenset(_signs(source.text, match.start(), stop, before))
        if passage.where is not Where.NOTE:
            signs -= {"cited"}
        if "cited" not in signs and _stands_among(names, source.original, start, end):
            signs |= {"in a list of people"}
        if _SURNAME_ENDING.search(fold(text)):
            signs |= {"ends like a surname"}
        form = source.text[before.start : stop]
        yield text, Seen(work, passage.key, start, end, form, signs)


def _is_in_question(text: str, register: Register) -> bool:
    folded = fold(text)
    return (
        len(text) > 2
        and text[0].isupper()
        and not text.isupper()
        and folded not in register.given_names
        and folded not in NO_GIVEN_NAMES
        and folded not in TITLES
    )


def _signs(text: str, start: int, end: int, before: Before) -> Iterator[str]:
    """The signs that the words around a word give."""
    left, right = text[max(0, start - 60) : start], text[end : end + 60]
    if before.given:
        yield "given name or initials before it"
    elif _ENDS_SENTENCE.search(left):
        yield "opening"
    elif not before.title and _capitalised(_CAPITAL_BEFORE.search(left)):
        yield "compound"
    if before.title:
        yield "addressed or titled"
    if initials_after(text, end):
        yield "initials behind it"
    if right.startswith("'s "):
        yield "possessive"
    if _CITED_AFTER.match(text, end) or _CITED_BEFORE.search(text[: before.start][-60:]):
        yield "cited"
    if _SAYS.match(right):
        yield "said or did something"
    if _THE_BEFORE.search(left):
        yield "the"
    if _PLACE_BEFORE.search(left):
        yield "place"
    after = _CAPITAL_AFTER.match(right)
    if after and fold(after[1]) in INSTITUTIONS:
        yield "institution"
    elif _capitalised(after):
        yield "compound"


def _capitalised(word: re.Match[str] | None) -> bool:
    return word is not None and word[0].strip()[:1].isupper()


_BETWEEN = re.compile(r",? (?:and |or |& )?|, (?:and )?")


def _stands_among(names: Iterable[tuple[int, int]], text: str, start: int, end: int) -> bool:
    """Whether only a comma or "and" parts a word from a person's name."""
    return any(
        _BETWEEN.fullmatch(text[right:start]) or _BETWEEN.fullmatch(text[end:left])
        for left, right in names
        if 0 < start - right < 8 or 0 < left - end < 8
    )
