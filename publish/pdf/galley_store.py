"""Galleys kept from build to build: the same order on the same machine is laid out once."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from publish.pdf.model import Galley, Order
from publish.pdf.store import key_of

_PICTURE = re.compile(r'\ssrc="([^"]+)"')


def order_key(order: Order) -> str:
    """A key that differs whenever the galley could: the order, and its pictures."""
    return key_of("galley", msgspec.msgpack.encode(order), *_pictures(order))


def last_key(order: Order) -> str:
    """A key for the last galley of this part in this style, whatever its text."""
    return key_of("last-galley", repr((order.part, order.css, order.language)).encode())


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
