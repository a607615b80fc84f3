"""Given names and their pet names, with all who may be called so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from publish.apparatus.forms import NameParts
from publish.apparatus.lexicon import NO_GIVEN_NAMES
from publish.apparatus.plain_text import fold

LONGER_THAN = 2  # letters: "Al" and "Jo" are rather something else


def bearers(
    people: Sequence[NameParts], pet_names: Mapping[str, Sequence[str]]
) -> Mapping[str, Sequence[str]]:
    """Given names and pet names of them, each with the ids of all who may be called so.

    None that is a surname or a nickname of the register: it stands for those. `pet_names` has
    them by the given name (folded); where there are any, a nickname that is somebody's own given
    name, too, is a given name of both.
    """
    surnames = {surname for parts in people for surname in parts.surnames}
    nicknames = {name for parts in people for name in parts.nicknames}
    own = {parts.givens[0][0] for parts in people if parts.givens} if pet_names else set()
    taken = surnames | (nicknames - own)
    found: dict[str, list[str]] = defaultdict(list)
    for parts in people:
        shared = (nickname for nickname in parts.nicknames if nickname in own)
        for name in dict.fromkeys((*_names_of(parts, pet_names), *shared)):
            if len(name) > LONGER_THAN and name not in taken and fold(name) not in NO_GIVEN_NAMES:
                found[name].append(parts.person)
    return found


def _names_of(parts: NameParts, pet_names: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for given in dict.fromkeys(sequence[0] for sequence in parts.givens):
        if not given.endswith("."):
            yield given
            yield from (pet.capitalize() for pet in pet_names.get(fold(given), ()))
