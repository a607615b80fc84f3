"""Running heads and folios: a document of otherwise empty pages, laid over the book's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from publish.book.model import Book
from publish.pagemap import Page, PageKind
from publish.pdf.model import Order, PageSize
from publish.pdf.stylesheet import heads_css

HEADS = "running heads"  # takes the place of a part's id in problems


def heads_order(book: Book, pages: Sequence[Page], size: PageSize) -> Order:
    """Order for one page per page of the book, holding its head and folio alone."""
    recto_heads = {part.id: part.recto_head or part.title for part in book.parts}
    verso_head = book.metadata.short_title or book.metadata.title
    body = "".join(_page_element(page, recto_heads, verso_head) for page in pages)
    return Order(
        part=HEADS,
        title=HEADS,
        language=book.metadata.language,
        html=f"<div>{body}</div>",
        css=heads_css(size),
        right=True,
        folios=(),
        root=book.root,
        tagged=False,
    )


def _page_element(page: Page, recto_heads: Mapping[str, str], verso_head: str) -> str:
    head = recto_heads[page.part] if page.recto else verso_head
    shown = page.folio if page.kind in (PageKind.TEXT, PageKind.OPENER) else ""
    return (
        f'<div class="page {page.kind.value}" data-head="{escape(head)}" '
        f'data-folio="{escape(shown)}"></div>'
    )
