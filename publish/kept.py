"""What earlier builds made and the cache has kept, by a key of all that decides it."""

from __future__ import annotations

import functools
import hashlib
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
from lxml import etree

from publish.cache import Store

_HERE = Path(__file__).parent

Piece = TypeVar("Piece")


def key_of(kind: str, program: bytes, *parts: bytes) -> str:
    """A key that differs whenever a part or the program does; `kind` keeps stages apart."""
    digest = hashlib.sha256(program)
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return f"{kind}-{digest.hexdigest()}"


def made_once(
    store: Store, kind: type[Piece], keys: Sequence[str], make: Callable[[int], Piece]
) -> list[Piece]:
    """The pieces with these keys, in order; what the store has not, `make` makes by index.

    They are kept as MessagePack: data only, nothing that could be run.
    """
    kept = store.get_many(keys)
    new: dict[str, bytes] = {}
    pieces = []
    for index, key in enumerate(keys):
        if key in kept:
            pieces.append(msgspec.msgpack.decode(kept[key], type=kind))
        else:
            pieces.append(make(index))
            new[key] = msgspec.msgpack.encode(pieces[-1])
    store.put_many(new)
    return pieces


@functools.cache
def program_of(*stages: str) -> bytes:
    """A digest of the code and templates of these stages and of the libraries they write with."""
    digest = hashlib.sha256(repr((etree.LIBXML_VERSION, zlib.ZLIB_RUNTIME_VERSION)).encode())
    for stage in stages:
        for pattern in ("*.py", "templates/*"):
            for file in sorted((_HERE / stage).glob(pattern)):
                digest.update(file.read_bytes())
    return digest.digest()
