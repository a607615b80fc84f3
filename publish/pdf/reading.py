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

HYPHEN = "\N{HYPHEN}"  # `hyphenate-character` of the style sheet
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
    own_texts = _own_texts(pages)
    consumed: dict[str, int] = defaultdict(int)
    starts = []
    for number, page in enumerate(pages):
        first = True
        for block, text in _texts(page):
            rest = own_texts.get(block, "")[consumed[block] :]
            if not rest:
                continue  # the head of a table, repeated on its further pages
            if first:
                starts.append(Start(number, block, consumed[block]))
                first = False
            consumed[block] += len(_without_added_hyphen(text, rest))
    return tuple(starts)


def blank_pages(pages: Sequence[Any]) -> frozenset[int]:
    """Numbers of the pages that a forced break left empty."""
    return frozenset(number for number, page in enumerate(pages) if page._page_box.page_type.blank)


def visible(text: str) -> str:
    """The characters of a text that are not white space."""
    return "".join(text.split())


def _texts(page: Any) -> Iterator[tuple[str, str]]:
    """Block id and visible characters of each piece of running text, in reading order."""
    root = next(child for child in page._page_box.children if child.element_tag == "html")
    yield from _texts_of(root, "")


def _texts_of(box: Any, block: str) -> Iterator[tuple[str, str]]:
    if isinstance(box, AbsolutePlaceholder) or box.is_absolutely_positioned():
        return
    if "::" in (box.element_tag or ""):
        return  # generated content and footnote calls
    if isinstance(box, boxes.TextBox):
        text = visible(box.text)
        if block and text:
            yield block, text
        return
    if box.element is not None and _SKIPPED_CLASSES & set(_classes(box.element)):
        return
    if box.element is not None:
        block = _block_id(box.element) or block
    for child in getattr(box, "children", ()):
        yield from _texts_of(child, block)


def _without_added_hyphen(text: str, source: str) -> str:
    """A line's text without the hyphen of a divided word; one that was typed stays."""
    return text[:-1] if text.endswith(HYPHEN) and not source.startswith(text) else text


def _own_texts(pages: Sequence[Any]) -> dict[str, str]:
    """Visible characters of each block, from the tree that was laid out."""
    own_texts: dict[str, list[str]] = defaultdict(list)
    if pages:
        page_children = pages[0]._page_box.children
        root = next(child for child in page_children if child.element_tag == "html")
        _add_texts(root.element, "", own_texts)
    return {block: visible("".join(texts)) for block, texts in own_texts.items()}


def _add_texts(element: Any, block: str, own_texts: dict[str, list[str]]) -> None:
    if not isinstance(element.tag, str):
        return
    if {"footnote", *_SKIPPED_CLASSES}.intersection(_classes(element)):
        return
    block = _block_id(element) or block
    own_texts[block].append(element.text or "")
    for child in element:
        _add_texts(child, block, own_texts)
        own_texts[block].append(child.tail or "")


def _classes(element: Any) -> list[str]:
    return str(element.get("class") or "").split()


def _block_id(element: Any) -> str:
    """Id of an element that was a block in the book's HTML (`data-tag`: before preparation)."""
    tag = element.get("data-tag") or element.tag
    return "" if tag in _INLINE_TAGS else (element.get("id") or "")


_INLINE_TAGS = frozenset("a abbr b cite code em i q s small span strong sub sup u".split())
