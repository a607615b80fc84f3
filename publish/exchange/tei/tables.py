"""Rows of cells to a pipe table of Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from publish.exchange.tei.xml import Element, children

SIDES = {"default": "---", "left": ":---", "right": "---:", "center": ":---:"}


def cells_of(row: Element) -> list[Element]:
    """The cells of a row."""
    return children(row, "cell")


def is_label_row(row: Element) -> bool:
    """Whether a row is the head of its table."""
    cells = cells_of(row)
    return row.get("role") == "label" or (
        bool(cells) and all(cell.get("role") == "label" for cell in cells)
    )


def pipe_table(table: Element, rows: Sequence[Sequence[str]], *, labels: bool) -> str:
    """Markdown of a table, whose first row is its head if it has labels, else the head is empty."""
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    head = padded.pop(0) if labels else [""] * width
    return "\n".join([_line(head), _rule(table, width), *map(_line, padded)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(table: Element, width: int) -> str:
    """The line under a table's head, with the sides of the columns if @rend has them."""
    sides = table.get("rend", "").split()
    if len(sides) != width or not set(sides) <= set(SIDES):
        sides = ["default"] * width
    parts = table.get("n", "").split()
    usual = set(sides) == {"default"} and set(parts) == {"3"}
    if (
        usual
        or len(parts) != width
        or not all(part.isdigit() and int(part) < 400 for part in parts)
    ):
        return _line([SIDES[side] for side in sides])
    lines = [_dashes(side, int(part)) for side, part in zip(sides, parts, strict=True)]
    return f"|{'|'.join(lines)}|"


def _dashes(side: str, width: int) -> str:
    """Dashes as many as a column's share of the width; colons count as dashes."""
    left = ":" if side in ("left", "center") else "-"
    right = ":" if side in ("right", "center") else "-"
    return left + "-" * max(1, width - 2) + right
