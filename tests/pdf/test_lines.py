"""Lines of words shaped once are those of the renderer, in the same places and glyphs."""

from __future__ import annotations

import pdf_sample
import pytest
from apart import Apart
from hypothesis import given, settings
from hypothesis import strategies as st
from slow_renderer import KINDS, Case, broken_in_both_ways

WORDS = sorted({word for sentence in pdf_sample.SENTENCES for word in sentence.split()})
ODD_WORDS = (
    "1931–1932 (see “Comrade ‘he’ —then— well-known and/or L. M. № 5, §12 … . ! ( ) a I "
    "e.g. office, fluff affluent T.Vo AVATAR Čapek Łódź ª 12 3/4 ... [sic] {x} <b> "
    "antidisestablishmentarianism Commissar’s -5 $4 50% f. ff. Qu Th fj ſt"
).split()
MISFITS = (
    "Москва",
    "со\N{SOFT HYPHEN}виет",
    "\N{WORD JOINER}—",
    "日本",
    "e\N{COMBINING ACUTE ACCENT}",
)

SPACES = ("", " ", " ", " ", " ", "\N{NO-BREAK SPACE}")

spaced_words = st.tuples(
    st.sampled_from(WORDS) | st.sampled_from(ODD_WORDS), st.sampled_from(SPACES)
)
cases = st.builds(
    Case,
    st.lists(spaced_words, min_size=1, max_size=40).map(lambda pairs: "".join(map("".join, pairs))),
    st.sampled_from(sorted(KINDS)),
    st.none() | st.floats(5, 450) | st.floats(200, 450),
)


@settings(deadline=None, max_examples=500)
@given(case=cases)
def test_lines_are_broken_where_the_renderer_breaks_them(apart: Apart, case: Case) -> None:
    ours, its = apart.run(broken_in_both_ways, case)
    assert ours == its


@pytest.mark.parametrize("misfit", MISFITS)
def test_texts_that_are_not_regular_are_left_to_the_renderer(apart: Apart, misfit: str) -> None:
    text = f"so {misfit} it {misfit}s is"
    for case in [Case(text, kind, width) for kind in KINDS for width in (40, 90)]:
        ours, its = apart.run(broken_in_both_ways, case)
        assert ours == its
