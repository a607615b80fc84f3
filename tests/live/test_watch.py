"""publish watch, as an editor lives with it: saves, mistakes, removed folders, Ctrl-C."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from publish.proofs.printed import open_pdf, read_lines
from tests.live.running import Running, replace_in

LETTER = Path("years/1894/005.md")


@pytest.fixture
def watched(specimen: Path) -> Iterator[tuple[Running, Path, Path]]:
    """A running watch whose build folder lies inside the manuscript, after its first build."""
    out = specimen / "build"
    running = Running("watch", specimen, "--out", out)
    running.wait_for("pages; print, screen, EPUB in")
    yield running, specimen, out
    running.kill()


def _texts(out: Path) -> tuple[str, str, str]:
    """All words of print PDF, screen PDF and EPUB."""
    pdfs = []
    for file in sorted(out.glob("*.pdf")):
        with open_pdf(file.read_bytes()) as document:
            pdfs.append(" ".join(line.text for page in document for line in read_lines(page)))
    with ZipFile(next(out.glob("*.epub"))) as epub:
        pages = [epub.read(name).decode() for name in epub.namelist() if name.endswith("xhtml")]
    return pdfs[0], pdfs[1], " ".join(pages)


def _contents(out: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in out.iterdir() if file.is_file()}


def test_a_day_of_corrections(watched: tuple[Running, Path, Path]) -> None:
    running, root, out = watched
    replace_in(root / LETTER, "The hill has stood", "The zebrine hill has stood")
    said = running.wait_for("print, screen, EPUB in")
    assert re.match(rf"{LETTER}: page 9 changed; print, screen, EPUB in \d+\.\d s", said)
    assert all("zebrine" in text for text in _texts(out))

    good = _contents(out)
    replace_in(root / LETTER, "number: 5", "numbr: 5")
    assert running.wait_for("E009").startswith(f"{LETTER}:2: E009")
    assert running.wait_for("; the last good book stays")
    assert _contents(out) == good

    (root / "years").rename(root / "elsewhere")
    running.wait_for("; the last good book stays")
    (root / "elsewhere").rename(root / "years")
    running.wait_for("; the last good book stays")

    replace_in(root / LETTER, "numbr: 5", "number: 5")
    assert "no page changed" in running.wait_for("print, screen, EPUB in")
    assert _contents(out).keys() == good.keys()

    shutil.rmtree(out)
    replace_in(root / LETTER, "The zebrine hill", "The hill")
    assert "page 9 changed" in running.wait_for("print, screen, EPUB in")
    assert _contents(out).keys() == good.keys()

    assert running.interrupt() == 0
    assert running.said[-1] == "Ended."
    assert not any("Traceback" in line for line in running.said)


def test_an_edition_that_is_wrong_from_the_start_is_mended_and_moved(specimen: Path) -> None:
    letter = specimen / LETTER
    replace_in(letter, "number: 5", "numbr: 5")
    running = Running("watch", specimen, "--out", specimen.parent / "build")
    try:
        running.wait_for("; there is no book yet")
        replace_in(letter, "numbr: 5", "number: 5")
        running.wait_for("50 pages; print, screen, EPUB in")

        specimen.rename(specimen.with_name("elsewhere"))
        running.wait_for("the last good book stays")
        specimen.with_name("elsewhere").rename(specimen)
        replace_in(letter, "The hill has stood", "The zebrine hill has stood")
        while "page 9 changed" not in running.wait_for("print, screen, EPUB in"):
            pass  # the folder is back, but the save was not yet seen
        assert running.interrupt() == 0
    finally:
        running.kill()


def test_ctrl_c_in_the_middle_of_a_build(specimen: Path) -> None:
    running = Running("watch", specimen, "--out", specimen.parent / "build")
    try:
        running.wait_for("Ctrl-C ends")
        assert running.interrupt() == 0
        assert running.said[-1] == "Ended."
        assert not any("Traceback" in line for line in running.said)
    finally:
        running.kill()


@pytest.mark.parametrize("command", ["watch", "serve"])
def test_what_a_system_sends_at_its_end_is_as_good_as_ctrl_c(command: str, specimen: Path) -> None:
    port = ["--port", 0] if command == "serve" else []
    running = Running(command, specimen, "--out", specimen.parent / "build", *port)
    try:
        running.wait_for("print, screen, EPUB in")
        assert running.terminate() == 0
        assert running.said[-1] == "Ended."
        assert not [line for line in running.said if "Traceback" in line or "leaked" in line]
    finally:
        running.kill()
