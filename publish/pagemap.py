"""The page map: where every anchor of the book stands. The only truth about pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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


class Points(NamedTuple):
    """Points by the anchors that stand there, as columns: of a hundred thousand most are never
    asked for, and to make an object of each takes long."""

    anchors: tuple[str, ...]
    pages: tuple[int, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @classmethod
    def of(cls, points: Mapping[str, tuple[int, float, float]]) -> Points:
        """From page, x and y of each anchor."""
        pages, xs, ys = zip(*points.values(), strict=True) if points else ((), (), ())
        return cls(tuple(points), pages, xs, ys)


class PartPoints(NamedTuple):
    """Points of a part, which count pages from its first; on a recto of the book everything stands
    `recto_shift` pt further to the right."""

    first: int
    points: Points
    recto_shift: float

    def in_book(self) -> Iterator[tuple[str, Position]]:
        """Its anchors with their positions in the book."""
        for anchor, page, x, y in zip(*self.points, strict=True):
            yield anchor, _position(self.first + page, x, y, self.recto_shift)


def _position(page: int, x: float, y: float, recto_shift: float) -> Position:
    """Pages of the book count from 0, so that the even ones are rectos."""
    return Position(page, round(x + (0.0 if page % 2 else recto_shift), 3), y)


class Anchors(Mapping[str, Position]):
    """Where each anchor of a book stands; a position is made when it is asked for.

    `parts` are the points of each part with the index of its first page.
    """

    def __init__(self, parts: Iterable[tuple[int, Points]], recto_shift: float = 0.0) -> None:
        self.parts = tuple(PartPoints(first, points, recto_shift) for first, points in parts)
        self._rows: dict[str, int] = {}
        self._pages: list[int] = []
        self._xs: list[float] = []
        self._ys: list[float] = []
        self._recto_shift = recto_shift
        for first, points, _ in self.parts:
            count = len(self._pages)
            self._rows |= zip(points.anchors, range(count, count + len(points.pages)), strict=True)
            self._pages += [first + page for page in points.pages]
            self._xs += points.xs
            self._ys += points.ys

    @classmethod
    def of(cls, positions: Mapping[str, Position]) -> Anchors:
        """Those at these positions."""
        return cls([(0, Points.of(positions))])

    def pages(self, anchors: Iterable[str]) -> list[int | None]:
        """The index of the page of each of these anchors; None for one that is not there."""
        found, pages = map(self._rows.get, anchors), self._pages
        return [None if row is None else pages[row] for row in found]

    def levels(self, anchors: Iterable[str]) -> list[tuple[int, float] | None]:
        """The same with pt from the top edge of the page."""
        found, pages, ys = map(self._rows.get, anchors), self._pages, self._ys
        return [None if row is None else (pages[row], ys[row]) for row in found]

    def missing(self, anchors: Iterable[str]) -> list[str]:
        """Those of the anchors that are not there."""
        return [anchor for anchor in anchors if anchor not in self._rows]

    def _at(self, row: int) -> Position:
        return _position(self._pages[row], self._xs[row], self._ys[row], self._recto_shift)

    def __getitem__(self, anchor: str) -> Position:
        return self._at(self._rows[anchor])

    def __contains__(self, anchor: object) -> bool:
        return anchor in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


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
    anchors: Anchors
    starts: tuple[PageStart, ...]

    def folio(self, anchor: str) -> str:
        """Printed page number of an anchor; KeyError if it was not laid out."""
        return self.pages[self.anchors[anchor].page].folio


def as_json(pagemap: PageMap) -> dict[str, object]:
    """The page map as plain data: pages in order, anchors with page index and pt, those of
    each part together."""
    folios = [page.folio for page in pagemap.pages]
    anchors: dict[str, object] = {}
    for part in pagemap.anchors.parts:
        anchors |= anchor_rows(part, folios)
    return {"pages": page_rows(pagemap.pages), "anchors": anchors}


def page_rows(pages: Iterable[Page]) -> list[dict[str, object]]:
    """Pages as plain data."""
    return [
        {"index": page.index, "folio": page.folio, "part": page.part, "kind": page.kind.value}
        for page in pages
    ]


def anchor_rows(part: PartPoints, folios: Sequence[str]) -> dict[str, dict[str, object]]:
    """Anchors of a part as plain data; `folios` are those of the book's pages."""
    return {
        anchor: {"page": page, "folio": folios[page], "x": x, "y": y}
        for anchor, (page, x, y) in part.in_book()
    }
