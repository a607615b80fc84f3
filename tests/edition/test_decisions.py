"""Decisions on names may spell a name as the text does, with or without its diacritics."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from publish.edition.checks import check_edition
from publish.edition.load import load
from publish.problems import Problems
from tests.conftest import EDITIONS


@pytest.mark.parametrize(
    ("name", "form", "known"),
    [
        ("Dvořák, A.", "Dvorak", True),
        ("Hollaender, F.", "Holländers", True),
        ("Müller, F.", "Mueller", True),
        ("Muller, F.", "Miller", False),
        ("Muller, Fritz", "F. M.", True),
        ("Muller, Fritz", "F. L.", False),
    ],
)
def test_a_form_is_known_in_each_spelling(
    tmp_path: Path, name: str, form: str, known: bool
) -> None:
    shutil.copytree(EDITIONS["specimen"], tmp_path / "in")
    with (tmp_path / "in" / "people.yaml").open("a", encoding="utf-8") as people:
        people.write(f"\n- {{id: somebody, name: '{name}'}}\n")
    index = tmp_path / "in" / "index.yaml"
    decision = f"decisions:\n  - {{form: {form}, person: somebody}}"
    index.write_text(index.read_text("utf-8").replace("decisions:", decision, 1), "utf-8")
    problems = Problems()
    edition = load(tmp_path / "in", problems)
    assert edition is not None
    check_edition(edition, tmp_path / "in", problems)
    assert ("E709" in [problem.code for problem in problems]) is not known
