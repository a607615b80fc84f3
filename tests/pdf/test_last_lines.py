"""A part does not end with a page of a few lines."""

from __future__ import annotations

import pytest

FEWEST = 5


def entries(lengths: list[int]) -> str:
    """Biographies of so many lines each."""
    return "".join(
        f'<p class="biography" id="e{number}">{"Wrote letters there. " * 3 * lines}</p>'
        for number, lines in enumerate(lengths)
    )


@pytest.mark.parametrize("last", [[1], [2, 1], [1, 1, 1, 1], [3, 2], [6, 2, 1], [12]])
def test_a_last_page_has_five_lines(last: list[int], lay_out_html) -> None:
    parted = 0
    for before in range(30, 43):
        html = entries([*[1] * before, *last])
        galley = lay_out_html(f'<main><section class="biographies">{html}</section></main>')
        if galley.pages == 2:
            parted += 1
            assert len({line.corner.y for line in galley.sheets[1].lines}) >= FEWEST
    assert parted
