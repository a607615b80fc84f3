"""Surnames spelled otherwise than in the register: "Burkhardt" for Burckhard.

Only in German editions, whose letters spell names by ear, and only where the sound is that of one
surname alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from publish.apparatus.forms import NameParts
from publish.apparatus.lexicon_german import JOINED_NOUN, RANKS
from publish.apparatus.plain_text import fold
from publish.apparatus.spellings import SHORTEST_BY_EAR, by_ear

SHORTEST_SURNAME = 5  # letters: "Schik", which is spelled with one more

_WORD = re.compile(
    rf"[A-ZÄÖÜ][^\W\d_]{{{SHORTEST_BY_EAR - 1},}}|[A-ZÄÖÜ][a-zäöüß]{{2,}}-[A-ZÄÖÜ]\w{{2,}}"
)


_IN_COMPOUND = re.compile(rf"{JOINED_NOUN}$")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A word that stands for a surname without being spelled like it: where it starts in the text,
    the word, the surname, and the ids of those who have it."""

    start: int
    word: str
    surname: str
    people: tuple[str, ...]


class ByEar:
    """The surnames of a register by their sound; built once, never changed."""

    def __init__(self, people: Iterable[NameParts]) -> None:
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for parts in people:
            for surname in parts.surnames:
                if len(surname) >= SHORTEST_SURNAME and surname[0].isupper():
                    found[by_ear(surname)][surname].append(parts.person)
        self._bearers: Mapping[str, tuple[str, tuple[str, ...]]] = {
            sound: (surname, tuple(people))
            for sound, surnames in found.items()
            if len(surnames) == 1
            for surname, people in surnames.items()
        }

    def words(self, text: str, known: Set[str]) -> Iterator[Spelled]:
        """Words of a text, without a genitive's s or the noun of a compound, that sound like a
        surname and are none of the `known` forms."""
        for found in _WORD.finditer(text):
            word = found[0]
            for name in (word, word.removesuffix("s"), _IN_COMPOUND.sub("", word)):
                if name in known or fold(name) in RANKS:
                    break
                surname, people = self._bearers.get(by_ear(name), ("", ()))
                if people and len(name) >= SHORTEST_BY_EAR:
                    yield Spelled(found.start(), name, surname, people)
                    break
