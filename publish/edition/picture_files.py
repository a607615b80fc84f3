"""What a picture file is, told by its content and not by its name."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from publish.problems import Place, Problems

# Core media types of pictures (EPUB 3.3 §3.2), by the first bytes of the file.
_SIGNATURES = (
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"\s*(\xef\xbb\xbf)?\s*<"), "image/svg+xml"),
)
_START, _END = 512, 4096  # bytes that are looked at; some cameras add a few after the end
_SVG = "{http://www.w3.org/2000/svg}svg"
_ACTIVE_IN_SVG = frozenset(
    {"script", "foreignObject", "handler", "set", "animate", "animateMotion", "animateTransform"}
)
_ADDRESS = re.compile(r"""url\(\s*["']?(?!#)|@import|javascript:""", re.IGNORECASE)


def media_type(start: bytes) -> str:
    """The core media type of a file that begins with these bytes; "" if it is none."""
    return next((kind for signature, kind in _SIGNATURES if signature.match(start)), "")


def check_picture_file(path: Path, named: str, place: Place, problems: Problems) -> None:
    """Report a file that no press and no reading device could show, `named` as `place` does."""
    try:
        fault = fault_of(path)
    except OSError as error:
        problems.add("E014", place, f"{named} cannot be read: {error.strerror}.")
        return
    if fault:
        problems.add("E812", place, f"{named} {fault}.")


def fault_of(path: Path) -> str:
    """What keeps a picture from being printed and read, such as "is cut off"; "" if nothing.

    Raises OSError if the file cannot be read. Of pictures made of dots only start and end are
    looked at: a book has hundreds of megabytes of them.
    """
    with path.open("rb") as file:
        start = file.read(_START)
        kind = media_type(start)
        if not kind:
            return "is no picture in JPEG, PNG, GIF, WebP or SVG"
        if kind == "image/svg+xml":
            whole = start + file.read()
            return "" if is_harmless_svg(whole) else "is damaged, or does more than draw"
        size = path.stat().st_size
        file.seek(max(0, size - _END))
        end = file.read()
    return "" if _is_whole(kind, start, end, size) else "is cut off"


def _is_whole(kind: str, start: bytes, end: bytes, size: int) -> bool:
    match kind:
        case "image/jpeg":
            return b"\xff\xd9" in end  # cannot stand within the dots (ITU T.81, B.1.1.5)
        case "image/png":
            return b"IEND" in end
        case "image/gif":
            return end.rstrip(b"\0").endswith(b";")
        case _:  # WebP says its length at the start
            return size >= int.from_bytes(start[4:8], "little") + 8


def is_harmless_svg(content: bytes) -> bool:
    """An SVG drawing without scripts, events, motion and addresses outside itself."""
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError:
        return False
    if root.tag != _SVG or root.getroottree().docinfo.internalDTD is not None:
        return False
    return all(_draws_only(element) for element in root.iter("*"))


def _parser() -> etree.XMLParser:
    """It neither expands entities nor opens files or addresses."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip


def _draws_only(element: _Element) -> bool:
    name = etree.QName(element).localname
    if name in _ACTIVE_IN_SVG:
        return False
    text = element.text or "" if name == "style" else ""
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
