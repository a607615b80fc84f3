"""What is changed in the renderer does what it should, and is still needed."""

from __future__ import annotations

from itertools import pairwise

import pytest

from publish.pdf.galley_store import to_bytes

TOP, GRID = 66.0, 13.2


def filler_page(lines: int) -> str:
    return "".join(f'<p id="f{n}">Line</p>' for n in range(lines))


@pytest.mark.parametrize("height", [1.0, 6.6, 13.1, 13.2, 20.0, 26.4])
def test_filler_reaches_the_next_line_of_the_grid(lay_out_html, height: float) -> None:
    html = (
        f'<main><div style="height: {height}pt"></div><div class="to-grid"></div>'
        '<p id="after">Text</p></main>'
    )
    y = lay_out_html(html).anchors["after"].y - TOP
    assert y >= height - 0.01
    assert y - height < GRID
    assert y % GRID == pytest.approx(0.0, abs=0.01) or y % GRID == pytest.approx(GRID, abs=0.01)


def test_filler_counts_the_margin_before_it(lay_out_html) -> None:
    html = (
        '<main><div style="height: 5pt; margin-bottom: 4pt"></div><div class="to-grid"></div>'
        '<p id="after">Text</p></main>'
    )
    assert lay_out_html(html).anchors["after"].y == pytest.approx(TOP + GRID, abs=0.01)


def test_filler_at_the_foot_leaves_no_space_on_the_next_page(lay_out_html) -> None:
    html = (
        f"<main>{filler_page(39)}"
        '<div style="height: 9pt"></div><div class="to-grid"></div>'
        '<p id="after" style="margin-top: 26.4pt; break-before: auto">Text</p></main>'
    )
    galley = lay_out_html(html)
    assert galley.pages == 2
    assert galley.anchors["after"] == (1, 60.0, TOP)


def test_galley_holds_no_font_program_but_says_what_it_needs(lay_out_html) -> None:
    galley = lay_out_html('<main><p id="a">Text and <em>text</em></p></main>')
    (sheet,) = galley.sheets
    assert len(to_bytes(galley)) < 12_000
    assert {use.axes for use in sheet.fonts} == {(("wght", 400.0),)}
    assert len({use.file for use in sheet.fonts}) == 2
    assert all(use.glyphs for use in sheet.fonts)


def test_leader_that_is_not_seen_is_one_space(lay_out_html) -> None:
    """It fills the line all the same: page numbers of the contents stand below each other."""
    html = "".join(
        f'<p class="toc-entry" id="{title}"><span class="toc-title">{title}</span> '
        '<span class="toc-page">123</span></p>'
        for title in ("A", "Another")
    )
    galley = lay_out_html(f"<main>{html}</main>")
    (sheet,) = galley.sheets
    assert len(sheet.marked) == 2 * len(("title", "space", "number"))
    numbers = [line.corner.x for line in sheet.lines if line.end - line.start == len("123")]
    assert len(numbers) == 2
    assert numbers[0] == numbers[1] > 300


def test_space_before_a_link_hangs_over_the_edge(lay_out_html) -> None:
    """The wider the line, the more words stand on it."""
    html = "".join(
        f'<p id="p{width}" style="width: {width / 4}pt; text-align: left; text-indent: 0">'
        'did not reach <a href="#p160">Nordby</a></p>'
        for width in range(160, 420)
    )
    galley = lay_out_html(f"<main>{html}</main>")
    first_lines, anchors = [], sorted(galley.anchors.items(), key=lambda item: item[1])
    for (name, spot), (_, following) in pairwise(anchors):
        if spot.page == following.page:
            first_lines.append((int(name[1:]), round((following.y - spot.y) / GRID)))
    heights = [lines for _, lines in sorted(first_lines)]
    assert heights[0] > heights[-1]
    assert heights == sorted(heights, reverse=True)
