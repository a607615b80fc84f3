"""Pictures: found under the manuscript, checked, copied once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from publish.epub.files import ContentFile
from publish.epub.names import unique_name
from publish.epub.xhtml import elements, make, name, parser
from publish.problems import Place, Problems

# Core media types of pictures (EPUB 3.3 §3.2), by the first bytes of the file.
_SIGNATURES = (
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"\s*(\xef\xbb\xbf)?\s*<"), "image/svg+xml"),
)
_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
}
_SVG = "{http://www.w3.org/2000/svg}svg"
_ACTIVE_IN_SVG = frozenset({"script", "foreignObject", "handler", "set", "animate", "iframe"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the EPUB: its name there, media type and bytes."""

    name: str
    media_type: str
    content: bytes


class Pictures:
    """The pictures of one book, each file once; E911-E913 for what cannot be used."""

    def __init__(self, root: str, problems: Problems) -> None:
        self._root = Path(root).resolve()
        self._problems = problems
        self._found: dict[Path, Picture | None] = {}
        self._taken: set[str] = set()

    def __iter__(self) -> Iterable[Picture]:  # type: ignore[override]
        return iter([picture for picture in self._found.values() if picture is not None])
