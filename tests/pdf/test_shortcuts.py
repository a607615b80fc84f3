"""A book comes out as the renderer makes it without any of the shortcuts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from apart import Apart

from publish.build import Silent, Workroom, read, set_pages
from publish.cache import Cache
from publish.pdf.model import Galley, Order
from publish.pdf.press import Meanwhile
from publish.problems import Problems

PROJECT = Path(__file__).parents[2]


class Recorder:
    """A press that lays out in one process and keeps the galleys."""

    def __init__(self, process: Apart) -> None:
        self._process = process
        self.galleys: dict[str, Galley] = {}

    def recall(self, orders: Sequence[Order]) -> list[Galley]:
        return []

    def lay_out_all(
        self, orders: Sequence[Order], meanwhile: Meanwhile | None = None
    ) -> list[Galley]:
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
def test_edition_is_the_same_without_shortcuts(edition: Path, apart: Apart, slow: Apart) -> None:
    ours, its = Recorder(apart), Recorder(slow)
    for press in (ours, its):
        with TemporaryDirectory() as folder:
            cache, problems = Cache(Path(folder)), Problems()
            found = read(edition, cache, problems, Silent())
            set_pages(found, edition, Workroom(cache, press, 1), problems, Silent())
    assert len(ours.galleys) > 5
    assert ours.galleys == its.galleys
