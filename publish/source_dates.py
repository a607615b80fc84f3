"""When sources were changed last: the date that finished files bear."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path


def newest_source(root: Path) -> str:
    """When the sources changed last, or SOURCE_DATE_EPOCH: ISO 8601 in UTC, to the second."""
    return newest(_sources(root))


def newest(files: Iterable[Path]) -> str:
    """When the newest of these files was changed, or SOURCE_DATE_EPOCH, in the same form."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is not None and epoch.isdigit():
        seconds = float(epoch)
    else:
        seconds = max(path.stat().st_mtime for path in files)
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _sources(root: Path) -> list[Path]:
    kinds = {".yaml", ".md", ".png", ".jpg", ".jpeg", ".svg"}
    return [path for path in root.rglob("*") if path.suffix in kinds and path.is_file()]
