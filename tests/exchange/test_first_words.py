"""Openings in capitals get the case that their words have elsewhere in the book."""

from __future__ import annotations

import pytest

from publish.exchange.log import ImportLog
from publish.exchange.ocr.first_words import lower_first_words
from publish.exchange.ocr.flow import Block, Vocabulary
from publish.exchange.ocr.source import Line

BOOK = """On 3 June Lazar Reed was not in London for long. The industry of the USSR
grew on and on, according to Reed. Seven kinds of papers: THE PAPERS."""


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("**N**OT LONG before June", "Not long before June"),
        ("**A**CCORDING to Reed", "According to Reed"),
        ("ON 1 JUNE 1901 the office", "On 1 June 1901 the office"),
        ("*L*AZAR REED was born", "Lazar Reed was born"),
        ("“**F**OR USSR’s industry", "“For USSR’s industry"),
        ("THE USSR, IN LONDON, grew", "The USSR, in London, grew"),
    ],
)
def test_first_words(printed: str, wanted: str) -> None:
    block, log = Block(printed, [7]), ImportLog("book.md")
    lower_first_words([block], Vocabulary([Line(1, BOOK)]), log)
    assert block.text == wanted
    (repair,) = log.repairs
    assert repair.line == 7
    assert printed.startswith(repair.before)
    assert wanted == repair.after + printed[len(repair.before) :]


@pytest.mark.parametrize(
    "printed",
    [
        "A few words",
        "I went to London",
        "USSR",
        "THE PAPERS OF LAZAR REED",
        "1901 was long",
        "**Dates.** A date",
        "THE PAPERS OF REED IN LONDON ON INDUSTRY ACCORDING TO THE USSR are seven",
    ],
)
def test_what_is_no_opening_stays(printed: str) -> None:
    block, log = Block(printed, [7]), ImportLog("book.md")
    lower_first_words([block], Vocabulary([Line(1, BOOK)]), log)
    assert block.text == printed
    assert not log.repairs
