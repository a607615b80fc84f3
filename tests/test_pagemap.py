"""Anchors give what was put in, moved over on right-hand pages."""

from __future__ import annotations

import pytest

from publish.pagemap import Anchors, Points, Position

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
    assert anchors.points() == Points.of(WHERE)


def test_no_points() -> None:
    assert Points.of({}) == Points((), (), (), ())
    assert len(Anchors([])) == 0
