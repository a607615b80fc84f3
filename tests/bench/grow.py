"""Grow an edition: its chapters again and again, with new ids and numbers.

Dates stay, so that who is meant by a name is decided as in the book itself.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

HEADER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
TARGET = re.compile(r"\]\((doc|note|intro|page):([^)]*)\)")


def grow(source: Path, target: Path, times: int) -> None:
    """Copy the edition in `source` to `target` with its chapters `times` times over."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("years"))
    chapters = sorted(path for path in (source / "years").iterdir() if path.is_dir())
    documents = sum(len(list(chapter.glob("[0-9]*.md"))) for chapter in chapters)
    years = len(chapters)
    for copy in range(times):
        for chapter in chapters:
            folder = target / "years" / _folder(chapter.name, copy, years)
            folder.mkdir(parents=True)
            for file in sorted(chapter.glob("*.md")):
                text = _renewed(file.read_text("utf-8"), copy, documents, years)
                name = file.name if file.stem == "introduction" else f"{_id(file.stem, copy)}.md"
                (folder / name).write_text(text, "utf-8")
    decisions = target / "index.yaml"
    if decisions.exists():
        decisions.write_text(_everywhere(decisions.read_text("utf-8"), times), "utf-8")


def _folder(name: str, copy: int, years: int) -> str:
    return str(int(name) + copy * years)


def _id(stem: str, copy: int) -> str:
    return f"{stem}-{copy}" if copy else stem


def _renewed(text: str, copy: int, documents: int, years: int) -> str:
    header = HEADER.match(text)
    if header is None or not copy:
        return text
    head = re.sub(
        r"^number: (\d+)",
        lambda m: f"number: {int(m[1]) + copy * documents}",
        header[1],
        flags=re.M,
    )
    body = TARGET.sub(
        lambda m: f"]({m[1]}:{_target(m[1], m[2], copy, years)})", text[header.end() :]
    )
    return f"---\n{head.rstrip()}\n---\n{body}"


def _target(kind: str, target: str, copy: int, years: int) -> str:
    if kind == "intro":
        return _folder(target, copy, years)
    if kind == "note" and "/" not in target:
        return target
    return re.sub(r"\b(\d{3})\b", lambda m: _id(m[1], copy), target, count=0)


def _everywhere(rules: str, times: int) -> str:
    """Repeat decisions on one document for its copies."""
    lines: list[str] = []
    for line in rules.split("\n"):
        lines.append(line)
        scope = re.search(r'in: "?(\d{3})"?', line)
        if scope and line.lstrip().startswith("- {"):
            lines += [
                line.replace(scope[0], f'in: "{_id(scope[1], copy)}"') for copy in range(1, times)
            ]
    return "\n".join(lines)
