"""Documents that come late or go are numbered anew; nothing else of the files changes."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner, Result

from publish.problems import Problems
from publish.workplace.commands import renumber_command
from publish.workplace.renumber import renumber

YEAR = "years/1894"


def run(folder: Path) -> Result:
    return CliRunner().invoke(renumber_command, [str(folder)])


def sources(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*.md")}


def inserted(specimen: Path) -> Path:
    """A copy of the fifth letter, to stand between the second and the third."""
    letter = (specimen / YEAR / "005.md").read_text("utf-8")
    late = specimen / YEAR / "002a.md"
    late.write_text(letter.replace("number: 5\n", "number: 3\nmessage-number: 5\n"), "utf-8")
    return late


def test_a_late_document_moves_those_after_it(specimen: Path) -> None:
    late = inserted(specimen)
    before = sources(specimen)
    result = run(specimen)
    assert result.exit_code == 0
    assert f"{YEAR}/003.md: 3 → 4\n{YEAR}/004.md: 4 → 5\n" in result.output
    assert "002a.md" not in result.output
    after = sources(specimen)
    assert after[str(late)] == before[str(late)]
    assert "number: 6\n" in (specimen / YEAR / "005.md").read_text("utf-8")
    for path, content in before.items():
        number = rb"^number: \d+"
        assert re.sub(number, b"", after[path], flags=re.M) == re.sub(
            number, b"", content, flags=re.M
        )


def test_a_removed_document_closes_up_and_a_second_run_changes_nothing(specimen: Path) -> None:
    late = inserted(specimen)
    original = sources(specimen)
    renumber(specimen, Problems())
    late.unlink()
    renumber(specimen, Problems())
    del original[str(late)]
    assert sources(specimen) == original
    assert run(specimen).output == "0 documents renumbered.\n"


def test_line_ends_stay(specimen: Path) -> None:
    inserted(specimen)
    last = specimen / YEAR / "005.md"
    last.write_bytes(last.read_bytes().replace(b"\n", b"\r\n"))
    renumber(specimen, Problems())
    assert last.read_bytes().startswith(b"---\r\nnumber: 6\r\n")


def test_nothing_changes_while_a_file_cannot_be_read(specimen: Path) -> None:
    inserted(specimen)
    (specimen / YEAR / "004.md").write_text("no header", "utf-8")
    before = sources(specimen)
    result = run(specimen)
    assert result.exit_code == 1
    assert f"{YEAR}/004.md:1: E008" in result.output
    assert "Nothing was renumbered." in result.output
    assert sources(specimen) == before


def test_a_number_on_another_line_is_said(specimen: Path) -> None:
    inserted(specimen)
    letter = specimen / YEAR / "003.md"
    letter.write_text(letter.read_text("utf-8").replace("number: 3", "number:\n  3"), "utf-8")
    before = sources(specimen)
    problems = Problems()
    assert renumber(specimen, problems) == []
    assert [problem.code for problem in problems] == ["E011"]
    assert sources(specimen) == before
