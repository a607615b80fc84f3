"""One edition kept open: what a build needs stays in memory from one build to the next."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from pathlib import Path

from publish.build import TARGETS, Made, Workroom, make, workroom
from publish.cache import Remembering
from publish.problems import Problem, Problems
from publish.proofs.sources import source_files

# Size and time of change of each source by its path relative to the manuscript.
Sources = Mapping[str, tuple[int, int]]


class Stopped(Exception):
    """The person has ended the command while a build ran."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One build: the book, or None and why there is none.

    `changed` are the sources that are not as they were at the attempt before; `failure` is what
    kept the build from ending although the manuscript may be right (a full disk, say).
    """

    made: Made | None
    problems: tuple[Problem, ...]
    failure: str
    changed: tuple[str, ...]
    seconds: float


class Session:
    """An edition and its build folder, open for many builds, one after another.

    For one thread, to be closed at the end. `stop` ends a running build at its next stage
    with `Stopped`.
    """

    def __init__(self, root: Path, out: Path, jobs: int, stop: threading.Event) -> None:
        self.root = root
        self.out = out
        self._jobs = jobs
        self._progress = _Until(stop)
        self._open = ExitStack()
        self._room = self._opened_room()
        self._sources: Sources = {}

    def close(self) -> None:
        """Close the workroom."""
        self._open.close()

    def _reopen(self) -> None:
        self._open.close()
        self._room = self._opened_room()

    def _opened_room(self) -> Workroom:
        return self._open.enter_context(workroom(self.out, self._jobs, self._progress, Remembering))

    def is_stale(self) -> bool:
        """Whether a source is not as it was when the last build began."""
        return read_sources(self.root, self.out) != self._sources

    def build(self) -> Attempt:
        """Build once. Sources that change meanwhile make the session stale, not the book wrong."""
        started = time.monotonic()
        problems = Problems()
        before, self._sources = self._sources, read_sources(self.root, self.out)
        made, failure = None, ""
        if not self.out.is_dir():  # somebody has tidied up
            self._reopen()
        try:
            made = make(self.root, self.out, self._room, problems, TARGETS, False, self._progress)
        except OSError as error:  # a source gone while it was read, no room to write
            failure = f"{error.strerror or error}: {error.filename or self.out}"
        except BrokenProcessPool:
            failure = "The system ended a process of the layout; is there memory enough?"
            self._reopen()
        changed = tuple(sorted(path for path, _ in before.items() ^ self._sources.items()))
        return Attempt(
            made, tuple(problems), failure, tuple(dict.fromkeys(changed)),
            time.monotonic() - started,
        )  # fmt: skip


def read_sources(root: Path, out: Path) -> Sources:
    """The sources under `root` as they are now; what a build has written there is none."""
    found = {}
    try:
        real, made = root.resolve(), out.resolve()
        for file, path in source_files(root).items():
            if not (real / file).is_relative_to(made):
                state = path.stat()
                found[file] = (state.st_size, state.st_mtime_ns)
    except FileNotFoundError:
        return {}  # a file or folder went this moment: not what it was, whatever comes next
    return found


class _Until:
    """Progress that shows nothing and ends the build when it is to stop."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop

    def stage(self, name: str) -> AbstractContextManager[object]:
        if self._stop.is_set():
            raise Stopped
        return nullcontext()

    def part(self, name: str, pages: int) -> None:
        if self._stop.is_set():
            raise Stopped
