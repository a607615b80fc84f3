"""The style sheet of the printed page, put together from `styles/` and the trim."""

from __future__ import annotations

from publish.pdf.model import PageSize
from publish.styles_folder import styles_folder

# In pt, as in styles/page.css.
INNER_MARGIN, OUTER_MARGIN, HEAD_MARGIN, FOOT_MARGIN = 54.0, 60.0, 66.0, 69.0
GRID = 13.2
COLUMN_GAP, COLUMN_SIZE, COLUMN_LINE = 15.0, 8.2, 10.56
STYLES = styles_folder()


def page_css(size: PageSize) -> str:
    """Style of galleys for a trimmed page of `size` pt."""
    return common_css() + _size_rule(size)


def common_css() -> str:
    """What the style of galleys begins with for every page."""
    return (STYLES / "page.css").read_text(encoding="utf-8")


def column_css(size: PageSize, opener: float) -> str:
    """Style that makes of each page a column, under an `opener` of so many pt on the first two.

    Page names: "opening" for those two, "continued" where room is needed for a line at the
    head, which repeats the heading; see `of_lines` for shorter ones.
    """
    left_over = size.width - OUTER_MARGIN - column_width(size)
    heads = {"": HEAD_MARGIN, "opening": HEAD_MARGIN + opener}
    rules = [f"@page {{ margin-right: {left_over:.3f}pt }}", "header.opener { display: none }"]
    for name, head in heads.items():
        continued = f"{name}-continued".lstrip("-")
        for page, top in ((name, head), (continued, head + COLUMN_LINE)):
            rules.append(f"@page {page} {{ margin-top: {top:.3f}pt }}")
            rules += [
                f"@page {of_lines(page, lines)} {{ margin-top: {top:.3f}pt; margin-bottom: "
                f"{size.height - head - (lines + 0.5) * COLUMN_LINE:.3f}pt }}"
                for lines in range(1, int((size.height - head - FOOT_MARGIN) / COLUMN_LINE))
            ]
    return "\n".join(rules)


def of_lines(page_name: str, lines: int) -> str:
    """The name of such a column that is so many lines high, the one at its head included."""
    return f"{page_name}-lines-{lines}" if page_name else f"lines-{lines}"


def column_width(size: PageSize) -> float:
    """Width in pt of one of two columns."""
    return (size.width - INNER_MARGIN - OUTER_MARGIN - COLUMN_GAP) / 2


def _size_rule(size: PageSize) -> str:
    """The trim, and width and height of the text for what cannot inherit them."""
    measure = size.width - INNER_MARGIN - OUTER_MARGIN
    lines = int((size.height - HEAD_MARGIN - FOOT_MARGIN) / GRID)
    return (
        f"@page {{ size: {size.width}pt {size.height}pt }}\n"
        f":root {{ --measure: {measure:.3f}pt; --text-height: {lines * GRID:.3f}pt }}\n"
    )
