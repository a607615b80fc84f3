"""The XHTML of one section, from all that decides it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from publish.book.model import PartKind
from publish.epub.files import Division
from publish.epub.links import Target, resolve_links
from publish.epub.pagebreaks import PageBreak, insert_page_breaks
from publish.epub.pictures import place_pictures
from publish.epub.semantics import mark_semantics
from publish.epub.tables import box_tables
from publish.epub.xhtml import page_bytes, parse_body


@dataclass(frozen=True, slots=True)
class Order:
    """What one XHTML file is made of besides its HTML and the targets of its links.

    `images` are the names of pictures by source.
    """

    section: str
    title: str
    language: str
    style: str
    kind: PartKind
    division: Division
    breaks: tuple[PageBreak, ...]
    images: tuple[tuple[str, str], ...]


def make_text(order: Order, html: str, targets: Mapping[str, Target]) -> bytes:
    """The whole XHTML file; the same arguments give the same bytes.

    `html` is that of its section, `targets` are those of its links by href. Raises as
    `parse_body` and `insert_page_breaks` do.
    """
    body = parse_body(html, order.section)
    insert_page_breaks(body, order.breaks)
    mark_semantics(body, order.kind, order.division)
    box_tables(body)
    place_pictures(body, dict(order.images))
    resolve_links(body, targets)
    return page_bytes(body, order.title, order.language, order.style)
