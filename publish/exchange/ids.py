"""Lasting ids made from names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

PARENTHESIS = re.compile(r"\s*\([^()]*\)")
NO_DECOMPOSITION = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae",
                                  "đ": "d", "ı": "i", "œ": "oe"})  # fmt: skip


def plain_letters(text: str) -> str:
    """Latin letters without their marks: "Azaña" is "Azana"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(NO_DECOMPOSITION))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def make_id(name: str, taken: Collection[str] = ()) -> str:
    """An id of small letters, digits and hyphens that is not in `taken`.

    "Ordzhonikidze, G. K." gives "ordzhonikidze-g-k"; what stands in parentheses is left out.
    """
    bare = PARENTHESIS.sub("", name) or name
    made = re.sub(r"[^a-z0-9]+", "-", plain_letters(bare).lower()).strip("-") or "x"
    number = 2
    unique = made
    while unique in taken:
        unique = f"{made}-{number}"
        number += 1
    return unique
