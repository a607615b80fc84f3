"""What the kinds of corrections choose from: paragraphs, words, notes, people, sentences."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from hypothesis import strategies as st

from tests.law.manuscript import chapters, documents_in, read_text, read_yaml, texts

T = TypeVar("T")
_WORD = re.compile(r"(?<=[ ])[a-z]+(?=[ ,;])")
_MARK = re.compile(r"\[[^\]]*\](?:\{[^}]*\}|\([^)]*\))?")


class Draw(Protocol):
    """What hypothesis gives to choose with."""

    def __call__(self, strategy: st.SearchStrategy[T]) -> T: ...


Edit = Callable[[Path, Draw], str]
"""Changes the manuscript in a folder by chance and says what it did."""


def paragraphs(root: Path) -> list[tuple[Path, int]]:
    """Ordinary paragraphs that hold a word to take hold of, by file and block."""
    found = []
    for path in texts(root):
        text = read_text(path)
        found += [(path, number) for number in text.paragraphs() if words_in(text.blocks[number])]
    return found


def some_paragraph(root: Path, draw: Draw) -> tuple[Path, int]:
    return draw(st.sampled_from(paragraphs(root)))


def notes_in(root: Path) -> list[tuple[Path, str]]:
    return [(path, label) for path in texts(root) for label in read_text(path).notes()]


def two_of_a_chapter(root: Path, draw: Draw) -> list[Path]:
    several = [files for files in map(documents_in, chapters(root)) if len(files) > 1]
    files = draw(st.sampled_from(several))
    return draw(st.lists(st.sampled_from(files), min_size=2, max_size=2, unique=True))


def people_of(root: Path) -> list[str]:
    return [str(row["id"]) for row in read_yaml(root / "people.yaml") if "see" not in row]


def words_in(block: str) -> list[tuple[int, int]]:
    """Start and end of each plain word outside all marks."""
    bare = _MARK.sub(lambda mark: "#" * len(mark[0]), block)
    return [word.span() for word in _WORD.finditer(bare)]


def some_word(block: str, draw: Draw) -> tuple[int, int]:
    return draw(st.sampled_from(words_in(block)))


def word_of_the_text(root: Path, draw: Draw) -> str:
    """A plain word that stands in some paragraph."""
    path, number = some_paragraph(root, draw)
    block = read_text(path).blocks[number]
    start, end = some_word(block, draw)
    return block[start:end]


def put(block: str, place: tuple[int, int], new: str) -> str:
    return block[: place[0]] + new + block[place[1] :]


def sentences(root: Path, draw: Draw) -> str:
    """Between a few words and more than a page, with names and terms of the edition."""
    names = [
        f"{row['given']} {str(row['name']).split(',')[0]}"
        for row in read_yaml(root / "people.yaml")
        if "given" in row
    ]
    subject = draw(st.sampled_from(["The clerk", "A man from the lake", *names]))
    ending = draw(st.sampled_from(["did not answer.", "wrote about the clay, at length."]))
    more = draw(st.sampled_from([0, 0, 1, 5, 25]))
    filler = " Nobody could say in which of the drawers the answer had been laid."
    return f"{subject} {ending}{filler * more}"
