"""CHECK: what files say that contradicts other files, or the rules of the trade."""

from __future__ import annotations

from pathlib import Path

from publish.edition.model import Edition
from publish.problems import Problems


def check_edition(edition: Edition, root: Path, problems: Problems) -> None:
    """Report every contradiction in an edition; `root` is the folder of its pictures."""
