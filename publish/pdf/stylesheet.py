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
    head, which repeats the heading; see `lines_css` for shorter ones.
    """
    left_over = size.width - OUTER_MARGIN - column_width(size)
    rules = [f"@page {{ margin-right: {left_over:.3f}pt }}", "header.opener { display: none }"]
    rules += [
        f"@page {name} {{ margin-top: {top:.3f}pt }}"
        for name, (_, top) in _column_heads(opener).items()
    ]
    return "\n".join(rules)


def lines_css(size: PageSize, opener: float, lines: int) -> str:
    """Style of columns so many lines high; `of_lines` has their names."""
    return "\n".join(
        f"@page {of_lines(page, lines)} {{ margin-top: {top:.3f}pt; margin-bottom: "
        f"{size.height - head - (lines + 0.5) * COLUMN_LINE:.3f}pt }}"
        for page, (head, top) in _column_heads(opener).items()
    )


def _column_heads(opener: float) -> dict[str, tuple[float, float]]:
    """Where a column and its text begin by the name of its page, pt from the page's head."""
    heads = {"": HEAD_MARGIN, "opening": HEAD_MARGIN + opener}
    plain = {name: (head, head) for name, head in heads.items()}
    return plain | {
        f"{name}-continued".lstrip("-"): (head, head + COLUMN_LINE) for name, head in heads.items()
    }


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
