"""A PDF written object by object, with object streams and a cross-reference stream.

ISO 32000-1, 7.5. Objects that belong together are written as a batch, whose bytes depend only
on its own objects and their numbers, so that they can be kept from build to build.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence
from typing import NamedTuple

_PER_STREAM = 200  # objects in an object stream
_COMPRESSION = 6
QUICK = 1  # for what each build makes anew: a tenth of the time, a file larger by a hundredth
_ROW = struct.Struct(">BIH")  # of the cross-reference stream: kind, place, index
_FREE, _PLAIN, _PACKED = 0, 1, 2  # kinds of objects (ISO 32000-1, table 18)
_NO_ROW = _ROW.pack(_FREE, 0, 0)


def reference(number: int) -> bytes:
    """A reference to the object with this number."""
    return b"%d 0 R" % number


def text_string(text: str) -> bytes:
    """A text string (ISO 32000-1, 7.9.2.2): plain where it is printable ASCII, else UTF-16."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(" + escaped.encode() + b")"
    return b"<feff" + text.encode("utf-16-be").hex().encode() + b">"


def numbers(*values: float) -> bytes:
    """Numbers side by side, to a ten-thousandth."""
    return b" ".join(f"{value:.4f}".rstrip("0").rstrip(".").encode() for value in values)


class Chunk(NamedTuple):
    """A batch written: its bytes, its rows of the cross-reference, and where the objects start
    that are in no object stream."""

    data: bytes
    rows: bytes  # one for each number that the batch has reserved
    plain: tuple[tuple[int, int], ...]  # which of the numbers, offset in `data`


def joined(batches: Sequence[tuple[int, Chunk]]) -> Chunk:
    """Batches as one, under the first number of all; each with the number that it begins with."""
    first = batches[0][0]
    data, rows = bytearray(), bytearray()
    plain: list[tuple[int, int]] = []
    for number, chunk in batches:
        rows += _NO_ROW * (number - first - len(rows) // _ROW.size) + chunk.rows
        plain += ((number - first + which, len(data) + at) for which, at in chunk.plain)
        data += chunk.data
    return Chunk(bytes(data), bytes(rows), tuple(plain))


class Batch:
    """Objects under numbers from `first` on; those without a stream are deflated at `level`."""

    def __init__(self, first: int, level: int = _COMPRESSION) -> None:
        self._first = first
        self._level = level
        self._data = bytearray()
        self._rows = bytearray()
        self._plain: list[tuple[int, int]] = []
        self._waiting: list[tuple[int, bytes]] = []

    def reserve(self, count: int = 1) -> int:
        """The first of `count` numbers that are now taken."""
        number = self._first + len(self._rows) // _ROW.size
        self._rows += _NO_ROW * count
        return number

    def add(self, body: bytes) -> int:
        """An object without a stream; its number."""
        self.put(number := self.reserve(), body)
        return number

    def add_deflated(self, data: bytes, entries: bytes = b"") -> int:
        """A stream from data that are deflated already; its number."""
        self.put_stream(number := self.reserve(), data, entries=entries)
        return number

    def add_plain_stream(self, content: bytes, entries: bytes) -> int:
        """A stream that is not deflated: a plain search should find metadata. Its number."""
        dictionary = b"<<%s/Length %d>>" % (entries, len(content))
        self.put_raw(number := self.reserve(), dictionary, content)
        return number

    def put(self, number: int, body: bytes) -> None:
        """An object without a stream."""
        self._waiting.append((number, body))
        if len(self._waiting) == _PER_STREAM:
            self._pack()

    def put_stream(
        self,
        number: int,
        deflated: bytes | None = None,
        *,
        content: bytes = b"",
        entries: bytes = b"",
    ) -> None:
        """A stream from data that are deflated already, or from its content."""
        data = zlib.compress(content, _COMPRESSION) if deflated is None else deflated
        self.put_raw(number, b"<<%s/Filter/FlateDecode/Length %d>>" % (entries, len(data)), data)

    def put_apart(self, number: int, body: bytes) -> None:
        """An object without a stream that can be read without reading others.

        Of a page: who opens the file wants all pages, but not the structure of each.
        """
        self._plain.append((number - self._first, len(self._data)))
        self._data += b"%d 0 obj\n%s\nendobj\n" % (number, body)

    def put_raw(self, number: int, dictionary: bytes, data: bytes) -> None:
        """A stream with a dictionary that says all of it."""
        self._plain.append((number - self._first, len(self._data)))
        self._data += b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, dictionary, data)

    def _pack(self) -> None:
        """Put the waiting objects into an object stream (ISO 32000-1, 7.5.7)."""
        if not self._waiting:
            return
        stream = self.reserve()
        places, bodies, offset = [], [], 0
        for index, (number, body) in enumerate(self._waiting):
            start = (number - self._first) * _ROW.size
            self._rows[start : start + _ROW.size] = _ROW.pack(_PACKED, stream, index)
            places.append(b"%d %d" % (number, offset))
            bodies.append(body)
            offset += len(body) + 1
        head = b" ".join(places) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(bodies), len(head))
        self._waiting = []
        data = zlib.compress(head + b"\n".join(bodies), self._level)
        self.put_stream(stream, data, entries=entries)

    def chunk(self) -> Chunk:
        """All objects, written."""
        self._pack()
        return Chunk(bytes(self._data), bytes(self._rows), tuple(self._plain))


_ROOM, _FEW = 32, 8


def room_for(objects: int) -> int:
    """How many numbers to reserve for a batch of so many objects.

    More than it needs, so that a correction seldom moves the numbers of later batches; but readers
    look at unused numbers, too, and where few are needed the next page needs as many.
    """
    room = _FEW if objects < _FEW else _ROOM
    needed = objects + -(-objects // _PER_STREAM) + room // 4
    return -(-needed // room) * room


class Writer:
    """Puts batches together into a file; gives out the numbers."""

    def __init__(self, version: str) -> None:
        self._pieces: list[bytes] = []  # joined in the end: to append is to copy most of it
        self._length = 0
        # The second line tells programs that the file is not text.
        self._put(b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % version.encode())
        self._rows = bytearray(_ROW.pack(_FREE, 0, 65535))

    def reserve(self, count: int = 1) -> int:
        """The first of `count` numbers that are now taken."""
        first = len(self._rows) // _ROW.size
        self._rows += _NO_ROW * count
        return first

    def put_chunk(self, first: int, chunk: Chunk) -> None:
        """Append a batch whose numbers begin with `first`: reserved, or the next of all."""
        start = first * _ROW.size
        self._rows[start : start + len(chunk.rows)] = chunk.rows
        for number, offset in chunk.plain:
            start = (first + number) * _ROW.size
            row = _ROW.pack(_PLAIN, self._length + offset, 0)
            self._rows[start : start + _ROW.size] = row
        self._put(chunk.data)

    def _put(self, data: bytes) -> None:
        self._pieces.append(data)
        self._length += len(data)

    def finish(self, trailer: bytes) -> bytes:
        """The whole file; `trailer` has /Root and /Info. Its id is made from its content."""
        table, start = self.reserve(), self._length
        self._rows[table * _ROW.size :] = _ROW.pack(_PLAIN, start, 0)
        digest = hashlib.sha256()
        for piece in self._pieces:
            digest.update(piece)
        identity = digest.hexdigest()[:32].encode()
        data = zlib.compress(self._rows, QUICK)
        self._put(
            b"%d 0 obj\n<</Type/XRef/W[1 4 2]/Size %d/ID[<%s><%s>]%s/Filter/FlateDecode"
            b"/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
            % (table, table + 1, identity, identity, trailer, len(data), data, start)
        )
        return b"".join(self._pieces)
