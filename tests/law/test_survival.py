"""What can befall a build: another at its side, kill -9, a full disk, a damaged cache.

Whatever it was, the last good book stays whole, and the next build equals a clean one.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from publish.cache import FILE
from publish.cli import main
from publish.outputs import LEFTOVER_AGE
from tests.conftest import Built, build_into
from tests.law.comparison import files_of, first_difference
from tests.law.manuscript import edited_text


@dataclass(frozen=True)
class State:
    """A manuscript as it is at one time, and the book that a clean build makes of it."""

    root: Path
    book: Path


@pytest.fixture(scope="session")
def states(cut: Built, tmp_path_factory: pytest.TempPathFactory) -> tuple[State, State]:
    """A small book before and after a correction that moves pages."""
    root = tmp_path_factory.mktemp("corrected") / "manuscript"
    shutil.copytree(cut.root, root)
    with edited_text(root / "years" / "1894" / "002.md") as text:
        text.blocks[3] += " He said so twice, and Edmund Thorley heard it." * 60
    corrected = build_into(root, tmp_path_factory.mktemp("corrected-book"))
    return State(cut.root, cut.out), State(root, corrected.out)


def _start(root: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "publish", "build", root, "--out", out, "--jobs", "1"]
    return subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # so that all its processes are one group
    )


def _equals_a_clean_build(state: State, out: Path) -> None:
    kept = build_into(state.root, out)
    assert kept.problems.errors == []
    difference = first_difference(out, state.book)
    assert difference is None, difference


def test_two_builds_at_once(states: tuple[State, State], tmp_path: Path) -> None:
    builds = [_start(states[0].root, tmp_path / "out") for _ in range(2)]
    assert [build.wait() for build in builds] == [0, 0]
    difference = first_difference(tmp_path / "out", states[0].book)
    assert difference is None, difference


def _kill_builds(states: tuple[State, State], out: Path, times: int, chance: random.Random) -> None:
    """Kill builds of one state and of the other by turns, each at some moment of its time."""
    good = [files_of(state.book) for state in states]
    started = time.monotonic()
    assert _start(states[0].root, out).wait() == 0
    usual = time.monotonic() - started
    for number in range(times):
        state = states[(number + 1) % 2]
        if chance.random() < 0.5:
            shutil.rmtree(out / ".cache")
        build = _start(state.root, out)
        time.sleep(chance.uniform(0, usual))
        build.send_signal(signal.SIGKILL)
        build.wait()
        _ends(build.pid)
        for name, content in files_of(out).items():
            assert name.endswith(".new") or content in [files[name] for files in good]
        for leftover in out.glob(".*.new"):
            leftover.unlink()
        _equals_a_clean_build(state, out)


def _ends(group: int) -> None:
    """Wait until no process of the group is left; TimeoutError after a minute."""
    for _ in range(600):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)
    raise TimeoutError(f"Processes of the build {group} outlive it.")


def test_10_killed_builds(states: tuple[State, State], tmp_path: Path) -> None:
    _kill_builds(states, tmp_path / "out", 10, random.Random(1894))


@pytest.mark.long
def test_100_killed_builds(states: tuple[State, State], tmp_path: Path) -> None:
    _kill_builds(states, tmp_path / "out", 100, random.Random())


def test_what_killed_builds_left_is_removed(states: tuple[State, State], tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    old, young = out / ".index.json.1.new", out / ".index.json.2.new"
    for leftover in (old, young):
        leftover.write_text("half an ind")
    os.utime(old, (0, time.time() - LEFTOVER_AGE - 1))
    build_into(states[0].root, out)
    assert not old.exists()
    assert young.exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or _fails(mount):
        pytest.skip("a small file system can be mounted by root only")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def _fails(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode != 0


def _build_by_command(root: Path, out: Path) -> Result:
    return CliRunner().invoke(main, ["build", str(root), "--out", str(out), "--jobs", "1"])


def test_a_full_disk(states: tuple[State, State], small_disk: Path) -> None:
    out = small_disk / "out"
    build_into(states[0].root, out)
    for left_free in (0, 40_000, 400_000):  # bytes: no room for the cache, for the book
        filler = small_disk / "filler"
        free = shutil.disk_usage(small_disk).free
        filler.write_bytes(bytes(max(0, free - left_free)))
        result = _build_by_command(states[1].root, out)
        assert result.exit_code == 1, left_free
        assert "No space left on device. What stood there before is" in result.output
        assert files_of(out) == files_of(states[0].book)
        filler.unlink()
    _equals_a_clean_build(states[1], out)


def test_no_leave_to_write(states: tuple[State, State], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    result = _build_by_command(states[0].root, tmp_path / "file" / "out")
    assert result.exit_code == 1
    assert "Hint: see that there is room and leave to write" in result.output


@pytest.mark.parametrize("part", range(4))
def test_a_damaged_cache(states: tuple[State, State], tmp_path: Path, part: int) -> None:
    """Every hundredth byte of a quarter of the file is turned over."""
    out = tmp_path / "out"
    build_into(states[0].root, out)
    store = out / ".cache" / FILE
    damaged = bytearray(store.read_bytes())
    quarter = len(damaged) // 4
    for place in range(part * quarter, (part + 1) * quarter, 100):
        damaged[place] ^= 0xFF
    store.write_bytes(damaged)
    _equals_a_clean_build(states[1], out)


def test_an_emptied_cache(states: tuple[State, State], tmp_path: Path) -> None:
    out = tmp_path / "out"
    build_into(states[0].root, out)
    result = CliRunner().invoke(main, ["clean", "--out", str(out)])
    assert (result.exit_code, result.output) != (0, f"{out}: 0.0 MB removed\n")
    assert result.exit_code == 0
    assert list((out / ".cache").iterdir()) == []
    assert files_of(out) == files_of(states[0].book)
    _equals_a_clean_build(states[1], out)
