"""A command that runs until it is ended, and what it has said so far."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

PATIENCE = 240  # seconds; nothing waits that long unless it is broken


class Running:
    """`publish …` in a process of its own; its lines are read as they come."""

    def __init__(self, *arguments: object) -> None:
        self.said: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "publish", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            # Tests that run in the background (nohup, a job of a script) are deaf to it.
            preexec_fn=hear_interrupts,  # noqa: PLW1509
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.rstrip("\n"))

    def wait_for(self, words: str) -> str:
        """The next line with these words; fails with all that was said if none comes."""
        end = time.monotonic() + PATIENCE
        while (left := end - time.monotonic()) > 0:
            try:
                line = self._lines.get(timeout=min(left, 1))
            except queue.Empty:
                if self._process.poll() is not None and self._lines.empty():
                    break
                continue
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError("\n".join([f"“{words}” was never said:", *self.said]))

    def interrupt(self) -> int:
        """Ctrl-C, which reaches every process of a terminal; the exit code."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGINT)
        return self._ended()

    def terminate(self) -> int:
        """What `kill` and the end of a system send to the command alone; the exit code."""
        self._process.terminate()
        return self._ended()

    def _ended(self) -> int:
        code = self._process.wait(PATIENCE)
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()
        while not self._lines.empty():
            self.said.append(self._lines.get())
        return code

    def kill(self) -> None:
        """Whatever is left of it, after a test."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self.interrupt()


def replace_in(file: Path, old: str, new: str) -> None:
    """Save a file as editors do: beside its place, then renamed."""
    text = file.read_text("utf-8")
    assert text.count(old) >= 1
    beside = file.with_name(f".{file.name}.swp")
    beside.write_text(text.replace(old, new), "utf-8")
    beside.replace(file)


def hear_interrupts() -> None:
    """Let this process end at Ctrl-C, whatever its parent does."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
