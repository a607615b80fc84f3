"""What a laid-out page says: where its anchors stand and with what text it begins.

Reads the tree of boxes of WeasyPrint 70.0, which the public interface does not show; the
version is pinned and `tests/pdf/test_reading.py` compares the result with the text that
another library extracts from the PDF.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from publish.pdf.engine import to_points
from publish.pdf.model import Point, SetLine, Sheet, SheetStart, Spot
from publish.pdf.prepare import ID, Mark, block_id

HYPHEN = "\N{HYPHEN}"  # `hyphenate-character` of the style sheet
_SKIPPED_CLASSES = frozenset({"page-ref"})  # words that only the printed page has


class Reading(NamedTuple):
    """What one page says: elements that begin on it, its text, the start of its running text."""

    anchors: dict[str, Point]
    lines: tuple[SetLine, ...]
    start: SheetStart | None


class Reader:
    """Reads pages in order; remembers how much of each block they have shown.

    `texts` are the visible characters of each block. A reader that starts inside the flow is
    told what stands before: `read`, the visible characters of each block, and `open_ids`,
    the elements begun.
    """

    def __init__(
        self,
        texts: Mapping[str, str],
        read: Iterable[tuple[str, int]] = (),
        open_ids: Iterable[str] = (),
    ) -> None:
        self._texts = texts
        self._read: dict[str, int] = defaultdict(int, read)
        self._seen: set[str] = set(open_ids)

    def read_so_far(self, blocks: Iterable[str]) -> tuple[tuple[str, int], ...]:
        """How many visible characters of these blocks have been read, where there are any."""
        return tuple((block, self._read[block]) for block in blocks if self._read.get(block))

    def read_page(self, page_box: Any) -> Reading:
        """What a page says; positions in pt."""
        page = _Page(self)
        root, *notes = page_box.children
        page.visit(root, "")
        start = SheetStart(*page.lines[0][:2]) if page.lines else None
        for area in notes:
            page.visit(area, "")
        return Reading(page.anchors, tuple(page.lines), start)

    def first_time(self, anchor: str) -> bool:
        """Whether this is where the anchor comes first."""
        if anchor in self._seen:
            return False
        self._seen.add(anchor)
        return True

    def take(self, block: str, text: str) -> tuple[int, int] | None:
        """Visible characters of the block before and after this text; None if it is a repeat."""
        before = self._read[block]
        rest = self._texts.get(block, "")[before:]
        if not rest:
            return None  # the head of a table, repeated on its further pages
        self._read[block] += len(_without_added_hyphen(text, rest))
        return before, self._read[block]


class _Page:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.anchors: dict[str, Point] = {}
        self.lines: list[SetLine] = []

    def visit(self, box: Any, block: str) -> None:
        """Go through a box in reading order; `block` is the innermost block around it."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if box.element is not None and "::" not in (box.element_tag or ""):
            self._note_anchor(box)
        if box.is_absolutely_positioned() or "::" in (box.element_tag or ""):
            self._visit_out_of_flow(box)
        elif isinstance(box, boxes.TextBox):
            self._note_text(box, block)
        else:
            skipped = box.element is not None and _SKIPPED_CLASSES & set(_classes(box.element))
            if box.element is not None:
                block = block_id(box.element) or block
            for child in () if skipped else getattr(box, "children", ()):
                self.visit(child, block)

    def _visit_out_of_flow(self, box: Any) -> None:
        """Only the places of anchors: the text does not belong to the flow."""
        for child in getattr(box, "children", ()):
            inner = child._box if isinstance(child, AbsolutePlaceholder) else child
            if inner.element is not None and "::" not in (inner.element_tag or ""):
                self._note_anchor(inner)
            self._visit_out_of_flow(inner)

    def _note_anchor(self, box: Any) -> None:
        anchor = box.element.get(ID)
        if anchor and not isinstance(box, boxes.TextBox) and self._reader.first_time(anchor):
            self.anchors[anchor] = _corner(box)

    def _note_text(self, box: Any, block: str) -> None:
        text = visible(box.text)
        stretch = self._reader.take(block, text) if block and text else None
        if stretch is not None:
            corner = Point(to_points(box.position_x), to_points(box.position_y))
            self.lines.append(SetLine(block, *stretch, corner))


def locate(sheets: Sequence[Sheet], marks: Mapping[str, Sequence[Mark]]) -> dict[str, Spot]:
    """Where everything stands that has an id: elements that begin, marks inside blocks.

    A mark stands on the piece of text that its next character is in, at the very end of a
    block on the last, in a block without text of its own where the block does. Pages are
    counted from 0.
    """
    spots: dict[str, Spot] = {}
    pieces: dict[str, list[tuple[int, SetLine]]] = defaultdict(list)
    for number, sheet in enumerate(sheets):
        for anchor, point in sheet.anchors.items():
            spots.setdefault(anchor, Spot(number, *point))
        for line in sheet.lines:
            pieces[line.block].append((number, line))
    for block, places in marks.items():
        for mark in places if block in pieces else ():
            inside = (piece for piece in pieces[block] if mark.offset < piece[1].end)
            number, line = next(inside, pieces[block][-1])
            spots.setdefault(mark.id, Spot(number, *line.corner))
        if block in spots and block not in pieces:
            spots |= {mark.id: spots[block] for mark in places}
    return spots


def _corner(box: Any) -> Point:
    """Top left corner inside the margins, as the renderer's own anchors have it."""
    x, y, *_ = box.hit_area()
    return Point(to_points(x), to_points(y))


def is_blank(page_box: Any) -> bool:
    """Whether a forced break left the page empty."""
    return bool(page_box.page_type.blank)


def visible(text: str) -> str:
    """The characters of a text that are not white space."""
    return "".join(text.split())


def _without_added_hyphen(text: str, source: str) -> str:
    """A line's text without the hyphen of a divided word; one that was typed stays."""
    return text[:-1] if text.endswith(HYPHEN) and not source.startswith(text) else text


def _classes(element: Any) -> list[str]:
    return str(element.get("class") or "").split()
