"""Files that a command makes: their names, and how they take the place of those before."""

from __future__ import annotations

import contextlib
import glob
import os
import time
from pathlib import Path

NAMES = {"print": "{slug}-print.pdf", "screen": "{slug}.pdf", "epub": "{slug}.epub"}
LEFTOVER_AGE = 3600  # seconds; no build takes as long to write its files


class NewFiles:
    """Files written beside their places, which they take all together. Close it in the end.

    Whatever is not in its place by then is removed, and what stood there before stays.
    """

    def __init__(self) -> None:
        self._waiting: dict[Path, Path] = {}

    def write(self, path: Path, content: bytes) -> Path:
        """Write what is to stand in `path`; where it stands until then.

        Raises OSError if there is no room or no leave to write.
        """
        _remove_leftovers(path)
        beside = path.with_name(f".{path.name}.{os.getpid()}.new")
        self._waiting[path] = beside
        beside.write_bytes(content)
        return beside

    def put_in_place(self) -> None:
        """Give all files their names."""
        for path, beside in self._waiting.items():
            beside.replace(path)

    def close(self) -> None:
        """Remove those that did not come to their places."""
        for beside in self._waiting.values():
            beside.unlink(missing_ok=True)


def replace_all(files: dict[Path, bytes]) -> None:
    """Write all files beside their places, then rename them all.

    Raises OSError if there is no room or no leave to write; then all stays as it was.
    """
    with contextlib.closing(NewFiles()) as new:
        for path, content in files.items():
            new.write(path, content)
        new.put_in_place()


def _remove_leftovers(path: Path) -> None:
    """Remove what killed builds left beside `path`; a younger file may be another build's."""
    for beside in path.parent.glob(f".{glob.escape(path.name)}.*.new"):
        with contextlib.suppress(FileNotFoundError):  # the other build has renamed it
            if time.time() - beside.stat().st_mtime > LEFTOVER_AGE:
                beside.unlink()
