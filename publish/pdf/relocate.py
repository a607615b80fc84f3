"""PDF objects before they have numbers: marks in their bodies stand for what is bound later.

A mark is a letter and an argument between two control characters that no PDF syntax and no
text of a book contains.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum

_MARK = re.compile(rb"\x01(.)([^\x02]*)\x02")


class Kind(bytes, Enum):
    """What a mark stands for; all but `X` and `NUMBER` become references."""

    PAGE = b"p"  # the sheet's page
    DOCUMENT = b"d"  # the outermost element of the structure tree
    ELEMENT = b"e"  # an element of the sheet's structure, by number
    LINK = b"l"  # a link of the sheet, by number
    PICTURE = b"o"  # an object of the sheet's pictures, by number
    FONTS = b"f"  # the book's dictionary of fonts
    X = b"x"  # a distance from the left edge of the trimmed page, pt
    NUMBER = b"n"  # the page's number in the book


def mark(kind: Kind, argument: object = "") -> bytes:
    """A mark of this kind."""
    return b"\x01%s%s\x02" % (kind.value, str(argument).encode())


def resolve(body: bytes, value: Callable[[Kind, bytes], bytes]) -> bytes:
    """The body with each mark replaced by what `value` says of its kind and argument."""
    if b"\x01" not in body:
        return body
    return _MARK.sub(lambda found: value(Kind(found[1]), found[2]), body)
