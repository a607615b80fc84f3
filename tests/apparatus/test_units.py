"""A text's HTML is completed by what its divs say in attributes."""

from __future__ import annotations

from pathlib import Path

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
