"""The style sheet of the printed page, put together from `styles/` and the trim."""

from __future__ import annotations

from publish.pdf.model import PageSize
from publish.styles_folder import styles_folder

# In pt, as in styles/page.css.
INNER_MARGIN, OUTER_MARGIN, HEAD_MARGIN, FOOT_MARGIN = 54.0, 60.0, 66.0, 69.0
GRID = 13.2
STYLES = styles_folder()


def page_css(size: PageSize) -> str:
    """Style of galleys for a trimmed page of `size` pt."""
    return (STYLES / "page.css").read_text(encoding="utf-8") + _size_rule(size)


def _size_rule(size: PageSize) -> str:
    """The trim, and width and height of the text for what cannot inherit them."""
    measure = size.width - INNER_MARGIN - OUTER_MARGIN
    lines = int((size.height - HEAD_MARGIN - FOOT_MARGIN) / GRID)
    return (
        f"@page {{ size: {size.width}pt {size.height}pt }}\n"
        f":root {{ --measure: {measure:.3f}pt; --text-height: {lines * GRID:.3f}pt }}\n"
    )
