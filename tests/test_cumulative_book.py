"""The cumulative index as a book, read back from its PDFs."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
from click.testing import CliRunner

from publish.apparatus.cumulative import VolumeIndex
from publish.apparatus.index_model import Entry, Index, IndexList, Locator
from publish.cli import main
from publish.cumulative_book import Design, build_cumulative_book
from publish.edition.house_style import HouseStyle, load_house_style
from publish.pdf.model import PageSize
from publish.problems import Problems

WHEN = "2026-01-02T03:04:05Z"
YALE, HART = load_house_style("yale"), load_house_style("hart")
DESIGN = Design(YALE.index, PageSize(), "en-US")


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
    made, screen = build_cumulative_book(
        index, DESIGN, "Index to Volumes I–II", WHEN, out, problems
    )
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


def write_volume(folder: Path, label: str, style: HouseStyle, trim: tuple[float, float]) -> str:
    """A finished volume with one entry on one page; it as an argument of the command."""
    entry = {
        "id": "ix-oil", "heading": "Oil", "italic": False, "person": None, "see": [],
        "see_also": [], "subheads": [],
        "locators": [{"label": "7", "first_page": 6, "last_page": 6, "text": "001", "notes": []}],
    }  # fmt: skip
    index = VolumeIndex(
        language="de-DE",
        trim=trim,
        house_style=style,
        groups=({"index": "Index", "letter": "O", "entries": [entry]},),
    )
    folder.mkdir()
    (folder / "index.json").write_text(index.model_dump_json(), "utf-8")
    return f"{label}={folder}"


def test_command_sets_it_as_the_first_volume_is(tmp_path: Path) -> None:
    out = tmp_path / "series"
    volumes = [
        write_volume(tmp_path / "1", "I", HART, (360.0, 540.0)),
        write_volume(tmp_path / "2", "II", YALE, (441.0, 666.0)),
    ]
    options = ["--out", str(out), "--title", "All of It"]
    result = CliRunner().invoke(main, ["cumulative-index", *volumes, *options])
    made, screen = out / "cumulative-index-print.pdf", out / "cumulative-index.pdf"
    assert result.output.split() == [str(made), str(screen)]
    assert "All of It" in texts(screen)[0]
    assert "Oil\N{EN SPACE}I. 7, II. 7" in texts(screen)[0]
    with pikepdf.open(screen) as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox] == [0, 0, 360, 540]
        assert pdf.Root.Lang == "de-DE"
    with pikepdf.open(made) as pdf:
        left, bottom, right, top = (float(side) for side in pdf.pages[0].trimbox)
        assert (right - left, top - bottom) == (360, 540)


def test_another_house_style_can_be_asked_for(tmp_path: Path) -> None:
    volume = write_volume(tmp_path / "1", "I", HART, (360.0, 540.0))
    result = CliRunner().invoke(main, ["cumulative-index", volume, "--house-style", "yale"])
    assert result.output == "Oil, I:7\n"


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    volume = write_volume(tmp_path / "1", "I", HART, (360.0, 540.0))
    (tmp_path / "series").write_text("")
    out = tmp_path / "series" / "index"
    result = CliRunner().invoke(main, ["cumulative-index", volume, "--out", str(out)])
    assert result.exit_code == 1
    assert f"leave to write in {out}." in result.output
