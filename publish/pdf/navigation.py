"""Ways through the screen PDF: links, outline, page labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from publish.book.model import Part, Section
from publish.pagemap import PageMap
from publish.pdf.model import Laid, PageSize
from publish.pdf.prepare import link_anchor


def resolve_links(book: pikepdf.Pdf, pagemap: PageMap, size: PageSize) -> None:
    """Turn each private address of a link into the place on the page where it leads."""
    for page in book.pages:
        for annotation in page.obj.get("/Annots", ()):
            action = annotation.get("/A")
            anchor = link_anchor(str(action.URI)) if action is not None else None
            if anchor is None or anchor not in pagemap.anchors:
                continue
            del annotation["/A"]
            annotation.Dest = destination(book, pagemap, size, anchor)
            annotation.Contents = String(f"Page {pagemap.folio(anchor)}")


def destination(book: pikepdf.Pdf, pagemap: PageMap, size: PageSize, anchor: str) -> Array:
    """Explicit destination of an anchor: its page, left edge, its height, zoom unchanged."""
    position = pagemap.anchors[anchor]
    top = round(size.height - position.y, 3)
    return Array([book.pages[position.page].obj, Name.XYZ, 0, top, None])


def add_outline(book: pikepdf.Pdf, laid: Laid) -> None:
    """Write the outline: groups, parts with a title, documents of a part."""
    titled = [part for part in laid.parts if part.opener or part.in_contents]
    with book.open_outline() as outline:
        for group, parts in groupby(titled, key=lambda part: part.group):
            items = [_part_item(book, laid, part) for part in parts]
            if group:
                outline.root.append(_group_item(group, items))
            else:
                outline.root.extend(items)


def _group_item(title: str, children: list[OutlineItem]) -> OutlineItem:
    item = OutlineItem(title, children[0].destination)
    item.children.extend(children)
    return item


def _part_item(book: pikepdf.Pdf, laid: Laid, part: Part) -> OutlineItem:
    first, *others = part.sections
    item = _item(book, laid, first, part.title)
    item.children.extend(_item(book, laid, section, section.title) for section in others)
    item.is_closed = bool(others)
    return item


def _item(book: pikepdf.Pdf, laid: Laid, section: Section, title: str) -> OutlineItem:
    return OutlineItem(title, destination(book, laid.pagemap, laid.size, section.id))


def add_page_labels(book: pikepdf.Pdf, pagemap: PageMap) -> None:
    """Give the viewer the printed page numbers."""
    numbers = Array()
    for index, style, first in label_runs([page.folio for page in pagemap.pages]):
        numbers.append(index)
        numbers.append(Dictionary(S=Name("/r" if style == "roman" else "/D"), St=first))
    book.Root.PageLabels = Dictionary(Nums=numbers)


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
