"""Hebrew and Arabic stand from right to left, in a line of Latin letters and in their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pytest
from typeset import galley_pdf

from publish.pdf.model import Galley

MEASURE_END = 381.0  # pt from the left edge of a right-hand page
HEBREW = "בראשית ברא אלהים את השמים ואת הארץ"
ARABIC = "السلام عليكم ورحمة الله وبركاته"


class Sign(NamedTuple):
    """A character of the first page: its ink, pt from the left edge; the foot of its line."""

    text: str
    left: float
    right: float
    foot: float


def signs(galley: Galley) -> Iterator[Sign]:
    document = pypdfium2.PdfDocument(galley_pdf(galley))
    page = document[0].get_textpage()
    for number, text in enumerate(page.get_text_range()):
        left, _, right, _ = page.get_charbox(number)
        _, foot, _, _ = page.get_charbox(number, loose=True)
        if not text.isspace():
            yield Sign(text, left, right, foot)
    page.close()
    document.close()


@pytest.mark.parametrize(("language", "text"), [("he", HEBREW), ("ar", ARABIC)])
def test_a_quotation_stands_close_to_what_follows(language: str, text: str, lay_out_html) -> None:
    html = f'<p id="a">He wrote <span lang="{language}" dir="rtl">{text}</span>; {"then he " * 30}'
    galley = lay_out_html(f"<main>{html}</p></main>")
    assert galley.problems == ()
    found = list(signs(galley))
    semicolon = next(sign for sign in found if sign.text == ";")
    first = max(sign.right for sign in found if not sign.text.isascii() and sign.text.isalpha())
    assert 0 <= semicolon.left - first < 2


def test_paragraphs_begin_at_the_right(lay_out_html) -> None:
    text = f"{HEBREW}. " * 5
    galley = lay_out_html(
        f'<main><div lang="he" dir="rtl"><p id="a" style="text-indent: 0">{text}</p></div></main>'
    )
    lines = defaultdict(list)
    for sign in signs(galley):
        if not sign.text.isascii():
            lines[round(sign.foot)].append(sign)
    assert len(lines) > 2
    for line in lines.values():
        assert max(sign.right for sign in line) == pytest.approx(MEASURE_END, abs=1)
