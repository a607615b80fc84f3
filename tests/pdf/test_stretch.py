"""A stretch of a part: its pages go on from any seam as if all had been laid out."""

from __future__ import annotations

from pathlib import Path

import pdf_sample
import pytest
from apart import Apart
from test_flow import divided

from publish.pdf.engine import adapt_engine
from publish.pdf.model import Seam, Sheet
from publish.pdf.stretch import FIRST, Stretch, gone_further, style_of
from publish.pdf.stylesheet import common_css

NAMED = "@page narrow { margin-right: 200pt }"


def essay(paragraphs: int) -> str:
    section = pdf_sample.essay(pdf_sample.Writer(), "essay", "Essay", "", paragraphs)
    return f'<main class="part essay opener-part">{section.html}</main>'


def stretched(
    html: str, root: Path, start: Seam, end: int | None, css: str = ""
) -> list[tuple[Sheet, Seam | None]]:
    adapt_engine()
    order, copy = divided(html, root)
    last = len(copy.units) if end is None else end
    return list(Stretch(order, copy, start.unit, last, css).sheets(start))


def named(html: str, root: Path, narrow: int) -> list[tuple[Sheet, Seam | None]]:
    """All sheets; the page with so many before it is narrow."""
    adapt_engine()
    order, copy = divided(html, root)
    stretch = Stretch(order, copy, 0, len(copy.units), NAMED)
    return list(stretch.sheets(FIRST, 0, lambda made, place: "narrow" if made == narrow else ""))


def opening(html: str, root: Path) -> tuple[Sheet, float]:
    adapt_engine()
    order, copy = divided(html, root)
    return Stretch(order, copy, 0, len(copy.units)).only_sheet()


@pytest.fixture(scope="module")
def pages(apart: Apart, manuscript: Path) -> list[tuple[Sheet, Seam | None]]:
    found = apart.run(stretched, essay(40), manuscript, FIRST, None)
    assert len(found) > 3
    return found


def test_every_seam_is_a_place_to_go_on_from(
    pages: list[tuple[Sheet, Seam | None]], apart: Apart, manuscript: Path
) -> None:
    starts = [(number, seam) for number, (_, seam) in enumerate(pages, 1) if seam is not None]
    assert len(starts) == len(pages) - 1
    free = [(number, seam) for number, seam in starts if not seam.carried]
    assert free
    for number, seam in free:
        assert apart.run(stretched, essay(40), manuscript, seam, None) == pages[number:]


def test_the_end_cuts_off_what_comes_after(
    pages: list[tuple[Sheet, Seam | None]], apart: Apart, manuscript: Path
) -> None:
    blocks = {line.block for sheet, _ in pages for line in sheet.lines}
    cut = apart.run(stretched, essay(40), manuscript, FIRST, 6)
    assert {line.block for sheet, _ in cut for line in sheet.lines} < blocks
    assert cut[-1][1] is None


def test_a_named_page_has_its_own_measure(apart: Apart, manuscript: Path) -> None:
    sheets = [sheet for sheet, _ in apart.run(named, essay(40), manuscript, 1)]
    letters = [sum(line.end - line.start for line in sheet.lines) for sheet in sheets]
    assert letters[1] < 0.6 * letters[2]


def test_the_first_sheet_alone_says_how_high_it_is(apart: Apart, manuscript: Path) -> None:
    heights = []
    for lines in (1, 3):
        html = "<main><p id='p'>" + "line<br/>" * (lines - 1) + "line</p></main>"
        sheet, height = apart.run(opening, html, manuscript)
        assert [line.block for line in sheet.lines] == ["p"] * lines
        heights.append(height)
    assert heights[1] - heights[0] == pytest.approx(2 * 13.2, abs=0.2)


def test_style_that_goes_further_has_the_same_fonts(apart: Apart) -> None:
    """So that a word is shaped once for pages and columns."""
    assert apart.run(has_fonts_of_style, common_css(), NAMED)


def has_fonts_of_style(css: str, further: str) -> bool:
    adapt_engine()
    return gone_further(css, further).fonts is style_of(css).fonts
