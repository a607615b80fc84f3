"""Divided words: not too many lines with hyphens in a row."""

from __future__ import annotations

import random
from html import escape
from itertools import groupby, pairwise

from typeset import printed_lines

from publish.pdf.hyphens import MOST_IN_A_ROW

# Their first halves fit where less room is left than makes a line very loose.
SHORT = ("filter", "silver", "little", "litter", "settle", "bitter", "fitter", "differ", "it")
LONG = ("contribution", "correspondence", "individually", "supported", "a", "of")


def rows(lay_out_html, words: tuple[str, ...]) -> list[int]:
    """How many lines in a row end in a hyphen, of a long text of words."""
    text = " ".join(random.Random(1).choices(words, k=6000))
    lines = printed_lines(lay_out_html(f'<main><p id="p">{text}.</p></main>'))
    ends = [line.endswith("\N{HYPHEN}") for line in lines if line]
    return [len(list(row)) for ends_so, row in groupby(ends) if ends_so]


def test_no_more_than_three_lines_in_a_row_end_in_a_hyphen(lay_out_html) -> None:
    found = rows(lay_out_html, SHORT)
    assert found.count(MOST_IN_A_ROW) > 5
    assert max(found) == MOST_IN_A_ROW


def test_more_do_where_a_line_would_else_be_very_loose(lay_out_html) -> None:
    assert max(rows(lay_out_html, LONG)) > MOST_IN_A_ROW


def test_an_address_is_divided_at_its_points_without_a_hyphen(lay_out_html) -> None:
    address = (
        "https://archives.example.org/collections/correspondence_of_everybody/item?id=9&folio=3"
    )
    html = "".join(
        f'<p id="p{n}" style="width: {140 + n}pt"><span class="uri">{escape(address)}</span></p>'
        for n in range(100)
    )
    lines = [line for line in printed_lines(lay_out_html(f"<main>{html}</main>")) if line]
    assert "".join(lines) == address * 100
    divided = [(one, next_one) for one, next_one in pairwise(lines) if next_one[:5] != "https"]
    assert len(divided) > 100
    assert all(one.endswith("/") or next_one[0] in "._?=&" for one, next_one in divided)
