"""Resources of PDF pages: what a page's content refers to by name."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Object


def drop(dictionary: Object, *keys: str) -> None:
    """Take entries out of a dictionary or stream, where they are there."""
    for key in keys:
        if key in dictionary:
            del dictionary[key]


def add_xobject(page: pikepdf.Page, name: str, item: Object) -> None:
    """Name a form in the page's own copy of its resources (pages of a galley share theirs)."""
    resources = Dictionary(page.obj.get("/Resources", Dictionary()))
    xobjects = Dictionary(resources.get("/XObject", Dictionary()))
    xobjects[name] = item
    resources.XObject = xobjects
    page.obj.Resources = resources


def all_resources(book: pikepdf.Pdf) -> Iterator[Dictionary]:
    """Resource dictionaries of all pages, and of the forms and patterns they use."""
    seen: set[tuple[int, int]] = set()
    for page in book.pages:
        if "/Resources" in page.obj:
            yield from _nested(page.obj.Resources, seen)


def _nested(resources: Object, seen: set[tuple[int, int]]) -> Iterator[Dictionary]:
    yield Dictionary(resources)
    for kind in ("/XObject", "/Pattern"):
        for item in resources.get(kind, Dictionary()).values():
            if item.objgen not in seen and "/Resources" in item:
                seen.add(item.objgen)
                yield from _nested(item.Resources, seen)


def fonts(book: pikepdf.Pdf) -> Iterator[Object]:
    """Every font of the book once."""
    seen: set[tuple[int, int]] = set()
    for resources in all_resources(book):
        for font in resources.get("/Font", Dictionary()).values():
            if font.objgen not in seen:
                seen.add(font.objgen)
                yield font


def font_descriptors(book: pikepdf.Pdf) -> Iterator[Object]:
    """Descriptors of the composite fonts, the only kind that the renderer writes."""
    for font in fonts(book):
        yield font.DescendantFonts[0].FontDescriptor
