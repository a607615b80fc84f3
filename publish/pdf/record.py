"""What the PDF says of itself: information dictionary and XMP."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from typing import NamedTuple

import msgspec

from publish.book.model import Metadata
from publish.cache import NO_STORE, Store
from publish.kept import made_once
from publish.pdf.store import key_of
from publish.pdf.writer import text_string

_PRODUCER = "publish"
_ANY_DATE = "0001-01-01T00:00:00Z"  # stands in a packet that is kept


class Record(NamedTuple):
    """Body of the information dictionary, and the XMP packet."""

    info: bytes
    xmp: bytes


def record_of(metadata: Metadata, store: Store = NO_STORE, *, accessible: bool) -> Record:
    """Title, makers, subject, dates and, if `accessible`, the claim of PDF/UA-1.

    Dates are those of the sources, so that the same sources give the same bytes. Of two books
    that differ in nothing else `store` has the same packet.
    """
    title = f"{metadata.title}: {metadata.subtitle}" if metadata.subtitle else metadata.title
    names = [name for _, name, _ in metadata.contributors]
    date = pdf_date(metadata.modified)
    info = {
        "Title": title,
        "Author": ", ".join(names),
        "Subject": metadata.description,
        "Keywords": ", ".join(metadata.subjects),
        "Producer": _PRODUCER,
        "CreationDate": date,
        "ModDate": date,
    }
    body = b"".join(b"/%s %s" % (key.encode(), text_string(text)) for key, text in info.items())
    undated = replace(metadata, modified=_ANY_DATE)
    key = key_of("xmp", msgspec.msgpack.encode((undated, accessible, version("pikepdf"))))
    (xmp,) = made_once(store, bytes, [key], lambda _: _xmp(undated, title, names, accessible))
    return Record(b"<<%s>>" % body, xmp.replace(_ANY_DATE.encode(), metadata.modified.encode()))


def _xmp(metadata: Metadata, title: str, names: list[str], accessible: bool) -> bytes:
    import pikepdf  # noqa: PLC0415  (slow import, seldom needed)

    with pikepdf.new() as book:
        with book.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            xmp["dc:title"] = title
            xmp["dc:creator"] = names
            xmp["dc:language"] = [metadata.language]
            if metadata.publisher:
                xmp["dc:publisher"] = [metadata.publisher]
            xmp["dc:identifier"] = metadata.isbn_print or metadata.identifier
            if metadata.description:
                xmp["dc:description"] = metadata.description
            if metadata.rights:
                xmp["dc:rights"] = metadata.rights
            if metadata.subjects:
                xmp["dc:subject"] = list(metadata.subjects)
                xmp["pdf:Keywords"] = ", ".join(metadata.subjects)
            xmp["pdf:Producer"] = _PRODUCER
            xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = metadata.modified
            if accessible:
                xmp["pdfuaid:part"] = "1"
        return bytes(book.Root.Metadata.read_bytes())


def pdf_date(moment: str) -> str:
    """ISO 8601 to a PDF date in UTC (ISO 32000-1, 7.9.4)."""
    return datetime.fromisoformat(moment).astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
