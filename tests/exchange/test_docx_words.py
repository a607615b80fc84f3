"""What a Markdown text prints, read by pandoc: many texts in one go, each by itself."""

from __future__ import annotations

import pytest

from publish.exchange.docx.pandoc import read_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("*He* wrote -- “so”", "He wrote – “so”"),
        ("[so]{.sic} it was[ill]{.gap}", "so it wasill"),
        ("1. One", "One"),
        ("$5 \\$6 \\\\$7", "$5 $6 \\$7"),
        ("::: {.letter}\ntext", "text"),
        ("[x]: https://example.org/x", ""),
        ("a \ue0ff b", "a b"),
        ("", ""),
    ],
)
def test_words(text: str, words: str) -> None:
    alone, after = read_words([text, "[x] is *here*"])
    assert alone == words
    assert after == "[x] is here"
