"""Anchors give what was put in, moved over on right-hand pages."""

from __future__ import annotations

import dataclasses
from contextlib import closing
from pathlib import Path

import pytest

from publish.cache import Cache
from publish.pagemap import Anchors, Page, PageKind, PageMap, Points, Position, as_json
from publish.tables import as_text, pagemap_text

FIRST = Points(("a", "b"), (0, 1), (60.0, 61.5), (70.0, 80.0))
SECOND = Points(("c",), (0,), (60.0,), (90.25,))
WHERE = {
    "a": Position(0, 72.125, 70.0),
    "b": Position(1, 61.5, 80.0),
    "c": Position(2, 72.125, 90.25),
}


@pytest.fixture
def anchors() -> Anchors:
    return Anchors([(0, FIRST), (2, SECOND)], recto_shift=12.125)


def test_positions_in_the_book(anchors: Anchors) -> None:
    assert dict(anchors) == WHERE
    assert anchors == Anchors.of(WHERE)
    assert anchors.get("d") is None
    assert "d" not in anchors


def test_many_at_once(anchors: Anchors) -> None:
    assert anchors.pages(["c", "d", "a"]) == [2, None, 0]
    assert anchors.levels(["c", "d", "a"]) == [(2, 90.25), None, (0, 70.0)]
    assert anchors.missing(["c", "d", "a", "e"]) == ["d", "e"]


def test_no_points() -> None:
    assert Points.of({}) == Points((), (), (), ())
    assert len(Anchors([])) == 0


def test_the_table_is_the_same_from_kept_rows(anchors: Anchors, tmp_path: Path) -> None:
    pages = tuple(Page(index, f"{index + 1}", "text", PageKind.TEXT) for index in range(4))
    moved = Anchors([(1, FIRST), (3, SECOND)], recto_shift=12.125)
    renumbered = tuple(dataclasses.replace(page, folio=f"x{page.folio}") for page in pages)
    with closing(Cache(tmp_path)) as cache:
        for pagemap in (
            PageMap(pages, anchors, ()),
            PageMap(pages, moved, ()),
            PageMap(renumbered, moved, ()),
            PageMap(pages, anchors, ()),
            PageMap(pages, Anchors([(0, Points.of({}))]), ()),
        ):
            assert pagemap_text(pagemap, cache) == as_text(as_json(pagemap))
