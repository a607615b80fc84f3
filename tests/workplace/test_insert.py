"""One entry more; every other character of index.yaml stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.edition.yaml_files import parse_yaml
from publish.problems import Problems
from publish.workplace.insert import LayoutError, entry_line, with_decision

FIELDS: dict[str, str | bool] = {"form": "Lee", "in": "004", "person": "lee-r"}
ENTRY = '{form: Lee, in: "004", person: lee-r}'
LINE = f"  - {ENTRY}\n"
FIRST = "decisions:\n  - {form: A, none: true}"

CASES = {
    "no file": ("", f"decisions:\n{LINE}", 2),
    "only a comment": ("# nothing yet\n", f"# nothing yet\ndecisions:\n{LINE}", 3),
    "no list": ("ignore: [A]\n", f"ignore: [A]\ndecisions:\n{LINE}", 3),
    "no line end": ("ignore: [A]", f"ignore: [A]\ndecisions:\n{LINE}", 3),
    "empty list": ("decisions: []  # none\nignore: [A]\n",
                   f"decisions:  # none\n{LINE}ignore: [A]\n", 2),
    "no value": ("decisions:  # none\nignore: [A]\n",
                 f"decisions:  # none\n{LINE}ignore: [A]\n", 2),
    "null": ("decisions: null\n", f"decisions:\n{LINE}", 2),
    "after the last": (f"{FIRST}  # why\n\n# on\nignore: [A]\n",
                       f"{FIRST}  # why\n{LINE}\n# on\nignore: [A]\n", 3),
    "no indentation": ("decisions:\n- {form: A, none: true}\n",
                       f"decisions:\n- {{form: A, none: true}}\n- {ENTRY}\n", 3),
    "deep indentation": ("decisions:\n     - {form: A, none: true}",
                         f"decisions:\n     - {{form: A, none: true}}\n     - {ENTRY}\n", 3),
    "block entries": ("decisions:\n  - form: A\n    none: true\n\n  # last\n",
                      f"decisions:\n  - form: A\n    none: true\n{LINE}\n  # last\n", 4),
    "entry over two lines": ("decisions:\n  - {form: A,\n     none: true}\nignore: []\n",
                             f"decisions:\n  - {{form: A,\n     none: true}}\n{LINE}ignore: []\n",
                             4),
    "list in brackets": ("decisions: [{form: A, none: true}]  # all\n",
                         f"decisions: [{{form: A, none: true}}, {ENTRY}]  # all\n", 1),
    "folded text last": ("decisions:\n  - form: >-\n      A\n\nignore: [B]\n",
                         f"decisions:\n  - form: >-\n      A\n{LINE}\nignore: [B]\n", 4),
    "windows": ("decisions:\r\n  - form: A\r\nignore: [B]\r\n",
                f"decisions:\r\n  - form: A\r\n  - {ENTRY}\r\nignore: [B]\r\n", 3),
    "byte order mark": (f"\ufeff{FIRST}\n", f"\ufeff{FIRST}\n{LINE}", 3),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_layout_stays(case: str) -> None:
    before, after, line = CASES[case]
    assert with_decision(before, FIELDS) == (after, line)


@pytest.mark.parametrize(
    "text",
    [
        "{decisions: []}\n",
        "ignore: [A]\n...\n",
        "a: &x [{form: A}]\ndecisions: *x\n",
        "decisions: yes\n",
        "- a list\n",
    ],
)
def test_strange_layout_is_left_alone(text: str) -> None:
    with pytest.raises(LayoutError):
        with_decision(text, FIELDS)


def test_two_in_a_row() -> None:
    once, _ = with_decision("", FIELDS)
    twice, line = with_decision(once, {"form": "O’Neill", "none": True})
    assert twice == f'decisions:\n{LINE}  - {{form: "O’Neill", none: true}}\n'
    assert line == 3


@given(form=st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1))
def test_any_form_is_read_as_it_was_written(form: str) -> None:
    yaml = parse_yaml(entry_line({"form": form, "none": True}), "index.yaml", 1, Problems())
    assert yaml is not None
    assert yaml.value == {"form": form, "none": "true"}
