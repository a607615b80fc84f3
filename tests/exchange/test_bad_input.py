"""Bad input gives a clear problem each and leaves nothing behind; edits are never lost."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from publish.exchange.commands import import_group
from publish.exchange.ocr.importer import import_ocr
from publish.exchange.report import ImportReport
from publish.problems import Problems

BOOK = Path(__file__).parent / "books" / "dots"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    shutil.copytree(BOOK, tmp_path / "book")
    return tmp_path / "book"


def _run(book: Path) -> tuple[ImportReport, list[str]]:
    problems = Problems()
    report = import_ocr(book / "book.md", book / "out", book / "profile.yaml", problems)
    return report, [f"{p.file}:{p.line} {p.code} {p.message}" for p in problems]


def _change(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("running-heads:", "running-haeds:", "profile.yaml:32 E009 “running-haeds” is no field"),
        ("'^# Index$'", "'^# Indices$'", "profile.yaml:15 E042 No line after line"),
        ("'^# Glossary$'", "'^# (Glossary$'", "profile.yaml:13 E041 “^# (Glossary$” is no pattern"),
        ("(?P<number>", "(?P<nummer>", "profile.yaml:17 E041 The pattern of number lacks"),
        ("slug: harbor-letters", "slug: Harbor Letters", "profile.yaml:3 E011"),
        ("is: appendix", "is: addendum", "profile.yaml:12 E011"),
    ],
)
def test_a_wrong_profile(book: Path, before: str, after: str, expected: str) -> None:
    _change(book / "profile.yaml", before, after)
    report, problems = _run(book)
    assert len(problems) == 1
    assert problems[0].startswith(expected)
    assert not report.written
    assert not (book / "out").exists()


def test_a_profile_that_finds_no_documents(book: Path) -> None:
    _change(book / "profile.yaml", "'^[·•] (?P<number>\\d+) [·•]$'", "'^No (?P<number>\\d+)$'")
    _change(book / "profile.yaml", "number-may-be-missing: true", "number-may-be-missing: false")
    report, problems = _run(book)
    assert [problem.split()[1] for problem in problems] == ["E042"]
    assert not report.written
    assert not (book / "out").exists()


def test_a_source_that_is_not_utf8(book: Path) -> None:
    data = (book / "book.md").read_bytes()
    (book / "book.md").write_bytes(data.replace("“".encode(), b"\x93").replace(b"1", b"\xe9", 1))
    report, problems = _run(book)
    assert [problem.split()[1] for problem in problems] == ["E002"]
    assert not report.written
    assert not (book / "out").exists()


def test_files_that_are_missing(book: Path) -> None:
    (book / "book.md").unlink()
    (book / "profile.yaml").unlink()
    _, problems = _run(book)
    assert sorted(problem.split()[1] for problem in problems) == ["E001", "E001"]


def test_a_folder_that_holds_something_else(book: Path) -> None:
    (book / "out").mkdir()
    (book / "out" / "thesis.txt").write_text("mine", encoding="utf-8")
    report, problems = _run(book)
    assert [problem.split()[1] for problem in problems] == ["E043"]
    assert not report.written
    assert [file.name for file in (book / "out").iterdir()] == ["thesis.txt"]


def test_a_second_import_changes_nothing(book: Path) -> None:
    first, _ = _run(book)
    before = {file: file.read_bytes() for file in (book / "out").rglob("*") if file.is_file()}
    second, problems = _run(book)
    assert first.written
    assert second.written
    assert problems == []
    after = {file: file.read_bytes() for file in (book / "out").rglob("*") if file.is_file()}
    assert after == before
    assert [path.name for path in book.iterdir() if path.name.startswith(".")] == []


def test_an_edit_is_never_overwritten(book: Path) -> None:
    _run(book)
    edited = book / "out" / "years/1901/002.md"
    _change(edited, "Drive the piles.", "Drive the piles now.")
    (book / "out" / "appendix/appendix-1.md").unlink()
    _change(book / "book.md", "in pencil", "in ink")
    report, problems = _run(book)
    assert not report.written
    assert [problem.split()[:2] for problem in problems] == [
        ["appendix/appendix-1.md:1", "E044"],
        ["years/1901/002.md:1", "E044"],
    ]
    assert "-Drive the piles now." in report.diff
    assert "+[^n2]: The signature is in ink." in report.diff
    assert "Drive the piles now." in edited.read_text(encoding="utf-8")


def test_own_files_stay_beside_a_new_import(book: Path) -> None:
    _run(book)
    picture = book / "out" / "images" / "quay.png"
    picture.parent.mkdir()
    picture.write_bytes(b"png")
    _change(book / "book.md", "in pencil", "in ink")
    report, problems = _run(book)
    assert report.written
    assert problems == []
    assert picture.read_bytes() == b"png"
    assert "in ink" in (book / "out" / "years/1901/002.md").read_text(encoding="utf-8")


def test_the_command(book: Path) -> None:
    arguments = ["ocr", str(book / "book.md"), str(book / "out"), "--profile"]
    done = CliRunner().invoke(import_group, [*arguments, str(book / "profile.yaml")])
    assert done.exit_code == 0
    assert "documents: 3 in, 4 out; +1 numbers restored" in done.output
    assert "characters not accounted for: 0" in done.output
    wrong = CliRunner().invoke(import_group, [*arguments, str(book / "none.yaml")])
    assert wrong.exit_code == 1
    assert "none.yaml:1: E001" in wrong.output


def test_patterns_that_match_nothing_are_named(book: Path) -> None:
    profile = book / "profile.yaml"
    with profile.open("a", encoding="utf-8") as file:
        file.write("corrections:\n  - {find: 'Habror', put: Harbor}\n")
    _change(profile, "'^1902$'", "'^1902$', '^THE HARBOR \\d+$'")
    report, problems = _run(book)
    assert report.written
    assert [problem.partition(" W049 ")[2] for problem in problems] == [
        "`running-heads`: “^THE HARBOR \\d+$” has matched nothing.",
        "`find`: “Habror” has matched nothing.",
    ]


def test_a_pattern_that_takes_for_ever(book: Path) -> None:
    with (book / "book.md").open("a", encoding="utf-8") as file:
        file.write("\n" + "a" * 60 + "!\n")
    _change(book / "profile.yaml", "'^1902$'", "'^(?:a|aa)+$'")
    report, problems = _run(book)
    assert [problem.split()[1] for problem in problems] == ["E048"]
    assert not report.written
    assert not (book / "out").exists()


@pytest.mark.parametrize(("file", "code"), [("book.md", "E014"), ("profile.yaml", "E001")])
def test_a_folder_instead_of_a_file(book: Path, file: str, code: str) -> None:
    (book / file).unlink()
    (book / file).mkdir()
    _, problems = _run(book)
    assert [problem.split()[1] for problem in problems] == [code]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
@pytest.mark.parametrize("file", ["book.md", "profile.yaml"])
def test_files_that_may_not_be_read(book: Path, file: str) -> None:
    (book / file).chmod(0)
    _, problems = _run(book)
    assert [problem.split()[1] for problem in problems] == ["E014"]


def test_an_unknown_key_names_the_nearest(book: Path) -> None:
    _change(book / "profile.yaml", "running-heads:", "runing-heads:")
    problems = Problems()
    import_ocr(book / "book.md", book / "out", book / "profile.yaml", problems)
    assert [problem.hint for problem in problems] == ["Did you mean “running-heads”?"]


def test_notes_of_a_volume_whose_documents_are_not_found(tmp_path: Path) -> None:
    book = tmp_path / "book"
    shutil.copytree(BOOK.with_name("volume-notes"), book)
    _change(book / "profile.yaml", "'^LETTER ", "'^LETTRE ")
    report, problems = _run(book)
    assert [problem.split()[1] for problem in problems] == ["E042"]
    assert not report.written
