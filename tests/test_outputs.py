"""Files take their places together, or none does."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from publish.outputs import NewFiles, replace_all


def test_nothing_changes_before_all_are_written(tmp_path: Path) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    first.write_bytes(b"old")
    with closing(NewFiles()) as files:
        assert files.write(first, b"new").read_bytes() == b"new"
        files.write(second, b"new")
        assert first.read_bytes() == b"old"
        assert not second.exists()
        files.put_in_place()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.pdf": b"new", "b.pdf": b"new",
    }  # fmt: skip


def test_what_is_not_put_in_place_is_removed(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    with closing(NewFiles()) as files:
        files.write(tmp_path / "a.pdf", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.pdf": b"old"}


def test_a_file_that_cannot_be_written_keeps_all_from_changing(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    with pytest.raises(FileNotFoundError):
        replace_all({tmp_path / "a.pdf": b"new", tmp_path / "no folder" / "b.pdf": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.pdf": b"old"}
