"""Galleys kept from build to build: the same order on the same machine is laid out once."""

from __future__ import annotations

import functools
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import msgspec

from publish.pdf.model import Galley, Order
from publish.pdf.store import key_of

_PICTURE = re.compile(r'\ssrc="([^"]+)"')


def order_key(order: Order) -> str:
    """A key that differs whenever the galley could: the order, and its pictures."""
    shorter = replace(order, css=_digest(order.css))
    return key_of("galley", msgspec.msgpack.encode(shorter), *_pictures(order))


def last_key(order: Order) -> str:
    """A key for the last galley of this part in this style, whatever its text."""
    return key_of("last-galley", repr((order.part, _digest(order.css), order.language)).encode())


@functools.cache
def _digest(css: str) -> str:
    """Of a style, which all parts of a book have."""
    return hashlib.sha256(css.encode()).hexdigest()


def to_bytes(galley: Galley) -> bytes:
    """A galley as bytes (MessagePack: data only, nothing that could be run)."""
    return msgspec.msgpack.encode(galley)


def from_bytes(content: bytes) -> Galley:
    """The galley that `to_bytes` wrote; ValueError if the bytes are anything else."""
    return msgspec.msgpack.decode(content, type=Galley)


def _pictures(order: Order) -> list[bytes]:
    """Content of the pictures that the order shows."""
    if 'src="' not in order.html:  # of most parts: quicker than to look with an expression
        return []
    files = [Path(order.root) / source for source in _PICTURE.findall(order.html)]
    return [file.read_bytes() for file in files if file.is_file()]
