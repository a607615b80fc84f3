"""Chapters given to the press while names are still looked for are those of the book."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from publish.build import TARGETS, Silent, Workroom, make
from publish.cache import Cache
from publish.pdf.model import Galley, Order
from publish.pdf.press import Meanwhile, Press
from publish.problems import Problems
from tests.conftest import EDITIONS


class Witness(Press):
    """A press that remembers what it was given."""

    def __init__(self, cache: Cache) -> None:
        super().__init__(2, lambda part, pages: None, cache)
        self.begun: list[Order] = []
        self.orders: list[Order] = []

    def begin(self, orders: Sequence[Order]) -> None:
        self.begun += orders
        super().begin(orders)

    def lay_out_all(
        self, orders: Sequence[Order], meanwhile: Meanwhile | None = None
    ) -> list[Galley]:
        self.orders += orders
        return super().lay_out_all(orders, meanwhile)


@pytest.mark.parametrize("edition", sorted(EDITIONS))
def test_what_is_begun_is_what_is_laid_out(edition: str, tmp_path: Path) -> None:
    root = EDITIONS[edition]
    with closing(Cache(tmp_path)) as cache, closing(Witness(cache)) as press:
        room, problems = Workroom(cache, press, 2), Problems()
        made = make(root, tmp_path, room, problems, TARGETS, False, Silent())
        assert made is not None
        chapters = made.found.edition.chapters
        parts = {f"part-docs-{chapter.folder}" for chapter in chapters if chapter.documents}
        assert parts <= {order.part for order in press.begun}
        assert all(order in press.orders for order in press.begun)
        press.begun.clear()
        make(root, tmp_path, room, problems, TARGETS, False, Silent())
        assert press.begun == []


def test_a_chapter_of_which_texts_are_kept_is_not_begun(specimen: Path, tmp_path: Path) -> None:
    with closing(Cache(tmp_path)) as cache, closing(Witness(cache)) as press:
        room, problems = Workroom(cache, press, 2), Problems()
        assert make(specimen, tmp_path, room, problems, TARGETS, False, Silent())
        press.begun.clear()
        document = sorted(specimen.glob("years/*/[0-9]*.md"))[0]
        document.write_text(document.read_text("utf-8") + "\nOne more paragraph.\n", "utf-8")
        assert make(specimen, tmp_path, room, problems, TARGETS, False, Silent())
        assert press.begun == []


def test_a_first_build_that_fails_says_only_why(specimen: Path, tmp_path: Path) -> None:
    document = sorted(specimen.glob("years/*/[0-9]*.md"))[-1]
    document.write_text(document.read_text("utf-8") + "\n[He]{person=nobody} came.\n", "utf-8")
    command = [sys.executable, "-m", "publish", "build", specimen, "--out", tmp_path / "out"]
    command += ["--jobs", "2"]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 1
    said = (ran.stdout + ran.stderr).splitlines()
    assert [line.split()[1] for line in said if "nobody" in line] == ["E501"]
    assert not [line for line in said if "semaphore" in line or "Traceback" in line]
