"""The tables beside a book, as text: of its index, of its pages."""

from __future__ import annotations

from pathlib import Path

import msgspec

from publish.pagemap import PageMap, as_json


def as_text(table: object) -> bytes:
    """A table as JSON that a person can read and compare."""
    return msgspec.json.format(msgspec.json.encode(table), indent=1) + b"\n"


def write_pagemap(file: Path, pagemap: PageMap) -> None:
    """Write the table of pages and of all anchors on them."""
    file.write_bytes(as_text(as_json(pagemap)))
