"""Where words may be divided, and where a very loose line would be the price of a whole one.

WeasyPrint 70.0 forgets `hyphenate-limit-zone` at the beginning of an element, has no
`hyphenate-limit-lines`, and does not divide a word for the sake of what must follow it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure.boxes import ParentBox, TextBox
from weasyprint.layout.percent import percentage

MOST_IN_A_ROW = 3  # Chicago Manual of Style, "Hyphenation and appearance"
_VERY_LOOSE = 2.4  # em that words would leave on a line, as for `.last-word` in the style sheet
_HYPHENS = ("\N{HYPHEN}", "-")


def divided_if_loose(original: Callable[..., Any]) -> Callable[..., Any]:
    """What stands for `split_first_line`: divides a word only if enough room would be left.

    Behind other text on its line the first word of a text is kept whole, too, where no more is
    left than `hyphenate-limit-zone`. Behind many lines with hyphens only a very loose line is
    a reason to divide.
    """

    @functools.wraps(original)
    def split(text: str, style: Any, context: Any, max_width: Any, *rest: Any, **named: Any) -> Any:
        if getattr(context, "many_hyphens", False):
            room = Dimension(_VERY_LOOSE * style["font_size"], "px")
            style = _varied(style, "hyphenate_limit_zone", room)
        goes_on = max_width is not None and not named.get("is_line_start", True)
        zone = style["hyphenate_limit_zone"]
        if goes_on and max_width <= percentage(zone, style, max_width):
            style = _varied(style, "hyphens", "manual")
        return original(text, style, context, max_width, *rest, **named)

    return split


def _varied(style: Any, name: str, value: Any) -> Any:
    """A style with another value of a property, kept with the style that it is made from."""
    kept = style.__dict__.setdefault("varied", {})
    if name not in kept:
        kept[name] = style.copy()
        kept[name][name] = value
    return kept[name]


def few_in_a_row(original: Callable[..., Any]) -> Callable[..., Any]:
    """What stands for `iter_line_boxes`: tells `divided_if_loose` of many hyphens in a row."""

    @functools.wraps(original)
    def lines(context: Any, *rest: Any) -> Iterator[Any]:
        in_a_row = 0
        for line, after in original(context, *rest):
            context.many_hyphens = False  # other lines are made before the next of these
            in_a_row = in_a_row + 1 if _last_text(line).endswith(_HYPHENS) else 0
            yield line, after
            context.many_hyphens = in_a_row >= MOST_IN_A_ROW
        context.many_hyphens = False

    return lines


def _last_text(box: Any) -> str:
    while isinstance(box, ParentBox) and box.children:
        box = box.children[-1]
    return str(box.text) if isinstance(box, TextBox) else ""


def or_divided(original: Callable[..., bool]) -> Callable[..., bool]:
    """What stands for `can_break_inside`: a line may end inside a word that fits.

    The renderer takes the whole word to the next line with a note's call that does not fit.
    """

    @functools.wraps(original)
    def can_break_inside(box: Any) -> bool:
        if original(box):
            return True
        if not isinstance(box, TextBox):
            return False
        style = box.style
        divides = style["hyphens"] == "auto" and style["white_space"] == "normal"
        return divides and bool(len(box.text) >= style["hyphenate_limit_chars"][0])

    return can_break_inside
