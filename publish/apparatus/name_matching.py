"""Whose given names agree with those that stand in the text."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import zip_longest

from publish.apparatus.forms import Given, NameParts
from publish.apparatus.lexicon_german import FORMAL_NAMES
from publish.apparatus.plain_text import fold
from publish.apparatus.register import Register
from publish.apparatus.spellings import by_ear

SHORTENED = 3  # letters: from here an abbreviation is a given name cut short


class Agreement(IntEnum):
    """How well given names in the text fit one of a person's."""

    NONE = 0
    LOOSE = 1  # an initial stands for a name: "A." and "Andrei", "Vlad." and "Vladimir"
    PARTIAL = 2  # the same as far as both go: "A." and "A. N."
    SAME = 3


def people_with(given: Given, people: Sequence[str], register: Register) -> tuple[str, ...]:
    """Those of `people` whose given names fit best; none if nobody's fit.

    In German editions a pet name stands for each of its formal names.
    """
    readings = [given]
    if given and register.german:
        readings += [(name, *given[1:]) for name in FORMAL_NAMES.get(fold(given[0]), ())]
    fits = {
        person: max(agreement(reading, register.parts[person]) for reading in readings)
        for person in people
    }
    best = max(fits.values(), default=Agreement.NONE)
    if best is Agreement.NONE:
        return ()
    return tuple(person for person in people if fits[person] is best)


def agreement(given: Given, parts: NameParts) -> Agreement:
    """How well given names fit a person's best fitting variant.

    A shorter variant does not excuse a second initial that a longer one contradicts: where
    "M. A." is known, "M." does not make "M. P." his.
    """
    longer = [known for known in parts.givens if len(known) >= len(given)]
    best = _best(given, longer, parts)
    if best is not Agreement.NONE or _best(given[:1], longer, parts) is not Agreement.NONE:
        return best
    return _best(given, parts.givens, parts)


def _best(given: Given, variants: Sequence[Given], parts: NameParts) -> Agreement:
    return max(
        (_with_sequence(given, known, parts.full_positions) for known in variants),
        default=Agreement.NONE,
    )


def _with_sequence(given: Given, known: Given, full_positions: frozenset[int]) -> Agreement:
    worst = Agreement.SAME
    for place, (written, listed) in enumerate(zip_longest(given, known, fillvalue="")):
        if not written or not listed:
            return min(worst, Agreement.PARTIAL)
        worst = min(worst, _token(written, listed, place in full_positions))
        if worst is Agreement.NONE:
            return worst
    return worst


def _token(written: str, listed: str, name_is_known: bool) -> Agreement:
    """Compare a token with a listed one.

    Where the whole name is known, a whole name in the text must be that name: "Maria" is
    not "M." who is called Mikhail.
    """
    one, other = _transliterated(written), _transliterated(listed)
    if one == other:
        return Agreement.SAME
    both_whole = not written.endswith(".") and not listed.endswith(".")
    if both_whole and by_ear(one) == by_ear(other):  # "Oscar" and "Oskar"
        return Agreement.SAME
    both_initials = written.endswith(".") and listed.endswith(".")
    both_initials &= max(len(one), len(other)) < SHORTENED  # "Nik." can be "N."
    whole_against_initial = not written.endswith(".") and name_is_known
    if both_whole or both_initials or whole_against_initial:
        return Agreement.NONE
    shorter, longer = sorted((one, other), key=len)
    return Agreement.LOOSE if longer.startswith(shorter) else Agreement.NONE


# Initials that stand for one Cyrillic letter in different systems of transliteration.
_ONE_LETTER = {"ye": "e", "yo": "e", "ia": "ya", "iu": "yu", "j": "i", "y": "i"}


def _transliterated(token: str) -> str:
    folded = fold(token).rstrip(".")
    return _ONE_LETTER.get(folded, folded)
