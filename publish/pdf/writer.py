"""A PDF written object by object, with object streams and a cross-reference stream.

ISO 32000-1, 7.5.
"""

from __future__ import annotations

import hashlib
import struct
import zlib

_PER_STREAM = 200  # objects in an object stream
_COMPRESSION = 6
_PLAIN, _PACKED = 1, 2  # kinds of cross-reference entries (ISO 32000-1, table 18)


def reference(number: int) -> bytes:
    """A reference to the object with this number."""
    return b"%d 0 R" % number


def text_string(text: str) -> bytes:
    """A text string (ISO 32000-1, 7.9.2.2): plain where it is ASCII, else UTF-16."""
    if text.isascii():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(" + escaped.replace("\r", r"\r").encode() + b")"
    return b"<feff" + text.encode("utf-16-be").hex().encode() + b">"


def numbers(*values: float) -> bytes:
    """Numbers side by side, to a ten-thousandth."""
    return b" ".join(f"{value:.4f}".rstrip("0").rstrip(".").encode() for value in values)


class Writer:
    """Collects objects under numbers that the caller reserves, then writes the file."""

    def __init__(self, version: str) -> None:
        # The second line tells programs that the file is not text.
        self._body = bytearray(b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % version.encode())
        self._entries: dict[int, tuple[int, int, int]] = {}
        self._waiting: list[tuple[int, bytes]] = []
        self._next = 1

    def reserve(self, count: int = 1) -> int:
        """The first of `count` numbers that are now taken."""
        first = self._next
        self._next += count
        return first

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

    def put_raw(self, number: int, dictionary: bytes, data: bytes) -> None:
        """A stream with a dictionary that says all of it."""
        self._entries[number] = (_PLAIN, len(self._body), 0)
        self._body += b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, dictionary, data)

    def add(self, body: bytes) -> int:
        """An object under a number of its own."""
        number = self.reserve()
        self.put(number, body)
        return number

    def add_stream(self, content: bytes, entries: bytes = b"") -> int:
        """A stream under a number of its own."""
        number = self.reserve()
        self.put_stream(number, content=content, entries=entries)
        return number

    def add_plain_stream(self, content: bytes, entries: bytes) -> int:
        """A stream that is not deflated: metadata should be found by a plain search."""
        number = self.reserve()
        self.put_raw(number, b"<<%s/Length %d>>" % (entries, len(content)), content)
        return number

    def _pack(self) -> None:
        """Put the waiting objects into an object stream (ISO 32000-1, 7.5.7)."""
        if not self._waiting:
            return
        stream = self.reserve()
        places, bodies, offset = [], [], 0
        for index, (number, body) in enumerate(self._waiting):
            self._entries[number] = (_PACKED, stream, index)
            places.append(b"%d %d" % (number, offset))
            bodies.append(body)
            offset += len(body) + 1
        head = b" ".join(places) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(bodies), len(head))
        self._waiting = []
        self.put_stream(stream, content=head + b"\n".join(bodies), entries=entries)

    def finish(self, trailer: bytes) -> bytes:
        """The whole file; `trailer` has /Root and /Info. Its id is made from its content."""
        self._pack()
        table, start = self.reserve(), len(self._body)
        self._entries[table] = (_PLAIN, start, 0)
        rows = bytearray(struct.pack(">BIH", 0, 0, 65535))
        for number in range(1, self._next):
            rows += struct.pack(">BIH", *self._entries[number])
        identity = hashlib.md5(self._body, usedforsecurity=False).hexdigest().encode()
        entries = b"/Type/XRef/W[1 4 2]/Size %d/ID[<%s><%s>]%s" % (
            self._next, identity, identity, trailer,
        )  # fmt: skip
        self.put_stream(table, content=bytes(rows), entries=entries)
        self._body += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self._body)
