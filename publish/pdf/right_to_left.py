"""Text from right to left, as in Hebrew and Arabic."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any


def with_spaces_of_the_font(original: Callable[[Any], int]) -> Callable[[Any], int]:
    """What stands for `count_expandable_spaces`: spaces between such words stay as they are.

    WeasyPrint 70.0 makes room for their part of a line's spacing, but does not draw it there.
    """

    @functools.wraps(original)
    def count(box: Any) -> int:
        return 0 if box.style["direction"] == "rtl" else original(box)

    return count
