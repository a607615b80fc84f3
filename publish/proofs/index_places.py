"""Which headings of the index have a passage on which printed line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from publish.proofs.model import ProofPage, Recorded
from publish.proofs.printed_text import LineAt

FOLIO = re.compile(r"[ivxlcdm]+|\d+")


def locator_folio(label: str) -> str:
    """The first page of a locator: “8” of “8n3” and of “8–10”."""
    found = FOLIO.match(label)
    return found[0] if found else ""


def headings_by_line(proof: Recorded, lines: Sequence[LineAt]) -> list[str]:
    """Headings (“Heading: subhead” for a subhead) with a passage on one of the lines."""
    wanted = {(at.page, at.number) for at in lines}
    return [
        heading
        for heading, anchors in _anchors(proof.index).items()
        if wanted.intersection(_line_of(proof, anchor) for anchor in anchors)
    ]


def _line_of(proof: Recorded, anchor: str) -> tuple[int, int]:
    """Page and number (from 1) of the line on which an anchor stands; (-1, 0) for none."""
    at = proof.anchors.get(anchor)
    if at is None:
        return -1, 0
    page: ProofPage = proof.proof.pages[at[0]]
    below = [number for number, line in enumerate(page.lines, 1) if line.middle >= at[1]]
    return page.index, min(below, key=lambda number: page.lines[number - 1].middle, default=0)


def _anchors(index: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for heading, entry in headings(index):
        for locator in entry["locators"]:
            found[heading] += [reference["anchor"] for reference in locator["references"]]
    return found


def headings(index: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every heading and subhead (“Heading: subhead”) of `index.json` with its entry."""
    for group in index["groups"]:
        for entry in group["entries"]:
            yield entry["heading"], entry
            for subhead in entry["subheads"]:
                yield f"{entry['heading']}: {subhead['heading']}", subhead
