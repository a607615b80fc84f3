"""The tables beside a book, as text: of its index, of its pages."""

from __future__ import annotations

import msgspec

from publish.cache import Store
from publish.kept import key_of, made_once, program_of
from publish.pagemap import PageMap, PartPoints, anchor_rows, page_rows


def as_text(table: object) -> bytes:
    """A table as JSON that a person can read and compare."""
    return msgspec.json.format(msgspec.json.encode(table), indent=1) + b"\n"


def pagemap_text(pagemap: PageMap, store: Store) -> bytes:
    """The page map as such a table; what `store` has of a part is not written again."""
    folios = [page.folio for page in pagemap.pages]
    parts = [part for part in pagemap.anchors.parts if part.points.anchors]
    keys = [_key(part, folios) for part in parts]
    rows = made_once(store, bytes, keys, lambda index: _rows(parts[index], folios))
    frame = as_text({"pages": page_rows(pagemap.pages), "anchors": {}})
    if not rows:
        return frame
    before, after = frame.rsplit(b"{}", 1)
    return before + b"{\n" + b",\n".join(rows) + b"\n }" + after


def _key(part: PartPoints, folios: list[str]) -> str:
    """Of all that is written of the anchors of a part."""
    on_pages = folios[part.first : part.first + max(part.points.pages) + 1]
    content = msgspec.msgpack.encode((part, on_pages))
    return key_of("pagemap-part", program_of("."), content)


def _rows(part: PartPoints, folios: list[str]) -> bytes:
    """As they stand in the table, one step in."""
    text = as_text(anchor_rows(part, folios)).removeprefix(b"{\n").removesuffix(b"\n}\n")
    return b" " + text.replace(b"\n", b"\n ")
