"""Which pages a correction touched, as far as the watching commands say it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from publish.live.loop import Update
from publish.live.places import Places
from publish.live.printed import Printed, as_proof, compare, printed
from publish.live.session import Attempt, Session, Stopped, read_sources
from publish.live.wording import pages_line, sources_line, update_line
from publish.proofs.compare_pages import compare_pages
from tests.conftest import EDITIONS
from tests.live.running import replace_in

LETTER = Path("years/1894/005.md")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """One session for all tests, as for a day's work: each build starts from the one before."""
    root = tmp_path_factory.mktemp("session") / "specimen"
    shutil.copytree(EDITIONS["specimen"], root)
    (root / "build").mkdir()
    with closing(Session(root, root / "build", 2, threading.Event())) as session:
        yield session


def _built(session: Session) -> tuple[Attempt, Printed]:
    attempt = session.build()
    assert attempt.made is not None, attempt
    return attempt, printed(attempt.made)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (LETTER, "The hill has stood", "The old hill has stood", "page 9 changed"),
        (LETTER, "4) I had signed", "Rain. " * 300 + "\n\n4) I had signed", "pages 9–1"),
        (LETTER, "Rain. " * 300 + "\n\n", "", "pages 9–1"),
        (Path("glossary.yaml"), "sazhen", "sazhen", "no page changed"),
    ],
    ids=["a word", "a long paragraph", "its removal", "nothing"],
)
def test_what_is_said_is_what_proofs_say(
    session: Session, file: Path, old: str, new: str, said: str
) -> None:
    """Reading the touched pages alone finds what reading all pages finds."""
    _, before = _built(session)
    replace_in(session.root / file, old, new)
    assert session.is_stale()
    attempt, after = _built(session)
    assert not session.is_stale()
    assert attempt.changed == (file.as_posix(),)
    touched = compare(before, after)
    assert touched.pages == compare_pages(as_proof(before, ()), as_proof(after, ())).pages
    assert pages_line(touched, after).startswith(said)
    assert update_line(Update(attempt, after, touched, is_first=False)).startswith(
        f"{file.as_posix()}: {said}"
    )


def test_a_spot_and_its_line(session: Session) -> None:
    attempt, book = _built(session)
    assert attempt.made is not None
    places = Places(attempt.made)
    checked = 0
    for anchor, position in book.pagemap.anchors.items():
        if anchor.startswith(("b-", "person-", "term-")) and (named := places.find([anchor])):
            found = places.at(position.page, position.x + 1, position.y + 4)
            assert found is not None
            same_row = found.position is not None and found.position.y == position.y
            assert found.place == named.place or same_row, anchor
            checked += 1
    assert checked > 300


def test_a_page_that_goes_on_from_the_one_before(session: Session) -> None:
    attempt, book = _built(session)
    assert attempt.made is not None
    places = Places(attempt.made)
    start = next(start for start in book.pagemap.starts if start.offset > 0)
    named = places.find([start.block])
    assert named is not None
    found = places.at(start.page, 100, 62)
    assert found is not None
    assert found.place == named.place


def test_the_page_of_a_line(session: Session) -> None:
    attempt, book = _built(session)
    assert attempt.made is not None
    places = Places(attempt.made)
    lines = (session.root / LETTER).read_text("utf-8").split("\n")
    line = next(n for n, text in enumerate(lines, 1) if text.startswith("P.S."))
    page = places.page_of(LETTER.as_posix(), line)
    assert page is not None
    assert book.pagemap.pages[page].folio == "10"
    assert places.page_of("years/1894/none.md", 1) is None


def test_what_a_build_writes_is_no_source(specimen: Path) -> None:
    out = specimen / "build"
    (out / "proofs").mkdir(parents=True)
    before = read_sources(specimen, out)
    (out / "proofs" / "kept.md").write_text("a copy", "utf-8")
    (specimen / ".hidden.md").write_text("an editor's", "utf-8")
    assert read_sources(specimen, out) == before
    assert LETTER.as_posix() in before


def test_a_build_ends_when_it_is_to_stop(specimen: Path, tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    with closing(Session(specimen, tmp_path, 1, stop)) as session, pytest.raises(Stopped):
        session.build()


def test_no_room_to_write_is_said_and_does_not_end_it(session: Session) -> None:
    _built(session)
    replace_in(session.root / LETTER, "My dear Saranin", "My dear dear Saranin")
    blocked = next(session.out.glob("*.epub"))
    blocked.unlink()
    blocked.mkdir()  # a file cannot be put where a folder is
    attempt = session.build()
    assert attempt.made is None
    assert "directory" in attempt.failure.lower()
    blocked.rmdir()
    _built(session)


def test_many_files_are_counted() -> None:
    assert sources_line(["a.md", "b.md"]) == "a.md, b.md"
    assert sources_line(list("abcd")) == "4 files"
