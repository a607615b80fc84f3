"""What is asked and what comes out: a text with its names, mentions of people, open queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from publish.apparatus.model import How, Passage

SHARED, OTHER_NAME, NOT_BORN, LONGER_NAME = "W510", "W511", "W512", "W513"
QUERIES = frozenset({SHARED, OTHER_NAME, NOT_BORN, LONGER_NAME})


@dataclass(frozen=True, slots=True)
class TextUnit:
    """A document or essay with its notes, passages in reading order.

    `date` holds the first and last day on which it can have been written, None if undated;
    `correspondents` are senders (`writers`) and recipients, `established` all whom header and
    marks name.
    """

    id: str
    date: tuple[date, date] | None
    correspondents: tuple[str, ...]
    passages: tuple[Passage, ...]
    established: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a passage that names these people; `reason` says why them."""

    passage: str
    start: int
    end: int
    people: tuple[str, ...]
    how: How
    reason: str


@dataclass(frozen=True, slots=True)
class Query:
    """A span that may name one of `candidates`; `why` completes "“form” …"."""

    passage: str
    start: int
    end: int
    form: str
    candidates: tuple[str, ...]
    why: str
    code: str
