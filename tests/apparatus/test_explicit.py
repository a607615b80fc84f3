"""Explicit marks: an empty one stands on a word, so that its page is that word's."""

import pytest

from publish.apparatus.explicit import absorb_word
from publish.apparatus.passages import inner
from publish.apparatus.units import tree

MARK = '<b data-index="Cotton"/>'


@pytest.mark.parametrize(
    ("html", "word"),
    [
        (f"<p>of {MARK}cotton prices</p>", "cotton"),
        (f"<p>of{MARK} cotton prices</p>", " cotton"),
        (f"<p>of cotton.{MARK}</p>", "cotton."),
        (f'<p>of cotton.<a class="note-call"/>{MARK}</p>', "cotton."),
        (f"<p>of <em>cotton</em>{MARK}</p>", "cotton"),
        (f"<p>{MARK}</p>", ""),
    ],
)
def test_a_mark_takes_in_a_word(html: str, word: str) -> None:
    root = tree(html)
    before = "".join(root.itertext())
    mark = root.find(".//b")
    assert mark is not None
    absorb_word(mark)
    assert "".join(mark.itertext()) == word
    assert "".join(root.itertext()) == before, inner(root)
