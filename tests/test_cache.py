"""The cache gives back what was put, or nothing."""

import sqlite3
from pathlib import Path

import pytest

from publish import cache as cache_module
from publish.cache import FILE, Cache


def test_values_come_back(tmp_path: Path) -> None:
    Cache(tmp_path).put_many({"a": b"1", "b": b"2"})
    assert Cache(tmp_path).get_many(["a", "b", "c"]) == {"a": b"1", "b": b"2"}


def test_a_damaged_entry_is_not_given(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put_many({"a": b"1"})
    cache.close()
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("UPDATE entries SET value = ?", (b"damaged",))
    database.close()
    assert Cache(tmp_path).get_many(["a"]) == {}


def test_a_file_that_is_no_database_is_replaced(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all, " * 100)
    cache = Cache(tmp_path)
    cache.put_many({"a": b"1"})
    assert cache.get_many(["a"]) == {"a": b"1"}


def test_the_least_used_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "LIMIT", 100)
    cache = Cache(tmp_path)
    cache.put_many({"old": b"x" * 60})
    cache.put_many({"new": b"y" * 60})
    assert set(cache.get_many(["old", "new"])) == {"new"}
