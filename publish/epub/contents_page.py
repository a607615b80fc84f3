"""The contents page of the EPUB: the lines of print with their printed folios."""

from __future__ import annotations

from collections.abc import Sequence

from publish.book.model import Part, Section
from publish.cache import Store
from publish.epub.outline import outline
from publish.epub.render import render_once
from publish.pagemap import PageMap


def contents_html(
    section: Section, parts: Sequence[Part], pagemap: PageMap | None, store: Store
) -> str:
    """The contents as html with links `#section-id`; folios only where pages are known."""
    lines = outline(parts, with_documents=False)
    folios = {
        target: pagemap.folio(target)
        for line in lines
        for target in (line.target, *(below.target for below in line.below))
        if pagemap is not None and target in pagemap.anchors
    }
    return render_once(store, "contents.xhtml.j2", section=section, lines=lines, folios=folios)
