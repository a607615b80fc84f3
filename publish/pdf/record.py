"""What the PDF says of itself: Info, XMP, language."""

from __future__ import annotations

from datetime import UTC, datetime

import pikepdf
from pikepdf import Dictionary, String

from publish.book.model import Metadata

_PRODUCER = "publish"


def add_metadata(book: pikepdf.Pdf, metadata: Metadata, *, accessible: bool) -> None:
    """Write title, makers, subject, dates and, if `accessible`, the claim of PDF/UA-1.

    Dates are those of the sources, so that the same sources give the same bytes.
    """
    book.Root.Lang = String(metadata.language)
    book.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    title = f"{metadata.title}: {metadata.subtitle}" if metadata.subtitle else metadata.title
    names = [name for _, name, _ in metadata.contributors]
    _write_info(book, metadata, title, names)
    with book.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = title
        xmp["dc:creator"] = names
        xmp["dc:language"] = [metadata.language]
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


def _write_info(book: pikepdf.Pdf, metadata: Metadata, title: str, names: list[str]) -> None:
    date = String(pdf_date(metadata.modified))
    info = book.docinfo
    info["/Title"] = String(title)
    info["/Author"] = String(", ".join(names))
    info["/Subject"] = String(metadata.description)
    info["/Keywords"] = String(", ".join(metadata.subjects))
    info["/Producer"] = String(_PRODUCER)
    info["/CreationDate"] = info["/ModDate"] = date


def pdf_date(moment: str) -> str:
    """ISO 8601 to a PDF date in UTC (ISO 32000-1, 7.9.4)."""
    return datetime.fromisoformat(moment).astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
