"""The page of benchmarks says what was measured; what the benchmarks change stays a manuscript."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from lxml import etree

from publish.build import Silent, read
from publish.cache import Cache
from publish.problems import Problems
from tests.bench import peers, report
from tests.bench.corrections import CORRECTIONS
from tests.bench.grow import grow
from tests.bench.measure import run
from tests.bench.stages import Stages
from tests.conftest import EDITIONS

MEASURED = {
    "name": "A book",
    "rounds": 3,
    "pages": 7,
    "samples": {
        "publish, one word": [[1.0, 90.0], [2.0, 99.0], [9.0, 90.0]],
        peers.LABELS["typst"]: [[3.0, 50.0], [3.0, 50.0], [8.0, 50.0]],
        peers.LABELS["epub"]: [[1.0, 50.0], [1.0, 50.0], [2.0, 50.0]],
    },
    "stages": {"clean build": [["read", 0.5, ["parse 0.20 s"]]]},
}
GROWN = {
    "name": "A book",
    "rounds": 1,
    "rows": [
        {"times": 1, "pages": 100, "clean": 10.0, "word": [1.0], "megabytes": 200.0},
        {"times": 3, "pages": 300, "clean": 33.0, "word": [1.5], "megabytes": 210.0},
    ],
}


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(report, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(report, "DOCS", tmp_path)
    report.keep("book", MEASURED)
    report.keep("grown", GROWN)
    report.write()
    for chart in ("benchmarks.svg", "benchmarks-grown.svg"):
        assert etree.parse(tmp_path / chart).getroot().tag.endswith("svg")
    return (tmp_path / "benchmarks.md").read_text("utf-8")


def test_ratios_are_of_one_round(page: str) -> None:
    """1/4, 2/4, 9/10: the median is that of the second round."""
    assert "| publish, one word | 0.50 |  | 2.0 (1.0–9.0) | 99 MB |" in page


def test_growth_is_told_by_page_and_against_the_book_itself(page: str) -> None:
    assert "| 3 | 300 | 33.0 s, 0.1100 | 1.10 | 1.5 (1.5–1.5) | 1.50 | 210 MB |" in page


def test_a_process_is_measured(tmp_path: Path) -> None:
    code = "import time; keep = b'x' * 60_000_000; time.sleep(0.5)"
    sample = run([sys.executable, "-c", code], tmp_path)
    assert sample.seconds >= 0.5
    assert sample.megabytes == 0 or sample.megabytes > 60


def test_stages_of_a_build_are_told_in_their_order(tmp_path: Path) -> None:
    stages = Stages()
    with stages.stage("read"):
        sorted(str(number) for number in range(200_000))
    with stages.stage("rest"):
        pass
    (first, seconds, functions), (second, _, none) = stages.rows
    assert (first, second, none) == ("read", "rest", [])
    assert seconds > 0
    assert functions[0].endswith(" s")


def test_a_grown_book_and_each_correction_read_without_errors(tmp_path: Path) -> None:
    grown = tmp_path / "grown"
    grow(EDITIONS["calendar"], grown, 2)
    assert len(list(grown.glob("years/*/*.md"))) == 2 * len(
        list(EDITIONS["calendar"].glob("years/*/*.md"))
    )
    for correct in CORRECTIONS.values():
        before = {path: path.read_bytes() for path in grown.rglob("*.*")}
        correct(grown, 1)
        assert {path: path.read_bytes() for path in grown.rglob("*.*")} != before
    problems = Problems()
    assert read(grown, Cache(tmp_path / "cache"), problems, Silent()) is not None
    assert [str(problem) for problem in problems.errors] == []
