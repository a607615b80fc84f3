"""Markdown to pandoc's trees: one process for many texts."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pypandoc

from publish.prose.parse import NUMBERED_POINT

SCRIPT = Path(__file__).with_name("to_ast.lua")
Tree: TypeAlias = Any  # pandoc's JSON: {"t": kind, "c": content}


def trees_of(texts: Sequence[str]) -> list[list[Tree]]:
    """The blocks of each text. Raises CalledProcessError if pandoc fails, as no text can cause."""
    escaped = [NUMBERED_POINT.sub(r"\1\2\\\3", text) for text in texts]
    result = subprocess.run(
        [pypandoc.get_pandoc_path(), "lua", str(SCRIPT)],
        input=json.dumps(escaped).encode(),
        capture_output=True,
        check=True,
    )
    return [json.loads(tree)["blocks"] for tree in json.loads(result.stdout)]


def simplified(tree: Tree) -> Tree:
    """A tree without what is not meaning: where lines broke, and how words are cut up."""
    if isinstance(tree, dict):
        if tree.get("t") in ("SoftBreak", "Space"):
            return {"t": "Str", "c": " "}
        if tree.get("t") == "Plain":
            return {"t": "Para", "c": simplified(tree["c"])}
        if tree.get("t") == "Span":  # the order of attributes says nothing
            (_, classes, pairs), inside = tree["c"]
            return {"t": "Span", "c": [[sorted(classes), sorted(pairs)], simplified(inside)]}
        return {key: simplified(value) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    joined: list[Tree] = []
    for item in map(simplified, tree):
        if joined and _is_text(item) and _is_text(joined[-1]):
            joined[-1] = {"t": "Str", "c": joined[-1]["c"] + item["c"]}
        else:
            joined.append(item)
    return joined


def _is_text(item: Tree) -> bool:
    return isinstance(item, dict) and item.get("t") == "Str"
