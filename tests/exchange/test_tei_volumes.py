"""Volumes whose text stands elsewhere than in documents, and what their layout says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.edition.load import load
from publish.edition.model import Edition
from publish.exchange.report import ImportReport
from publish.exchange.tei.conserve import find_unread
from publish.exchange.tei.importer import import_tei
from publish.problems import Problems

PARTS = Path(__file__).with_name("tei") / "parts.xml"


@pytest.fixture
def imported(tmp_path: Path) -> tuple[Path, ImportReport]:
    problems = Problems()
    report = import_tei(PARTS, tmp_path / "out", problems)
    assert [str(problem) for problem in problems] == []
    assert report.written
    assert report.closes, report.summary()
    return tmp_path / "out", report


@pytest.fixture
def edition(imported: tuple[Path, ImportReport]) -> Edition:
    problems = Problems()
    edition = load(imported[0], problems)
    assert edition is not None
    assert [str(problem) for problem in problems] == []
    return edition


def test_text_before_the_documents_introduces_the_chapter(edition: Edition) -> None:
    texts = {
        chapter.title: (
            chapter.introduction and chapter.introduction.title,
            [document.id for document in chapter.documents],
        )
        for chapter in edition.chapters
    }
    assert texts == {
        "Message": ("Introduction", ["d1"]),
        "The lights: Oil": ("Introduction", ["d2"]),
        "The lights: Wicks": (None, ["d3"]),
        "The lights": ("Opinion of Judge Orme", []),
        "Appendix": ("Introduction", ["d4"]),
    }


def test_a_note_on_a_heading_opens_the_introduction(edition: Edition) -> None:
    introduction = edition.chapters[1].introduction
    assert introduction is not None
    assert introduction.body.text.split("\n\n") == [
        "Continued from *Papers*, 1870.", "The Board met twice.", "Oil.", "Wicks.\n",
    ]  # fmt: skip


def test_a_remark_alone_over_a_chapter_is_of_its_first_document(edition: Edition) -> None:
    assert edition.documents[2].body.text.startswith("::: instruction\n\\[Telegram.\\]\n:::")


def test_documents_are_numbered_through_all_chapters(edition: Edition) -> None:
    assert [document.number for document in edition.documents] == [1, 2, 3, 4]


def test_right_hand_paragraphs_are_datelines_and_signatures(edition: Edition) -> None:
    assert "::: signature\nA. Keeper.\n:::" in edition.documents[1].body.text
    assert "::: dateline\nHallin, May 1.\n:::" in edition.documents[2].body.text


def test_a_page_between_two_documents_is_the_later_ones(edition: Edition) -> None:
    assert re.findall(r"\]\((doc:\w+)\)", edition.documents[1].body.text) == ["doc:d2", "doc:d3"]


def test_what_the_build_makes_is_left_out_by_the_list_it_holds(
    imported: tuple[Path, ImportReport], edition: Edition
) -> None:
    dropped = {(entry.text, entry.reason) for entry in imported[1].log.dropped}
    assert ("List of Papers Report, 1", "contents: made by the build") in dropped
    assert ("IndexGlass, 4", "index: made by the build") in dropped
    assert [essay.title for essay in edition.front] == ["Library of the Harbor Board"]


def test_the_log_says_once_where_an_unknown_rend_and_page_numbers_stand(
    imported: tuple[Path, ImportReport],
) -> None:
    said = [(doubt.kind, doubt.line, doubt.what) for doubt in imported[1].log.doubts]
    assert ("unknown element", 25, '<p rend="center">, 1 time: kept as words.') in said
    assert any(kind == "page reference" and "2 references" in what for kind, _, what in said)


def test_text_that_no_part_took_is_a_loss() -> None:
    assert find_unread("One two", ["One", "two"], "a.xml") is None
    loss = find_unread("One two", ["One"], "a.xml")
    assert loss is not None
    assert (loss.file, loss.missing) == ("a.xml", "otw")
