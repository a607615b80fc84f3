"""publish names, as a person types it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from publish.workplace.commands import names
from publish.workplace.terminal import MOST


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(names, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


class _Page(HTMLParser):
    """Tags, addresses and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        self.ids |= {value or "" for name, value in attrs if name == "id"}

    def handle_data(self, data: str) -> None:
        self.text += data


def page(desk: Path, tmp_path: Path) -> _Page:
    file = tmp_path / "names.html"
    assert run(desk, "--html", file).exit_code == 0
    parsed = _Page()
    parsed.feed(file.read_text("utf-8"))
    return parsed


def test_terminal(desk: Path) -> None:
    result = run(desk)
    assert result.exit_code == 0
    assert "Open queries: 2 forms, 2 passages" in result.output
    assert "years/1931/001.md:7 …We sent the letter to Andreev about the grain" in result.output
    assert f"publish names decide Andreev PERSON --in 001 --manuscript {desk}" in result.output
    assert "Rozenkolts (1 passage), like Rozengolts, A. P." in result.output
    assert "people.yaml:10 Nikodimov, X." in result.output


def test_long_sections_are_cut_short(desk: Path) -> None:
    people = "".join(f'- {{id: p-{n}, name: "Unmet{n}, A."}}\n' for n in range(40))
    with (desk / "people.yaml").open("a", encoding="utf-8") as file:
        file.write(people)
    result = run("show", desk)
    assert f"and {43 - MOST} more" in result.output


def test_proposed_command_settles_the_query(desk: Path, tmp_path: Path) -> None:
    proposed = re.compile(r"publish names (decide Andreev \S+ --in 001 .*)")
    commands = proposed.findall(page(desk, tmp_path).text)
    assert len(commands) == 3
    assert run(*commands[0].split()).exit_code == 0
    assert "Open queries: 1 form, 1 passage" in run(desk).output


def test_page_needs_nothing_else(desk: Path, tmp_path: Path) -> None:
    found = page(desk, tmp_path)
    assert not {"script", "link", "img", "iframe"} & found.tags
    assert all(address.startswith("#") for address in found.addresses)
    assert {address[1:] for address in found.addresses} <= found.ids
    assert len(found.addresses) == 6


def test_page_is_escaped(desk: Path, tmp_path: Path) -> None:
    letter = desk / "years" / "1931" / "001.md"
    text = letter.read_text("utf-8").replace("about the grain", "about `<b onclick=x>` grain")
    letter.write_text(text, "utf-8")
    found = page(desk, tmp_path)
    assert "<b onclick=x>" in found.text
    assert "Letters & Papers" in found.text


def test_decide_prints_the_line(desk: Path) -> None:
    result = run("decide", "Andreev", "andreev-a-n", "--manuscript", desk)
    assert result.exit_code == 0
    entry = "{form: Andreev, person: andreev-a-n}"
    assert result.output == f"{desk / 'index.yaml'}:9: {entry}\n"
    again = run("decide", "Andreev", "andreev-a-n", "--manuscript", desk)
    assert again.output == f"{desk / 'index.yaml'}:9: {entry} (stands there already)\n"


def test_refusal_is_one_message(desk: Path) -> None:
    result = run("decide", "Kabakov", "kabakov-i", "--in", "002", "--manuscript", desk)
    assert result.exit_code == 1
    assert result.output == (
        "Error: index.yaml:8 already decides in “002”: “Kabakov” means nobody. "
        "Hint: Change that line, or decide for one text with --in.\n"
    )


@pytest.mark.parametrize("command", [(), ("show",), ("decide", "A", "b", "--manuscript")])
def test_no_manuscript(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run(*command, tmp_path)
    assert result.exit_code == 1
    assert "has no edition.yaml" in result.output


def test_page_that_cannot_be_written(desk: Path) -> None:
    result = run(desk, "--html", desk / "nowhere" / "names.html")
    assert result.exit_code == 1
    assert "What stood there before is as it was." in result.output


def test_errors_are_mentioned(desk: Path) -> None:
    with (desk / "years" / "1931" / "002.md").open("a", encoding="utf-8") as file:
        file.write("\nSee [](doc:099).\n")
    result = run(desk)
    assert result.exit_code == 0
    assert "1 error in the manuscript" in result.output


def test_help_names_both_commands() -> None:
    output = run("--help").output
    assert "show" in output
    assert "decide" in output
