"""What editors do all day, as changes of a manuscript: each call makes one that is new."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.law.manuscript import documents, edited_text, edited_yaml, read_text

Correction = Callable[[Path, int], None]
"""Changes the manuscript in a folder; the number is another one each time."""


def one_word(root: Path, number: int) -> None:
    """A long word in the middle of the book gets another letter: no page moves."""
    path, block = _paragraph(root)
    with edited_text(path) as text:
        words = text.blocks[block].split(" ")
        place = max((n for n, w in enumerate(words) if w.isalpha()), key=lambda n: len(words[n]))
        words[place] = words[place][:-1] + "abcdefghijklmnopqrstuvwxyz"[number % 26]
        text.blocks[block] = " ".join(words)


def a_paragraph(root: Path, number: int) -> None:
    """A paragraph of 1,200 characters is added: pages move to the end of the chapter."""
    path, block = _paragraph(root)
    with edited_text(path) as text:
        sentence = f"This was added when the proofs were read for the {number}th time."
        text.blocks.insert(block + 1, " ".join([sentence] * 20))


def a_note(root: Path, number: int) -> None:
    """A note of a document gets one more reference."""
    for path in _from_the_middle(documents(root)):
        with edited_text(path) as text:
            if notes := text.notes():
                text.blocks[next(iter(notes.values()))] += f" Compare the draft of page {number}."
                return


def a_register_entry(root: Path, number: int) -> None:
    """A person gets one more form of the name and a longer biography."""
    with edited_yaml(root / "people.yaml") as people:
        person = next(row for row in _from_the_middle(people) if "see" not in row)
        person.setdefault("forms", []).append(f"Comrade Number {number}")
        person["bio"] = f"{person.get('bio', '')} Mentioned again in list {number}.".strip()


CORRECTIONS: dict[str, Correction] = {
    "one word, no page moves": one_word,
    "a paragraph that moves pages": a_paragraph,
    "a note": a_note,
    "an entry of the register": a_register_entry,
}


def _paragraph(root: Path) -> tuple[Path, int]:
    """A long ordinary paragraph near the middle of the book."""
    for path in _from_the_middle(documents(root)):
        text = read_text(path)
        for number in text.paragraphs():
            if len(text.blocks[number]) > 300:
                return path, number
    raise ValueError(f"{root} has no long paragraph to correct")


def _from_the_middle(items: list[Any]) -> list[Any]:
    return items[len(items) // 2 :]
