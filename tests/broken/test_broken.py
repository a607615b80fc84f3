"""Broken manuscripts: every problem is found, at its line, in these words.

A case is `_base` (a valid manuscript) with the files of `CASE/in` laid over it and the files
named in `CASE/removed.txt` taken away; `CASE/expected.txt` holds all problems of the READ stage.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from publish.edition import checks
from publish.edition.load import load
from publish.problems import Problems

HERE = Path(__file__).parent
BASE = HERE / "_base"
CASES = sorted(path for path in HERE.iterdir() if path.is_dir() and not path.name.startswith("_"))
CODE = re.compile(r"\b[EW]\d{3}\b")
# need a size or a file system that a folder of cases cannot have: see tests/edition/test_files.py
IN_CODE = {"E003", "E014", "E015"}


def manuscript(case: Path, target: Path) -> Path:
    shutil.copytree(BASE, target)
    shutil.copytree(case / "in", target, dirs_exist_ok=True)
    removed = case / "removed.txt"
    for name in removed.read_text().split() if removed.exists() else ():
        (target / name).unlink()
    return target


def found(root: Path) -> str:
    problems = Problems()
    edition = load(root, problems)
    if edition is not None:
        checks.check_edition(edition, root, problems)
    return "".join(f"{problem}\n" for problem in problems)


def test_base_is_valid() -> None:
    assert found(BASE) == ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_problems_of_broken_manuscript(case: Path, tmp_path: Path) -> None:
    root = manuscript(case, tmp_path / "manuscript")
    assert found(root) == (case / "expected.txt").read_text(encoding="utf-8")


def test_every_code_of_the_read_stage_has_a_case() -> None:
    package = Path(checks.__file__).parents[1]
    source = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    raised = set(re.findall(r'"([EW]\d{3})"', source))
    expected = "".join((case / "expected.txt").read_text(encoding="utf-8") for case in CASES)
    assert raised - IN_CODE == set(CODE.findall(expected)) - IN_CODE
