"""Files are written beside their place and renamed: what stands there is always whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def replace_file(file: Path, text: str) -> None:
    """Write a file anew, its mode and a link that leads to it kept. Raises OSError."""
    file = file.resolve()
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    beside.write_bytes(text.encode("utf-8"))
    if file.exists():
        shutil.copymode(file, beside)
    beside.replace(file)
