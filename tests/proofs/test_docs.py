"""docs/proofs.md works as it is pasted: every command in its order, every list."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from publish.cli import main
from publish.problems import Problems
from publish.proofs.correct import apply
from publish.proofs.corrections import GIVEN, read_corrections
from tests.conftest import PROJECT

PAGE = (PROJECT / "docs" / "proofs.md").read_text("utf-8")
COMMAND = re.compile(r"^    publish (.+)$", re.MULTILINE)
LIST, BACK = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_a_round_as_it_is_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = {}
    for command in COMMAND.findall(PAGE):
        if command.startswith("correct apply"):
            Path("corrections.yaml").write_text(LIST, "utf-8")
        if command.startswith("build"):
            edition = Path("letters/edition.yaml")
            text = re.sub(r"^back: .*\n", BACK, edition.read_text("utf-8"), flags=re.MULTILINE)
            edition.write_text(text, "utf-8")
        result = CliRunner().invoke(main, shlex.split(command))
        assert result.exit_code == 0, (command, result.output)
        said[command.partition(" letters")[0]] = result.output
    written = Path("corrections.yaml").read_text("utf-8")
    assert [line for line in written.splitlines() if "status:" not in line and "place:" not in line
            ] == LIST.splitlines()  # fmt: skip
    assert written.count("status: applied") == 2
    assert "eighteen days.[^date]" in Path("letters/years/1894/005.md").read_text("utf-8")
    assert Path("changes.html").stat().st_size > 10_000
    assert Path("slips.pdf").read_bytes().startswith(b"%PDF")
    erratum = re.search(r"“(Page 9.*?)”", PAGE, re.DOTALL)
    assert erratum is not None
    assert " ".join(erratum[1].split()) in Path("letters/errata.md").read_text("utf-8")


def test_the_table(specimen: Path, tmp_path: Path) -> None:
    example = re.search(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    path = tmp_path / "corrections.csv"
    path.write_text(example[1], "utf-8")
    problems = Problems()
    (correction,) = read_corrections(path, problems)
    assert apply(path, specimen, tmp_path, problems).done, [str(p) for p in problems]
    assert "status" in path.read_text("utf-8")
    assert correction.who == "M. B."


def test_every_field_is_explained() -> None:
    table = PAGE[PAGE.index("| field | says |") : PAGE.index("Copy the wording")]
    assert set(GIVEN) <= set(re.findall(r"`(\w+)`", table))
