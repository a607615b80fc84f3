"""What earlier builds made and the cache has kept, by a key of all that decides it."""

from __future__ import annotations

import functools
import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar, cast

import msgspec
from lxml import etree

from publish.cache import Remembering, Store

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
    known = kept_pieces(store, kind, keys)
    missing = {key: index for index, key in enumerate(keys) if key not in known}
    made = {key: make(index) for key, index in missing.items()}
    keep_pieces(store, made)
    known |= made
    return [known[key] for key in keys]


def kept_pieces(store: Store, kind: type[Piece], keys: Iterable[str]) -> dict[str, Piece]:
    """The pieces that the store has, by key."""
    decode = msgspec.msgpack.Decoder(kind).decode
    if not isinstance(store, Remembering):
        found = store.get_many(keys)
        return {key: decode(value) for key, value in found.items()}
    pieces = {key: store.piece(key) for key in keys}
    values = store.get_many(key for key, piece in pieces.items() if piece is None)
    for key, value in values.items():
        pieces[key] = decode(value)
        store.remember(key, pieces[key])
    # A key says of what kind its piece is.
    return {key: cast(Piece, piece) for key, piece in pieces.items() if piece is not None}


def keep_pieces(store: Store, made: Mapping[str, object]) -> None:
    """Put pieces into the store, by key."""
    store.put_many({key: msgspec.msgpack.encode(piece) for key, piece in made.items()})
    if isinstance(store, Remembering):
        for key, piece in made.items():
            store.remember(key, piece)


@functools.cache
def program_of(*stages: str) -> bytes:
    """A digest of the code and templates of these stages, of the libraries they write with and
    of the words of problems, which are kept with what they were found in."""
    digest = hashlib.sha256(repr((etree.LIBXML_VERSION, zlib.ZLIB_RUNTIME_VERSION)).encode())
    digest.update((_HERE / "problem_codes.py").read_bytes())
    for stage in stages:
        for pattern in ("*.py", "templates/*"):
            for file in sorted((_HERE / stage).glob(pattern)):
                digest.update(file.read_bytes())
    return digest.digest()
