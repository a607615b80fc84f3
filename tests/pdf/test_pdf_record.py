"""What a PDF says of itself is the same whether some of it was kept or not."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from publish.cache import Cache
from publish.pdf.record import record_of
from tests.pdf.pdf_sample import metadata


def test_a_kept_record_has_the_date_of_the_sources(tmp_path: Path) -> None:
    with closing(Cache(tmp_path)) as cache:
        for book in (
            metadata(modified="2026-01-02T03:04:05Z"),
            metadata(modified="2026-11-27T10:00:00Z"),
            metadata(modified="2026-11-27T10:00:00Z", title="Another"),
        ):
            for accessible in (True, False):
                kept = record_of(book, cache, accessible=accessible)
                assert kept == record_of(book, accessible=accessible)
                assert kept.xmp.count(book.modified.encode()) == 2
                assert (b"pdfuaid" in kept.xmp) == accessible
