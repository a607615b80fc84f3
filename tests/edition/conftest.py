"""A small manuscript on disk, to be changed by tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

BASE = Path(__file__).parents[1] / "broken" / "_base"


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    """A copy of the valid manuscript on which the broken ones are built."""
    return Path(shutil.copytree(BASE, tmp_path / "manuscript"))
