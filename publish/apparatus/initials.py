"""People by their initials alone: "P. A." for Peter Altenberg."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from publish.apparatus.forms import NameParts
from publish.apparatus.lexicon import ABBREVIATIONS

# Two initials of which no third stands before, and no name behind.
_INITIALS = re.compile(r"(?<![\w.'-])(?<!\. )([A-ZÄÖÜ])\. ?([A-ZÄÖÜ])\.(?! ?[A-ZÄÖÜ])")


def initialled(people: Iterable[NameParts]) -> Mapping[str, Sequence[str]]:
    """Initials of given name and surname ("P. A."), with the ids of those who have them."""
    found: dict[str, list[str]] = defaultdict(list)
    for parts in people:
        pairs = (
            f"{given[0][0]}. {surname[0]}." for given in parts.givens for surname in parts.surnames
        )
        for form in dict.fromkeys(pairs):
            if form.replace(" ", "").casefold() not in ABBREVIATIONS:
                found[form].append(parts.person)
    return found


def initials_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Initials in searchable text: start, end, and their form with a space."""
    for found in _INITIALS.finditer(text):
        yield found.start(), found.end(), f"{found[1]}. {found[2]}."
