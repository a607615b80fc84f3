"""What earlier builds made and the cache has kept, by a key of all that decides it."""

from __future__ import annotations

import functools
import hashlib
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from lxml import etree

from publish.cache import Store

_HERE = Path(__file__).parent


def key_of(kind: str, program: bytes, *parts: bytes) -> str:
    """A key that differs whenever a part or the program does; `kind` keeps stages apart."""
    digest = hashlib.sha256(program)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return f"{kind}-{digest.hexdigest()}"


def kept(store: Store, makers: Mapping[str, Callable[[], bytes]]) -> dict[str, bytes]:
    """The values by key: those in `store`, and those that had to be made, which it now keeps."""
    found = store.get_many(makers)
    made = {key: make() for key, make in makers.items() if key not in found}
    store.put_many(made)
    return found | made


@functools.cache
def program_of(*stages: str) -> bytes:
    """A digest of the code and templates of these stages and of the libraries they write with."""
    digest = hashlib.sha256(repr((etree.LIBXML_VERSION, zlib.ZLIB_RUNTIME_VERSION)).encode())
    for stage in stages:
        for pattern in ("*.py", "templates/*"):
            for file in sorted((_HERE / stage).glob(pattern)):
                digest.update(file.read_bytes())
    return digest.digest()
