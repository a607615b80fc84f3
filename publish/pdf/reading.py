"""What a laid-out WeasyPrint document says: anchors and the start of each page's text.

Reads `Page._page_box`, the tree of boxes of WeasyPrint 70.0, which the public interface
does not show; the version is pinned and `tests/pdf/test_reading.py` compares the result
with the text that another library extracts from the PDF.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from publish.pdf.engine import to_points
from publish.pdf.model import Spot, Start

HYPHEN = "\N{HYPHEN}"  # style sheet: `hyphenate-character`; never typed in a manuscript
_SKIPPED_CLASSES = frozenset({"page-ref"})  # words that only the printed page has


def read_anchors(pages: Sequence[Any]) -> dict[str, Spot]:
    """First spot of every id on `pages` (WeasyPrint `Page` objects), in pt."""
    anchors: dict[str, Spot] = {}
    for number, page in enumerate(pages):
        for name, (x, y, *_) in page.anchors.items():
            anchors.setdefault(name, Spot(number, to_points(x), to_points(y)))
    return anchors


def read_starts(pages: Sequence[Any]) -> tuple[Start, ...]:
    """Block and offset with which the text of each page begins; none for pages without text."""
    lengths: dict[str, int] = _own_lengths(pages)
    consumed: dict[str, int] = defaultdict(int)
    starts = []
    for number, page in enumerate(pages):
        first = True
        for block, length in _texts(page):
            if consumed[block] >= lengths.get(block, 0):
                continue  # the head of a table, repeated on its further pages
            if first:
                starts.append(Start(number, block, consumed[block]))
                first = False
            consumed[block] += length
    return tuple(starts)


def blank_pages(pages: Sequence[Any]) -> frozenset[int]:
    """Numbers of the pages that a forced break left empty."""
    return frozenset(number for number, page in enumerate(pages) if page._page_box.page_type.blank)


def visible_length(text: str) -> int:
    """Number of characters that are not white space."""
    return sum(not character.isspace() for character in text)


def _texts(page: Any) -> Iterator[tuple[str, int]]:
    """Block id and visible length of each piece of running text, in reading order."""
    root = next(child for child in page._page_box.children if child.element_tag == "html")
    yield from _texts_of(root, "")


def _texts_of(box: Any, block: str) -> Iterator[tuple[str, int]]:
    if isinstance(box, AbsolutePlaceholder) or box.is_absolutely_positioned():
        return
    if "::" in (box.element_tag or ""):
        return  # generated content and footnote calls
    if isinstance(box, boxes.TextBox):
        length = visible_length(_without_line_end_hyphen(box))
        if block and length:
            yield block, length
        return
    if box.element is not None and _SKIPPED_CLASSES & set(_classes(box.element)):
        return
    if box.element is not None:
        block = _block_id(box.element) or block
    for child in getattr(box, "children", ()):
        yield from _texts_of(child, block)


def _without_line_end_hyphen(box: Any) -> str:
    text = str(box.text)
    return text[:-1] if text.endswith(HYPHEN) else text


def _own_lengths(pages: Sequence[Any]) -> dict[str, int]:
    """Visible length of the text of each block, in the tree that was laid out."""
    if not pages:
        return {}
    root = next(child for child in pages[0]._page_box.children if child.element_tag == "html")
    lengths: dict[str, int] = defaultdict(int)
    _add_lengths(root.element, "", lengths)
    return lengths


def _add_lengths(element: Any, block: str, lengths: dict[str, int]) -> None:
    if not isinstance(element.tag, str):
        return
    classes = _classes(element)
    if "footnote" in classes:
        return
    if _SKIPPED_CLASSES.intersection(classes):
        return
    block = _block_id(element) or block
    lengths[block] += visible_length(element.text or "")
    for child in element:
        _add_lengths(child, block, lengths)
        lengths[block] += visible_length(child.tail or "")


def _classes(element: Any) -> list[str]:
    return str(element.get("class") or "").split()


def _block_id(element: Any) -> str:
    """Id of an element that was a block in the book's HTML (`data-tag`: before preparation)."""
    tag = element.get("data-tag") or element.tag
    return "" if tag in _INLINE_TAGS else (element.get("id") or "")


_INLINE_TAGS = frozenset("a abbr b cite code em i q s small span strong sub sup u".split())
