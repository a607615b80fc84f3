"""The commands, as a person types them."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from publish.cache import Cache
from publish.cli import main


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def test_new_makes_an_edition_that_checks(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    assert run("new", folder).exit_code == 0
    result = run("check", folder)
    assert result.exit_code == 0
    assert "0 errors, 0 warnings" in result.output


def test_new_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    result = run("new", tmp_path)
    assert result.exit_code == 1
    assert "is not empty" in result.output


def test_check_says_file_line_code_and_hint(specimen: Path) -> None:
    letter = specimen / "years" / "1894" / "002.md"
    letter.write_text(letter.read_text("utf-8") + "\nSee [](doc:0O4).\n", "utf-8")
    result = run("check", specimen)
    assert result.exit_code == 1
    line = letter.read_text("utf-8").count("\n")
    assert f"years/1894/002.md:{line}: E4" in result.output
    assert "Hint:" in result.output
    assert "1 error" in result.output


def test_strict_makes_warnings_count(specimen: Path) -> None:
    (specimen / "front" / "left-over.md").write_text("---\ntitle: X\n---\nText.\n")
    assert run("check", specimen).exit_code == 0
    assert run("check", specimen, "--strict").exit_code == 1


def test_a_folder_without_an_edition(tmp_path: Path) -> None:
    for command in ("check", "build", "index", "watch", "serve", "export tei", "export cmif"):
        target = [tmp_path / "out"] if command.startswith("export") else []
        result = run(*command.split(), tmp_path, *target)
        assert result.exit_code == 1
        assert "has no edition.yaml" in result.output


def test_the_folder_in_which_one_is(specimen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(specimen)
    assert "name it as a dot: ." in run("check").output


def test_index_as_text_json_and_explained(specimen: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    text = run("index", specimen, "--out", out)
    assert text.exit_code == 0
    heading = "Thorley"
    line = next(line for line in text.output.splitlines() if line.startswith(heading))
    data = json.loads(run("index", specimen, "--out", out, "--json").stdout)
    headings = [e["heading"] for group in data["groups"] for e in group["entries"]]
    assert any(line.startswith(name) for name in headings)
    explained = run("index", specimen, "--out", out, "--explain", heading).output
    assert "years/1894/" in explained and "p. " in explained


@pytest.mark.parametrize("command", ["check", "index", "names"])
def test_no_room_for_what_is_kept(
    specimen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def put_many(self: Cache, values: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "store.sqlite")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Cache, "put_many", put_many)
    result = run(command, specimen)
    assert result.exit_code == 1
    assert "store.sqlite: No space left on device" in result.output


LETTER = Path(__file__).parent / "exchange" / "tei" / "letter.xml"


@pytest.mark.parametrize(
    "command",
    [
        "new OUT",
        "build MANUSCRIPT --out OUT",
        "index MANUSCRIPT --out OUT",
        "clean --out OUT",
        "watch MANUSCRIPT --out OUT",
        "serve MANUSCRIPT --out OUT",
        "names MANUSCRIPT --html OUT",
        "proof record MANUSCRIPT --out OUT",
        "import tei LETTER OUT",
        "export tei MANUSCRIPT OUT",
        "export cmif MANUSCRIPT OUT",
    ],
)
def test_what_cannot_be_written_is_said_in_a_sentence(
    command: str, specimen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("publish.live.commands.start_server_deaf_to_interrupts", lambda: None)
    (tmp_path / "file").write_text("mine")
    names = {"OUT": tmp_path / "file" / "out", "MANUSCRIPT": specimen, "LETTER": LETTER}
    result = run(*(names.get(word, word) for word in command.split()))
    assert result.exit_code == 1
    said = result.output.splitlines()[-1]
    assert re.fullmatch(r"Error: .+: (Not a directory|File exists)\. What .+\. Hint: .+\.", said), (
        result.output
    )
    assert (tmp_path / "file").read_text() == "mine"


def test_nothing_is_left_in_the_temporary_folder(specimen: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "publish", "build", specimen, "--out", tmp_path / "out"]
    # Not in tmp_path: the name of a socket may have 107 characters.
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(command, check=True, env=os.environ | {"TMPDIR": scratch})
        assert list(Path(scratch).iterdir()) == []
