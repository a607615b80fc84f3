"""A manuscript as an editor's hands see it: headers, blocks of text, notes, lists of data."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.conftest import EDITIONS

_FENCE = re.compile(r"^:::+ ?(\S.*)?$", re.MULTILINE)
_NOTE = re.compile(r"\[\^([\w-]+)\]:")
_BETWEEN_BLOCKS = re.compile(r"\n{2,}|\n(?=\[\^[\w-]+\]:)")
_REFERENCE = re.compile(r"\[([^\]]*)\]\((?:doc|note|page|intro|section):([^)]*)\)(\{[^}]*\})?")
_SUFFIXES = {".md", ".yaml", ".png", ".svg"}


@dataclass(slots=True)
class Text:
    """A Markdown file: its YAML header as written and its blocks, which blank lines part."""

    header: str
    blocks: list[str]

    def paragraphs(self) -> list[int]:
        """Which blocks are ordinary paragraphs outside all fenced divs."""
        found, depth = [], 0
        for number, block in enumerate(self.blocks):
            if depth == 0 and block[0].isalnum():
                found.append(number)
            for fence in _FENCE.finditer(block):
                depth += 1 if fence[1] else -1
        return found

    def notes(self) -> dict[str, int]:
        """The block of each note that is one paragraph long, by label."""
        after = [*self.blocks[1:], ""]
        return {
            match[1]: number
            for number, block in enumerate(self.blocks)
            if (match := _NOTE.match(block)) and not after[number].startswith("    ")
        }


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    return yaml


@contextmanager
def edited_text(path: Path) -> Iterator[Text]:
    """The text in `path`, written back at the end."""
    text = read_text(path)
    yield text
    path.write_text("---\n" + text.header + "---\n" + "\n\n".join(text.blocks) + "\n", "utf-8")


@contextmanager
def edited_header(path: Path) -> Iterator[Any]:
    """The header of the text in `path` as data, written back at the end."""
    with edited_text(path) as text:
        header = _yaml().load(text.header)
        yield header
        written = StringIO()
        _yaml().dump(header, written)
        text.header = written.getvalue()


def read_text(path: Path) -> Text:
    """The header and the blocks of a Markdown file."""
    _, header, body = path.read_text("utf-8").split("---\n", 2)
    return Text(header, _BETWEEN_BLOCKS.split(body.strip()))


@contextmanager
def edited_yaml(path: Path) -> Iterator[Any]:
    """The data in `path`, written back at the end with remarks and order kept."""
    data = _yaml().load(path.read_text("utf-8"))
    yield data
    written = StringIO()
    _yaml().dump(data, written)
    path.write_text(written.getvalue(), "utf-8")  # at once, as editors save


def read_yaml(path: Path) -> Any:
    """The data in `path`."""
    return _yaml().load(path.read_text("utf-8"))


def documents(root: Path) -> list[Path]:
    """The files of the numbered documents, in the order of the book."""
    return sorted(chain.from_iterable(map(documents_in, chapters(root))), key=number_of)


def chapters(root: Path) -> list[Path]:
    """The folders of the chapters."""
    return sorted(path for path in (root / "years").iterdir() if path.is_dir())


def documents_in(chapter: Path) -> list[Path]:
    """The files of a chapter's documents."""
    return [path for path in sorted(chapter.glob("*.md")) if path.stem != "introduction"]


def texts(root: Path) -> list[Path]:
    """The files of all documents and chapter introductions."""
    return sorted(root.glob("years/*/*.md"))


def id_of(text: Path) -> str:
    """The id by which others refer to a text."""
    return _field(text, "id") or text.stem


def number_of(document: Path) -> int:
    """The number that a document prints."""
    return int(_field(document, "number"))


def _field(text: Path, name: str) -> str:
    match = re.search(rf"^{name}: *(\S+)", read_text(text).header, re.MULTILINE)
    return match[1] if match else ""


def set_number(document: Path, number: int) -> None:
    """Give a document another number."""
    with edited_text(document) as text:
        text.header = re.sub(r"(?m)^number: .*", f"number: {number}", text.header)


def renumber(root: Path) -> None:
    """Number the documents from 1 in the order of their present numbers."""
    for number, path in enumerate(documents(root), start=1):
        set_number(path, number)


def unlink(root: Path, gone: set[str]) -> None:
    """Say "a lost paper" in place of each reference to one of the documents `gone`."""

    def replaced(match: re.Match[str]) -> str:
        if gone & set(re.findall(r"[\w-]+", match[2])):
            return match[1] or "a lost paper"
        return match[0]

    for path in root.rglob("*.md"):
        text = path.read_text("utf-8")
        path.write_text(_REFERENCE.sub(replaced, text), "utf-8")


def content(root: Path) -> dict[Path, bytes]:
    """Every source file's bytes."""
    return {
        path: path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.suffix in _SUFFIXES
    }


def restore(root: Path, kept: dict[Path, bytes]) -> None:
    """Make the manuscript again what it was when `content` was taken."""
    for path in content(root).keys() - kept.keys():
        path.unlink()
    for path, data in kept.items():
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)


def cut_specimen(root: Path) -> None:
    """Write a small cut of the specimen into `root`: five letters, few parts around them."""
    shutil.copytree(EDITIONS["specimen"], root)
    files = [*root.glob("front/*.md"), *root.glob("appendix/*.md"), *root.glob("*.md")]
    files += [*root.glob("years/1894/00[5-8].md"), *root.glob("years/1895/01*.md")]
    left_out = {id_of(path) for path in files}
    for path in files:
        path.unlink()
    unlink(root, left_out)
    renumber(root)
    with edited_yaml(root / "edition.yaml") as settings:
        settings["front"] = ["title-page", "contents"]
        settings["body"] = ["chapters"]
        for field in ("plates", "cover", "cover-alt"):
            del settings[field]
    with edited_yaml(root / "index.yaml") as index:
        index["decisions"] = [
            decision for decision in index["decisions"] if decision.get("in") not in left_out
        ]
