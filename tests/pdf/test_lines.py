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


def in_one(pairs: list[tuple[str, str]]) -> str:
    # A last space that doesn't break is a case by itself, below.
    return "".join(map("".join, pairs)).rstrip("\N{NO-BREAK SPACE}")


spaced_words = st.tuples(
    st.sampled_from(WORDS) | st.sampled_from(ODD_WORDS), st.sampled_from(SPACES)
)
cases = st.builds(
    Case,
    st.lists(spaced_words, min_size=1, max_size=40).map(in_one),
    st.sampled_from(sorted(KINDS)),
    st.none() | st.floats(5, 450) | st.floats(200, 450),
)


@settings(deadline=None, max_examples=500)
@given(case=cases)
def test_lines_are_broken_where_the_renderer_breaks_them(apart: Apart, case: Case) -> None:
    ours, its = apart.run(broken_in_both_ways, case)
    assert ours == its


def test_a_text_that_ends_in_a_space_that_does_not_break_is_broken_at_its_last_word(
    apart: Apart,
) -> None:
    """The renderer breaks it after its first word if only that space doesn't fit."""
    text = "which which What bears ever idly less less "
    ours, its = apart.run(broken_in_both_ways, Case(f"{text}less\N{NO-BREAK SPACE}", "note", 190.0))
    assert ours[0] == text.rstrip()
    assert its[0] == "which"


@pytest.mark.parametrize("misfit", MISFITS)
def test_texts_that_are_not_regular_are_left_to_the_renderer(apart: Apart, misfit: str) -> None:
    text = f"so {misfit} it {misfit}s is"
    for case in [Case(text, kind, width) for kind in KINDS for width in (40, 90)]:
        ours, its = apart.run(broken_in_both_ways, case)
        assert ours == its
