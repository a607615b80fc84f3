"""Pictures: found under the manuscript, checked, copied once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml.etree import _Element

from publish.edition.picture_files import is_harmless_svg, media_type
from publish.epub.files import ContentFile
from publish.epub.names import unique_name
from publish.epub.xhtml import elements, make
from publish.problems import Place, Problems

_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
}


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
        kind = _usable_type(content)
        if not kind:
            self._problems.add("E913", place, f"{source} cannot be used in an EPUB.")
            return None
        stem = path.relative_to(self._root).with_suffix(_SUFFIXES[kind]).as_posix()
        wanted = stem.removeprefix("images/").replace("/", "-")
        return Picture(f"images/{unique_name(wanted, self._taken)}", kind, content)


def _usable_type(content: bytes) -> str:
    """Core media type by content; "" if it is none or the drawing is not harmless."""
    kind = media_type(content)
    return "" if kind == "image/svg+xml" and not is_harmless_svg(content) else kind


def names_of(file: ContentFile, pictures: Pictures) -> dict[str, str]:
    """The name in the EPUB of every picture that a file shows, by its source; "" without one."""
    names: dict[str, str] = {}
    for image in file.facts.images:
        picture = pictures.find(image.source, Place(file.section.id))
        names[image.source] = picture.name if picture is not None else ""
    return names


def place_pictures(body: _Element, names: Mapping[str, str]) -> None:
    """Point every `img` of a body at its copy in the EPUB; without one, show its description."""
    for image in list(elements(body, "img")):
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
