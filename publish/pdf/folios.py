"""From galleys to the pages of the book: order, blanks, folios, the page map."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from publish.book.model import Numbering, Part, PartKind
from publish.pagemap import Anchors, Page, PageKind, PageMap, PageStart
from publish.pdf.model import Galley, SheetFacts
from publish.pdf.stylesheet import INNER_MARGIN, OUTER_MARGIN

_DISPLAY_KINDS = frozenset(
    {
        PartKind.HALF_TITLE,
        PartKind.TITLE_PAGE,
        PartKind.SERIES,
        PartKind.COPYRIGHT,
        PartKind.DEDICATION,
        PartKind.PLATES,
    }
)
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
          (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the book: a page of a galley, or a blank (`page` None) after one."""

    part: Part
    galley: Galley
    page: int | None

    @property
    def facts(self) -> SheetFacts | None:
        return None if self.page is None else self.galley.facts[self.page]


def leaves(parts: Sequence[Part], galleys: Sequence[Galley]) -> tuple[Leaf, ...]:
    """Pages of the book in order: recto parts start on even indexes, the total is even."""
    book: list[Leaf] = []
    for part, galley in zip(parts, galleys, strict=True):
        if part.recto and len(book) % 2:
            book.append(Leaf(book[-1].part, book[-1].galley, None))
        book.extend(Leaf(part, galley, page) for page in range(galley.pages))
    if len(book) % 2:  # paper has two sides
        book.append(Leaf(book[-1].part, book[-1].galley, None))
    return tuple(book)


class PageMaps:
    """Page maps of a book whose galleys change one by one; the last is remembered."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._last: tuple[list[Galley], PageMap] | None = None
        self._paged: tuple[object, tuple[Page, ...], dict[str, int]] | None = None

    def of(self, galleys: Sequence[Galley]) -> PageMap:
        """Folios, positions and page starts of the whole book."""
        if self._last is None or not all(map(operator.is_, galleys, self._last[0])):
            self._last = list(galleys), self._made(galleys)
        return self._last[1]

    def _made(self, galleys: Sequence[Galley]) -> PageMap:
        pages, first = self._pages_of(galleys)
        # Sheets are laid out as versos; on a recto the text stands further in.
        points = ((first[galley.part], galley.points) for galley in galleys)
        anchors = Anchors(points, recto_shift=INNER_MARGIN - OUTER_MARGIN)
        return PageMap(pages, anchors, _starts(galleys, first))

    def _pages_of(self, galleys: Sequence[Galley]) -> tuple[tuple[Page, ...], dict[str, int]]:
        """The pages, and the index of each part's first; most corrections add none."""
        shape = [[sheet.blank for sheet in galley.facts] for galley in galleys]
        if self._paged is None or self._paged[0] != shape:
            book = leaves(self._parts, galleys)
            self._paged = shape, tuple(_pages(book)), first_pages(book)
        return self._paged[1:]


def _starts(galleys: Sequence[Galley], first: Mapping[str, int]) -> tuple[PageStart, ...]:
    return tuple(
        PageStart(first[galley.part] + start.page, start.block, start.offset)
        for galley in galleys
        for start in galley.starts
    )


def first_pages(book: Sequence[Leaf]) -> dict[str, int]:
    """Index of each part's first page, by the part's id."""
    return {leaf.part.id: index for index, leaf in enumerate(book) if leaf.page == 0}


def _pages(book: Sequence[Leaf]) -> Iterator[Page]:
    counts = {Numbering.ROMAN: 0, Numbering.ARABIC: 0}
    for index, leaf in enumerate(book):
        counts[leaf.part.numbering] += 1
        number = counts[leaf.part.numbering]
        folio = roman(number) if leaf.part.numbering is Numbering.ROMAN else str(number)
        yield Page(index, folio, leaf.part.id, page_kind(leaf))


def page_kind(leaf: Leaf) -> PageKind:
    """What the page prints besides its text."""
    if leaf.facts is None or leaf.facts.blank:
        return PageKind.BLANK
    if leaf.part.kind in _DISPLAY_KINDS:
        return PageKind.DISPLAY
    if leaf.part.opener and leaf.page == 0:
        return PageKind.OPENER
    return PageKind.TEXT


def roman(number: int) -> str:
    """Lower-case roman numeral of a number from 1 to 3999."""
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
