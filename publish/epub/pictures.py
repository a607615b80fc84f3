"""Pictures: found under the manuscript, checked, copied once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element

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
_ACTIVE_IN_SVG = frozenset(
    {"script", "foreignObject", "handler", "set", "animate", "animateMotion", "animateTransform"}
)
_ADDRESS = re.compile(r"""url\(\s*["']?(?!#)|@import|javascript:""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the EPUB: its name there, media type and bytes."""

    name: str
    media_type: str
    content: bytes


class Pictures:
    """The pictures of one book, each file once; E911, E912, E913 for what cannot be used."""

    def __init__(self, root: str, problems: Problems) -> None:
        self._root = Path(root).resolve()
        self._problems = problems
        self._found: dict[Path, Picture | None] = {}
        self._taken: set[str] = set()

    @property
    def all(self) -> tuple[Picture, ...]:
        """The pictures found so far, in the order in which they were asked for."""
        return tuple(picture for picture in self._found.values() if picture is not None)

    def find(self, source: str, place: Place) -> Picture | None:
        """The picture at `source`, a path from the manuscript's folder or an absolute one.

        None, and a problem at `place`, if it lies elsewhere, is missing, is of a type that
        reading systems need not show, or is an SVG that does more than draw.
        """
        path = (self._root / unquote(source)).resolve()
        if path not in self._found:
            self._found[path] = self._load(path, source, place)
        return self._found[path]

    def _load(self, path: Path, source: str, place: Place) -> Picture | None:
        if not path.is_relative_to(self._root):
            self._problems.add("E911", place, f"The picture {source} is not in the manuscript.")
            return None
        if not path.is_file():
            self._problems.add("E912", place, f"There is no picture {source}.")
            return None
        content = path.read_bytes()
        media_type = _media_type(content)
        if not media_type:
            self._problems.add("E913", place, f"{source} cannot be used in an EPUB.")
            return None
        stem = path.relative_to(self._root).with_suffix(_SUFFIXES[media_type]).as_posix()
        wanted = stem.removeprefix("images/").replace("/", "-")
        return Picture(f"images/{unique_name(wanted, self._taken)}", media_type, content)


def _media_type(content: bytes) -> str:
    """Core media type by content; "" if it is none or the drawing is not harmless."""
    for signature, media_type in _SIGNATURES:
        if signature.match(content):
            harmless = media_type != "image/svg+xml" or _is_harmless_svg(content)
            return media_type if harmless else ""
    return ""


def _is_harmless_svg(content: bytes) -> bool:
    """An SVG drawing without scripts, events, motion and addresses outside itself."""
    try:
        root = etree.fromstring(content, parser())
    except etree.XMLSyntaxError:
        return False
    if root.tag != _SVG or root.getroottree().docinfo.internalDTD is not None:
        return False
    return all(_draws_only(element) for element in elements(root))


def _draws_only(element: _Element) -> bool:
    if name(element) in _ACTIVE_IN_SVG:
        return False
    text = element.text or "" if name(element) == "style" else ""
    values = [text] + [str(value) for value in element.attrib.values()]
    if any(_ADDRESS.search(value) for value in values):
        return False
    for key, value in element.attrib.items():
        attribute = etree.QName(str(key)).localname
        if attribute.startswith("on"):
            return False
        if attribute == "href" and not str(value).startswith(("#", "data:image/")):
            return False
    return True


def names_of(file: ContentFile, pictures: Pictures) -> dict[str, str]:
    """The name in the EPUB of every picture that a file shows, by its source; "" without one."""
    names: dict[str, str] = {}
    for image in file.facts.images:
        picture = pictures.find(image.source, Place(file.section.id))
        names[image.source] = picture.name if picture is not None else ""
    return names


def place_pictures(body: _Element, names: Mapping[str, str]) -> None:
    """Point every `img` of a body at its copy in the EPUB; without one, show its description."""
    for image in [e for e in elements(body) if name(e) == "img"]:
        source = names[image.get("src", "")]
        if source:
            image.set("src", source)
        else:
            _replace_by_description(image)


def _replace_by_description(image: _Element) -> None:
    words = make("span", class_="missing-picture")
    words.text, words.tail = image.get("alt", ""), image.tail
    parent = image.getparent()
    assert parent is not None  # images stand inside a body
    parent.replace(image, words)
