"""Headings of several lines."""

from __future__ import annotations

import pypdfium2
import pytest
from typeset import galley_pdf, printed_lines

INNER_MARGIN = 54.0  # pt; the first page is a recto
LONG = "Stalin to Kaganovich and Molotov (for members of the Politburo)"
HALVES = ["Stalin to Kaganovich and Molotov", "(for members of the Politburo)"]


@pytest.mark.parametrize("tag", ["h1", "h2", "h3", "h4"])
def test_a_heading_is_not_broken_before_its_last_word(lay_out_html, tag: str) -> None:
    html = f'<main style="width: 270pt"><{tag} id="h">{LONG}</{tag}><p id="p">Text</p></main>'
    assert [line for line in printed_lines(lay_out_html(html)) if line] == [*HALVES, "Text"]


def test_each_line_of_a_heading_has_the_same_middle(lay_out_html) -> None:
    galley = lay_out_html(f'<main><h3 id="h" style="width: 270pt">{LONG}</h3></main>')
    document = pypdfium2.PdfDocument(galley_pdf(galley))
    text = document[0].get_textpage()
    lines = [text.get_rect(number) for number in range(text.count_rects())]
    text.close()
    document.close()
    assert len(lines) == 2
    for left, _, right, _ in lines:
        assert (left + right) / 2 == pytest.approx(INNER_MARGIN + 270.0 / 2, abs=1.0)


def test_a_heading_of_one_line_and_other_text_stay_as_they_are(lay_out_html) -> None:
    html = (
        f'<main style="width: 270pt"><h3 id="h">Stalin to Kaganovich</h3>'
        f'<p id="p" style="hyphens: manual">{LONG}</p>'
        '<h3 id="i">Unbreakable<em>ByThoseWhoWouldBreakItInTheMiddleOfAWord</em> word</h3></main>'
    )
    lines = [line for line in printed_lines(lay_out_html(html)) if line]
    assert lines[:3] == ["Stalin to Kaganovich", LONG.rpartition(" ")[0], "Politburo)"]
    assert lines[3:] == ["UnbreakableByThoseWhoWouldBreakItInTheMiddleOfAWord", "word"]


def test_a_note_called_in_a_heading_is_set_as_notes_are(lay_out_html) -> None:
    note = '<div class="note" id="note-a"><p id="q"><a class="note-number" href="#call">1.</a> '
    html = (
        f'<main><h2 id="h">{LONG} {LONG}<a class="note-call" id="call" href="#note-a">1</a></h2>'
        f'<section class="notes footnotes">{note}{LONG} {LONG}.</p></div></section></main>'
    )
    galley = lay_out_html(html)
    assert galley.anchors["note-a"].page == galley.anchors["call"].page == 0
    (first,) = (line for line in printed_lines(galley) if line.startswith("1. "))
    assert len(first) > len(LONG) * 1.4
