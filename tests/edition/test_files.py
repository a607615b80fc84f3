"""Files: what a folder gives and what it keeps from being read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from publish.edition.files import LARGEST_TEXT, Folder
from publish.problems import Place, Problems


def codes(problems: Problems) -> list[str]:
    return [problem.code for problem in problems]


def test_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    problems = Problems()
    assert Folder(tmp_path, problems).read("a.md") == "one\ntwo\nthree\n"
    assert len(problems) == 0


def test_bad_byte_is_reported_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"one\ntwo \xe9\nthree\n")
    problems = Problems()
    assert Folder(tmp_path, problems).read("a.md") is None
    assert [(p.code, p.line) for p in problems] == [("E002", 2)]


def test_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * (LARGEST_TEXT + 1))
    problems = Problems()
    assert Folder(tmp_path, problems).read("a.md") is None
    assert codes(problems) == ["E003"]


def test_link_that_leads_out(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    root = tmp_path / "manuscript"
    (root / "years").mkdir(parents=True)
    (root / "a.md").symlink_to(tmp_path / "secret.md")
    (root / "years" / "1931").symlink_to(tmp_path)
    problems = Problems()
    folder = Folder(root, problems)
    assert folder.read("a.md") is None
    assert folder.files("years/1931") == []
    assert folder.read("years/1931/secret.md") is None
    assert set(codes(problems)) == {"E004"}


def test_link_inside_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("text")
    (tmp_path / "b.md").symlink_to("a.md")
    assert Folder(tmp_path, Problems()).read("b.md") == "text"


@pytest.mark.parametrize("path", ["../a.md", "/etc/passwd", "x/../../a.md", "a\0b", "a" * 5000])
def test_paths_that_lead_nowhere(tmp_path: Path, path: str) -> None:
    problems = Problems()
    assert Folder(tmp_path, problems).read(path, Place("edition.yaml", 3)) is None
    assert [(p.file, p.line) for p in problems] == [("edition.yaml", 3)]


def test_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("b.md")
    (tmp_path / "b.md").symlink_to("a.md")
    problems = Problems()
    assert Folder(tmp_path, problems).read("a.md") is None
    assert len(problems) == 1


def test_folder_and_pipe_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    os.mkfifo(tmp_path / "b.md")
    problems = Problems()
    folder = Folder(tmp_path, problems)
    assert folder.read("a.md") is None
    assert folder.read("b.md") is None
    assert codes(problems) == ["E001", "E001"]


def test_file_without_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("text")

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    problems = Problems()
    assert Folder(tmp_path, problems).read("a.md") is None
    assert [str(problem) for problem in problems] == [
        "a.md:1: E014 Cannot be read: Permission denied. "
        "Hint: Check the rights of the file and whether it is open elsewhere."
    ]


def test_folder_without_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("publish.edition.files.os.scandir", refuse)
    problems = Problems()
    assert Folder(tmp_path, problems).files(".") == []
    assert codes(problems) == ["E014"]


def test_file_name_that_is_no_text(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")).write_text("text")
    problems = Problems()
    assert Folder(tmp_path, problems).files(".") == []
    assert codes(problems) == ["E015"]
    assert str(next(iter(problems))).isprintable()


def test_hidden_files_and_copies_are_passed_over(tmp_path: Path) -> None:
    for name in (".git", "a.md~", "b.md"):
        (tmp_path / name).write_text("")
    assert Folder(tmp_path, Problems()).files(".") == ["b.md"]
