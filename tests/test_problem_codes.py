"""The catalogue of problems, the code that reports them and the page that explains them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.problem_codes import CODES
from publish.problems import Problem, Severity

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
ENTRY = re.compile(r"^### ([EW]\d{3}) (.+)\n\n(.+)\n\n    (.+)\n\n(.+)\n", re.MULTILINE)
ENTRIES = {found[1]: found.groups()[1:] for found in ENTRY.finditer(PAGE)}


def in_code() -> set[str]:
    files = [path for path in ROOT.glob("publish/**/*.py") if path.name != "problem_codes.py"]
    return {
        code for path in files for code in re.findall(r'"([EW]\d{3})"', path.read_text("utf-8"))
    }


def test_every_code_that_is_reported_is_in_the_catalogue() -> None:
    assert in_code() <= set(CODES)


def test_page_has_every_code_once() -> None:
    headings = re.findall(r"^### (\S+)", PAGE, re.MULTILINE)
    assert sorted(headings) == sorted(CODES)
    assert set(ENTRIES) == set(CODES)


@pytest.mark.parametrize("code", sorted(CODES))
def test_entry(code: str) -> None:
    title, _, example, _ = ENTRIES[code]
    assert title == CODES[code].title
    assert re.fullmatch(rf"[^:]+:\d+: {code} .+\.", example)


def test_examples_are_what_is_printed() -> None:
    printed = "".join(
        path.read_text(encoding="utf-8") for path in ROOT.glob("tests/broken/*/expected.txt")
    )
    with_case = set(re.findall(r"\b[EW]\d{3}\b", printed))
    for code in with_case:
        assert f"{ENTRIES[code][2]} Hint: " in printed


@pytest.mark.parametrize("code", sorted(CODES))
def test_letter_tells_severity(code: str) -> None:
    problem = Problem("a.md", 1, code, "Message.", "")
    expected = Severity.WARNING if code.startswith("W") else Severity.ERROR
    assert problem.severity is expected


@pytest.mark.parametrize("code", sorted(CODES))
def test_hint_is_a_sentence(code: str) -> None:
    assert CODES[code].hint
    assert CODES[code].hint[0].isupper() or CODES[code].hint.startswith("docs/")
    assert CODES[code].hint[-1] in ".…"
