"""Rows of cells to a pipe table of Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from publish.exchange.tei.xml import Element, children

MOST = 100  # columns or rows that a cell may cover
SIDES = {"default": "---", "left": ":---", "right": "---:", "center": ":---:"}


@dataclass(frozen=True, slots=True)
class Cell:
    """Markdown of a cell, and how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


def cell_of(cell: Element, text: str) -> Cell:
    """A cell with its @rows and @cols; what is no small number is taken as 1."""
    rows, columns = (
        int(said) if (said := cell.get(name, "1")).isdigit() and 0 < int(said) < MOST else 1
        for name in ("rows", "cols")
    )
    return Cell(text, rows, columns)


def grid_of(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Rows of equal columns: a cell over several columns or rows is divided, its rest is empty."""
    grid: list[list[str]] = []
    covered: set[tuple[int, int]] = set()  # (row, column) under a cell from above
    for place, row in enumerate(rows):
        line: list[str] = []
        for cell in row:
            while (place, len(line)) in covered:
                line.append("")
            for below in range(1, cell.rows):
                covered |= {(place + below, len(line) + n) for n in range(cell.columns)}
            line += [cell.text, *[""] * (cell.columns - 1)]
        grid.append(line)
    return grid


def is_label_row(row: Element) -> bool:
    """Whether a row is the head of its table."""
    cells = children(row, "cell")
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
