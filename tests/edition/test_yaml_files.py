"""YAML: values as typed, lines of keys, nothing executed."""

from __future__ import annotations

import time

import pytest

from publish.edition.yaml_files import Yaml, parse_yaml
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
        ("", []),
        ("# only a remark\n", []),
    ],
)
def test_faults(text: str, codes: list[str]) -> None:
    assert parsed(text)[1] == codes


def test_bomb_of_aliases_is_stopped_soon() -> None:
    lines = ["a: &a [" + ",".join("x" * 9) + "]"]
    for name, last in zip("bcdefghi", "abcdefgh", strict=True):
        lines.append(f"{name}: &{name} [" + ",".join([f"*{last}"] * 9) + "]")
    start = time.perf_counter()
    assert parsed("\n".join(lines))[1] == ["E007"]
    assert time.perf_counter() - start < 5
