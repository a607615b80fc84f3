"""Calls of notes: each stays on the line of its word, whatever stands between the two.

Unicode allows a line to end between a full stop and a figure (UAX 14), and no property of CSS
forbids it at the beginning of an element.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

CALL_CLASS = "note-call"


def is_call(box: Any) -> bool:
    """Whether a box in a line is the call of a note."""
    return box.element_tag == "a" and CALL_CLASS in box.element.get("class", "").split()


def bound_to_words(original: Callable[..., Any]) -> Callable[..., Any]:
    """What stands for `split_inline_level`: no line may end before a call.

    The renderer's letter at a box's beginning can also be False, for that.
    """

    @functools.wraps(original)
    def split(context: Any, box: Any, *rest: Any) -> Any:
        found = original(context, box, *rest)
        return (*found[:3], False, *found[4:]) if is_call(box) else found

    return split
