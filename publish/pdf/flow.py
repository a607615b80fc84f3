"""The flow of a part: the units that follow each other down its pages.

A unit is what a correction replaces: a document of a year, an entry of the biographies, a
block of an essay. Units outside a stretch that is laid out leave an empty shell, so that
the style's sibling selectors see what they would see in the whole.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from lxml import etree
from weasyprint.formatting_structure import boxes

from publish.pdf.engine import Flow, State, box_at, path_to
from publish.pdf.model import Order, Seam
from publish.pdf.prepare import ID, Prepared, block_id
from publish.pdf.tree import SHELL

_CONTAINERS = frozenset({"main", "section", "article", "div"})
_FLOW = "data-flow"
COLUMNS = "index-columns"
_length = etree.XPath("string-length()")  # characters in an element
_MOST = 0.9  # of the text: what holds as much is what flows
_PICTURE = re.compile(rb'\ssrc="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Copy:
    """A part's copy for the compositor: units, and what stands before and after them."""

    prepared: Prepared
    before: bytes
    units: tuple[bytes, ...]  # well-formed elements
    shells: tuple[bytes, ...]  # the same, empty
    blocks: tuple[tuple[str, ...], ...]  # ids of the blocks in each unit
    after: bytes
    digests: tuple[str, ...]

    @property
    def frame(self) -> str:
        """Digest of what stands around the units."""
        return _digest(self.before, self.after)


def copy_of(order: Order, prepared: Prepared) -> Copy:
    """Divide a prepared part into its units."""
    container = _container(prepared.root)
    units = list(container)
    container.set(_FLOW, "")
    whole = [etree.tostring(unit, with_tail=False) for unit in units]
    blocks = tuple(
        tuple(filter(None, (block_id(inner) for inner in unit.iter(etree.Element))))
        for unit in units
    )
    shells = tuple(map(_shell, units))
    for unit in units:
        container.remove(unit)
    container.text = "\N{OBJECT REPLACEMENT CHARACTER}"
    frame = etree.tostring(prepared.root, encoding="utf-8")
    before, _, after = frame.partition("\N{OBJECT REPLACEMENT CHARACTER}".encode())
    root = Path(order.root)
    digests = tuple(_digest(unit, *_pictures(unit, root)) for unit in whole)
    return Copy(prepared, before, tuple(whole), shells, blocks, after, digests)


def _container(root: etree._Element) -> etree._Element:
    """The innermost element that holds most of the text in blocks of its own, or the columns."""
    if (columns := columns_of(root)) is not None:
        return columns
    container, length = root, _length(root)
    while True:
        most = max(container, key=_length, default=None)
        if most is None or most.tag not in _CONTAINERS or not _holds_blocks(most):
            return container
        if _length(most) < _MOST * length:
            return container
        container = most


def columns_of(root: etree._Element) -> etree._Element | None:
    """The element that is set in columns, if the part has one."""
    return next((element for element in root.iter("div") if COLUMNS in _classes(element)), None)


def _classes(element: etree._Element) -> list[str]:
    return element.get("class", "").split()


def _holds_blocks(element: etree._Element) -> bool:
    """Whether an element has children and no text of its own."""
    texts = [element.text, *(child.tail for child in element)]
    return len(element) > 0 and not any(text and text.strip() for text in texts)


def _shell(unit: etree._Element) -> bytes:
    shell = etree.Element(unit.tag, {SHELL: ""})
    if unit.get("class"):
        shell.set("class", unit.get("class", ""))
    return etree.tostring(shell)


def _pictures(unit: bytes, root: Path) -> list[bytes]:
    files = [root / source.decode() for source in _PICTURE.findall(unit)]
    return [file.read_bytes() for file in files if file.is_file()]


def _digest(*parts: bytes) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(hashlib.blake2b(part).digest())
    return digest.hexdigest()


def page_source(order: Order, copy: Copy, first: int, end: int) -> ElementTree.Element:
    """The document for the renderer: units from `first` up to `end`, shells of the others."""
    html = ElementTree.Element("html", {"lang": order.language})
    head = ElementTree.SubElement(html, "head")
    ElementTree.SubElement(head, "title").text = order.title
    units = (*copy.shells[:first], *copy.units[first:end], *copy.shells[end:])
    body = ElementTree.SubElement(html, "body")
    body.append(ElementTree.fromstring(b"".join((copy.before, *units, copy.after))))
    return html


class Places:
    """Translates the renderer's states into seams and back, for a tree of units from `first` on."""

    def __init__(self, flow: Flow, source: ElementTree.Element, copy: Copy, first: int) -> None:
        self._root = flow.root_box
        self._copy = copy
        container = next(element for element in source.iter() if _FLOW in element.attrib)
        numbers = {unit: number for number, unit in enumerate(container, first)}
        self._path = path_to(flow.root_box, container)
        children = [] if self._path is None else box_at(flow.root_box, self._path).children
        self._units = [numbers.get(box.element, -1) for box in children]

    @property
    def regular(self) -> bool:
        """Whether each unit that is displayed has just one box, in order."""
        return (
            self._path is not None
            and -1 not in self._units
            and self._units == sorted(set(self._units))
        )

    def unit(self, state: State) -> tuple[int, Any] | None:
        """The unit in which a state stands and the place in it; None outside the units."""
        place = state.resume_at
        for index in self._path or ():
            if place is None or set(place) != {index}:
                return None
            place = place[index]
        if place is None or len(place) != 1:
            return None
        ((child, inside),) = place.items()
        return self._units[child], inside

    def state(self, seam: Seam) -> State:
        """The state that a seam of another tree with the same unit is in this one."""
        place: Any = {self._units.index(seam.unit): _from_json(seam.path)}
        for index in reversed(self._path or ()):
            place = {index: place}
        return State(place, seam.page, False)

    def open_ids(self, state: State) -> set[str]:
        """Ids of the elements that have begun before a state."""
        ids: set[str] = set()
        _add_open_ids(self._root, state.resume_at, ids)
        return ids


def _add_open_ids(box: Any, place: dict[int, Any] | None, ids: set[str]) -> None:
    if place is None:
        return
    if box.element is not None and box.element.get(ID):
        ids.add(box.element.get(ID))
    children = getattr(box, "children", ())
    for child in children:
        if isinstance(child, boxes.TableRowGroupBox) and (child.is_header or child.is_footer):
            _add_ids(child, ids)  # repeated on each page of their table
    for index, inside in place.items():
        if inside is not None and index < len(children):
            _add_open_ids(children[index], inside, ids)


def _add_ids(box: Any, ids: set[str]) -> None:
    if box.element is not None and box.element.get(ID):
        ids.add(box.element.get(ID))
    for child in getattr(box, "children", ()):
        _add_ids(child, ids)


def place_json(place: Any) -> str:
    """A place inside a unit as text."""
    return json.dumps(place)


def _from_json(text: str) -> Any:
    return json.loads(
        text, object_pairs_hook=lambda pairs: {int(key): value for key, value in pairs}
    )


def stretch_end(units: Sequence[bytes], start: int, length: int) -> int:
    """The first unit after `start` with which so many bytes of text are full."""
    total = 0
    for number in range(start, len(units)):
        total += len(units[number])
        if total >= length:
            return number + 1
    return len(units)
