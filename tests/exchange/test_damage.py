"""However a book is damaged: no crash, no character lost, and the balance closes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from publish.exchange.ocr.importer import import_ocr
from publish.problems import Problems

BOOKS = Path(__file__).with_name("books")


def _damaged(lines: list[str], chance: random.Random) -> list[str]:
    """Lines lost, doubled, cut short, run together or exchanged."""
    lines = list(lines)
    for _ in range(chance.randint(1, 6)):
        place, other = chance.randrange(len(lines) - 1), chance.randrange(len(lines) - 1)
        match chance.choice(["lose", "double", "cut", "run on", "exchange"]):
            case "lose":
                del lines[place]
            case "double":
                lines.insert(place, lines[other])
            case "cut":
                lines[place] = lines[place][: chance.randrange(len(lines[place]) + 1)]
            case "run on":
                lines[place : place + 2] = [f"{lines[place]} {lines[place + 1]}"]
            case "exchange":
                lines[place], lines[other] = lines[other], lines[place]
    return lines


@pytest.mark.parametrize("seed", range(100))
def test_damage(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    book = BOOKS / chance.choice(["dots", "letters"])
    lines = (book / "book.md").read_text(encoding="utf-8").split("\n")
    source = tmp_path / "book.md"
    source.write_text("\n".join(_damaged(lines, chance)), encoding="utf-8")
    problems = Problems()
    report = import_ocr(source, tmp_path / "out", book / "profile.yaml", problems)
    assert report.written != bool(problems.errors)
    assert (tmp_path / "out").exists() == report.written
    if report.written:
        assert report.losses == ()
        assert [row for row in report.log.balance if not row.closes] == []
