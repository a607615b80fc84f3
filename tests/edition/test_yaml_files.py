"""YAML: values as typed, lines of keys, nothing executed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.edition.yaml_files import Yaml, parse_yaml
from publish.exchange.yaml_text import yaml_text
from publish.problems import Place, Problems


def parsed(text: str, first_line: int = 1) -> tuple[Yaml | None, list[str]]:
    problems = Problems()
    yaml = parse_yaml(text, "a.yaml", first_line, problems)
    return yaml, [problem.code for problem in problems]


def test_scalars_stay_as_typed() -> None:
    yaml, codes = parsed("fond: 558\ndate: 1931-08-20\nlisty: 010\nyes: no\nempty:\ntilde: ~\n")
    assert codes == []
    assert yaml is not None
    assert yaml.value == {
        "fond": "558", "date": "1931-08-20", "listy": "010", "yes": "no", "empty": None,
        "tilde": None,
    }  # fmt: skip


def test_lines_of_keys_and_items() -> None:
    yaml, _ = parsed("a:\n  - b: 1\n    c: 2\n  - d\ne: |\n  f\n  g\nh: 3\n", first_line=5)
    assert yaml is not None
    assert yaml.place(("a",)) == Place("a.yaml", 5)
    assert yaml.place(("a", 0, "c")) == Place("a.yaml", 7)
    assert yaml.place(("a", 1)) == Place("a.yaml", 8)
    assert yaml.place(("h",)) == Place("a.yaml", 12)
    assert yaml.place(("a", 0, "nowhere", 3)) == Place("a.yaml", 6)


def test_alias_stands_for_its_value() -> None:
    yaml, codes = parsed("a: &x [1, 2]\nb: *x\n")
    assert codes == []
    assert yaml is not None
    assert yaml.value == {"a": ["1", "2"], "b": ["1", "2"]}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a: 1\na: 2\n", ["E006"]),
        ("a: !!python/object/apply:os.system [ls]\n", ["E007"]),
        ("a: !foreign b\n", ["E007"]),
        ("a: !!binary aGVsbG8=\n", ["E007"]),
        ("<<: {a: b}\n", ["E007"]),
        ("? [a, b]\n: c\n", ["E007"]),
        ("a: &x [*x]\n", ["E007"]),
        ("a: *x\n", ["E005"]),
        ("a: &x [1]\nb: &x [2]\n", []),
        ("a: b: c\n", ["E005"]),
        ("a: [1, 2\n", ["E005"]),
        ("a: 'b\n", ["E005"]),
        ('a: "\\q"\n', ["E005"]),
        ("a: 1\n---\nb: 2\n", ["E005"]),
        ("a: \ud800\n", ["E005"]),
        ("\ta: 1\n", ["E005"]),
        ("%YAML 9.9\n---\na\n", ["E005"]),
        ("a: !b\n", ["E007"]),
        ("[" * 5000 + "]" * 5000, ["E007"]),
        ("- " * 5000, ["E007"]),
        ("", []),
        ("# only a remark\n", []),
    ],
)
def test_faults(text: str, codes: list[str]) -> None:
    assert parsed(text)[1] == codes


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb\nc: 2\n", 2, "without a colon"),
        ("a: 1\nb: c: d\n", 2, "second colon"),
        ("a: [1,\n", 1, "never closed"),
        ("a: [1, 2\nb: 3\n", 2, "comma is missing"),
        ("a: 1\n\tb: 2\n", 2, "cannot start"),
        ("a:\n  - 1\n b: 2\n", 3, "fit the indentation"),
        ("a: - 1\n", 1, "A list begins"),
        ("a: |b\n", 1, "starts with |"),
        ("a: *\n", 1, "starts with *"),
        ("a: 1\n---\nb: 2\n", 2, "second ---"),
    ],
)
def test_faults_are_said_in_plain_words_at_their_line(text: str, line: int, words: str) -> None:
    problems = Problems()
    parse_yaml(text, "a.yaml", 1, problems)
    (problem,) = problems
    assert (problem.line, words in problem.message) == (line, True), problem


def test_a_repeated_key_is_left_out_with_all_that_it_holds() -> None:
    yaml, codes = parsed("a: 1\na: {b: [2], c: {d: 3}}\ne: 4\n")
    assert codes == ["E006"]
    assert yaml is not None and yaml.value == {"a": "1", "e": "4"}


def test_line_separators_end_no_line() -> None:
    yaml, codes = parsed("a: one\u2028two\x85three\nb: 2\n")
    assert codes == []
    assert yaml is not None and yaml.value == {"a": "one two three", "b": "2"}
    assert yaml.place(("b",)).line == 2


@settings(deadline=None)
@given(
    st.recursive(
        st.text("ab: #-'\"[]{},*&!|>%@`~\\\n é0", max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_what_the_importers_write_is_read_as_it_was(value: object) -> None:
    written = yaml_text({"field": value})
    yaml, codes = parsed(written)
    assert codes == []
    assert yaml is not None and yaml.value == {"field": value}


def test_bomb_of_aliases_is_stopped_soon() -> None:
    lines = ["a: &a [" + ",".join("x" * 9) + "]"]
    for name, last in zip("bcdefghi", "abcdefgh", strict=True):
        lines.append(f"{name}: &{name} [" + ",".join([f"*{last}"] * 9) + "]")
    start = time.perf_counter()
    assert parsed("\n".join(lines))[1] == ["E007"]
    assert time.perf_counter() - start < 5
