"""Surnames cut short in German letters: "Schwarzk." for Schwarzkopf, "Hofmth." for Hofmannsthal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from publish.apparatus.forms import NameParts
from publish.apparatus.misspelled import Spelled
from publish.apparatus.plain_text import fold

BEGINNING = 4  # letters that a surname and what is left of it have in common
LEAST_CUT = 2  # letters, or there is little reason to cut

# With a full stop that ends no sentence.
_WORD = re.compile(r"\b([A-ZÄÖÜ][a-zäöüß]{3,})\.(?= [a-zäöüß]|[,;:])")


class CutShort:
    """The surnames of a register by how they begin; built once, never changed."""

    def __init__(self, people: Iterable[NameParts]) -> None:
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for parts in people:
            for surname in parts.surnames if parts.bare_surname else ():
                found[_letters(surname)[:BEGINNING]][surname].append(parts.person)
        self._bearers: Mapping[str, Mapping[str, list[str]]] = found

    def words(self, text: str, known: Set[str]) -> Iterator[Spelled]:
        """Words of a text, without their full stop, that can be left of one surname alone and are
        none of the `known` forms."""
        for found in _WORD.finditer(text):
            left = _letters(found[1])
            surnames = self._bearers.get(left[:BEGINNING], {})
            fitting = [name for name in surnames if _is_left_of(left, _letters(name))]
            if len(fitting) == 1 and found[1] not in known:
                yield Spelled(found.start(), found[1], fitting[0], tuple(surnames[fitting[0]]))


def _letters(surname: str) -> str:
    return fold(surname).replace("-", "").replace(" ", "")


def _is_left_of(left: str, surname: str) -> bool:
    """Whether letters of a surname stand in the order in which it has them."""
    rest = iter(surname)
    return len(surname) >= len(left) + LEAST_CUT and all(letter in rest for letter in left)
