"""Spots and candidates: how passages and people are shown."""

from __future__ import annotations

from publish.apparatus.anchors import CONTEXT, Work, place_of
from publish.apparatus.model import Reference
from publish.edition.dates import life_dates
from publish.edition.model import Person
from publish.workplace.model import Candidate, Spot


def spot_in(work: Work, passage: str, start: int, end: int) -> Spot:
    """The spot of a span of a passage of a text."""
    piece, block = work.blocks[passage]
    return Spot(
        text=work.unit.id,
        place=place_of(work, piece, block, start),
        before=_tail(block.text[:start]),
        form=block.text[start:end],
        after=_head(block.text[end:]),
    )


def spot_of(reference: Reference) -> Spot:
    """The spot of a reference; all its words are the form if the context lacks the form."""
    before, form, after = reference.context.partition(reference.form)
    if not form:
        before, form, after = "", reference.form, ""
    return Spot(reference.text, reference.place, before, form, after)


def candidate(person: Person) -> Candidate:
    """A person as a candidate."""
    return Candidate(person.id, person.name, life_dates(person.born, person.died))


def _tail(text: str) -> str:
    """The last words of what stands before."""
    return text if len(text) <= CONTEXT else text[-CONTEXT:].partition(" ")[2]


def _head(text: str) -> str:
    """The first words of what stands after."""
    return text if len(text) <= CONTEXT else text[:CONTEXT].rpartition(" ")[0]
