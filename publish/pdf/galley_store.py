"""Galleys kept from build to build: the same order on the same machine is laid out once."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import msgspec

from publish.pdf.model import Galley, Order
from publish.pdf.typefaces import faces

_PICTURE = re.compile(r'\ssrc="([^"]+)"')


class Store(Protocol):
    """What a cache must do: bytes by key."""

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]: ...

    def put_many(self, values: Mapping[str, bytes]) -> None: ...


def order_key(order: Order) -> str:
    """A key that differs whenever the galley could: order, pictures, fonts, renderer, code."""
    return "galley-" + _digest(repr(order).encode(), *_pictures(order))


def last_key(order: Order) -> str:
    """A key for the last galley of this part in this style, whatever its text."""
    return "last-galley-" + _digest(repr((order.part, order.css, order.language)).encode())


def to_bytes(galley: Galley) -> bytes:
    """A galley as bytes (MessagePack: data only, nothing that could be run)."""
    return msgspec.msgpack.encode(galley)


def from_bytes(content: bytes) -> Galley:
    """The galley that `to_bytes` wrote; ValueError if the bytes are anything else."""
    return msgspec.msgpack.decode(content, type=Galley)


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256(_program())
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _pictures(order: Order) -> list[bytes]:
    """Content of the pictures that the order shows."""
    files = [Path(order.root) / source for source in _PICTURE.findall(order.html)]
    return [file.read_bytes() for file in files if file.is_file()]


@functools.cache
def _program() -> bytes:
    digest = hashlib.sha256(version("weasyprint").encode())
    here = Path(__file__).parent
    for file in sorted(here.glob("*.py")) + [face.path for face in faces()]:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.digest()
