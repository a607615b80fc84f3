"""The balance of an import: what the source has, what the manuscript has."""

from __future__ import annotations

import re

from publish.exchange.log import BalanceRow, ImportLog
from publish.exchange.ocr.book import Book
from publish.exchange.ocr.output import Output


def balance(book: Book, output: Output, log: ImportLog) -> list[BalanceRow]:
    """Rows that must close."""
    return []
