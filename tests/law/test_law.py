"""The law: after any corrections, a build that keeps what it can equals a clean build.

Not a byte differs between print PDF, screen PDF, EPUB, index and page map of the two, and they
report the same problems. Corrections that leave errors leave the last good book alone.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from tests.conftest import Built, build_into
from tests.law.choices import Draw, Edit
from tests.law.comparison import files_of, first_difference
from tests.law.edits import CORRECTIONS, MISTAKES
from tests.law.manuscript import content, restore

SAVES = (1, 3, 6)  # corrections before each build; each build finds the cache of the last
EVERY_CORRECTION = tuple(chain.from_iterable(CORRECTIONS.values()))


def _law(examples: int, chance: bool) -> settings:
    """No shrinking: the example names its corrections, and each try costs a clean build."""
    return settings(
        max_examples=examples,
        derandomize=not chance,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@contextmanager
def _copy_of(built: Built) -> Iterator[Path]:
    """A folder with the manuscript and what its build left, cache included."""
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        shutil.copytree(built.root, work / "manuscript")
        shutil.copytree(built.out, work / "out")
        yield work


def _follow(work: Path, draw: Draw, kinds: tuple[Edit, ...], saves: Iterable[int]) -> None:
    """Correct, build and compare; one correction of each save is of the given kinds.

    Now and then there is a mistake among the corrections, which is taken back after the build
    together with them.
    """
    for number, corrections in enumerate(saves):
        good = content(work / "manuscript")
        note(draw(st.sampled_from(kinds))(work / "manuscript", draw))
        for _ in range(corrections - 1):
            note(draw(st.sampled_from(EVERY_CORRECTION))(work / "manuscript", draw))
        if draw(st.integers(0, 9)) == 9:
            note(draw(st.sampled_from(MISTAKES))(work / "manuscript", draw))
        if not _holds(work, number):
            restore(work / "manuscript", good)


def _holds(work: Path, number: int) -> bool:
    """Whether the manuscript gives a book; raises AssertionError if the law is broken."""
    before = files_of(work / "out")
    kept = build_into(work / "manuscript", work / "out")
    clean = build_into(work / "manuscript", work / f"clean-{number}")
    note(f"built: {len(kept.outputs)} files, {[str(p) for p in kept.problems.errors]}")
    assert [str(problem) for problem in kept.problems] == [str(p) for p in clean.problems]
    if kept.problems.errors:
        assert files_of(work / "out") == before
        assert files_of(clean.out) == {}
        return False
    difference = first_difference(kept.out, clean.out)
    assert difference is None, difference
    shutil.rmtree(clean.out)
    return True


@pytest.mark.parametrize("kind", CORRECTIONS)
@given(data=st.data())
@_law(5, chance=False)
def test_200_corrections_of_a_small_book(cut: Built, kind: str, data: st.DataObject) -> None:
    with _copy_of(cut) as work:
        _follow(work, data.draw, CORRECTIONS[kind], SAVES)


@given(data=st.data())
@_law(2, chance=False)  # the first example is always the simplest
def test_corrections_of_whole_books(built: Built, data: st.DataObject) -> None:
    with _copy_of(built) as work:
        _follow(work, data.draw, EVERY_CORRECTION, SAVES[-1:])


@pytest.mark.long
@pytest.mark.parametrize("kind", CORRECTIONS)
@given(data=st.data())
@_law(45, chance=True)
def test_1800_corrections_of_a_small_book(cut: Built, kind: str, data: st.DataObject) -> None:
    with _copy_of(cut) as work:
        _follow(work, data.draw, CORRECTIONS[kind], SAVES)


@pytest.mark.long
@given(data=st.data())
@_law(10, chance=True)
def test_200_corrections_of_whole_books(built: Built, data: st.DataObject) -> None:
    with _copy_of(built) as work:
        _follow(work, data.draw, EVERY_CORRECTION, SAVES)
