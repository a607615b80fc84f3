"""The text of HTML blocks as plain strings, and the way back from a span of the string
to an element around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

Element = etree._Element

BLOCKS = frozenset("p li td th dt dd figcaption h1 h2 h3 h4 h5 h6 caption".split())
# Inside these nothing is searched: titles of works, places called after people, explicit marks.
UNSEARCHED = frozenset({"title", "noindex", "gap", "omission"})


@dataclass(slots=True)
class Spot:
    """A run of text: `node`'s own text or its tail, starting at `start` of the block's string."""

    node: Element
    tail: bool
    start: int
    string: str

    @property
    def end(self) -> int:
        return self.start + len(self.string)


@dataclass(slots=True)
class Block:
    """A block element and its text without note calls."""

    element: Element
    text: str
    spots: list[Spot]
    unsearched: tuple[tuple[int, int], ...]


def blocks(root: Element) -> Iterator[Element]:
    """The innermost block elements under `root` (itself included), in reading order."""
    for element in root.iter():
        if is_block(element) and not any(is_block(child) for child in element.iterdescendants()):
            yield element


def is_block(element: Element) -> bool:
    """Whether an element holds lines of text of its own."""
    if element.tag in BLOCKS:
        return True
    return element.tag == "div" and "line-block" in classes(element)


def classes(element: Element) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def add_class(element: Element, name: str) -> None:
    """Add a class that the element may already have."""
    element.set("class", " ".join(dict.fromkeys([*classes(element), name])))


def read_block(element: Element) -> Block:
    """Flatten a block; line breaks become spaces, note calls vanish."""
    spots: list[Spot] = []
    unsearched: list[tuple[int, int]] = []
    length = 0

    def take(node: Element, string: str | None, tail: bool) -> None:
        nonlocal length
        if string:
            spots.append(Spot(node, tail, length, string.replace("\n", " ")))
            length += len(string)

    def walk(node: Element) -> None:
        start = length
        if "note-call" not in classes(node):
            take(node, node.text, False)
            for child in node:
                walk(child)
                take(child, child.tail, True)
        if node is not element and _is_unsearched(node):
            unsearched.append((start, length))

    walk(element)
    text = "".join(spot.string for spot in spots)
    return Block(element, text, spots, tuple(span for span in unsearched if span[0] < span[1]))


def _is_unsearched(node: Element) -> bool:
    return (
        node.get("data-person") is not None
        or node.get("data-term") is not None
        or node.tag == "a"
        or not UNSEARCHED.isdisjoint(classes(node))
    )


def start_of(element: Element, block: Block) -> int:
    """Where the words of an element begin in the text of its block; 0 if it has none."""
    inside = {element, *element.iterdescendants()}
    starts = (
        spot.start for spot in block.spots
        if spot.node in inside and not (spot.tail and spot.node is element)
    )  # fmt: skip
    return next(starts, 0)


def wrap(block: Block, ranges: Iterable[tuple[int, int, Element]]) -> None:
    """Put each given empty element around its range of the block's text.

    Ranges must not overlap. Where a range runs over several text runs only its part in the
    first is wrapped: the element marks where the passage begins.
    """
    for start, end, element in sorted(ranges, key=lambda item: -item[0]):
        spot = next(spot for spot in block.spots if spot.start <= start < spot.end)
        _wrap_in_spot(spot, start - spot.start, min(end, spot.end) - spot.start, element)


def _wrap_in_spot(spot: Spot, start: int, end: int, element: Element) -> None:
    element.text = spot.string[start:end]
    before = spot.string[:start]
    if spot.tail:
        element.tail = (spot.node.tail or "")[end:]
        spot.node.tail = before
        spot.node.addnext(element)
    else:
        element.tail = (spot.node.text or "")[end:]
        spot.node.text = before
        spot.node.insert(0, element)


def inner(root: Element) -> str:
    """The HTML inside an element."""
    html = etree.tostring(root, encoding="unicode")
    start, end = html.find(">") + 1, html.rfind("</")
    return html[start:end] if end > start else ""
