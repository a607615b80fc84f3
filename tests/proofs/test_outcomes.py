"""Outcomes go into a list, and nothing else of it changes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.edition.yaml_files import parse_yaml
from publish.problems import Problems
from publish.proofs.corrections import OUTCOME
from publish.proofs.outcomes import Outcome, with_outcomes

APPLIED = Outcome("applied", "years/1894/005.md:19")
REFUSED = Outcome("refused", "", "“a: b” # does not stand.", ("x.md:1: a “b”", "y.md:2: c"))
WORDS = st.text("abc #:'\"-{}[]éß\n", max_size=12)


def written(tmp: Path, name: str, text: str, outcomes: dict[int, Outcome]) -> str:
    path = tmp / name
    path.write_bytes(text.encode())
    return with_outcomes(path, outcomes).decode()


def read(text: str) -> list[dict[str, object]]:
    problems = Problems()
    yaml = parse_yaml(text, "a.yaml", 1, problems)
    assert yaml is not None, [str(p) for p in problems]
    assert isinstance(yaml.value, list)
    rows = []
    for row in yaml.value:
        assert isinstance(row, dict)
        rows.append(dict(row))
    return rows


LIST = """\
# First proof.

- document: "005"   # the letter
  old: The hill
    has stood
  new:
  who: M. B.   # twice

# The second reader
- {document: 5, old: 'it''s', new: b}   # short
  # indented remark
- document: 007
  old: |
    two
    lines

  new: >-
    folded

# The end
"""


def test_only_lines_of_outcomes_are_added(tmp_path: Path) -> None:
    outcomes = {0: APPLIED, 1: REFUSED, 2: REFUSED}
    text = written(tmp_path, "a.yaml", LIST, outcomes)
    lines = iter(text.splitlines())
    kept = [line for line in LIST.splitlines() if "{" not in line]
    assert all(line in lines for line in kept)  # in their order
    for row, outcome in zip(read(text), outcomes.values(), strict=True):
        assert {k: row[k] for k in OUTCOME if k in row} == {
            name: value if isinstance(value, str) else list(value)
            for name, value in outcome.fields().items()
        }
    assert "who: M. B.   # twice\n  status: applied\n" in text
    assert "}   # short\n" in text


def test_an_earlier_outcome_is_replaced(tmp_path: Path) -> None:
    once = written(tmp_path, "a.yaml", LIST, {0: REFUSED, 1: REFUSED, 2: REFUSED})
    again = written(tmp_path, "a.yaml", once, {0: APPLIED, 1: APPLIED, 2: APPLIED})
    assert again == written(tmp_path, "a.yaml", LIST, {0: APPLIED, 1: APPLIED, 2: APPLIED})


@pytest.mark.parametrize("text", ["- status: applied\n  old: a\n  new: b\n",
                                  "- {status: refused, old: a, new: b}\n"])  # fmt: skip
def test_an_outcome_that_stands_first(tmp_path: Path, text: str) -> None:
    (row,) = read(written(tmp_path, "a.yaml", text, {0: APPLIED}))
    assert row == {"old": "a", "new": "b", "status": "applied", "place": APPLIED.place}


def test_windows_line_ends_and_a_last_line_without_one(tmp_path: Path) -> None:
    text = written(tmp_path, "a.yaml", "\ufeff- old: a\r\n  new: b", {0: APPLIED})
    assert (
        text == f"\ufeff- old: a\r\n  new: b\r\n  status: applied\r\n  place: {APPLIED.place}\r\n"
    )


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=3), st.booleans(), WORDS)
def test_the_rest_of_a_list_says_what_it_said(
    tmp_path_factory: pytest.TempPathFactory,
    corrections: list[tuple[str, str]],
    flow: bool,
    message: str,
) -> None:
    tmp = tmp_path_factory.mktemp("lists")
    row = "- {{old: {}, new: {}}}\n" if flow else "- old: {}\n  new: {}\n"
    text = "".join(row.format(_quoted(old), _quoted(new)) for old, new in corrections)
    outcome = Outcome("refused", "a b.md:3", message, (message,) if message else ())
    outcomes = dict.fromkeys(range(len(corrections)), outcome)
    once = written(tmp, "a.yaml", text, outcomes)
    assert [
        {key: value for key, value in found.items() if key not in OUTCOME} for found in read(once)
    ] == read(text)
    assert all(found.get("message", "") == message for found in read(once))
    assert written(tmp, "a.yaml", once, outcomes) == once


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''").replace("\n", " ") + "'"


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=3), st.sampled_from(",;\t"))
def test_the_rest_of_a_table_says_what_it_said(
    tmp_path_factory: pytest.TempPathFactory, corrections: list[tuple[str, str]], delimiter: str
) -> None:
    tmp = tmp_path_factory.mktemp("lists")
    out = io.StringIO()
    table = [("document", "old", "new"), *(("5", *row) for row in corrections)]
    csv.writer(out, delimiter=delimiter).writerows(table)
    once = written(tmp, "a.csv", out.getvalue(), {0: REFUSED})
    rows = list(csv.DictReader(io.StringIO(once), delimiter=delimiter))
    assert [(row["old"], row["new"]) for row in rows] == corrections
    assert (rows[0]["status"], rows[0]["message"]) == ("refused", REFUSED.message)
    assert all(row["status"] == "" for row in rows[1:])
