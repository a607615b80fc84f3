"""Divided words: not too many lines with hyphens in a row."""

from __future__ import annotations

import random
from itertools import groupby

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
