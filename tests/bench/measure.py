"""Whole processes by the clock and by the memory that each of them took at most."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OUTPUTS = ("*.pdf", "*.epub", "index.json")
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
# Python keeps compiled modules unless it is told not to: what it does for whoever installs it.
_NOT_AS_INSTALLED = {"PYTHONDONTWRITEBYTECODE"}
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in _NOT_AS_INSTALLED}
LONGEST = 3600  # seconds; a build that takes longer has failed


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: wall seconds, and the peak of the largest process in MB (0: not known)."""

    seconds: float
    megabytes: float


def run(command: list[str | Path], folder: Path) -> Sample:
    """Run a command to its end; CalledProcessError if it fails.

    Memory is what Linux notes of each process of the command's session; elsewhere it is 0.
    """
    started, peak = time.monotonic(), 0.0
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, env=_ENVIRONMENT,
    )  # fmt: skip
    while process.poll() is None:
        peak = max(peak, _peak(process.pid))
        time.sleep(0.05)
    seconds = time.monotonic() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Sample(seconds, peak)


def _peak(session: int) -> float:
    """The highest peak among the processes of a session, in MB."""
    peaks = [0.0]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) == session:
                match = _PEAK.search((folder / "status").read_text())
                peaks.append(int(match[1]) / 1000 if match else 0.0)
        except OSError:
            continue  # it ended a moment ago
    return max(peaks)


def publish(root: Path, out: Path, *options: str) -> Sample:
    """A whole `publish build`, from the start of Python to its end."""
    return run([sys.executable, "-m", "publish", "build", root, "--out", out, *options], root)


@contextmanager
def watching(root: Path, out: Path) -> Iterator[None]:
    """`publish watch` at work, its first build done."""
    before = written(out)
    command = [sys.executable, "-u", "-m", "publish", "watch", root, "--out", out]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_ENVIRONMENT
    )
    try:
        until_written(out, before)
        time.sleep(1)  # until it watches
        yield
    finally:
        process.terminate()
        process.wait()


def written(out: Path) -> dict[str, int]:
    """When each file of a book was made, by name."""
    return {path.name: path.stat().st_mtime_ns for kind in OUTPUTS for path in out.glob(kind)}


def until_written(out: Path, before: dict[str, int]) -> float:
    """Wait until every file of the book is a new one; the seconds it took."""
    started = time.monotonic()
    while time.monotonic() - started < LONGEST:
        now = written(out)
        if len(now) == 4 and all(now[name] != before.get(name) for name in now):
            return time.monotonic() - started
        time.sleep(0.01)
    raise TimeoutError(f"No new book in {out}")
