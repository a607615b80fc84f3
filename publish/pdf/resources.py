"""Resources of PDF pages: what a page's content refers to by name."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Object


def entries(dictionary: Object, key: str) -> dict[str, Object]:
    """What the sub-dictionary `key` holds; empty if it is not there."""
    return dict(dictionary[key].items()) if key in dictionary else {}


def contents_of(page: pikepdf.Page) -> list[Object]:
    """The content streams of a page, in the order in which they paint."""
    contents = page.obj.get("/Contents")
    if contents is None:
        return []
    return list(contents) if isinstance(contents, Array) else [contents]


def page_content(page: pikepdf.Page) -> bytes:
    """All of them as one."""
    return b"\n".join(stream.read_bytes() for stream in contents_of(page))


def all_resources(book: pikepdf.Pdf) -> Iterator[Object]:
    """Resource dictionaries of all pages, and of the forms and patterns they use."""
    seen: set[tuple[int, int]] = set()
    for page in book.pages:
        if "/Resources" in page.obj:
            yield from _nested(page.obj.Resources, seen)


def _nested(resources: Object, seen: set[tuple[int, int]]) -> Iterator[Object]:
    yield resources
    for kind in ("/XObject", "/Pattern"):
        for item in entries(resources, kind).values():
            if item.objgen not in seen and "/Resources" in item:
                seen.add(item.objgen)
                yield from _nested(item.Resources, seen)


def fonts(book: pikepdf.Pdf) -> Iterator[Object]:
    """Every font of the book once."""
    seen: set[tuple[int, int]] = set()
    for resources in all_resources(book):
        shared = resources.get("/Font", pikepdf.Dictionary())
        if shared.is_indirect and shared.objgen in seen:  # the book's own, that all pages share
            continue
        seen.add(shared.objgen)
        for font in dict(shared.items()).values():
            if font.objgen not in seen:
                seen.add(font.objgen)
                yield font
