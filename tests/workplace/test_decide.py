"""Decisions: what is written, what is refused, what is reported when the text changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.edition.checks import check_edition
from publish.edition.load import load
from publish.problems import Problems
from publish.workplace.decide import RefusalError, decide


def index(desk: Path) -> str:
    return (desk / "index.yaml").read_text("utf-8")


def reported(desk: Path) -> list[str]:
    problems = Problems()
    edition = load(desk, problems)
    assert edition is not None
    check_edition(edition, desk, problems)
    return [problem.code for problem in problems if problem.file == "index.yaml"]


def test_one_line_more(desk: Path) -> None:
    before = index(desk)
    decided = decide(desk, "Andreev", "andreev-a-a", "001")
    line = (
        '  - {form: Andreev, in: "001", person: andreev-a-a, '
        'context: "We sent the letter to Andreev about the grain. Rozenkolts objects"}\n'
    )
    assert index(desk).replace(line, "") == before
    assert index(desk).splitlines()[decided.line - 1] == line.rstrip()
    assert decided.written
    assert reported(desk) == []


def test_whole_edition_and_nobody(desk: Path) -> None:
    decide(desk, "Andreev", "andreev-a-n")
    decide(desk, "Tiflis", "none", "001")
    assert "  - {form: Andreev, person: andreev-a-n}\n" in index(desk)
    assert '  - {form: Tiflis, in: "001", none: true, context: ' in index(desk)
    assert reported(desk) == []


def test_said_before(desk: Path) -> None:
    first = decide(desk, "Andreev", "andreev-a-a", "001")
    before = index(desk)
    again = decide(desk, "Andreev", "andreev-a-a", "001")
    assert (again.line, again.entry, again.written) == (first.line, first.entry, False)
    assert index(desk) == before


def test_index_is_made_if_there_is_none(desk: Path) -> None:
    (desk / "index.yaml").unlink()
    assert decide(desk, "Andreev", "andreev-a-a").line == 2
    assert index(desk) == "decisions:\n  - {form: Andreev, person: andreev-a-a}\n"


REFUSED = {
    "decided otherwise": (("Kabakov", "kabakov-i", "002"), "index.yaml:8 already decides in “002”"),
    "decided in other spelling": (("KABAKOV", "kabakov-i", "002"), "“Kabakov” means nobody"),
    "unknown person": (("Andreev", "andreev-a", "001"), "no person “andreev-a”. Hint: Did"),
    "unknown text": (("Andreev", "andreev-a-a", "009"), "There is no text “009”"),
    "unknown form": (("Andreyev", "none", "001"), "“Andreyev” does not stand in “001”"),
    "other text's form": (("Tiflis", "none", "002"), "“Tiflis” does not stand in “002”"),
    "no name of his": (("Tiflis", "andreev-a-a", "001"), "is nowhere called “Tiflis”"),
    "only a reference": (("Andreev", "bespalko", "001"), "only refers to andreev-a-a"),
    "no form": (("", "none", "001"), "“” does not stand"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(desk: Path, case: str) -> None:
    arguments, message = REFUSED[case]
    before = index(desk)
    with pytest.raises(RefusalError) as refused:
        decide(desk, *arguments)
    assert message in str(refused.value)
    assert " Hint: " in str(refused.value)
    assert index(desk) == before


def test_broken_index_is_left_alone(desk: Path) -> None:
    (desk / "index.yaml").write_text("decisions: [", "utf-8")
    with pytest.raises(RefusalError, match="E005"):
        decide(desk, "Andreev", "andreev-a-a", "001")
    assert index(desk) == "decisions: ["


def test_strange_layout_is_left_to_the_editor(desk: Path) -> None:
    (desk / "index.yaml").write_text("{ignore: []}", "utf-8")
    with pytest.raises(RefusalError, match=r"yourself: \{form: Andreev, person: andreev-a-a\}"):
        decide(desk, "Andreev", "andreev-a-a")


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("the letter to Andreev about", "the letters to Andreev concerning", []),
        ("Rozenkolts objects", "Rozengolts objects", []),
        ("sent the letter to Andreev about the grain. Rozenkolts objects &",
         "dined with Andreev at noon yesterday,", ["W713"]),
        ("to Andreev about", "to Andreyev about", ["W711"]),
        ("to Andreev about", "to [Andreev]{person=andreev-a-a}\nabout", []),
    ],
)  # fmt: skip
def test_text_corrected_later(desk: Path, old: str, new: str, codes: list[str]) -> None:
    decide(desk, "Andreev", "andreev-a-a", "001")
    path = desk / "years" / "1931" / "001.md"
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert reported(desk) == codes
