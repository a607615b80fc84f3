"""What is kept from build to build: pieces by a key that differs whenever they could."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import msgspec

from publish.cache import Store
from publish.pdf.typefaces import faces

Piece = TypeVar("Piece")


class NoStore:
    """Keeps nothing."""

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        return {}

    def put_many(self, values: Mapping[str, bytes]) -> None: ...


def key_of(kind: str, *parts: bytes) -> str:
    """A key made of these parts, of the renderer, the fonts and this program."""
    digest = hashlib.sha256(_program())
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
def _program() -> bytes:
    digest = hashlib.sha256(version("weasyprint").encode())
    here = Path(__file__).parent
    for file in sorted(here.glob("*.py")) + [face.path for face in faces()]:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.digest()
