"""Two sequences held against each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def runs(old: Sequence[Item], new: Sequence[Item]) -> Iterator[tuple[bool, slice, slice]]:
    """Runs that are the same in both and runs that are not, as slices of `old` and `new`."""
    matcher: SequenceMatcher[Item] = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        yield tag == "equal", slice(a, b), slice(c, d)
