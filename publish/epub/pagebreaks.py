"""Page breaks: a mark at the very character with which a printed page begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml.etree import _Element

from publish.epub.files import GENERATED, ContentFile
from publish.epub.xhtml import BLOCKS, classes, elements, make, name
from publish.pagemap import Page, PageKind, PageMap, PageStart

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class PageBreak:
    """One mark: name of its file, its id, the folio."""

    file: str
    id: str
    folio: str


class _TextNode(NamedTuple):
    """The text of an element or the tail after it."""

    element: _Element
    is_tail: bool

    @property
    def value(self) -> str:
        return (self.element.tail if self.is_tail else self.element.text) or ""


def insert_page_breaks(files: Iterable[ContentFile], pagemap: PageMap) -> tuple[PageBreak, ...]:
    """Put a mark at the start of every printed page that has text; in page order.

    The marks are `span`s with epub:type and role (EPUB Accessibility 1.1 §3.3.2; DPUB-ARIA
    1.1 doc-pagebreak) and must be put in before anything else changes the text: a page
    start counts the characters of the section's html as the Book gives it. Raises
    ValueError for a page start that is not in the book.
    """
    places = {
        element.get("id", ""): (file, element)
        for file in files
        for element in elements(file.body)
        if element.get("id")
    }
    roots = _roots(places)
    breaks: list[PageBreak] = []
    ids = set(places)
    openers = _first_pages(pagemap)
    for start in sorted(pagemap.starts, key=lambda start: (start.page, start.offset)):
        page = pagemap.pages[start.page]
        if not page.folio or page.kind is PageKind.BLANK:
            continue
        found = places.get(start.block)
        if found is None:
            found = _place_of_generated_page(page, roots, openers)
            if found is None:
                continue
        file, block = found
        mark = _mark(page.folio, ids)
        _insert(mark, file, block, start if start.block in places else start_of(start))
        breaks.append(PageBreak(file.name, mark.get("id", ""), page.folio))
    return tuple(breaks)
