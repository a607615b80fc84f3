"""Galleys kept from build to build: the same order on the same machine is laid out once."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import weasyprint
from pydantic import TypeAdapter

from publish.pdf.model import Galley, Order
from publish.pdf.typefaces import faces

_GALLEY = TypeAdapter(Galley)
_PICTURE = re.compile(r'\ssrc="([^"]+)"')
_LENGTH_BYTES = 8


class Store(Protocol):
    """What a cache must do: bytes by key."""

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]: ...

    def put_many(self, values: Mapping[str, bytes]) -> None: ...


def order_key(order: Order) -> str:
    """A key that differs whenever the galley could: order, pictures, fonts, renderer, code."""
    digest = hashlib.sha256(_program())
    for part in (repr(order).encode(), *_pictures(order)):
        digest.update(hashlib.sha256(part).digest())
    return "galley-" + digest.hexdigest()


def to_bytes(galley: Galley) -> bytes:
    """A galley as bytes: the length of its facts, its facts as JSON, its PDF."""
    facts = _GALLEY.dump_json(replace(galley, pdf=b""))
    return len(facts).to_bytes(_LENGTH_BYTES, "big") + facts + galley.pdf


def from_bytes(content: bytes) -> Galley:
    """The galley that `to_bytes` wrote; ValueError if the bytes are anything else."""
    start = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES], "big")
    facts = _GALLEY.validate_json(content[_LENGTH_BYTES:start])
    return replace(facts, pdf=content[start:])


def _pictures(order: Order) -> list[bytes]:
    """Content of the pictures that the order shows."""
    files = [Path(order.root) / source for source in _PICTURE.findall(order.html)]
    return [file.read_bytes() for file in files if file.is_file()]


@functools.cache
def _program() -> bytes:
    digest = hashlib.sha256(weasyprint.__version__.encode())
    here = Path(__file__).parent
    for file in sorted(here.glob("*.py")) + [face.path for face in faces()]:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.digest()
