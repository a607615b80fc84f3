"""Lines made without looking for what is not on them.

The renderer makes each line as if there were floats beside it, text from right to left, boxes
with borders on it and nowhere to break it. Most lines are text that fits, or ends in a text that
can be broken. `tests/pdf/test_line_boxes.py` holds them against the renderer's own.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, NamedTuple

from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, ParentBox, TextBox
from weasyprint.layout import inline

from publish.pdf.calls import is_call

Function = Callable[..., Any]
Place = dict[int, Any] | None  # as `State.resume_at`

_ROUNDING = 1 + 1e-9  # by how much the renderer makes a line wider


class _NotSimple(Exception):
    """A line that is left to the renderer."""


class _Row(NamedTuple):
    """Room for text: from where to where in px, on a line so many px from the top."""

    left: float
    right: float
    top: float
    is_empty: bool  # whether nothing stands on the line before


def simple_line(original: Function) -> Function:
    """What stands for the renderer's `get_next_linebox`."""

    @functools.wraps(original)
    def next_line(context: Any, box: Any, top: float, *rest: Any) -> Any:
        _, place, container, _, _, first_letter_style, first_line_style = rest
        if not (context.excluded_shapes or first_letter_style or first_line_style):
            try:
                return _line(context, box, top, place, container)
            except _NotSimple:
                pass
        return original(context, box, top, *rest)

    return next_line


def without_layers(original: Function) -> Function:
    """What stands for the renderer's `_dispatch`, which looks for what is painted over the rest."""

    @functools.wraps(original)
    def dispatch(box: Any, *rest: Any) -> Any:
        return box if "is_simple" in box.__dict__ else original(box, *rest)

    return dispatch


def without_outlines(original: Function) -> Function:
    """What stands for the renderer's `draw_outline`."""

    @functools.wraps(original)
    def draw(stream: Any, box: Any) -> None:
        if "is_simple" not in box.__dict__:
            original(stream, box)

    return draw


def _line(context: Any, box: Any, top: float, place: Place, container: Any) -> tuple[Any, Place]:
    """A line, and where the next one begins. Raises _NotSimple.

    The style of a box without an element has no margins, borders or padding.
    """
    if not isinstance(box.style, AnonymousStyle) or container.style["direction"] != "ltr":
        raise _NotSimple
    _check_beginning(box, place)
    left = container.content_box_x()
    width = left + container.width - left  # as the renderer rounds it
    box.position_x, box.position_y = left, top
    row = _Row(left + box.text_indent, left + width, top, is_empty=True)
    line, rest = _filled(context, box, place, row, container)
    box.width, box.height = line.width, line.height
    inline.remove_last_whitespace(context, line)
    offset = inline.text_align(context, line, width, last=rest is None)
    bottom, line_top = inline.line_box_verticality(line)
    line.baseline, line.position_y, line.height = -line_top, line_top, bottom - line_top
    line.margin_top = line.margin_bottom = 0
    line.translate(offset, top - line_top)
    line.position_y = top
    line.is_simple = True
    return line, rest


def _check_beginning(box: Any, place: Place) -> None:
    """Raises _NotSimple if a line does not begin with a word."""
    while isinstance(box, ParentBox) and box.children:
        index, place = _first(place)
        box = box.children[index]
    if not isinstance(box, TextBox) or box.text.encode()[_first(place)[0] :][:1] in b" ":
        raise _NotSimple


def _first(place: Place) -> tuple[int, Place]:
    """Where a place is in a box, and where in what is there."""
    return (0, None) if place is None else next(iter(place.items()))


def _filled(context: Any, box: Any, place: Place, row: _Row, container: Any) -> tuple[Any, Place]:
    """As much of a box from a place on as fits into a row, and where it goes on.

    Raises _NotSimple if the first word of a child is too wide for what is left, and the child may
    not begin the next line.
    """
    start, inside = _first(place)
    x, right, is_line = row.left, row.right * _ROUNDING, isinstance(box, LineBox)
    children: list[Any] = []
    rest: Place = None
    for index, child in enumerate(box.children[start:], start):
        child.position_x, child.position_y = x, row.top
        left_over = _Row(x, right, row.top, row.is_empty and not (is_line and children))
        fitting, rest = _fitting(context, child, inside, left_over, container)
        end = fitting.position_x + fitting.margin_width()
        if end > right and (children or is_line):
            if not (children and is_line and _may_end(box, index, fitting)):
                raise _NotSimple
            rest = {index: None}
            break
        children.append(fitting)
        x = end
        if rest is not None:
            rest = {index: rest}
            break
        inside = None
    filled = box.copy_with_children(children)
    filled.remove_decoration(start=place is not None, end=rest is not None)
    filled.width = x - filled.content_box_x() if children else 0
    inline._adjust_line_height(filled)
    return filled, rest


def _may_end(line: Any, index: int, fitting: Any) -> bool:
    """Whether a line may end before a child of which not even `fitting` fits, spaces left out."""
    before, child = _last_letter(line.children[index - 1]), line.children[index]
    first, last = _text_at(child, 0)[:1], _text_at(fitting, -1)[-1:]
    return bool(
        (before and first and last not in ("", " "))
        and not is_call(child)
        and line.style["white_space"] == "normal"
        and inline.can_break_text(before + first, child.style["lang"])
    )


def _last_letter(box: Any) -> str:
    """The last character of a box, also if it is a space that is left out; "" if there is none."""
    while not box.trailing_collapsible_space and isinstance(box, ParentBox) and box.children:
        box = box.children[-1]
    if box.trailing_collapsible_space:
        return " "
    return box.text[-1:] if isinstance(box, TextBox) else ""


def _text_at(box: Any, index: int) -> str:
    """The first text or the last in a box; "" if there is none."""
    while isinstance(box, ParentBox) and box.children:
        box = box.children[index]
    return box.text if isinstance(box, TextBox) else ""


def _fitting(
    context: Any, child: Any, place: Place, row: _Row, container: Any
) -> tuple[Any, Place]:
    """As much of text, or of a box of text, as fits into a row, and where it goes on."""
    inline.resolve_percentages(child, container)
    if isinstance(child, TextBox):
        text, resume, is_preserved = inline.split_text_box(
            context, child, row.right - row.left, _first(place)[0], is_line_start=row.is_empty
        )
        if text is None or is_preserved:
            raise _NotSimple
        return text, None if resume is None else {resume: None}
    if type(child) is not InlineBox or not (_is_plain(child) and _is_flat(child.style)):
        raise _NotSimple
    return _filled(context, child, place, row, container)


def _is_plain(box: Any) -> bool:
    """Whether a box in a line is in the flow and as wide as its text."""
    return not (
        box.margin_left or box.margin_right
        or box.padding_left or box.padding_right
        or box.border_left_width or box.border_right_width
        or box.style["position"] != "static" or box.style["direction"] != "ltr"
        or box.is_leader or not box.is_in_normal_flow()
    )  # fmt: skip


def _is_flat(style: Any) -> bool:
    """Whether a box in the flow is painted where it stands, and nothing around it."""
    kept = style.__dict__
    if "is_flat" not in kept:
        kept["is_flat"] = (
            style["opacity"] == 1
            and style["overflow"] == "visible"
            and not style["transform"]
            and not style["outline_width"]
        )
    return bool(kept["is_flat"])
