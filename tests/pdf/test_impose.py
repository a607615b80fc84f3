"""Two sheets put side by side, read back from the finished page."""

from __future__ import annotations

import io
from dataclasses import replace

import pdf_sample
import pikepdf
import pytest
from test_structure import elements, text_of
from typeset import Letter, galley_pdf, letters

from publish.pdf.impose import impose
from publish.pdf.model import Point, Sheet

SHIFT = 187.5
HTML = (
    '<main><p id="left">Left of <em>all</em>, see <a href="#right">the right</a>.</p>'
    '<p id="right" style="break-before: page">Right, with <a href="#left">a way back</a> and '
    '<a href="https://a.example/">one out</a>.</p></main>'
)
PICTURE = '<main><p id="p"><img src="images/finch.png" alt="A finch"/></p></main>'


@pytest.fixture(scope="module")
def sheets(lay_out_html) -> tuple[Sheet, Sheet]:
    left, right = lay_out_html(HTML).sheets
    return left, right


@pytest.fixture(scope="module")
def both(sheets: tuple[Sheet, Sheet]) -> Sheet:
    left, right = sheets
    return impose([(left, 0.0), (right, SHIFT)])


def finished(sheet: Sheet) -> bytes:
    return galley_pdf(pdf_sample.galley("part", (sheet,), {}))


def moved(letter: Letter, by: float) -> tuple[str, float, float]:
    return letter.character, round(letter.x + by, 1), round(letter.baseline, 1)


def test_letters_stand_where_they_stood_or_further_right(
    sheets: tuple[Sheet, Sheet], both: Sheet
) -> None:
    left, right = (letters(finished(sheet))[0] for sheet in sheets)
    wanted = [moved(letter, 0) for letter in left] + [moved(letter, SHIFT) for letter in right]
    assert [moved(letter, 0) for letter in letters(finished(both))[0]] == wanted
    assert len(wanted) > 50


def test_both_are_read_one_after_the_other(both: Sheet) -> None:
    with pikepdf.open(io.BytesIO(finished(both))) as pdf:
        paragraphs = [text_of(pdf, element) for element in elements(pdf, "/P")]
        links = [text_of(pdf, element) for element in elements(pdf, "/Link")]
    assert paragraphs == ["Leftofall,seetheright.", "Right,withawaybackandoneout."]
    assert links == ["theright", "awayback", "oneout"]


def test_links_are_where_their_words_are(sheets: tuple[Sheet, Sheet], both: Sheet) -> None:
    with pikepdf.open(io.BytesIO(finished(both))) as pdf:
        rectangles = [list(map(float, link.Rect)) for link in pdf.pages[0].Annots]
        with pikepdf.open(io.BytesIO(finished(sheets[1]))) as alone:
            single = [list(map(float, link.Rect)) for link in alone.pages[0].Annots]
    assert len(rectangles) == 3 and len(single) == 2
    for (left, bottom, right, top), rectangle in zip(single, rectangles[1:], strict=True):
        assert rectangle == pytest.approx([left + SHIFT, bottom, right + SHIFT, top], abs=0.01)


def test_anchors_and_lines_are_moved(sheets: tuple[Sheet, Sheet], both: Sheet) -> None:
    left, right = sheets
    assert both.anchors["left"] == left.anchors["left"]
    assert both.anchors["right"].x == pytest.approx(right.anchors["right"].x + SHIFT)
    assert both.anchors["right"].y == right.anchors["right"].y
    assert both.lines[: len(left.lines)] == left.lines
    for line, before in zip(both.lines[len(left.lines) :], right.lines, strict=True):
        assert line == before._replace(
            corner=Point(round(before.corner.x + SHIFT, 3), before.corner.y)
        )


def test_what_is_there_twice_is_first_where_it_is_read_first(sheets: tuple[Sheet, Sheet]) -> None:
    left, _ = sheets
    assert impose([(left, 0.0), (left, SHIFT)]).anchors == left.anchors


def test_an_empty_first_column_leaves_the_text_of_the_second(
    sheets: tuple[Sheet, Sheet],
) -> None:
    empty = replace(sheets[0], start=None)
    assert impose([(empty, 0.0), (sheets[1], SHIFT)]).start == sheets[1].start


def test_pictures_may_stand_in_one_of_them(sheets: tuple[Sheet, Sheet], lay_out_html) -> None:
    (picture,) = lay_out_html(PICTURE).sheets
    with pikepdf.open(io.BytesIO(finished(impose([(sheets[0], 0.0), (picture, SHIFT)])))) as pdf:
        assert len(pdf.pages[0].get_images()) == 1
    with pytest.raises(ValueError, match="two columns"):
        impose([(picture, 0.0), (picture, SHIFT)])
