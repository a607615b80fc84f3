"""Content in which no word can colour, remembered by its bytes: most of a file is as it was."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from publish.cache import Store
from publish.kept import keep_pieces, kept_pieces
from publish.pdf.store import key_of

if TYPE_CHECKING:
    import pikepdf

# No such word stands in content that paints in CMYK only, not even in a string.
_MAY_COLOUR = frozenset({b"rg", b"RG", b"g", b"G", b"/DeviceRGB", b"/DeviceGray"})


class Colourless:
    """Tells which streams of a file hold no word that may colour; each is inflated once.

    `known` are the digests of some; `met` are those of the streams that were asked for and
    hold none.
    """

    def __init__(self, known: frozenset[bytes] = frozenset()) -> None:
        self._known = known
        self._shared: set[tuple[int, int]] = set()  # numbers of those that many pages have
        self.met: set[bytes] = set()

    def has(self, stream: pikepdf.Object) -> bool:
        """Whether the stream is one of them."""
        if stream.objgen in self._shared:
            return True
        digest = _digest(stream)
        if digest in self.met:
            self._shared.add(stream.objgen)
            return True
        if digest not in self._known and not _MAY_COLOUR.isdisjoint(stream.read_bytes().split()):
            return False
        self.met.add(digest)
        return True


def _digest(stream: pikepdf.Object) -> bytes:
    """Of all that decides what the stream says: its data as they stand in the file, its filters."""
    data, dictionary = stream.read_raw_bytes(), stream.stream_dict.unparse()
    return hashlib.blake2b(dictionary + data, digest_size=16).digest()


def kept_colourless(store: Store) -> frozenset[bytes]:
    """The digests of the colourless streams of the last file."""
    key = key_of("colourless")
    return kept_pieces(store, frozenset[bytes], [key]).get(key, frozenset())


def keep_colourless(store: Store, digests: frozenset[bytes]) -> None:
    """Keep them for the next build."""
    keep_pieces(store, {key_of("colourless"): digests})
