"""Surnames spelled otherwise than in the register: "Burkhardt" for Burckhard.

Only in German editions, whose letters spell names by ear, and only where the sound is that of one
surname alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from publish.apparatus.forms import NameParts
from publish.apparatus.lexicon_german import JOINED_NOUN, RANKS
from publish.apparatus.plain_text import fold
from publish.apparatus.spellings import SHORTEST_BY_EAR, by_ear

_WORD = re.compile(
    rf"[A-ZÄÖÜ][^\W\d_]{{{SHORTEST_BY_EAR - 1},}}|[A-ZÄÖÜ][a-zäöüß]{{2,}}-[A-ZÄÖÜ]\w{{2,}}"
)


_IN_COMPOUND = re.compile(rf"{JOINED_NOUN}$")


class ByEar:
    """The surnames of a register by their sound; built once, never changed."""

    def __init__(self, people: Iterable[NameParts]) -> None:
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for parts in people:
            for surname in parts.surnames:
                if len(surname) >= SHORTEST_BY_EAR and surname[0].isupper():
                    found[by_ear(surname)][surname].append(parts.person)
        self._bearers: Mapping[str, tuple[str, ...]] = {
            sound: tuple(people)
            for sound, surnames in found.items()
            if len(surnames) == 1
            for people in surnames.values()
        }

    def words(self, text: str, known: Set[str]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
        """Words of a text that sound like a surname and are none of the `known` forms: where the
        word starts, the word without a genitive's s, and those whose surname it is."""
        for found in _WORD.finditer(text):
            word = found[0]
            for name in (word, word.removesuffix("s"), _IN_COMPOUND.sub("", word)):
                if name in known or fold(name) in RANKS:
                    break
                people = self._bearers.get(by_ear(name), ())
                if people and len(name) >= SHORTEST_BY_EAR:
                    yield found.start(), name, people
                    break
