"""Slips of a profile and signs of a recogniser that nobody would see without a doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.exchange.ocr.importer import import_ocr
from publish.exchange.report import ImportReport
from publish.problems import Problems

PROFILE = r"""edition: {title: T, slug: t, publisher: {name: P, year: 2021}}
parts:
  - {begins: '^# (?P<chapter>19\d\d)$', is: chapter, repeats: true}
  - {begins: '^# People$', is: biographies}
documents:
  header: [number, date, correspondents]
  number: '^Letter (?P<number>\d+)$'
  correspondents: '^(?:(?P<from>[A-Z]\w+) to|To) (?P<to>[A-Z][^.!?]+)$'
  from: maren-i
  source-after: ['^\\?\* ?(?P<text>[A-Z][^*]+)$']
"""
BOOK = r"""# 1931

## Letter 1\*

3 May 1931
To Vell and Tarn

Dear both, the barge is gone.<sup>1</sup>

\*Dated by the Board's stamp.

1. The barge * of 1929.

## CHAPTER TWO

# 1932

Some words on the year.

## Letter 2

Tarn to Maren

[June 1932]

The starred rope \* is mine.

# People

Maren, I. (1880–1940)—Miller.
Tarn, O. (?–1930)—Carter.
Vell, D. (?-1930?)—Smith.
"""


def _import(folder: Path, book: str = BOOK, profile: str = PROFILE) -> tuple[ImportReport, Path]:
    (folder / "book.md").write_text(book, encoding="utf-8")
    (folder / "profile.yaml").write_text(profile, encoding="utf-8")
    report = import_ocr(folder / "book.md", folder / "out", folder / "profile.yaml", Problems())
    assert report.written
    assert not report.losses
    return report, folder / "out"


def _doubts(report: ImportReport, kind: str) -> list[tuple[int, str]]:
    return [(doubt.line, doubt.what) for doubt in report.log.doubts if doubt.kind == kind]


def test_a_line_of_the_header_that_stayed_in_the_text(tmp_path: Path) -> None:
    report, _ = _import(tmp_path)
    assert _doubts(report, "line of a header in the text") == [(24, "[June 1932]")]


def test_correspondents_that_stayed_in_the_text(tmp_path: Path) -> None:
    profile = PROFILE.replace("[number, date, correspondents]", "[number, correspondents, date]")
    report, folder = _import(tmp_path, profile=profile)
    doubts = _doubts(report, "line of a header in the text")
    assert doubts == [(6, "To Vell and Tarn")]
    assert "To Vell and Tarn" in (folder / "years/1931/001.md").read_text(encoding="utf-8")


def test_a_sentence_is_no_line_of_a_header(tmp_path: Path) -> None:
    book = BOOK.replace("The starred", "To Vell, I sent rope.\n\nThe starred").replace(
        "Tarn to Maren", "1 June 1932"
    )
    report, _ = _import(tmp_path, book)
    assert not _doubts(report, "line of a header in the text")


def test_a_pattern_that_matches_in_the_text_only_is_still_reported(tmp_path: Path) -> None:
    book = BOOK.replace("Tarn to Maren\n\n[June 1932]", "[June 1932]").replace(
        "3 May 1931\nTo Vell", "To Vell"
    )
    profile = PROFILE.replace("[number, date, correspondents]", "[number, date]")
    (tmp_path / "book.md").write_text(book, encoding="utf-8")
    (tmp_path / "profile.yaml").write_text(profile, encoding="utf-8")
    problems = Problems()
    report = import_ocr(tmp_path / "book.md", tmp_path / "out", tmp_path / "profile.yaml", problems)
    assert _doubts(report, "line of a header in the text") == [(5, "To Vell and Tarn")]
    assert ["correspondents" in str(p.message) for p in problems] == [True]


def test_a_heading_inside_a_note(tmp_path: Path) -> None:
    report, _ = _import(tmp_path)
    assert _doubts(report, "heading out of place") == [(14, "CHAPTER TWO")]


def test_a_heading_inside_a_document(tmp_path: Path) -> None:
    report, _ = _import(tmp_path, BOOK.replace("is mine.", "is mine.\n\n## Part Three\n\nMore."))
    assert _doubts(report, "heading out of place")[1:] == [(28, "Part Three")]


def test_a_heading_between_biographies(tmp_path: Path) -> None:
    report, _ = _import(tmp_path, BOOK.replace("Tarn, O.", "## T\n\nTarn, O."))
    assert (31, "T") in _doubts(report, "heading out of place")


def test_a_heading_with_nothing_under_it(tmp_path: Path) -> None:
    book = BOOK.replace("# 1931", "# Preface\n\nFound in a box.\n\n## CHAPTER ONE\n\n# 1931")
    preface = "parts:\n  - {begins: '^# Preface$', is: essay, file: front/preface.md}\n"
    report, _ = _import(tmp_path, book, PROFILE.replace("parts:\n", preface))
    assert _doubts(report, "heading out of place")[0] == (5, "CHAPTER ONE")


def test_an_escaped_asterisk_is_a_character(tmp_path: Path) -> None:
    report, folder = _import(tmp_path)
    assert "The starred rope \\* is mine." in (folder / "years/1932/002.md").read_text("utf-8")
    assert _doubts(report, "emphasis not closed") == [(12, "The barge * of 1929.")]
    added = [r.line for r in report.log.repairs if r.kind == "emphasis without its beginning"]
    assert added == []


def test_a_reference_has_the_marks_of_all_text(tmp_path: Path) -> None:
    _, folder = _import(tmp_path)
    text = (folder / "years/1931/001.md").read_text(encoding="utf-8")
    assert "source: {text: Dated by the Board’s stamp.}" in text


@pytest.mark.parametrize(("name", "died"), [("tarn-o", "1930"), ("vell-d", "1930?")])
def test_a_birth_that_nobody_knows(tmp_path: Path, name: str, died: str) -> None:
    _, folder = _import(tmp_path)
    entry = (folder / "people.yaml").read_text(encoding="utf-8").partition(f"id: {name}\n")[2]
    assert entry.split("\n")[1].strip() == f"died: {died}"


def test_a_letter_without_a_recipient(tmp_path: Path) -> None:
    book = BOOK.replace("Tarn to Maren\n", "")
    report, _ = _import(tmp_path, book)
    assert _doubts(report, "no recipient") == [(20, "Document 2")]
    given, _ = _import(tmp_path, book, PROFILE.replace("from: maren-i", "to: maren-i"))
    assert not _doubts(given, "no recipient")


def test_names_of_the_log_are_joined(tmp_path: Path) -> None:
    report, _ = _import(tmp_path)
    names = [r.after for r in report.log.repairs if r.kind == "names by the profile"]
    assert names == ["Maren to Vell and Tarn"]
