"""What the renderer works out again for every box, worked out once for boxes that are alike.

WeasyPrint 70.0 shares one computed style among elements that match the same rules, so that what
follows from a style alone can be kept with it. `tests/pdf/test_shortcuts.py` holds each function
against the renderer's own.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from weasyprint.formatting_structure.boxes import Box, PageBox, ParentBox

Function = Callable[..., Any]

_SIDES = ("top", "right", "bottom", "left")
_USED_VALUES = (
    *(f"{space}_{side}" for space in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
    *(f"{limit}{extent}" for limit in ("", "min_", "max_") for extent in ("width", "height")),
)
_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
_NO_BACKGROUND = {"background": None} | {f"border_{corner}_radius": (0, 0) for corner in _CORNERS}


def strut_of_style(original: Function) -> Function:
    """The renderer's `strut`: line height and baseline of a style, kept with the style."""

    @functools.wraps(original)
    def strut(style: Any) -> Any:
        kept = style.__dict__
        if "strut" not in kept:
            kept["strut"] = original(style)
        return kept["strut"]

    return strut


def used_values_of_style(original: Function) -> Function:
    """The renderer's `resolve_percentages`: a box's lengths, kept with the style by the space.

    The borders of a table's cells can have been settled for each cell apart.
    """

    @functools.wraps(original)
    def resolve(box: Any, container: Any) -> None:
        is_box = isinstance(container, Box)
        space = (container.width, container.height) if is_box else tuple(container)
        kept = box.style.__dict__.setdefault("used_values", {})
        if space in kept:
            box.__dict__.update(kept[space])
            return
        original(box, container)
        if box.style["border_collapse"] == "separate" and not isinstance(box, PageBox):
            kept[space] = {name: getattr(box, name) for name in _USED_VALUES}

    return resolve


def widths_of_style(original: Function) -> Function:
    """The renderer's `split_first_line` where it asks only for widths, kept with the style.

    It asks for those of a whole page again for each box around a text.
    """

    @functools.wraps(original)
    def split(text: str, style: Any, context: Any, *rest: Any, **named: Any) -> Any:
        kept = style.__dict__.setdefault("widths", {})
        key = text, rest, *named.items()
        if key not in kept:
            kept[key] = (None, *original(text, style, context, *rest, **named)[1:])
        return kept[key]

    return split


def no_background_of_style(original: Function) -> Function:
    """The renderer's `layout_box_backgrounds`, for boxes in a style that has none."""

    @functools.wraps(original)
    def lay_out(
        page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None
    ) -> None:
        if style is None and box.style.__dict__.get("has_no_background"):
            box.__dict__.update(_NO_BACKGROUND)
            for child in box.all_children() if layout_children else ():
                lay_out(page, child, get_image)
            return
        original(page, box, get_image, layout_children, style)
        if style is None and _is_bare(box):
            box.style.has_no_background = True

    return lay_out


def flow_of_style(original: Function) -> Function:
    """The renderer's `Box.is_in_normal_flow`, kept with the style."""

    @functools.wraps(original)
    def is_in_normal_flow(box: Any) -> Any:
        kept = box.style.__dict__
        if "in_normal_flow" not in kept:
            kept["in_normal_flow"] = original(box)
        return kept["in_normal_flow"]

    return is_in_normal_flow


def pages_of_edges(original: Function) -> Function:
    """The renderer's `ParentBox.page_values`, without looking between a box's first and last leaf.

    A leaf names the page it wants to stand on itself, or has the name from what is around it.
    """

    @functools.wraps(original)
    def page_values(box: Any) -> tuple[str, str]:
        return _leaf(box, iter).style["page"], _leaf(box, reversed).style["page"]

    return page_values


def _leaf(box: Any, in_order: Callable[[Sequence[Any]], Iterable[Any]]) -> Any:
    """What stands at the edge of a box from which its children are given in order."""
    while isinstance(box, ParentBox):
        for child in in_order(box.children):
            if child.is_in_normal_flow() or child.is_floated():
                box = child
                break
        else:
            break
    return box


def _is_bare(box: Any) -> bool:
    style = box.style
    return (
        not isinstance(box, PageBox)
        and box.background is None
        and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
        and all(style[f"border_{corner}_radius"] == ((0, "px"), (0, "px")) for corner in _CORNERS)
    )
