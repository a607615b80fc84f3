"""Repairs of misread characters in one line."""

from __future__ import annotations

import pytest

from publish.exchange.log import ImportLog
from publish.exchange.ocr.characters import Characters
from publish.exchange.ocr.flow import Vocabulary


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("Regions ( *oblasti* and *kraia* ), too", "Regions (*oblasti* and *kraia*), too"),
        ("*glavk* , a subdivision (of many )", "*glavk*, a subdivision (of many)"),
        ("1) first , then ( 2 ) second", "1) first, then (2) second"),
    ],
)
def test_spaces_beside_punctuation(read: str, wanted: str) -> None:
    log = ImportLog("book.md")
    assert Characters(log, Vocabulary([])).repair(read, 3) == wanted
    assert {repair.kind for repair in log.repairs} == {"space beside punctuation"}


@pytest.mark.parametrize("text", ["1) one, (two) three", ":) fine", "Paris ; Lyon"])
def test_other_spaces_stay(text: str) -> None:
    assert Characters(ImportLog("book.md"), Vocabulary([])).repair(text, 3) == text
