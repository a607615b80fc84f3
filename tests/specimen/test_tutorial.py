"""The commands of docs/tutorial.md work when pasted and print what it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(sh)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BUILDS = ("publish build", "publish index")
PUBLISH = "import sys; sys.argv[0] = 'publish'; from publish.cli import main; main()"


def blocks() -> list[tuple[str, str]]:
    """Commands and what the tutorial says they print ("" where it says nothing)."""
    found = BLOCK.findall(TUTORIAL)
    pairs = []
    for place, (kind, text) in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else ("sh", "")
        if kind:
            pairs.append((text, "" if following[0] else following[1]))
    return pairs


def run(commands: str, folder: Path) -> str:
    """Paste commands into a shell; what they print to both streams."""
    shim = folder / "bin" / "publish"
    shim.parent.mkdir(exist_ok=True)
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{PUBLISH}" "$@"\n')
    shim.chmod(0o755)
    path = f"{shim.parent}{os.pathsep}{os.environ['PATH']}"
    result = subprocess.run(
        ["sh"],
        input=commands,
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in result.stdout, result.stdout
    return result.stdout


def one_line(text: str) -> str:
    return " ".join(text.split())


def follow(folder: Path, skipped: tuple[str, ...]) -> list[str]:
    """Run the tutorial from top to end, without lines that begin with a skipped command."""
    outputs = []
    for commands, expected in blocks():
        lines = [line for line in commands.splitlines() if not line.startswith(skipped)]
        output = run("\n".join(lines) + "\n", folder)
        if expected:
            assert one_line(output) == one_line(expected)
        outputs.append(output)
    return outputs


needs_perl = pytest.mark.skipif(shutil.which("perl") is None, reason="perl changes the words")


def test_the_tutorial_says_what_is_printed() -> None:
    assert [expected for _, expected in blocks() if "1 error," in expected]
    assert [expected for _, expected in blocks() if "1 warning" in expected]


@needs_perl
def test_checks_print_what_the_tutorial_says(tmp_path: Path) -> None:
    outputs = follow(tmp_path, BUILDS)
    assert outputs[-1].endswith("0 errors, 0 warnings\n")
    assert "[Brandt]{person=brandt-w}" in (tmp_path / "letters/years/1894/001.md").read_text(
        "utf-8"
    )


@needs_perl
@pytest.mark.long
def test_whole_tutorial(tmp_path: Path) -> None:
    outputs = follow(tmp_path, ("nothing",))
    made = {path.name for path in (tmp_path / "book").iterdir() if path.suffix != ".json"}
    named = set(re.findall(r"`(orm-canal-letters[\w.-]*)`", TUTORIAL))
    assert len(named) == 3
    assert named <= made
    explained = next(
        output for (commands, _), output in zip(blocks(), outputs, strict=True)
        if "--explain" in commands
    )  # fmt: skip
    assert "Wold gives it less" in one_line(explained)
