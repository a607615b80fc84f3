"""Subheads for headings with many bare locators: by year, by role, by what is spoken of with them.

Chicago 17 §16.10: a heading with more than five or six locators is better parted by subheads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from publish.apparatus.index_model import Entry, Index, Locator
from publish.apparatus.model import How, Where
from publish.edition.dates import parse_date
from publish.edition.model import Edition

FEWEST = 2  # locators that make a subhead
MOST = 5  # headings spoken of together that are proposed


@dataclass(frozen=True, slots=True)
class Proposal:
    """A heading, how many bare locators it has, and ways to part them.

    Each way has a name ("by year") and its subheads with their locators.
    """

    heading: str
    bare: int
    ways: tuple[tuple[str, tuple[tuple[str, tuple[Locator, ...]], ...]], ...]


def propose_subheads(index: Index, edition: Edition, most_bare: int) -> list[Proposal]:
    """Proposals for every heading with more than `most_bare` locators of its own."""
    years = _years(edition)
    spoken_of = _headings_by_text(index)
    return [
        Proposal(entry.heading, len(entry.locators), tuple(_ways(entry, years, spoken_of)))
        for _, entries in index.groups
        for entry in entries
        if len(entry.locators) > most_bare
    ]


def as_lines(proposals: Sequence[Proposal]) -> str:
    """The proposals for a person to read."""
    lines: list[str] = []
    for proposal in proposals:
        lines.append(f"{proposal.heading}: {proposal.bare} locators without a subhead")
        for way, subheads in proposal.ways:
            parts = [
                f"{text}, {', '.join(one.label for one in locators)}" for text, locators in subheads
            ]
            lines.append(f"    {way}: {'; '.join(parts)}")
    return "\n".join(lines) or "No heading has too many locators without a subhead."


def _ways(
    entry: Entry, years: Mapping[str, str], spoken_of: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, tuple[tuple[str, tuple[Locator, ...]], ...]]]:
    by_year = _parted(entry.locators, lambda one: (years.get(one.document, ""),))
    if len(by_year) > 1:
        yield "by year", tuple(sorted(by_year.items()))
    by_role = _parted(entry.locators, lambda one: (_role(one),))
    if len(by_role) > 1:
        yield "by role", tuple(by_role.items())
    together = _parted(entry.locators, lambda one: tuple(spoken_of.get(one.document, ())))
    common = [
        (heading, locators)
        for heading, locators in together.items()
        if heading != entry.heading and FEWEST <= len(locators) < len(entry.locators)
    ]
    if common:
        common.sort(key=lambda pair: (-len(pair[1]), pair[0]))
        yield "spoken of with", tuple(common[:MOST])


def _parted(
    locators: Sequence[Locator], keys: Callable[[Locator], tuple[str, ...]]
) -> dict[str, tuple[Locator, ...]]:
    parts: dict[str, list[Locator]] = {}
    for locator in locators:
        for key in filter(None, keys(locator)):
            parts.setdefault(key, []).append(locator)
    return {key: tuple(found) for key, found in parts.items()}


def _role(locator: Locator) -> str:
    """How the heading stands there: as a writer or recipient, in a note, or spoken of."""
    references = locator.references
    if any(reference.how is How.CORRESPONDENT for reference in references):
        return "letters"
    in_notes = all(reference.where is Where.NOTE for reference in references)
    return "in the editors’ notes" if in_notes else "spoken of"


def _years(edition: Edition) -> dict[str, str]:
    """The year in which each document was written, where only one is possible."""
    dates = {d.id: parse_date(d.date) for d in edition.documents if d.date}
    return {
        ident: str(date.earliest.year)
        for ident, date in dates.items()
        if date.earliest.year == date.latest.year
    }


def _headings_by_text(index: Index) -> dict[str, frozenset[str]]:
    """The subjects and places that each document or essay speaks of."""
    found: dict[str, set[str]] = {}
    for _, entries in index.groups:
        for entry in entries:
            if not entry.person:
                for part in (entry, *entry.subheads):
                    for locator in part.locators:
                        found.setdefault(locator.document, set()).add(entry.heading)
    return {text: frozenset(headings) for text, headings in found.items()}
