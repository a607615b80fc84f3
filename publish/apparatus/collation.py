"""The order of the index: letter by letter or word by word."""

from __future__ import annotations

import re
import string
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import pyuca
from pyuca.collator import COLL_ELEMENT_PATTERN
from pyuca.utils import hexstrings2int

from publish.edition.house_style import HouseStyle

Weights = tuple[int, ...]
Key = tuple[object, ...]

# Words that do not count at the head of a subheading, Chicago 17 §16.68.
LEADING_WORDS = frozenset(
    """
    a about after against among an and as at before between by during for from in into of on over
    since the through to toward under until upon via with within without
""".split()
)
_ARTICLE = re.compile(r"(?:the|an?) (?=\w)", re.IGNORECASE)
_BREAK = re.compile(r"\s*([,(])\s*")
_BREAKS = {"(": 1, ",": 2}  # Chicago 17 §16.59: "New (…)", "New, Arthur", "New Deal"
_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})")
_WRAPPING = "*“”‘’\"' "
# Latin, Greek and Cyrillic letters, marks and general punctuation, and their lines in the table
_BEYOND = re.compile(r"[^\u0000-\u058f\u2000-\u206f]")
_EUROPEAN_LINE = re.compile(r"^((?:0[0-4]|05[0-8]|20[0-6])[0-9A-F]+[ 0-9A-F]*);([^#\n]*)", re.M)
_FIGURES = 8  # digits to which numbers are filled up


def heading_key(heading: str, style: HouseStyle, person: bool) -> Key:
    """What a main heading sorts by.

    Up to the first comma or parenthesis first, then from there (Chicago 17 §16.59);
    punctuation, case and diacritics count only between headings that are else the same,
    numbers by their value and before letters. "Mc" and "St." stand as they are spelled
    (§16.71–75). Particles of `style` before a surname do not count, nor does an English
    article before a subject.
    """
    shown = heading.strip(_WRAPPING)
    return _key(_counted(shown, style, person), shown, style, fewest_words=2)


def subheading_key(text: str, style: HouseStyle) -> Key:
    """What a subheading sorts by: prepositions, conjunctions and articles at its head are left
    out (Chicago 17 §16.68), unless nothing else is there."""
    words = text.split()
    while len(words) > 1 and words[0].casefold() in LEADING_WORDS:
        words = words[1:]
    return _key(" ".join(words), text, style, fewest_words=1)


def group_letter(heading: str, style: HouseStyle, person: bool) -> str:
    """The letter under which a heading stands: "A" for "Élysée", "0–9" for a number.

    Letters that sort after Z (Þ, Ж) stand under themselves, symbols under "".
    """
    shown = heading.strip(_WRAPPING)
    counted = _counted(shown, style, person)
    letter = next((character for character in counted if character.isalnum()), "")
    if not letter or letter.isdecimal():
        return "0–9" if letter else ""
    weight = _primary(letter)
    if weight > _primary("z"):
        return unicodedata.normalize("NFD", letter)[0].upper()
    return max(a for a in string.ascii_uppercase if _primary(a) <= weight)


def _counted(shown: str, style: HouseStyle, person: bool) -> str:
    return without_particles(shown, style) if person else _ARTICLE.sub("", shown, count=1)


def without_particles(name: str, style: HouseStyle) -> str:
    """ "von Papen, Franz" -> "Papen, Franz": particles that do not lead an entry."""
    for particle in sorted(style.particles, key=len, reverse=True):
        separator = "" if particle.endswith(("'", "’")) else " "
        if name.startswith(particle + separator):
            return name[len(particle + separator) :]
    return name


def _key(counted: str, shown: str, style: HouseStyle, fewest_words: int) -> Key:
    """Segment by segment; a roman numeral counts as a number after `fewest_words` - 1 words."""
    parts: list[object] = []
    pieces = _BREAK.split(counted)
    for segment, mark in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        words = [_primary(word) for word in _words(segment, fewest_words)]
        if style.index_sort == "letter":
            parts.append(tuple(weight for word in words for weight in word))
        else:
            parts.append(tuple(words))
        parts.append(_BREAKS.get(mark, 0))
    return (tuple(parts), _weights(shown), shown)


def _words(segment: str, fewest_words: int) -> list[str]:
    """The words of a segment without punctuation; numbers so that they sort by value."""
    words = [re.sub(r"[^\w]|_", "", word) for word in re.split(r"[\s–—-]+", segment)]
    words = [word for word in words if word]
    raw = segment.split()
    if len(raw) >= fewest_words and (roman := _roman(raw[-1])):  # "Nicholas II"
        words[-1] = str(roman)
    return [re.sub(r"\d+", lambda number: number[0].zfill(_FIGURES), word) for word in words]


def _roman(word: str) -> int:
    """The value of a roman numeral to 39; 0 for anything else."""
    match = _ROMAN.fullmatch(word)
    if match is None:
        return 0
    units = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX").index(match[2])
    return 10 * len(match[1]) + units


def _primary(text: str) -> Weights:
    """The letters' weights of the Unicode collation, without case and diacritics."""
    weights = _weights(text)
    return weights[: weights.index(0)] if 0 in weights else weights


@lru_cache(maxsize=65536)
def _weights(text: str) -> Weights:
    decomposed = unicodedata.normalize("NFD", text)
    whole = _BEYOND.search(decomposed) is not None
    return tuple(_collator(whole).sort_key(decomposed))


class _EuropeanCollator(pyuca.Collator):  # type: ignore[misc]  # the library has no types
    """The collation of what a European heading is spelled with, decomposed; the whole table
    takes 0.2 s to read."""

    def load(self, filename: str) -> None:
        table = Path(filename).read_text(encoding="utf-8")
        for line in _EUROPEAN_LINE.finditer(table):
            elements = COLL_ELEMENT_PATTERN.finditer(line[2])
            weights = [hexstrings2int(element.groups()) for element in elements]
            self.table.add(hexstrings2int(line[1].split()), weights)


@cache
def _collator(whole: bool) -> pyuca.Collator:
    return pyuca.Collator() if whole else _EuropeanCollator()
