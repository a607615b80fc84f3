"""What the workplace shows, as frozen data: the terminal and the page print the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from publish.problems import Place


@dataclass(frozen=True, slots=True)
class Spot:
    """A form where it stands: id of the text, place of the source, the words around."""

    text: str
    place: Place
    before: str
    form: str
    after: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant; `life` is "1886–1937", "b. 1886" or ""."""

    id: str
    heading: str
    life: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One passage that may name one of the candidates, and why that is open."""

    spot: Spot
    why: str
    code: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form with all passages in which it is open, in reading order."""

    form: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A capitalised word that may be the name of somebody who is not in people.yaml.

    `form` is the fullest form, `score` orders by likelihood (see `name_signs.WEIGHTS`),
    `evidence` says what speaks for it, `spots` holds the most telling passages.
    """

    word: str
    form: str
    count: int
    score: float
    evidence: tuple[str, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Unmet:
    """An entry of people.yaml whom no text names."""

    person: Candidate
    place: Place


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A word of the texts that differs from registered surnames by `distance` letters."""

    word: str
    count: int
    distance: int
    people: tuple[Candidate, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class NearHomonyms:
    """Entries whose surnames are the same (`distance` 0) or differ by a letter or two.

    `mentions` counts for each of `people` the passages that name that person.
    """

    people: tuple[Candidate, ...]
    mentions: tuple[int, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Untimely:
    """Passages of texts that were written before a person's birth or after the death."""

    person: Candidate
    when: Literal["before birth", "after death"]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Workplace:
    """All that waits for the editor."""

    title: str
    open_forms: tuple[OpenForm, ...]
    unknown: tuple[UnknownName, ...]
    unmet: tuple[Unmet, ...]
    misspellings: tuple[Misspelling, ...]
    homonyms: tuple[NearHomonyms, ...]
    untimely: tuple[Untimely, ...]
