"""The cumulative index as a book, read back from its PDFs."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from publish.apparatus.index_model import Entry, Index, IndexList, Locator
from publish.cli import main
from publish.edition.house_style import load_house_style
from publish.index_book import build_index_book
from publish.problems import Problems

WHEN = "2026-01-02T03:04:05Z"


def index_of(titles: list[str], count: int) -> Index:
    entries = tuple(
        Entry(
            f"ix-{number}",
            f"Orlov {number}",
            False,
            tuple(Locator(f"II:{page}", 0, 0, "001", (), ()) for page in range(number + 1)),
            (),
            (),
            (),
        )
        for number in range(count)
    )
    return Index(tuple(IndexList(title, title, (("O", entries),)) for title in titles))


def texts(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def built(index: Index, out: Path) -> tuple[Path, Path]:
    problems = Problems()
    style = load_house_style("yale")
    made, screen = build_index_book(index, style, "Index to Volumes I–II", WHEN, out, problems)
    assert not list(problems)
    return made, screen


def test_every_entry_stands_in_both(tmp_path: Path) -> None:
    for pdf in built(index_of(["Index"], 40), tmp_path / "series"):
        pages = texts(pdf)
        assert "Index to Volumes I–II" in pages[0]
        whole = " ".join(" ".join(pages).split())
        assert all(f"Orlov {number}, II:0" in whole for number in range(40))
        assert "II:38, II:39" in whole
        assert len(pages) > 1


def test_several_indexes_have_their_titles(tmp_path: Path) -> None:
    _, screen = built(index_of(["Index of Persons", "Index of Subjects"], 3), tmp_path)
    pages = texts(screen)
    assert "Index of Persons" in pages[0]
    assert pages[1] == ""  # each begins on a right-hand page
    assert "Index of Subjects" in pages[2]


def test_the_same_index_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = (built(index_of(["Index"], 9), tmp_path / name) for name in "ab")
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in other]


@pytest.mark.parametrize("is_file", [False, True])
def test_command(tmp_path: Path, is_file: bool) -> None:
    entry = {
        "id": "ix-oil", "heading": "Oil", "italic": False, "person": None, "see": [],
        "see_also": [], "subheads": [],
        "locators": [{"label": "7", "first_page": 6, "last_page": 6, "text": "001", "notes": []}],
    }  # fmt: skip
    groups = [{"index": "Index", "letter": "O", "entries": [entry]}]
    (tmp_path / "index.json").write_text(json.dumps({"groups": groups}), "utf-8")
    out = tmp_path / "series"
    if is_file:
        out.write_text("")
    result = CliRunner().invoke(
        main, ["cumulative-index", f"II={tmp_path}", "--out", str(out), "--title", "All of It"]
    )
    if is_file:
        assert result.exit_code != 0
        return
    assert result.output.split() == [
        str(out / "cumulative-index-print.pdf"), str(out / "cumulative-index.pdf"),
    ]  # fmt: skip
    assert "All of It" in texts(out / "cumulative-index.pdf")[0]
    assert "Oil, II:7" in texts(out / "cumulative-index.pdf")[0]
