"""The cache gives back what was put, or nothing; never anything else."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publish import cache as cache_module
from publish.cache import CACHE_FOLDER, FILE, LIMIT, Cache, cache_of_builds, empty

VALUES = {f"key-{number}": bytes([number]) * 2000 for number in range(30)}


def test_values_come_back(tmp_path: Path) -> None:
    Cache(tmp_path).put_many({"a": b"1", "b": b"2"})
    assert Cache(tmp_path).get_many(["a", "b", "c"]) == {"a": b"1", "b": b"2"}


def test_a_damaged_entry_is_not_given(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put_many({"a": b"1", "b": b"2", "c": b"3"})
    cache.close()
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("UPDATE entries SET value = ? WHERE key = 'a'", (b"damaged",))
        database.execute("UPDATE entries SET value = NULL WHERE key = 'b'")
    database.close()
    assert Cache(tmp_path).get_many(["a", "b", "c"]) == {"c": b"3"}


def test_a_file_that_is_no_database_is_replaced(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all, " * 100)
    cache = Cache(tmp_path)
    cache.put_many({"a": b"1"})
    assert cache.get_many(["a"]) == {"a": b"1"}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a cache with VALUES."""
    folder = tmp_path_factory.mktemp("sound")
    cache = Cache(folder)
    cache.put_many(VALUES)
    cache.close()
    return folder / FILE


DAMAGE = st.lists(
    # the first bytes hold the tables' own descriptions, where damage does most
    st.tuples(st.integers(0, 200) | st.integers(0, 10**6), st.integers(1, 255)),
    min_size=1,
    max_size=20,
)


@settings(deadline=None, max_examples=60)
@example(damage=[(18, 1)], cut_off=0)  # the header says that nothing may be written
@example(damage=[(12144, 1)], cut_off=0)  # a key becomes another
@example(damage=[(12147, 1)], cut_off=0)  # a key becomes bytes
@given(damage=DAMAGE, cut_off=st.just(0) | st.integers(1, 10**6))
def test_a_damaged_file_gives_nothing_false_and_works_again(
    sound: Path,
    tmp_path_factory: pytest.TempPathFactory,
    damage: list[tuple[int, int]],
    cut_off: int,
) -> None:
    """Bytes turned over anywhere, the end cut off: as a disk or a copy that broke off would."""
    damaged = bytearray(sound.read_bytes())
    for place, bits in damage:
        damaged[place % len(damaged)] ^= bits
    del damaged[len(damaged) - cut_off % len(damaged) :]
    folder = tmp_path_factory.mktemp("damaged")
    (folder / FILE).write_bytes(damaged)
    cache = Cache(folder)
    found = cache.get_many(VALUES)
    assert found == {key: VALUES[key] for key in found}
    cache.put_many(VALUES)
    again = cache.get_many(VALUES)
    assert again == {key: VALUES[key] for key in again}
    cache.put_many({"new": b"value"})
    cache.close()
    found = Cache(folder).get_many(["new", *VALUES])
    assert found == {key: ({"new": b"value"} | VALUES)[key] for key in found}


def test_the_least_used_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "LIMIT", 100)
    monkeypatch.setattr(cache_module, "AFTER_SHRINKING", 75)
    cache = Cache(tmp_path)
    cache.put_many({"old": b"x" * 60})
    cache.put_many({"new": b"y" * 60})
    cache.shrink()
    assert set(cache.get_many(["old", "new"])) == {"new"}


def test_reading_is_a_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "LIMIT", 100)
    monkeypatch.setattr(cache_module, "AFTER_SHRINKING", 75)
    cache = Cache(tmp_path)
    cache.put_many({"read": b"x" * 30})
    cache.put_many({"unread": b"y" * 30})
    cache.close()
    assert cache.get_many(["read"])
    cache.put_many({"new": b"z" * 45})
    cache.close()
    assert set(cache.get_many(["read", "unread", "new"])) == {"read", "new"}


def test_a_build_forgets_nothing_that_it_may_still_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Corrections fill the store; the pages of the first build are in every later one."""
    monkeypatch.setattr(cache_module, "LIMIT", 100)
    monkeypatch.setattr(cache_module, "AFTER_SHRINKING", 75)
    cache = Cache(tmp_path)
    cache.put_many({"first page": b"x" * 30})
    for number in range(9):
        cache.put_many({f"corrected text {number}": b"y" * 30})
        assert cache.get_many(["first page"])
        cache.put_many({f"corrected page {number}": b"z" * 10})
        cache.close()
    assert set(cache.get_many(["corrected text 0", "corrected text 8"])) == {"corrected text 8"}


def test_the_file_stays_near_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "LIMIT", LIMIT // 256)
    monkeypatch.setattr(cache_module, "AFTER_SHRINKING", LIMIT // 256 * 3 // 4)
    cache = Cache(tmp_path)
    for number in range(60):
        cache.put_many({f"{number}-{part}": bytes(20_000) for part in range(10)})
        cache.close()
    assert (tmp_path / FILE).stat().st_size < 2 * LIMIT // 256


def test_emptied_while_it_is_open(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put_many(VALUES)
    assert empty(tmp_path) > sum(map(len, VALUES.values()))
    assert list(tmp_path.iterdir()) == []
    cache.put_many({"late": b"1"})
    cache.close()
    assert Cache(tmp_path).get_many([*VALUES, "late"]) == {}


def _fill(folder: Path, name: str) -> None:
    cache = Cache(folder)
    for number in range(20):
        cache.put_many({f"{name}-{number}": name.encode(), f"both-{number}": b"same"})
        assert cache.get_many([f"{name}-{number}"])
    cache.close()


def test_many_builds_open_and_write_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    builds = [context.Process(target=_fill, args=(tmp_path, f"build{n}")) for n in range(6)]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert [build.exitcode for build in builds] == [0] * len(builds)
    keys = [f"build{build}-{number}" for build in range(6) for number in range(20)]
    assert set(Cache(tmp_path).get_many(keys)) == set(keys)


def test_builds_open_a_new_file_at_once(tmp_path: Path) -> None:
    together = threading.Barrier(4)

    def open_at_once(folder: Path) -> None:
        together.wait()
        Cache(folder).close()

    with ThreadPoolExecutor(4) as pool:  # of forty files some were refused as busy
        for number in range(40):
            list(pool.map(open_at_once, [tmp_path / str(number)] * 4))


def _fill_past_what_a_file_may_hold(folder: Path) -> None:
    cache = Cache(folder)
    cache.put_many({"before": b"1"})
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    with pytest.raises(OSError, match=FILE):
        cache.put_many({"much": bytes(1_000_000)})
    assert cache.get_many(["before", "much"]) == {"before": b"1"}


def test_no_room_to_write(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    build = context.Process(target=_fill_past_what_a_file_may_hold, args=(tmp_path,))
    build.start()
    build.join()
    assert build.exitcode == 0
    assert Cache(tmp_path).get_many(["before"]) == {"before": b"1"}


def test_a_large_book_is_read_in_no_time(tmp_path: Path) -> None:
    """As many entries as a book of 5,000 pages has, ten times what a common one has."""
    cache = Cache(tmp_path)
    cache.put_many({f"prose-{number}": bytes(1500) for number in range(20_000)})
    cache.put_many({f"galley-{number}": bytes(1_000_000) for number in range(10)})
    keys = [f"prose-{number}" for number in range(20_000)]
    started = time.process_time()
    assert len(cache.get_many(keys)) == 20_000
    assert time.process_time() - started < 1.0


@pytest.mark.parametrize("out", ["manuscript/build", "build"])
def test_commands_that_build_nothing_use_what_builds_keep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = Cache(tmp_path / out / CACHE_FOLDER)
    with cache_of_builds(Path("manuscript")) as cache:
        cache.put_many({"a": b"1"})
    assert kept.get_many(["a"]) == {"a": b"1"}
    kept.close()


def test_and_leave_nothing_where_no_build_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with cache_of_builds(Path("manuscript")) as cache:
        cache.put_many({"a": b"1"})
    assert list(tmp_path.rglob("*")) == []


def test_and_let_a_cache_be_that_is_not_theirs_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = Cache(tmp_path / "build" / CACHE_FOLDER)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with cache_of_builds(Path("manuscript")) as cache:
        cache.put_many({"a": b"1"})
    assert kept.get_many(["a"]) == {}
    kept.close()
