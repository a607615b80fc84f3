"""The style sheet of the printed page, put together from `styles/` and the trim."""

from __future__ import annotations

from publish.pdf.model import PageSize
from publish.styles_folder import styles_folder

INNER_MARGIN, OUTER_MARGIN = 54.0, 60.0  # pt, as in styles/page.css
STYLES = styles_folder()


def page_css(size: PageSize) -> str:
    """Style of galleys for a trimmed page of `size` pt."""
    return _read("page.css") + _size_rule(size)


def heads_css(size: PageSize) -> str:
    """Style of running heads and folios for a trimmed page of `size` pt."""
    return _read("heads.css") + _size_rule(size)


def _read(name: str) -> str:
    return (STYLES / name).read_text(encoding="utf-8")


def _size_rule(size: PageSize) -> str:
    """The trim, and the measure for what cannot inherit it (notes at the foot)."""
    return (
        f"@page {{ size: {size.width}pt {size.height}pt }}\n"
        f":root {{ --measure: {size.width - INNER_MARGIN - OUTER_MARGIN}pt }}\n"
    )
