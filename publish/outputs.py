"""Files that a command makes: their names, and how they take the place of those before."""

from __future__ import annotations

import contextlib
import glob
import os
import time
from pathlib import Path

NAMES = {"print": "{slug}-print.pdf", "screen": "{slug}.pdf", "epub": "{slug}.epub"}
LEFTOVER_AGE = 3600  # seconds; no build takes as long to write its files


def replace_all(files: dict[Path, bytes]) -> None:
    """Write all files beside their places, then rename them all.

    Raises OSError if there is no room or no leave to write; then all stays as it was.
    """
    waiting = {path: path.with_name(f".{path.name}.{os.getpid()}.new") for path in files}
    try:
        for path, beside in waiting.items():
            _remove_leftovers(path)
            beside.write_bytes(files[path])
        for path, beside in waiting.items():
            beside.replace(path)
    finally:
        for beside in waiting.values():
            beside.unlink(missing_ok=True)


def _remove_leftovers(path: Path) -> None:
    """Remove what killed builds left beside `path`; a younger file may be another build's."""
    for beside in path.parent.glob(f".{glob.escape(path.name)}.*.new"):
        with contextlib.suppress(FileNotFoundError):  # the other build has renamed it
            if time.time() - beside.stat().st_mtime > LEFTOVER_AGE:
                beside.unlink()
