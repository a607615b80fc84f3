"""The page map: where every anchor of the book stands. The only truth about pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class PageKind(StrEnum):
    """What a page is, for its running head."""

    OPENER = "opener"  # folio at the foot, no head
    TEXT = "text"  # head and folio
    DISPLAY = "display"  # half-title, title, copyright, …: neither
    BLANK = "blank"  # an empty verso: neither


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the bound book; `index` counts all pages from 0."""

    index: int
    folio: str  # "xvi", "293"; also on pages that do not print it
    part: str  # id of the Part
    kind: PageKind

    @property
    def recto(self) -> bool:
        return self.index % 2 == 0


class Position(NamedTuple):
    """A point: page index and pt from the left and top edge of the trimmed page."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where in the text a page begins.

    `block` is the id of the block (paragraph, list item, table cell …) whose text is first
    on the page and `offset` how many non-space characters of that block's own text
    stand before it (0: the page starts with the block).
    """

    page: int
    block: str
    offset: int


@dataclass(frozen=True, slots=True)
class PageMap:
    """Pages of the book in order, position of every anchor, start of every page's text."""

    pages: tuple[Page, ...]
    anchors: Mapping[str, Position]
    starts: tuple[PageStart, ...]

    def folio(self, anchor: str) -> str:
        """Printed page number of an anchor; KeyError if it was not laid out."""
        return self.pages[self.anchors[anchor].page].folio


def as_json(pagemap: PageMap) -> dict[str, object]:
    """The page map as plain data: pages in order, anchors with page index and pt, those of
    each part together."""
    folios = [page.folio for page in pagemap.pages]
    return {
        "pages": [
            {"index": page.index, "folio": page.folio, "part": page.part, "kind": page.kind.value}
            for page in pagemap.pages
        ],
        "anchors": {
            anchor: {"page": page, "folio": folios[page], "x": x, "y": y}
            for anchor, (page, x, y) in pagemap.anchors.items()
        },
    }
