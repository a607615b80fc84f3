"""Whether a form is only a part of a longer name: of a double one, of another person's."""

from __future__ import annotations

import re

from publish.apparatus import lexicon_german
from publish.apparatus.lexicon import NO_GIVEN_NAMES, PARTICLES
from publish.apparatus.model import Span
from publish.apparatus.name_context import REACH, read_before
from publish.apparatus.plain_text import fold
from publish.apparatus.register import Register
from publish.apparatus.spots import Spot

_HALF_BEFORE = re.compile(r"([^\W\d_][\w']*)-$")
_HALF_AFTER = re.compile(r"-([^\W\d_][\w']*)")
_NEXT_WORD = re.compile(r" ([^\W\d_][\w'-]+)")
_ROW = re.compile(r"[^\W\d_a-z][a-zäöüß]+(?: [^\W\d_a-z][a-zäöüß]+){2,}")
_ROW_BEFORE = re.compile(r"(?:\b[^\W\d_a-z][a-zäöüß]+ )+$")
_LISTED_BEFORE = re.compile(r"[,;:] $")
_ACTOR_AFTER = re.compile(r" [–-] [^\W\d_a-z]\w+\b")
_SURNAME_BEFORE = re.compile(r"\b([^\W\d_][\w'-]+) \($")


def double_name(spot: Spot, register: Register) -> Span | None:
    """The span of "Kirov-Petrov" if the other half is no registered name by itself."""
    before = _HALF_BEFORE.search(spot.text, max(spot.stop, spot.start - REACH), spot.start)
    if before and before[1][0].isupper() and not register.knows(before[1]):
        return before.start(), spot.end
    after = _HALF_AFTER.match(spot.text, spot.end)
    if not after or not after[1][0].isupper() or _is_known(after[1], register):
        return None
    if register.german:
        return None  # "Bahr-Stück": Germans write compounds so
    return spot.start, after.end()


def _is_known(word: str, register: Register) -> bool:
    return register.knows(_without_ending(word, register))


def _without_ending(word: str, register: Register) -> str:
    for ending in ("'s", "s'", "s", "'"):
        if word.endswith(ending) and register.knows(word.removesuffix(ending)):
            return word.removesuffix(ending)
    return word


def ends_longer_initials(spot: Spot, register: Register) -> bool:
    """Whether a phrase such as "P. Koo" is the end of "A. P. Koo"."""
    if "." not in spot.known.form[:3]:
        return False
    return bool(read_before(spot.text, spot.start, spot.stop, register.given_names).given)


def has_more(spot: Spot, register: Register) -> bool:
    """Whether a given name is not somebody's by itself: more of a name stands beside it, or it is
    that of a role or a sovereign."""
    if register.german and _is_in_row(spot, register):
        return False
    if _belongs_to_surname_before(spot, register):
        return True
    if register.german and (_is_role(spot) or _is_sovereign(spot)):
        return True
    following = _NEXT_WORD.match(spot.text, spot.end)
    before = read_before(spot.text, spot.start, spot.stop, register.given_names)
    if not register.german and (before.given or before.particle):
        return True
    if before.given and before.particle != "und":  # "Olga und Heini", "von Olga" are no surnames
        return True
    return following is not None and _may_be_surname(following[1], register)


def _is_in_row(spot: Spot, register: Register) -> bool:
    """Whether three given names or more stand in a row, and no surname: "Arthur Olga Richard"."""
    before = _ROW_BEFORE.search(spot.text, max(spot.stop, spot.start - REACH), spot.start)
    row = _ROW.match(spot.text, before.start() if before else spot.start)
    if row is None or not all(map(register.is_called, row[0].split())):
        return False
    following = _NEXT_WORD.match(spot.text, row.end())
    return following is None or following[1] not in PARTICLES


def _belongs_to_surname_before(spot: Spot, register: Register) -> bool:
    """Whether a given name stands in parentheses behind its surname: "Bülow (Hans v.)"."""
    before = _SURNAME_BEFORE.search(spot.text, max(spot.stop, spot.start - REACH), spot.start)
    return before is not None and register.knows(before[1])


def _is_role(spot: Spot) -> bool:
    """Whether an actor stands behind a dash: "Sala – Reicher, Johanna – Lossen"."""
    before = _LISTED_BEFORE.search(spot.text, max(spot.stop, spot.start - 2), spot.start)
    return before is not None and _ACTOR_AFTER.match(spot.text, spot.end) is not None


def _is_sovereign(spot: Spot) -> bool:
    start = max(spot.stop, spot.start - REACH)
    return lexicon_german.SOVEREIGN_BEFORE.search(spot.text, start, spot.start) is not None


def _may_be_surname(word: str, register: Register) -> bool:
    """Whether a word behind a given name is capitalised like a surname."""
    return word[0].isupper() and not (register.german and lexicon_german.is_no_surname(fold(word)))


def begins_another_name(spot: Spot, register: Register) -> str:
    """Why a form that stands alone begins another person's name; "" if it does not."""
    following = _NEXT_WORD.match(spot.text, spot.end)
    ends = spot.text[spot.end - 1] == "." or _is_inflected(spot.known.form, register)
    if ends or following is None or not _is_unknown_name(following[1], register):
        return ""
    return f"stands before “{following[1]}”, as in another person’s name"


def _is_inflected(form: str, register: Register) -> bool:
    """Whether a form is a German genitive or adjective, after which a noun stands ("Heinrichs
    Seele")."""
    genitive = form.endswith("s") and fold(form[:-1]) in register.given_names
    return register.german and (genitive or lexicon_german.ADJECTIVE.search(form) is not None)


def _is_unknown_name(word: str, register: Register) -> bool:
    """Whether a word is capitalised like a surname and nobody's in the register."""
    bare = _without_ending(word, register)
    capitalised = _may_be_surname(bare, register) and not bare.isupper()
    return capitalised and fold(bare) not in NO_GIVEN_NAMES and not register.knows(bare)
