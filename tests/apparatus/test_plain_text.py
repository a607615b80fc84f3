"""Searchable text and the way back to the original."""

from __future__ import annotations

import re
from unicodedata import combining

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from publish.apparatus.plain_text import fold, plain, plain_text


@pytest.mark.parametrize(
    ("original", "searchable"),
    [
        ("G.\u00a0K.\u202fOrlov", "G. K. Orlov"),
        ("Orlov\u2019s and O\u02bcHara", "Orlov's and O'Hara"),
        ("Roz[anov] and [A. N.] Orlov", "Rozanov and A. N. Orlov"),
        ("two  spaces,\n a line", "two spaces, a line"),
        ("Ro\u00adzanov", "Rozanov"),
        ("Jean\u2011Louis", "Jean-Louis"),
        ("Bru\u0308ning", "Br\u00fcning"),
        ("nothing to do", "nothing to do"),
    ],
)
def test_variants_are_made_equal(original: str, searchable: str) -> None:
    assert plain_text(original).text == searchable


@pytest.mark.parametrize(
    ("original", "word", "found"),
    [
        ("to Roz[anov], who", "Rozanov", "Roz[anov]"),
        ("to Roz[anov]’s man", "Rozanov", "Roz[anov]"),
        ("by [A. N.] Orlov now", "A. N. Orlov", "[A. N.] Orlov"),
        ("by Seryozha [Orlov].", "Seryozha Orlov", "Seryozha [Orlov]"),
        ("by G.  K. \n Orlov,", "G. K. Orlov", "G.  K. \n Orlov"),
        ("by Bru\u0308ning.", "Br\u00fcning", "Bru\u0308ning"),
        ("see [Orlov], he", "Orlov", "Orlov"),
        ("Orlov\u00ad", "Orlov", "Orlov"),
    ],
)
def test_spans_lead_back(original: str, word: str, found: str) -> None:
    source = plain_text(original)
    start = source.text.index(word)
    first, last = source.original_span(start, start + len(word))
    assert original[first:last] == found


@given(st.text(alphabet="aB. []\u00a0\u00ad\u0308-’\n", max_size=40), st.data())
def test_a_span_holds_the_same_letters(original: str, data: st.DataObject) -> None:
    # a combining mark without a letter before it belongs to nothing
    assume(not re.search(r"(?:^|[^aB])\u0308", original))
    source = plain_text(original)
    if not source.text:
        return
    start = data.draw(st.integers(0, len(source.text) - 1))
    end = data.draw(st.integers(start + 1, len(source.text)))
    assume(not any(map(combining, source.text[start] + source.text[end : end + 1])))
    first, last = source.original_span(start, end)
    assert 0 <= first < last <= len(original)
    assert plain(original[first:last]) == plain(source.text[start:end])


def test_fold_takes_case_and_diacritics_away() -> None:
    assert fold("ÉDOUARD") == fold("edouard")
