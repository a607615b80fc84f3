"""The loop of both commands: build, wait for a save, build again."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from watchfiles import watch

from publish.live.printed import Printed, Touched, compare, printed
from publish.live.session import Attempt, Session

QUIET = 50  # ms without a further event after which a save counts as done
LONGEST = 400  # ms after which a build starts although events still come
LOOK = 1000  # ms after which the sources are looked at without an event


@dataclass(frozen=True, slots=True)
class Update:
    """An attempt, the last good book after it, and what it did to the pages of the one before.

    `book` is None as long as there was none; `is_first` if this attempt made the first.
    """

    attempt: Attempt
    book: Printed | None
    touched: Touched
    is_first: bool


def updates(
    session: Session, stop: threading.Event, starting: Callable[[], None] = lambda: None
) -> Iterator[Update]:
    """What each build comes to; see `attempts`."""
    book: Printed | None = None
    for attempt in attempts(session, stop, starting):
        if attempt.made is None:
            yield Update(attempt, book, Touched(), is_first=False)
            continue
        before, book = book, printed(attempt.made)
        touched = compare(before, book) if before else Touched()
        yield Update(attempt, book, touched, is_first=before is None)


def attempts(
    session: Session, stop: threading.Event, starting: Callable[[], None] = lambda: None
) -> Iterator[Attempt]:
    """Build now and after every change of a source until `stop` is set.

    Never two builds at once: what is saved during a build waits for the next, however many
    files it is. `starting` is called before each build.
    """
    starting()
    yield session.build()
    _free_memory()
    for _ in _wakings(session.root, stop):
        while session.is_stale() and not stop.is_set():
            starting()
            yield session.build()
            _free_memory()


def _free_memory() -> None:
    """Let go of what a build leaves behind, which adds up, when its outcome is shown.

    In a thread: an interrupt that reaches Python while it frees something is lost.
    """
    threading.Thread(target=gc.collect).start()


def _wakings(root: Path, stop: threading.Event) -> Iterator[None]:
    """Wakes when something happens in the folder, and now and then without: some file systems
    tell nothing, and a folder that was removed and made again is another one."""
    while not stop.is_set():
        if not root.is_dir():
            yield
            stop.wait(LOOK / 1000)
            continue
        with suppress(FileNotFoundError):  # gone since it was looked at
            for _ in watch(
                root,
                watch_filter=None,
                debounce=LONGEST,
                step=QUIET,
                stop_event=stop,
                rust_timeout=LOOK,
                yield_on_timeout=True,
            ):
                yield
                if not root.is_dir():
                    break
