"""What stands around a surname and belongs to the name: initials, given names, titles."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from publish.apparatus.forms import Given
from publish.apparatus.lexicon import (
    ABBREVIATIONS,
    NO_GIVEN_NAMES,
    PARTICLES,
    TITLES,
    is_patronymic,
)
from publish.apparatus.plain_text import fold

REACH = 40  # characters: no given name is longer
LONGEST_INITIAL = 2  # letters: "Ya.", "Kh.", "Vs."
MOST_TOKENS = 4

_ABBREVIATED = re.compile(r"(?<![\w'])([^\W\d_]{1,6})\.[ -]?$")
_ABBREVIATION = re.compile(r"(?<![\w'.])((?:[^\W\d_]{1,4}\.)+) ?$")
_WORD = re.compile(r"(?<![\w'-])([^\W\d_][\w'-]*) $")
_VON = re.compile(r"(?<![\w'.])v\. ?$")
_NICKNAME = re.compile(r"(?<= )\([^\W\d_][\w'-]*\) $")
_TITLE = re.compile(r"(?<![\w'-])([^\W\d_]+)\.? $")
_INITIALS = r"(?:[^\W\d_]{1,2}\.[ -]?){1,3}"
_INITIALS_AFTER = re.compile(rf",? ({_INITIALS})(?=[;:,)]|$)")
_JOINED = re.compile(rf"(?<![\w'])({_INITIALS}) (?:and|or) $")
_JOINED_NAME = re.compile(r"(?<![\w'-])([^\W\d_a-z][^\W\d_]+) (?:and|und|u\.?|&) $")
_LETTERS = re.compile(r"[^\W\d_]+\.")


@dataclass(frozen=True, slots=True)
class Before:
    """What a name has before its surname; `start` is where the first of it begins."""

    given: Given
    start: int
    title: str
    particle: str

    @property
    def all_initials(self) -> bool:
        return bool(self.given) and all(token.endswith(".") for token in self.given)


@dataclass(frozen=True, slots=True)
class Initials:
    """Initials, or a given name, that stand apart from the surname, with their span."""

    given: Given
    start: int
    end: int


def read_before(text: str, start: int, stop: int, given_names: Set[str]) -> Before:
    """Read from a surname to the left, at most to `stop`.

    `given_names` (folded) tell a given name from any other capitalised word.
    """
    at, particle = _before_nickname(text, start, stop), ""
    word = _WORD.search(text, _reach(at, stop), at)
    von = _VON.search(text, _reach(at, stop), at)
    if von:
        at, particle = von.start(), "von"
    elif word and word[1] in PARTICLES:
        at, particle = word.start(), word[1]
    given: list[str] = []
    first = at
    while len(given) < MOST_TOKENS:
        token = _given_before(text, at, stop, given_names)
        if token is None:
            break
        at = token.start()
        given[:0] = _as_given(token)
        first = at
    title = _TITLE.search(text, _reach(at, stop), at)
    known_title = fold(title[1]) if title and fold(title[1]) in TITLES else ""
    return Before(tuple(given), first, known_title, particle)


def _before_nickname(text: str, start: int, stop: int) -> int:
    """Where "(Keke) " of "Ekaterina (Keke) Dzhugashvili" begins; else where the surname does."""
    aside = _NICKNAME.search(text, _reach(start, stop), start)
    return aside.start() if aside else start


def initials_after(text: str, end: int) -> Initials | None:
    """Initials behind a surname, as in lists: "Lurie, M. L.;"."""
    match = _INITIALS_AFTER.match(text, end)
    if match is None or match[1].replace(" ", "").casefold() in ABBREVIATIONS:
        return None
    return _initials(match[1], match.start(1))


def joined_given(text: str, before: Before, stop: int, given_names: Set[str]) -> Initials | None:
    """The first initials of "M. and N. Lurie", the first given name of "Max and Nora Lurie"."""
    if before.all_initials:
        match = _JOINED.search(text, _reach(before.start, stop), before.start)
        return _initials(match[1], match.start(1)) if match else None
    match = _JOINED_NAME.search(text, _reach(before.start, stop), before.start)
    if match is None or fold(match[1]) not in given_names:
        return None
    return Initials((match[1],), match.start(1), match.end(1))


def _reach(at: int, stop: int) -> int:
    return max(stop, at - REACH, 0)


def _given_before(text: str, at: int, stop: int, given_names: Set[str]) -> re.Match[str] | None:
    """The initial or given name that ends right before `at`."""
    if "." in text[max(stop, at - 2) : at]:
        whole = _ABBREVIATION.search(text, _reach(at, stop), at)
        if whole and whole[1].casefold() in ABBREVIATIONS:
            return None
        abbreviated = _ABBREVIATED.search(text, _reach(at, stop), at)
        return abbreviated if abbreviated and _is_initial(abbreviated[1], given_names) else None
    word = _WORD.search(text, _reach(at, stop), at)
    if word is None or not word[1][0].isupper():
        return None
    folded = fold(word[1])
    if all(part in given_names for part in folded.split("-")):
        return word
    if is_patronymic(folded) and _given_before(text, word.start(), stop, given_names):
        return word
    return None


def _is_initial(letters: str, given_names: Set[str]) -> bool:
    """Whether "Ya", "Vlad" can be an initial; "Omsk" before a full stop is none."""
    folded = fold(letters)
    if not letters[0].isupper() or folded in TITLES or folded in NO_GIVEN_NAMES:
        return False
    if len(letters) > 1 and not letters[1:].islower():
        return False
    if len(letters) <= LONGEST_INITIAL:
        return True
    return folded not in given_names and any(name.startswith(folded) for name in given_names)


def _as_given(token: re.Match[str]) -> list[str]:
    if "." in token[0]:
        return [f"{token[1]}."]
    return token[1].split("-")


def _initials(written: str, start: int) -> Initials | None:
    letters = _LETTERS.findall(written)
    if not all(letter[0].isupper() for letter in letters):
        return None
    return Initials(tuple(letters), start, start + len(written.rstrip(" -")))
