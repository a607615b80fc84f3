"""Ways through the screen PDF: links, outline, page labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from publish.book.model import Part
from publish.pagemap import PageMap
from publish.pdf.model import Laid, Link
from publish.pdf.writer import Batch, numbers, reference, text_string


class Target(NamedTuple):
    """Where a link leads.

    That is in words, for who cannot see it, and in the book: the number of a page and pt from
    its bottom edge. A target out of the book, or that is not there, has page 0.
    """

    description: str
    page: int
    height: float


class Destinations:
    """Where in the file the anchors of the book are; `pages` are the numbers of its pages."""

    def __init__(self, laid: Laid, pages: Sequence[int]) -> None:
        self._pagemap = laid.pagemap
        self._height = laid.size.height
        self._pages = pages

    def of(self, anchors: Iterable[str]) -> list[tuple[int, str, float] | None]:
        """All that decides where links to these anchors lead."""
        pages, numbers = self._pagemap.pages, self._pages
        return [
            None if at is None else (numbers[at[0]], pages[at[0]].folio, at[1])
            for at in self._pagemap.anchors.levels(anchors)
        ]

    def target(self, link: Link) -> Target:
        """Where a link leads."""
        if link.address:
            return Target(link.address, 0, 0.0)
        return self.inside(link.anchor)

    def inside(self, anchor: str) -> Target:
        """Where an anchor of the book is."""
        position = self._pagemap.anchors.get(anchor)
        if position is None:
            return Target(anchor, 0, 0.0)
        folio = self._pagemap.pages[position.page].folio
        height = round(self._height - position.y, 3)
        return Target(f"Page {folio}", self._pages[position.page], height)


def destination(target: Target) -> bytes:
    """Explicit destination of a target in the book: its page, left edge, height, zoom unchanged."""
    return b"[%s/XYZ 0 %s null]" % (reference(target.page), numbers(target.height))


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry of the outline."""

    title: str
    anchor: str
    children: tuple[_Item, ...]
    closed: bool


def put_outline(batch: Batch, laid: Laid, destinations: Destinations) -> int:
    """Write the outline: groups, parts with a title, documents of a part; its number."""
    titled = [part for part in laid.parts if part.opener or part.in_contents]
    items: list[_Item] = []
    for group, parts in groupby(titled, key=lambda part: part.group):
        entries = tuple(map(_part_item, parts))
        if group:
            items.append(_Item(group, entries[0].anchor, entries, False))
        else:
            items += entries
    root = batch.reserve()
    first, last, count = _put_items(batch, items, root, destinations)
    body = b"<</Type/Outlines/Count %d/First %s/Last %s>>"
    batch.put(root, body % (count, reference(first), reference(last)) if items else b"<<>>")
    return root


def _part_item(part: Part) -> _Item:
    first, *others = part.sections
    children = tuple(_Item(section.title, section.id, (), False) for section in others)
    return _Item(part.title, first.id, children, bool(others))


def _put_items(
    batch: Batch, items: Sequence[_Item], parent: int, destinations: Destinations
) -> tuple[int, int, int]:
    """Write items that follow each other: numbers of first and last, how many are shown."""
    first, shown = batch.reserve(len(items)), 0
    for index, item in enumerate(items):
        number = first + index
        body = b"/Title %s/Parent %s/Dest%s" % (
            text_string(item.title),
            reference(parent),
            destination(destinations.inside(item.anchor)),
        )
        if index:
            body += b"/Prev %s" % reference(number - 1)
        if index + 1 < len(items):
            body += b"/Next %s" % reference(number + 1)
        shown += 1
        if item.children:
            head, tail, count = _put_items(batch, item.children, number, destinations)
            shown += 0 if item.closed else count
            count = -count if item.closed else count
            body += b"/First %s/Last %s/Count %d" % (reference(head), reference(tail), count)
        batch.put(number, b"<<%s>>" % body)
    return first, first + len(items) - 1, shown


def page_labels(pagemap: PageMap) -> bytes:
    """A number tree that gives the viewer the printed page numbers."""
    rows = b"".join(
        b"%d<</S/%s/St %d>>" % (index, b"r" if style == "roman" else b"D", first)
        for index, style, first in label_runs([page.folio for page in pagemap.pages])
    )
    return b"<</Nums[%s]>>" % rows


def label_runs(folios: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    """Index, style and first number of each run of pages numbered in one style."""
    counts = {"roman": 0, "arabic": 0}
    before = ""
    for index, folio in enumerate(folios):
        style = "arabic" if folio.isdecimal() else "roman"
        counts[style] += 1
        if style != before:
            yield index, style, counts[style]
        before = style
