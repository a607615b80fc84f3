"""Headings of several lines, each about as long as the others.

What CSS calls `text-wrap: balance` WeasyPrint 70.0 does not have; the style sheet says it as
`--wrap: balance`. The lines are those of the narrowest box in which they are not more.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_CLOSE_ENOUGH = 1.0  # px


def balancing(original: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """What stands for the renderer's `iter_line_boxes`."""

    @functools.wraps(original)
    def lines(
        context: Any, box: Any, top: float, bottom: float, place: Any, container: Any, *rest: Any
    ) -> Iterator[Any]:
        def set_in(width: float) -> list[Any]:
            with _narrowed(container, width):
                return list(original(context, box, top, bottom, place, container, *rest))

        if place is not None or not _is_balanced(container) or context.excluded_shapes:
            return original(context, box, top, bottom, place, container, *rest)
        return iter(_narrowest(set_in, container.width))

    return lines


def _is_balanced(box: Any) -> bool:
    return any(getattr(token, "value", "") == "balance" for token in box.style["__wrap"])


def _narrowest(set_in: Callable[[float], list[Any]], width: float) -> list[Any]:
    """What is set in the narrowest width in which it has no more lines than in the whole."""
    lines = set_in(width)
    too_narrow = width / max(2, len(lines))
    while len(lines) > 1 and width - too_narrow > _CLOSE_ENOUGH:
        tried = (width + too_narrow) / 2
        narrower = set_in(tried)
        if len(narrower) > len(lines) or _overflow(narrower, tried):
            too_narrow = tried
        else:
            lines, width = narrower, tried
    return lines


def _overflow(lines: list[Any], width: float) -> bool:
    """Whether a word is wider than its line should be."""
    return any(line.width > width + _CLOSE_ENOUGH for line, _ in lines)


@contextmanager
def _narrowed(box: Any, width: float) -> Iterator[None]:
    """Let a box be so many px wide, with the same middle if its lines are centred."""
    place = box.position_x, box.width
    if box.style["text_align_all"] == "center":
        box.position_x += (box.width - width) / 2
    box.width = width
    yield
    box.position_x, box.width = place
