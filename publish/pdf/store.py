"""Keys of what is kept of pages from build to build."""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import version

from publish import kept
from publish.pdf.typefaces import faces


def key_of(kind: str, *parts: bytes) -> str:
    """A key made of these parts, of the renderer, the fonts and this program."""
    return kept.key_of(kind, _program(), *parts)


@functools.cache
def _program() -> bytes:
    digest = hashlib.sha256(version("weasyprint").encode() + kept.program_of("pdf"))
    for face in faces():
        digest.update(hashlib.sha256(face.path.read_bytes()).digest())
    return digest.digest()
