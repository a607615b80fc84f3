"""Page breaks: a mark at the very character with which a printed page begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml.etree import _Element

from publish.book.model import FILLED_KINDS, PartKind
from publish.epub.files import ContentFile
from publish.epub.names import unique_name
from publish.epub.xhtml import elements, make, name
from publish.pagemap import PageKind, PageMap, PageStart

MARK = "page"  # begins the ids of all marks
_INLINE = frozenset("a abbr b cite code del dfn em i ins q s small span strong sub sup u".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class PageBreak:
    """One mark: name of its file, its id, the folio, and where it goes.

    That is before the character of `block` that has `offset` ones before it, or at the end
    of the block where `offset` is None or, with `loose`, more than it has.
    """

    file: str
    id: str
    folio: str
    block: str
    offset: int | None
    loose: bool


class _TextNode(NamedTuple):
    """The text of an element or the tail after it."""

    element: _Element
    is_tail: bool

    @property
    def value(self) -> str:
        return (self.element.tail if self.is_tail else self.element.text) or ""


def page_breaks(
    files: Sequence[ContentFile],
    pagemap: PageMap,
    left_out: frozenset[str] = frozenset(),
) -> tuple[PageBreak, ...]:
    """A mark for the start of every printed page that has text and a folio; in page order.

    Contents and index are made anew for the EPUB. A page that begins inside an entry of
    the index is marked after that entry, one beyond the lines of the contents at their
    end; where print has blocks that are not in the EPUB, only the first page of the part
    is marked. `left_out` are the ids of parts that are not in the EPUB. Raises ValueError for a
    page start that is not in the book.
    """
    taken = {
        id_.casefold()
        for file in files
        for id_ in file.facts.ids
        if id_[:1] in "pP" and id_[:4].casefold() == MARK
    }
    table = _files_of({start.block for start in pagemap.starts}, files)
    breaks: list[PageBreak] = []
    for start in sorted(pagemap.starts, key=lambda start: (start.page, start.offset)):
        page = pagemap.pages[start.page]
        if not page.folio or page.kind is PageKind.BLANK or page.part in left_out:
            continue
        spot = _spot(start, pagemap, table, files)
        if spot is not None:
            file, block, offset = spot
            id_ = unique_name(f"{MARK}-{page.folio}", taken)
            loose = file.part.kind is PartKind.CONTENTS
            breaks.append(PageBreak(file.name, id_, page.folio, block, offset, loose))
    return tuple(breaks)


def _files_of(blocks: set[str], files: Sequence[ContentFile]) -> dict[str, ContentFile]:
    """The file of each of these blocks that stands in one."""
    return {block: file for file in files for block in blocks.intersection(file.facts.ids)}


def _spot(
    start: PageStart,
    pagemap: PageMap,
    table: Mapping[str, ContentFile],
    files: Sequence[ContentFile],
) -> tuple[ContentFile, str, int | None] | None:
    """File, block and offset of a page start; None if the EPUB has nothing to mark."""
    file = table.get(start.block)
    if file is not None:
        in_entry = file.part.kind is PartKind.INDEX and start.offset > 0
        return file, start.block, None if in_entry else start.offset
    part = pagemap.pages[start.page].part
    generated = [f for f in files if f.part.id == part and f.part.kind in FILLED_KINDS]
    if not generated:
        raise ValueError(f"page {start.page}: block {start.block} is not in the book")
    first_page = next(page.index for page in pagemap.pages if page.part == part)
    if start.page != first_page:
        return None
    return generated[0], generated[0].section.id, 0


def insert_page_breaks(body: _Element, breaks: Sequence[PageBreak]) -> None:
    """Put the marks of one file into its body.

    The marks are spans with epub:type pagebreak and role doc-pagebreak (EPUB Accessibility
    1.1 §3.3; DPUB-ARIA 1.1). They must be put in before anything else changes the text: a
    page start counts the characters of the section's html as the Book gives it, white
    space left out, digits of note calls counted. Raises ValueError for a page start beyond
    its block.
    """
    blocks = {e.get("id", ""): e for e in elements(body)} if breaks else {}
    for one in breaks:
        _insert(_mark(one.folio, one.id), blocks[one.block], one.offset, one.loose)


def _mark(folio: str, id_: str) -> _Element:
    return make("span", epub_type="pagebreak", role="doc-pagebreak", id=id_, aria_label=folio)


def _insert(mark: _Element, block: _Element, offset: int | None, loose: bool) -> None:
    if offset is None or (loose and offset >= _own_length(block)):
        block.append(mark)
    elif offset == 0:
        _insert_before(mark, block)
    else:
        _insert_inside(mark, block, offset)


def _insert_before(mark: _Element, block: _Element) -> None:
    """First in the block; before a heading, so that the folio is no part of its name."""
    parent = block.getparent()
    if name(block) in _HEADINGS and parent is not None:
        parent.insert(parent.index(block), mark)
        return
    mark.tail, block.text = block.text, None
    block.insert(0, mark)


def _insert_inside(mark: _Element, block: _Element, offset: int) -> None:
    before = 0
    for node in _own_text(block):
        for position, character in enumerate(node.value):
            if character.isspace():
                continue
            if before == offset:
                _split(node, position, mark)
                return
            before += 1
    raise ValueError(f"block {block.get('id')} has {before} characters, page starts at {offset}")


def _own_length(block: _Element) -> int:
    return sum(not c.isspace() for node in _own_text(block) for c in node.value)


def _own_text(block: _Element) -> Iterator[_TextNode]:
    """Text nodes of a block in order, without those of blocks inside it.

    A block is any element with an id that is not set inside a line.
    """
    yield _TextNode(block, is_tail=False)
    for child in block:
        if name(child) in _INLINE or not child.get("id"):
            yield from _own_text(child)
        yield _TextNode(child, is_tail=True)


def _split(node: _TextNode, position: int, mark: _Element) -> None:
    element, text = node.element, node.value
    mark.tail = text[position:]
    if not node.is_tail:
        element.text = text[:position]
        element.insert(0, mark)
        return
    element.tail = text[:position]
    parent = element.getparent()
    assert parent is not None  # a tail stands inside a parent
    parent.insert(parent.index(element) + 1, mark)
