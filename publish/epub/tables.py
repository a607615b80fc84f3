"""Tables: each in a box of its own."""

from __future__ import annotations

from lxml.etree import _Element

from publish.epub.xhtml import elements, make


def box_tables(body: _Element) -> None:
    """Put each table into a `<div class="table">`.

    The style sheet lets the box scroll sideways, so that on a small screen or in large type a wide
    table does not make the page wider.
    """
    for table in list(elements(body, "table")):
        box = make("div", class_="table")
        table.addprevious(box)
        box.append(table)
        box.tail, table.tail = table.tail, None
