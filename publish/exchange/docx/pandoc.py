"""Pandoc as a process: Word to its tree, trees to Markdown, Markdown to plain words."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, TypeAlias

import pypandoc

Node: TypeAlias = dict[str, Any]  # a block or inline of pandoc's JSON: {"t": kind, "c": content}

SCRIPT = Path(__file__).with_name("markdown.lua")
LONGEST = 180  # seconds for one file; a book takes 5


def read_tree(docx: bytes) -> tuple[dict[str, Node], list[Node]] | None:
    """Metadata and blocks of a Word file with comments and styles; None if pandoc fails."""
    command = [
        pypandoc.get_pandoc_path(), "--sandbox", "--from=docx+styles", "--to=json",
        "--track-changes=all",
    ]  # fmt: skip
    try:
        result = subprocess.run(
            command, input=docx, capture_output=True, check=False, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        return None
    if result.returncode != 0:
        return None
    tree = json.loads(result.stdout)
    return tree["meta"], tree["blocks"]


def write_markdown(texts: list[list[Node]]) -> list[str]:
    """Markdown of each list of blocks, lines not wrapped."""
    return _run({"write": [json.dumps(blocks) for blocks in texts]})


def read_words(texts: list[str]) -> list[str]:
    """What each Markdown text prints, as the build will read it."""
    return _run({"read": texts})


def _run(job: dict[str, list[str]]) -> list[str]:
    result = subprocess.run(
        [pypandoc.get_pandoc_path(), "lua", str(SCRIPT)],
        input=json.dumps(job).encode(),
        capture_output=True,
        check=True,
    )
    texts: list[str] = json.loads(result.stdout)
    return [text.strip("\n") for text in texts]


def text_of(nodes: list[Node]) -> str:
    """The words of inlines, notes left out, line breaks as line ends."""
    words: list[str] = []
    for node in nodes:
        content: Any = node.get("c")
        match node["t"]:
            case "Str":
                words.append(content)
            case "Space" | "SoftBreak":
                words.append(" ")
            case "LineBreak":
                words.append("\n")
            case "Code" | "Math":
                words.append(content[1])
            case "Span" | "Link" | "Image" | "Quoted" | "Cite":
                words.append(text_of(content[1]))
            case "RawInline":
                words.append("" if content[1].startswith("[^") else content[1].lstrip("\\"))
            case "Note":
                pass
            case _:
                words.append(text_of(content) if isinstance(content, list) else "")
    return "".join(words)
