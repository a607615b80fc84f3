"""Headings inside front matter and introductions, where a book has sections of its own."""

from __future__ import annotations

from collections.abc import Callable

from publish.exchange.linemap import Piece
from publish.exchange.tei.blocks import heading_inside, plain_block
from publish.exchange.tei.context import Context
from publish.exchange.tei.inline import markdown
from publish.exchange.tei.marks import nodes_of, tag_of_parent
from publish.exchange.tei.xml import Element, lines_of, tag


def _heading(element: Element, context: Context) -> list[Piece]:
    """A heading of the level that the divs around it give; over a list only words."""
    if tag_of_parent(element) != "div":
        return heading_inside(element, context)
    depth = sum(tag(around) == "div" for around in element.iterancestors())
    written = " ".join(markdown(nodes_of(element, context)).replace("\\\n", " ").split())
    level = "#" * min(max(depth, 2), 4)
    return [Piece("heading", f"{level} {written}", lines_of(element))] if written else []


def _paragraph(element: Element, context: Context) -> list[Piece]:
    """A paragraph, or what newer volumes set as a heading (rend="sectiontitleital")."""
    if element.get("rend", "").startswith("sectiontitle"):
        return _heading(element, context)
    return plain_block(element, context)


SECTION_HEADINGS: dict[str, Callable[[Element, Context], list[Piece]]] = {
    "head": _heading, "p": _paragraph,
}  # fmt: skip
