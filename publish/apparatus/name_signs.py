"""What the words around a capitalised word say for and against its being a surname."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from publish.apparatus.lexicon import INSTITUTIONS
from publish.apparatus.name_context import Before, initials_after
from publish.apparatus.plain_text import fold

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


def signs(text: str, start: int, end: int, before: Before) -> Iterator[str]:
    """The signs around the word `text[start:end]` of searchable text (see `plain_text`).

    `before` is what `read_before` finds in front of the word. Each sign is a key of `WEIGHTS`
    or `AGAINST`; "in a list of people" is not among them, as it takes the names of the passage.
    """
    yield from _before(text[max(0, start - 60) : start], before)
    yield from _after(text, end)
    if _SURNAME_ENDING.search(fold(text[start:end])):
        yield "ends like a surname"
    if _CITED_AFTER.match(text, end) or _CITED_BEFORE.search(text[: before.start][-60:]):
        yield "cited"


def _before(left: str, before: Before) -> Iterator[str]:
    if before.given:
        yield "given name or initials before it"
    elif _ENDS_SENTENCE.search(left):
        yield "opening"
    elif not before.title and _capitalised(_CAPITAL_BEFORE.search(left)):
        yield "compound"
    if before.title:
        yield "addressed or titled"
    if _THE_BEFORE.search(left):
        yield "the"
    if _PLACE_BEFORE.search(left):
        yield "place"


def _after(text: str, end: int) -> Iterator[str]:
    right = text[end : end + 60]
    if initials_after(text, end):
        yield "initials behind it"
    if right.startswith("'s "):
        yield "possessive"
    if _SAYS.match(right):
        yield "said or did something"
    following = _CAPITAL_AFTER.match(right)
    if following and fold(following[1]) in INSTITUTIONS:
        yield "institution"
    elif _capitalised(following):
        yield "compound"


def likelihood(seen: Sequence[Set[str]]) -> float:
    """How likely a word is a surname, from the signs of each passage; not below 0 if it may be."""
    score = sum(weight for sign, weight in WEIGHTS.items() if any(sign in one for one in seen))
    for sign, weight in AGAINST.items():
        score -= weight * sum(sign in one for one in seen) / len(seen)
    return score


def _capitalised(word: re.Match[str] | None) -> bool:
    return word is not None and word[0].strip()[:1].isupper()
