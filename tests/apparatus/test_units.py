"""A text's HTML is completed by what its divs say in attributes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.build import Silent, read
from publish.cache import Cache
from publish.problems import Problems
from tests.conftest import EDITIONS


def test_enclosures_print_their_titles(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    found = read(EDITIONS["specimen"], cache, Problems(), Silent())
    cache.close()
    assert found is not None
    printed = [text.body for text in found.apparatus.texts.values() if "enclosure" in text.body]
    assert printed
    for html in printed:
        assert html.count('class="enclosure-title"') == html.count('class="enclosure"')
        assert ' title="' not in html


@pytest.mark.parametrize(("dropped", "date"), [("", "[undated]"), ("from|to|place", "")])
def test_only_what_somebody_wrote_is_undated(
    specimen: Path, tmp_path: Path, dropped: str, date: str
) -> None:
    file = specimen / "years" / "1895" / "015.md"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not (dropped and re.match(f"({dropped}):", line))]
    file.write_text("".join(kept), "utf-8")
    cache = Cache(tmp_path)
    found = read(specimen, cache, Problems(), Silent())
    cache.close()
    assert found is not None
    assert found.apparatus.texts["015"].lines["date"] == date
