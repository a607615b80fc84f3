"""Volumes of the newer kind: persons and terms by id, editorial notes, attachments, headings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.edition.load import load
from publish.edition.model import Edition
from publish.exchange.report import ImportReport
from publish.exchange.tei.importer import import_tei
from publish.exchange.tei.tables import Cell, grid_of
from publish.problems import Problems

MODERN = Path(__file__).with_name("tei") / "modern.xml"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ImportReport]:
    problems = Problems()
    folder = tmp_path_factory.mktemp("modern") / "out"
    report = import_tei(MODERN, folder, problems)
    assert [str(problem) for problem in problems] == []
    assert report.written
    assert report.closes, report.summary()
    return folder, report


@pytest.fixture(scope="module")
def edition(imported: tuple[Path, ImportReport]) -> Edition:
    problems = Problems()
    edition = load(imported[0], problems)
    assert edition is not None
    assert [str(problem) for problem in problems] == []
    return edition


def body(edition: Edition, text_id: str) -> str:
    return next(text.body.text for text in edition.documents if text.id == text_id)


def test_an_editorial_note_has_no_date_of_its_own(edition: Edition) -> None:
    note, telegram, *_, estimate = edition.documents
    assert (note.title, note.date) == ("Editorial Note", None)
    assert (telegram.date, telegram.type) == ("1955-08-03", "telegram")
    assert estimate.date == "1956-06-01/1956-06-30"


def test_an_undated_letter_has_the_editors_date(edition: Edition) -> None:
    letter = edition.documents[3]
    assert (letter.date, letter.date_note) == ("1956-05-04/1956-05-06", "inferred")
    assert (letter.from_, letter.to) == (("p-te1",), ("p-sip-1",))


def test_notes_on_the_whole_document_are_called_at_its_title(edition: Edition) -> None:
    assert edition.documents[1].title.endswith("to the Straits Office[^d2fn1]")
    assert edition.documents[3].title.endswith("[^d4fn1][^d4summary]")
    assert "[^d4summary]: Thorley asks for rope." in body(edition, "d4")
    assert body(edition, "d4").startswith("No. 17\n")


def test_a_name_inside_the_name_of_an_archive_is_no_mention(tmp_path: Path) -> None:
    source = MODERN.read_text(encoding="utf-8").replace(
        "Memoranda of Conversation: Lot",
        '<persName corresp="#p_TE1">Thorley</persName> Papers, Lot',
    )
    (tmp_path / "one.xml").write_text(source, encoding="utf-8")
    report = import_tei(tmp_path / "one.xml", tmp_path / "out", Problems())
    assert report.closes, report.summary()
    text = next((tmp_path / "out").glob("chapters/*/d3.md")).read_text(encoding="utf-8")
    assert "[^d3fn1]: Straits Office, [Thorley]{.noindex} Papers, Lot 64 D 199. Secret." in text
    assert "Drafted by [Orme]{person=p-oj-1}" in text


def test_persons_have_their_nicknames_and_given_names(edition: Edition) -> None:
    people = {person.id: person for person in edition.people}
    assert people["p-sip-1"].nicknames == ("Ilyusha",)
    assert people["p-sip-1"].given == "Ilya"
    assert (people["p-te1"].given, people["p-te1"].nicknames) == ("Edmund", ("Ned",))
    assert people["p-oh-1"].given == "Hafim"
    assert [term.term for section in edition.glossary for term in section.terms] == [
        "OHB", "E.S.R.", "R",
    ]  # fmt: skip


def test_sections_of_the_front_matter_keep_their_headings(edition: Edition) -> None:
    preface = edition.front[0].body.text
    assert re.findall(r"^#+ .*$", preface, re.MULTILINE) == ["## Structure of the Papers"]
    assert "Boards\n\n- Board of Lights\n- Board of Ropes\n  - Hemp\n  - Wire\n" in preface


def test_references_lead_to_sections(edition: Edition) -> None:
    assert "see volume XC and [Sources](section:sources)." in edition.front[0].body.text


def test_merged_cells_are_divided_and_logged(
    edition: Edition, imported: tuple[Path, ImportReport]
) -> None:
    assert "| Year | Marks |  |" in body(edition, "d3")
    assert "| 1955 | 10 | 20 |\n|  | 30 | 40 |" in body(edition, "d3")
    assert [repair.kind for repair in imported[1].log.repairs] == ["merged cells"]


def test_a_cell_over_rows_and_columns_keeps_the_others_in_their_columns() -> None:
    rows = [[Cell("a", rows=2, columns=2), Cell("b")], [Cell("c")], [Cell("d"), Cell("e")]]
    assert grid_of(rows) == [["a", "", "b"], ["", "", "c"], ["d", "e"]]


def test_attachments_hold_attachments(edition: Edition) -> None:
    letter = body(edition, "d4")
    assert "Attachment[^d4fn4]\n\nMemorandum by the Consul ([Osad]{person=p-oh-1})" in letter
    assert '::: {.enclosure title="Tab A"}\n\nHemp, 3.\n\n:::\n\n:::' in letter


def test_the_book_is_called_as_the_series_calls_it(edition: Edition) -> None:
    assert edition.settings.slug == "frus1955-57v91"
    assert edition.settings.publisher.year == 1991
