"""A part set in two columns: columns as pages of their own, put side by side.

So a correction lays out only the columns it reaches, and an entry that runs over can be
headed by its heading once more.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from math import ceil

from lxml import etree

from publish.pdf.flow import Copy, columns_of
from publish.pdf.fontfile import font_name, fonts_of
from publish.pdf.heads import shape
from publish.pdf.impose import impose
from publish.pdf.ink import in_black
from publish.pdf.model import FontUse, Order, Seam, Sheet, packed
from publish.pdf.sheets import deflated, with_digest
from publish.pdf.stretch import Stretch
from publish.pdf.stylesheet import (
    COLUMN_GAP,
    COLUMN_LINE,
    COLUMN_SIZE,
    HEAD_MARGIN,
    OUTER_MARGIN,
    column_css,
    column_width,
    lines_css,
    of_lines,
)

_BASELINE = 8.19  # pt from the top of a column's line to its baseline
_SPACE = 0.25  # em


def has_columns(root: etree._Element) -> bool:
    """Whether a prepared part is set in columns."""
    return columns_of(root) is not None


class Columns:
    """The columns of one part: their style, their heads, the pages made of them."""

    def __init__(self, order: Order, copy: Copy) -> None:
        self._order, self._copy = order, copy
        without_units = replace(copy, units=(), shells=())
        self._opener, self._drop = Stretch(order, without_units, 0, 0).only_sheet()
        units = [etree.fromstring(unit) for unit in copy.units]
        self._headings = [unit.get("data-heading", "") for unit in units]
        self._is_below = ["index-subentry" in unit.get("class", "") for unit in units]
        self._continued = _continued(copy)
        self._size = order.size
        self._css = column_css(order.size, self._drop)
        self._last: tuple[int, int, Stretch] | None = None

    def stretch(self, first: int, end: int) -> Stretch:
        """The units from `first` to before `end`, ready to be set in columns."""
        stretch = Stretch(self._order, self._copy, first, end, self._css)
        self._last = first, end, stretch
        return stretch

    def _rest(self, first: int) -> Stretch:
        """All units from `first` on: the last stretch, if it has them."""
        all_units = len(self._copy.units)
        if self._last is not None and self._last[0] <= first and self._last[1] == all_units:
            return self._last[2]
        return self.stretch(first, all_units)

    def page_name(self, number: int, place: tuple[int, bool] | None) -> str:
        """The named page of a column: the first two stand under the opener."""
        over = self._continued and place is not None and self._runs_over(*place)
        names = ("opening", "continued" if over else "")
        return "-".join(name for name in (names[0] if number < 2 else "", names[1]) if name)

    def headed(self, sheet: Sheet, number: int, seam: Seam) -> Sheet:
        """A column with the heading of the entry that runs over into it (Chicago 17 §16.142)."""
        if seam.carried or not self._continued or not self._runs_over(*_place(seam)):
            return sheet
        top = HEAD_MARGIN + (self._drop if number < 2 else 0.0)
        heading, width = self._headings[seam.unit], column_width(self._size)
        baseline = self._size.height - top - _BASELINE
        return _with_line(sheet, heading, self._continued, width, baseline)

    def _runs_over(self, unit: int, inside: bool) -> bool:
        """Whether an entry goes on there: in the middle of it, or with one of its subheads."""
        return inside or self._is_below[unit]

    def pages(self, columns: Sequence[Sheet], seams: Sequence[Seam]) -> list[Sheet]:
        """Two columns to a page, the first page under the opener; those of the last end level.

        `seams` are those before each column.
        """
        step = column_width(self._size) + COLUMN_GAP
        columns = self._balanced(columns, seams)
        pages = []
        for first in range(0, max(len(columns), 1), 2):
            parts = [
                (column, step * index) for index, column in enumerate(columns[first : first + 2])
            ]
            pages.append(impose([(self._opener, 0.0), *parts] if first == 0 else parts))
        return pages

    def _balanced(self, columns: Sequence[Sheet], seams: Sequence[Seam]) -> Sequence[Sheet]:
        """The same with the text of the last page shared between its columns."""
        first = max(len(columns) - 1, 0) // 2 * 2
        heights = [_lines(column) for column in columns[first:]]
        if not columns or seams[first].carried or heights[0] - sum(heights[1:]) <= 1:
            return columns
        stretch = self._rest(seams[first].unit)
        for lines in range(ceil(sum(heights) / 2), heights[0]):
            stretch.add_css(lines_css(self._size, self._drop, lines))
            last = self._set(stretch, seams[first], first, lines)
            if len(last) == 2:
                return [*columns[:first], *last]
        return columns

    def _set(self, stretch: Stretch, start: Seam, first: int, lines: int) -> list[Sheet]:
        """The columns from `start` on, each of so many lines at the most; three at the most."""

        def name(number: int, place: tuple[int, bool] | None) -> str:
            return of_lines(self.page_name(number, place), lines)

        named = _named(start, name(first, _place(start)))
        columns: list[Sheet] = []
        seam = start
        for sheet, after in islice(stretch.sheets(named, first, name), 3):
            columns.append(self.headed(sheet, first + len(columns), seam))
            seam = after or seam
        return columns


def _place(seam: Seam) -> tuple[int, bool]:
    """The unit at a seam, and whether it goes on there."""
    return seam.unit, seam.path != "null"


def _named(seam: Seam, name: str) -> Seam:
    """A seam after which another named page of the style comes; the first has no name yet."""
    if not seam.page:
        return seam
    break_, _ = json.loads(seam.page)
    return seam._replace(page=json.dumps([break_, name]))


def _lines(column: Sheet) -> int:
    """How many lines high the text of a column is."""
    tops = [line.corner.y for line in column.lines]
    return round((max(tops) - min(tops)) / COLUMN_LINE) + 1 if tops else 0


def _continued(copy: Copy) -> str:
    container = columns_of(copy.prepared.root)
    section = container.getparent() if container is not None else None
    return "" if section is None else section.get("data-continued", "")


def _with_line(sheet: Sheet, heading: str, continued: str, width: float, baseline: float) -> Sheet:
    content, uses = _line(heading, continued, width, baseline)
    screen = b"/Artifact BMC\n0 0 0 rg\n%sEMC\n" % content
    return with_digest(
        replace(
            sheet,
            screen=deflated(screen + zlib.decompress(sheet.screen)),
            print=deflated(in_black(b"0 0 0 rg\n" + content) + zlib.decompress(sheet.print)),
            packed_fonts=packed(fonts_of([sheet], uses)),
        )
    )


def _line(
    heading: str, continued: str, width: float, baseline: float
) -> tuple[bytes, list[FontUse]]:
    """Content and fonts of the line, which is at most `width` pt wide.

    Of a heading that is too long only what stands before its first comma is repeated.
    """
    said = shape(continued, small_capitals=False, italic=True)
    room = width / COLUMN_SIZE - said.width - _SPACE
    wordings = (heading, heading.partition(",")[0], heading.partition(" ")[0])
    lines = [shape(wording, small_capitals=False) for wording in wordings]
    head = next((line for line in lines if line.width <= room), lines[-1])
    content = b""
    for line, x in ((head, 0.0), (said, (head.width + _SPACE) * COLUMN_SIZE)):
        name = font_name(line.use.file, line.use.axes).encode()
        content += b"BT\n/%s %.4g Tf\n1 0 0 1 %.3f %.3f Tm\n%s TJ\nET\n" % (
            name, COLUMN_SIZE, OUTER_MARGIN + x, baseline, line.shown,
        )  # fmt: skip
    return content, [head.use, said.use]
