"""Spellings of one surname: as it may be written, and as it is misspelled by ear."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from publish.apparatus.plain_text import fold

SHORTEST_IN_CAPITALS = 4  # letters: "LEE" and "MANN" are rather acronyms and words
SHORTEST_BY_EAR = 6  # letters: shorter names sound like too many words

_PARTICLE = re.compile(r"^D'")
_DOUBLE = re.compile(r"(?<=[^\W\d_]{3})-(?=[^\W\d_]{3})")
# German spellings of one sound; of the old orthography too ("Thor", "Carl"), and of Slavic names.
_ONE_SOUND = (
    (re.compile("oe"), "o"), (re.compile("ae"), "a"), (re.compile("ue"), "u"),
    (re.compile("ph"), "f"), (re.compile("th|dt"), "t"), (re.compile("ck|c(?!h)"), "k"),
    (re.compile("tz"), "z"), (re.compile("ie|y"), "i"), (re.compile("(?:ow|off?|ov)$"), "ow"),
    (re.compile(r"(?<=[aeiou])h(?![aeiou])"), ""), (re.compile("d$"), "t"),
    (re.compile(r"([a-z])\1+"), r"\1"),
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def spellings(surname: str) -> frozenset[str]:
    """A surname as written, without diacritics, a double one with a space for its hyphen, "d'" for
    "D'", and, if long enough, each in capitals as signatures may have it."""
    written = {surname, _DOUBLE.sub(" ", surname), _PARTICLE.sub("d'", surname)}
    written |= {_without_diacritics(name) for name in written}
    written |= {name.replace("ß", "ss") for name in written}
    written |= {name.replace("ss", "ß") for name in written}
    written |= {_with_umlauts(name) for name in written}
    capitals = {name.upper() for name in written if len(name) >= SHORTEST_IN_CAPITALS}
    return frozenset(written | capitals)


@lru_cache(maxsize=1 << 16)
def by_ear(name: str) -> str:
    """What a name and its misspellings have in common: "Burckhard", "Burkhardt"."""
    sound = fold(name)
    for spelled, written in _ONE_SOUND:
        sound = spelled.sub(written, sound)
    return sound


def _with_umlauts(name: str) -> str:
    for two, one in (("ae", "ä"), ("oe", "ö"), ("ue", "ü")):
        name = name.replace(two, one)
    return name


def _without_diacritics(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
