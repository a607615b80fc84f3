"""Pandoc as a process: Word to its tree, trees to Markdown, Markdown to plain words."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

import pypandoc

from publish.prose.parse import BETWEEN, FORMAT, read_apart

Node: TypeAlias = dict[str, Any]  # a block or inline of pandoc's JSON: {"t": kind, "c": content}
Tree: TypeAlias = tuple[dict[str, Node], list[Node]]  # metadata and blocks

READER = Path(__file__).with_name("trees.lua")
WRITER = Path(__file__).with_name("markdown.lua")
WORDS = Path(__file__).with_name("words.lua")
BATCH = 25  # files that one process of pandoc reads
LONGEST = 180  # seconds for one process; a book takes 5


def read_trees(files: Sequence[bytes]) -> list[Tree | None]:
    """Metadata and blocks of Word files with comments, styles and changes; None for a file that
    pandoc cannot read.

    One process reads BATCH files, since pandoc needs longer to start than to read a letter.
    """
    batches = [files[start : start + BATCH] for start in range(0, len(files), BATCH)]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(chain.from_iterable(pool.map(_read_batch, batches)))


def _read_batch(files: Sequence[bytes]) -> list[Tree | None]:
    """Trees of some files; where pandoc gives up, of the halves, down to the file that stops it."""
    with tempfile.TemporaryDirectory() as folder:
        names = [str(Path(folder, f"{place}.docx")) for place in range(len(files))]
        for name, data in zip(names, files, strict=True):
            Path(name).write_bytes(data)
        found = _trees(names)
    if found is not None:
        return [_tree(text) for text in found]
    if len(files) == 1:
        return [None]
    middle = len(files) // 2
    return _read_batch(files[:middle]) + _read_batch(files[middle:])


def _trees(names: list[str]) -> list[str] | None:
    command = [pypandoc.get_pandoc_path(), "lua", str(READER)]
    try:
        result = subprocess.run(
            command, input=json.dumps(names).encode(), capture_output=True, check=True,
            timeout=LONGEST,
        )  # fmt: skip
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    texts: list[str] = json.loads(result.stdout)
    return texts


def _tree(text: str) -> Tree | None:
    if not text:
        return None
    tree = json.loads(text)
    return tree["meta"], tree["blocks"]


def write_markdown(texts: list[list[Node]]) -> list[str]:
    """Markdown of each list of blocks, lines not wrapped."""
    result = subprocess.run(
        [pypandoc.get_pandoc_path(), "lua", str(WRITER)],
        input=json.dumps([json.dumps(blocks) for blocks in texts]).encode(),
        capture_output=True,
        check=True,
    )
    written: list[str] = json.loads(result.stdout)
    return [text.strip("\n") for text in written]


def read_words(texts: Iterable[str]) -> list[str]:
    """What each Markdown text prints, as the build will read it; numbers of lists left out."""
    return read_apart(texts, f"{FORMAT}-implicit_figures", str(WORDS)).split(BETWEEN)[:-1]


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
                words.append("" if content[1].startswith("[^") else content[1].removeprefix("\\"))
            case "Note":
                pass
            case _:
                words.append(text_of(content) if isinstance(content, list) else "")
    return "".join(words)
