"""A whole manuscript to an Edition."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from publish.cache import Cache
from publish.edition.checks import check_edition
from publish.edition.load import load
from publish.edition.markdown_file import MarkdownFile, markdown_file
from publish.edition.model import Document, Edition
from publish.problems import Place, Problems

BASE = Path(__file__).parents[1] / "broken" / "_base"


def loaded(root: Path) -> Edition:
    problems = Problems()
    edition = load(root, problems)
    assert edition is not None
    check_edition(edition, root, problems)
    assert [str(problem) for problem in problems] == []
    return edition


def document(edition: Edition, text_id: str) -> Document:
    return next(document for document in edition.documents if document.id == text_id)


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_everything_is_read(manuscript: Path) -> None:
    edition = loaded(manuscript)
    assert edition.settings.contributors[0].names == ("A. Editor",)
    assert [essay.id for essay in edition.front] == ["preface"]
    assert [chapter.folder for chapter in edition.chapters] == ["1931", "1932"]
    assert [document.id for document in edition.documents] == ["001", "002", "003", "appendix-1"]
    assert edition.chapters[0].introduction is not None
    assert edition.chapters[0].introduction.id == "intro-1931"
    assert edition.chapters[1].introduction is None
    assert edition.plates is not None
    assert [person.id for person in edition.people] == ["adams-j", "brown-m", "molly"]
    assert edition.people[1].place == Place("people.yaml", 7)
    assert [term.id for term in edition.glossary[0].terms] == ["excise", "impost"]
    assert edition.glossary[0].terms[1].place == Place("glossary.yaml", 5)
    assert edition.index.decisions[0].in_ == "002"
    assert edition.index.ignore == ("Adams County",)


def test_document(manuscript: Path) -> None:
    letter = document(loaded(manuscript), "001")
    assert letter.from_ == ("adams-j",)
    assert letter.to == ("brown-m",)
    assert letter.date == "1931-08-11"
    assert letter.date_note is None
    assert letter.source is not None
    assert letter.source.fond == "558"
    assert letter.place_of["source"] == 7
    assert letter.body.place == Place("years/1931/001.md", 9)
    assert letter.body.text.startswith("::: dateline\n")


def test_documents_stand_by_number_not_by_file(manuscript: Path) -> None:
    rewrite(manuscript / "years/1931/001.md", "number: 1", "number: 2")
    rewrite(manuscript / "years/1931/002.md", "number: 2", "number: 1")
    edition = load(manuscript, Problems())
    assert edition is not None
    assert [document.id for document in edition.chapters[0].documents] == ["002", "001"]


def test_id_of_the_header_overrules_the_file_name(manuscript: Path) -> None:
    path = manuscript / "years/1932/003.md"
    rewrite(path, "number: 3", "number: 3\nid: farewell")
    assert document(loaded(manuscript), "farewell").file == "years/1932/003.md"


def test_chapter_may_have_a_title(manuscript: Path) -> None:
    (manuscript / "years/1931/chapter.yaml").write_text("title: The First Year\n")
    assert [c.title for c in loaded(manuscript).chapters] == ["The First Year", "1932"]


def test_texts_of_body_and_back(manuscript: Path) -> None:
    for name in ("introduction", "afterword"):
        text = f"---\ntitle: {name}\nkind: introduction\n---\nText.\n"
        (manuscript / f"{name}.md").write_text(text)
    rewrite(manuscript / "edition.yaml", "body: [", "body: [introduction.md, ")
    rewrite(manuscript / "edition.yaml", "back: [", "back: [./afterword.md, ")
    edition = loaded(manuscript)
    assert [essay.id for essay in edition.introductions] == ["introduction"]
    assert [essay.id for essay in edition.closing] == ["afterword"]
    assert edition.closing[0].body.place == Place("afterword.md", 5)


def test_single_value_stands_for_a_list(manuscript: Path) -> None:
    rewrite(
        manuscript / "years/1931/001.md",
        "to: [brown-m]",
        "to: brown-m\nother-sources: {archive: GARF}",
    )
    letter = document(loaded(manuscript), "001")
    assert letter.to == ("brown-m",)
    assert letter.other_sources[0].archive == "GARF"


def test_wrong_date_is_taken_out(manuscript: Path) -> None:
    rewrite(manuscript / "years/1932/003.md", "1932-01-05", "last year")
    rewrite(manuscript / "people.yaml", "1826", "old")
    problems = Problems()
    edition = load(manuscript, problems)
    assert edition is not None
    assert document(edition, "003").date is None
    assert edition.people[0].died == ""
    assert [problem.code for problem in problems] == ["E205", "E205"]


def test_files_that_are_as_they_were_are_not_read_again(
    manuscript: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite(manuscript / "years/1932/003.md", "1932-01-05", "last year")  # problems to be kept
    rewrite(manuscript / "years/1932/003.md", "---\n", "---\n\x07")
    (manuscript / "years/1932/009.md").write_bytes(b"---\nnumber: 9\n---\nCaf\xe9\n")
    cache = Cache(tmp_path / "cache")
    read: list[str] = []

    def reading(text: str, file: str, problems: Problems) -> MarkdownFile:
        read.append(file)
        return markdown_file(text, file, problems)

    monkeypatch.setattr("publish.edition.texts.markdown_file", reading)
    first, second, third = Problems(), Problems(), Problems()
    assert load(manuscript, second, cache) == load(manuscript, first)
    read.clear()
    edition = load(manuscript, third, cache)
    assert read == []
    assert edition == load(manuscript, Problems())
    assert list(first) == list(second) == list(third)
    assert {problem.code for problem in third} >= {"E002", "E013", "E205"}
    rewrite(manuscript / "years/1931/001.md", "to: [brown-m]", "to: [green-a]")
    read.clear()
    load(manuscript, Problems(), cache)
    assert read == ["years/1931/001.md"]


@pytest.mark.parametrize("content", [None, "", "- a\n", "title: [\n"])
def test_without_edition_yaml_there_is_no_edition(manuscript: Path, content: str | None) -> None:
    path = manuscript / "edition.yaml"
    path.unlink()
    if content is not None:
        path.write_text(content)
    (manuscript / "people.yaml").write_text("x: [\n")
    problems = Problems()
    assert load(manuscript, problems) is None
    assert {problem.file for problem in problems} == {"edition.yaml", "people.yaml"}


def test_empty_folder(tmp_path: Path) -> None:
    problems = Problems()
    assert load(tmp_path, problems) is None
    assert [problem.code for problem in problems] == ["E001"]


@pytest.mark.parametrize("file", ["people.yaml", "index.yaml"])
def test_a_folder_in_the_place_of_a_file(file: str, tmp_path: Path) -> None:
    root = tmp_path / "manuscript"
    shutil.copytree(BASE, root)
    (root / file).unlink()
    (root / file).mkdir()
    problems = Problems()
    edition = load(root, problems)
    assert edition is not None
    check_edition(edition, root, problems)
    assert [str(problem) for problem in problems] == [
        f"{file}:1: E014 A folder, not a file. Hint: Put the file in the folder's place."
    ]
