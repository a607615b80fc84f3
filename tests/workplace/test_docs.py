"""docs/names.md works as it is pasted beside the shipped edition."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from publish.cli import main
from tests.conftest import PROJECT

PAGE = (PROJECT / "docs" / "names.md").read_text("utf-8")
DECISIONS = re.findall(r"^    publish (names decide .+?)(?: +#.*)?$", PAGE, re.MULTILINE)
WRITTEN = re.findall(r"^    - (\{form: .+\})$", PAGE, re.MULTILINE)


def test_decisions_as_they_are_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(PROJECT / "manuscript", tmp_path / "manuscript")
    monkeypatch.chdir(tmp_path)
    assert len(DECISIONS) == 3
    for command in DECISIONS:
        result = CliRunner().invoke(main, shlex.split(command))
        assert result.exit_code == 0, (command, result.output)
    after = Path("manuscript/index.yaml").read_text("utf-8")
    assert WRITTEN
    assert all(f"- {line}\n" in after for line in WRITTEN)
