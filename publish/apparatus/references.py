"""All references of a book, packed text by text: most builds only want to know whether they are
as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, overload

import msgspec

from publish.apparatus.model import Reference

START, END = "index-start", "index-end"  # the reasons of references that begin and end ranges


class Rows(NamedTuple):
    """References of one text, in order: packed, the ids of the elements at which they begin and
    end, whether any is an end of a range."""

    packed: bytes
    anchors: tuple[str, ...]
    has_ranges: bool

    @classmethod
    def of(cls, references: Sequence[Reference]) -> Rows:
        """These references packed."""
        ends = ((one.anchor, one.end_anchor) for one in references)
        return cls(
            msgspec.msgpack.encode(references),
            tuple(anchor for both in ends for anchor in both if anchor),
            any(one.reason in (START, END) for one in references),
        )

    def read(self) -> tuple[Reference, ...]:
        """The references."""
        return msgspec.msgpack.decode(self.packed, type=tuple[Reference, ...])


@dataclass(frozen=True)
class References(Sequence[Reference]):
    """References in reading order, those of each text together, unpacked when one is wanted."""

    rows: tuple[Rows, ...]

    @classmethod
    def of(cls, references: Iterable[Reference]) -> References:
        """These references."""
        return cls((Rows.of(tuple(references)),))

    @cached_property
    def digest(self) -> bytes:
        """Of all of them."""
        found = hashlib.sha256()
        for rows in self.rows:
            found.update(b"%d:%s" % (len(rows.packed), rows.packed))
        return found.digest()

    @property
    def anchors(self) -> list[str]:
        """The ids of the elements at which they begin and end, in order."""
        return [anchor for rows in self.rows for anchor in rows.anchors]

    @cached_property
    def _all(self) -> tuple[Reference, ...]:
        return tuple(reference for rows in self.rows for reference in rows.read())

    @overload
    def __getitem__(self, index: int) -> Reference: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Reference, ...]: ...
    def __getitem__(self, index: int | slice) -> Reference | tuple[Reference, ...]:
        return self._all[index]

    def __iter__(self) -> Iterator[Reference]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)
