"""The structure of one page (ISO 32000-1, 14.7), read from what the renderer wrote.

The renderer gives every piece of text an element of its own inside the element of its
paragraph; here the paragraph holds its text itself, which makes the tree a third as large.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pydyf

from publish.pdf.relocate import Kind, mark

# Elements that may not hold text (ISO 32000-1, 14.8.4.2).
_GROUPING = frozenset({"/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote", "/L", "/LI",
                       "/Table", "/TR", "/TB", "/TF"})  # fmt: skip


Objects = Mapping[bytes, Any]
"""The objects of a PDF by their references."""


class Structure(NamedTuple):
    """Elements of a page, as bodies with marks; see `Sheet`."""

    tags: tuple[bytes, ...]
    roots: tuple[int, ...]
    marked: tuple[int, ...]
    links: tuple[int, ...]  # the element of each annotation


def page_structure(
    objects: Objects, root: bytes, annotations: Sequence[bytes], size: tuple[float, float]
) -> Structure:
    """The structure of a tagged PDF of one page of `size` pt.

    `root` is the reference of its structure tree, `annotations` are those of its links. Raises
    ValueError if a piece of content or a link belongs to no element.
    """
    return _Reader(objects, root, annotations, size).read()


class _Reader:
    def __init__(
        self, objects: Objects, root: bytes, annotations: Sequence[bytes], size: tuple[float, float]
    ) -> None:
        self._objects = objects
        self._root = objects[root]
        self._annotations = {reference: number for number, reference in enumerate(annotations)}
        self._height = size[1]
        self._bodies: list[bytes] = []
        self._marked: dict[int, int] = {}
        self._links: dict[int, int] = {}

    def read(self) -> Structure:
        document = self._objects[self._root["K"][0]]
        top = mark(Kind.DOCUMENT)
        roots = tuple(self._element(self._objects[kid], top) for kid in document["K"])
        return Structure(
            tuple(self._bodies), roots, _in_order(self._marked), _in_order(self._links)
        )

    def _element(self, element: Mapping[str, Any], parent: bytes) -> int:
        """Add an element and what is below it; its number."""
        number = len(self._bodies)
        self._bodies.append(b"")
        kids: list[bytes] = []
        for kid in element["K"]:
            kids += self._kid(kid, element, number)
        body = b"<</Type/StructElem/S%s/P %s/Pg %s/K[%s]" % (
            str(element["S"]).encode(), parent, mark(Kind.PAGE), b" ".join(kids),
        )  # fmt: skip
        for key in ("Alt", "ID"):
            if key in element:
                body += b"/%s %s" % (key.encode(), _text(element[key], key))
        if "A" in element:
            body += b"/A" + self._attributes(element["A"])
        self._bodies[number] = body + b">>"
        return number

    def _kid(self, kid: Any, element: Mapping[str, Any], number: int) -> list[bytes]:
        if isinstance(kid, int):
            self._marked[kid] = number
            return [str(kid).encode()]
        item = self._objects[kid]
        if item["Type"] == "/OBJR":
            link = self._annotations[item["Obj"]]
            self._links[link] = number
            page = mark(Kind.PAGE)
            return [b"<</Type/OBJR/Obj %s/Pg %s>>" % (mark(Kind.LINK, link), page)]
        if element["S"] not in _GROUPING and _is_text(item):
            for piece in item["K"]:
                self._marked[piece] = number
            return [str(piece).encode() for piece in item["K"]]
        below = self._element(item, mark(Kind.ELEMENT, number))
        return [mark(Kind.ELEMENT, below)]

    def _attributes(self, attributes: Mapping[str, Any]) -> bytes:
        body = b"<</O%s" % str(attributes["O"]).encode()
        if "BBox" in attributes:
            left, top, right, bottom = (float(edge) * 0.75 for edge in attributes["BBox"])
            edges = (mark(Kind.X, round(left, 3)), b"%.3f" % (self._height - bottom),
                     mark(Kind.X, round(right, 3)), b"%.3f" % (self._height - top))  # fmt: skip
            body += b"/BBox[%s]" % b" ".join(edges)
        for key in ("ColSpan", "RowSpan"):
            if key in attributes:
                body += b"/%s %d" % (key.encode(), attributes[key])
        if "Headers" in attributes:
            names = [_text(header, "ID") for header in attributes["Headers"]]
            body += b"/Headers[%s]" % b" ".join(names)
        return body + b">>"


def _text(text: pydyf.String, key: str) -> bytes:
    """A string; a cell's id, which the renderer makes unique on its page, also in the book."""
    if key == "ID":
        return b"(%s-%s)" % (mark(Kind.NUMBER), str(text.string).encode())
    return bytes(text.data)


def _is_text(item: Mapping[str, Any]) -> bool:
    """Whether an element has nothing but pieces of content."""
    return set(item) <= {"Type", "S", "K", "Pg", "P"} and all(
        isinstance(kid, int) for kid in item["K"]
    ) and item["S"] in ("/Span", "/P", "/NonStruct")  # fmt: skip


def _in_order(elements: Mapping[int, int]) -> tuple[int, ...]:
    if sorted(elements) != list(range(len(elements))):
        raise ValueError("a piece of the page has no element in its structure")
    return tuple(elements[number] for number in range(len(elements)))
