"""Lines of words shaped once are those of the renderer, in the same places and glyphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pdf_sample
import pytest
from apart import Apart, process_apart
from hypothesis import given, settings
from hypothesis import strategies as st
from renderer_lines import KINDS, Case, broken_in_both_ways, give_back_lines

from publish.build import Silent, Workroom, read, set_pages
from publish.cache import Cache
from publish.pdf.model import Galley, Order
from publish.problems import Problems

PROJECT = Path(__file__).parents[2]
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


@pytest.fixture(scope="module")
def renderer() -> Iterator[Apart]:
    """A process that sets lines as the renderer does."""
    with process_apart(give_back_lines) as process:
        yield process


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


class Recorder:
    """A press that lays out in one process and keeps the galleys."""

    def __init__(self, process: Apart) -> None:
        self._process = process
        self.galleys: dict[str, Galley] = {}

    def lay_out_all(self, orders: Sequence[Order]) -> list[Galley]:
        made = [self._process.lay_out(order) for order in orders]
        self.galleys |= {galley.part: galley for galley in made}
        return made


@pytest.mark.parametrize(
    "edition",
    [
        PROJECT / "publish" / "specimen",
        pytest.param(PROJECT / "manuscript", marks=pytest.mark.long),
    ],
    ids=lambda path: path.name,
)
def test_editions_have_the_pages_of_the_renderer(
    edition: Path, apart: Apart, renderer: Apart
) -> None:
    ours, its = Recorder(apart), Recorder(renderer)
    for press in (ours, its):
        with TemporaryDirectory() as folder:
            cache, problems = Cache(Path(folder)), Problems()
            found = read(edition, cache, problems, Silent())
            set_pages(found, edition, Workroom(cache, press, 1), problems, Silent())
    assert len(ours.galleys) > 5
    assert ours.galleys == its.galleys
