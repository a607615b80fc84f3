"""Paragraphs that a page break has divided."""

from __future__ import annotations

import pytest

from publish.exchange.log import ImportLog
from publish.exchange.ocr.flow import Block, Joiner, Vocabulary
from publish.exchange.ocr.pattern import NEVER


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("He left in July", "1932 for the lakes.", True),
        ("He left in July.", "1932 was wet.", False),
        ("He left in July", "1932", False),
        ("The book of May", "The lakes rose.", False),
        ("He left the", "house in July.", True),
        ("Boats", "Carts", False),
    ],
)
def test_a_short_paragraph_is_joined_where_its_end_says_so(
    first: str, second: str, joined: bool
) -> None:
    joiner = Joiner(ImportLog("book.md"), Vocabulary([]), NEVER)
    blocks = joiner.join([Block(first, [1]), Block(second, [3])])
    assert [block.text for block in blocks] == (
        [f"{first} {second}"] if joined else [first, second]
    )
