"""Paragraphs of odd pieces come out as the renderer makes them without any of the shortcuts."""

from __future__ import annotations

from pathlib import Path

import pdf_sample
from apart import Apart
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

WORDS = (
    "a", "of", "which", "1931–1932", "and/or", "Commissar’s", "antidisestablishmentarianism",
    "well-known", "(see", "46,", "47n3", ".", ",", "Москва", "L.\N{NO-BREAK SPACE}M.",
    "\N{EM DASH}", "so\N{SOFT HYPHEN}viet", "Incomprehensibilitiesnotwithstandingallthatfollows",
)  # fmt: skip
TAGS = (
    "{}", "<em>{}</em>", "<strong>{}</strong>", '<a class="locator" href="#p0">{}</a>',
    '<span style="white-space: nowrap">{}</span>', '<span class="smallcaps">{}</span>',
    '<a class="note-call" href="#p0">{}</a>', "<em>{} <strong>{}</strong></em>", "<sub>{}</sub>",
    '<span lang="ru">{}</span>', "<em></em>", "<br/>", '<span style="padding: 2pt">{}</span>',
    '<span style="position: relative; left: 3pt">{}</span>',
    '<span style="float: left">{}</span>', '<span style="vertical-align: top">{}</span>',
    '<span style="opacity: 0.5">{}</span>', '<span style="outline: 1pt solid">{}</span>',
    '<em><span style="overflow: hidden; transform: rotate(9deg)">{}</span></em>',
)  # fmt: skip
STYLES = (
    "", "text-align: left", "text-align: right", "text-indent: 0", "white-space: pre-line",
    "white-space: nowrap", "direction: rtl", "padding-left: 2em; text-indent: -2em",
)  # fmt: skip

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
pieces = st.builds(
    lambda tag, text: tag.format(text, text),
    st.sampled_from(TAGS[:1]) | st.sampled_from(TAGS[:8]) | st.sampled_from(TAGS),
    texts,
)
inside = st.lists(
    st.builds("".join, st.tuples(pieces, st.sampled_from((" ", " ", ", ", "", ""))))
, min_size=1, max_size=9).map("".join)  # fmt: skip
paragraphs = st.tuples(
    st.sampled_from(STYLES[:1]) | st.sampled_from(STYLES), st.integers(30, 200), inside
)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(paragraphs=st.lists(paragraphs, min_size=6, max_size=14))
def test_paragraphs_are_those_of_the_renderer(
    paragraphs: list[tuple[str, int, str]], apart: Apart, slow: Apart, tmp_path: Path
) -> None:
    html = "".join(
        f'<p id="p{number}" style="width: {width}pt; {style}">{text}</p>'
        for number, (style, width, text) in enumerate(paragraphs)
    )
    order = pdf_sample.order(f"<main>{html}</main>", tmp_path)
    assert apart.lay_out(order) == slow.lay_out(order)
