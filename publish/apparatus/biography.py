"""What biographies say of namesakes, against the words around a name.

"The writer Vinogradov" is the one whose biography calls him a writer. Words that many
biographies have say little; each weighs by how few have it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from publish.apparatus.plain_text import fold
from publish.edition.model import Person

STEM = 6  # letters: "transport" and "transportation" are one word
REACH = 120  # characters to either side of a name
NEAR = 30  # characters within which a word counts thrice: "Vinogradov, the writer"
ENOUGH = 4.0  # weight of the shared words; a word of one biography in 400 has 6
LEAD = 2.0  # by how much the best must outweigh the next

_WORD = re.compile(r"[^\W\d_]{4,}")
_SAY_NOTHING = frozenset(
    "after also been first from have into later then they until were when with".split()
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The person whose biography fits the words around a name, and the words that fit."""

    person: str
    words: tuple[str, ...]


class Biographies:
    """Weights of the words of each person's biography; built once, never changed."""

    def __init__(self, people: Iterable[Person]) -> None:
        stems = {person.id: _stems_of_biography(person.bio) for person in people if person.bio}
        frequency = Counter(stem for found in stems.values() for stem in found)
        weights = {stem: log(len(stems) / count) for stem, count in frequency.items()}
        self._weights: Mapping[str, Mapping[str, float]] = {
            person: {stem: weights[stem] for stem in found} for person, found in stems.items()
        }

    def best(self, people: Sequence[str], before: str, after: str) -> Likeness | None:
        """The one of `people` whose biography the words before and after a name fit best.

        None unless they fit it well and any other's much worse.
        """
        near = {*_stems(before[-NEAR:]), *_stems(after[:NEAR])}
        around = {stem: 3 if stem in near else 1 for stem in _stems(f"{before} {after}")}
        scores = sorted(((self._score(person, around), person) for person in people), reverse=True)
        (score, person), runner_up = scores[0], scores[1][0] if len(scores) > 1 else 0.0
        if score < ENOUGH or score < LEAD * runner_up:
            return None
        weights = self._weights[person]
        shared = [word for word in _words(f"{before} {after}") if _stem(word) in weights]
        return Likeness(person, tuple(dict.fromkeys(shared)))

    def _score(self, person: str, around: Mapping[str, int]) -> float:
        weights = self._weights.get(person, {})
        return sum(weights[stem] * count for stem, count in around.items() if stem in weights)


@dataclass(frozen=True, slots=True)
class Advice:
    """What biographies were asked, the people and the words around a name, and what they said."""

    people: tuple[str, ...]
    before: str
    after: str
    said: Likeness | None

    def holds(self, biographies: Biographies) -> bool:
        """Whether these biographies say the same."""
        return biographies.best(self.people, self.before, self.after) == self.said


class Consulted:
    """Biographies with a note of all that they were asked."""

    def __init__(self, biographies: Biographies) -> None:
        self._biographies = biographies
        self.advice: list[Advice] = []

    def best(self, people: Sequence[str], text: str, start: int, end: int) -> Likeness | None:
        """The one of `people` whose biography the words around `text[start:end]` fit best."""
        before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
        said = self._biographies.best(people, before, after)
        self.advice.append(Advice(tuple(people), before, after, said))
        return said


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word not in _SAY_NOTHING]


def _stems(text: str) -> Iterable[str]:
    return map(_stem, _words(text))


@lru_cache(maxsize=10_000)  # after a correction nearly all biographies are as they were
def _stems_of_biography(biography: str) -> frozenset[str]:
    return frozenset(_stems(biography))


def _stem(word: str) -> str:
    return fold(word)[:STEM]
