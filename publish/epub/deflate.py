"""Files as they lie in the zip: deflated once, then taken from the cache."""

from __future__ import annotations

import struct
import zlib
from typing import NamedTuple

LEVEL = 9
_HEAD = struct.Struct(">QI")


class Deflated(NamedTuple):
    """A file in raw deflate form (RFC 1951); size and CRC-32 are those of its content."""

    size: int  # bytes
    crc: int
    data: bytes


def deflate(content: bytes) -> Deflated:
    """Deflate a file; the same content gives the same data."""
    squeezer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = squeezer.compress(content) + squeezer.flush()
    return Deflated(len(content), zlib.crc32(content), data)


def to_bytes(file: Deflated) -> bytes:
    """A deflated file as the cache keeps it: size, CRC-32, data."""
    return _HEAD.pack(file.size, file.crc) + file.data


def from_bytes(content: bytes) -> Deflated:
    """What `to_bytes` wrote; struct.error if the bytes are too few."""
    size, crc = _HEAD.unpack_from(content)
    return Deflated(size, crc, content[_HEAD.size :])
