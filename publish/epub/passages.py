"""Passages: what an index locator says of the place it leads to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from publish.book.model import Part
from publish.epub.files import ContentFile

_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Label of the text ("doc. 5", "1931 intro") and id of the block an anchor stands in."""

    text: str
    block: str


def passages(
    files: Sequence[ContentFile], labels: Sequence[str], anchors: frozenset[str]
) -> dict[str, Passage]:
    """The passages of those of the anchors that are in the files; `labels` as by `text_labels`."""
    found: dict[str, Passage] = {}
    for file, label in zip(files, labels, strict=True):
        blocks = file.facts.blocks
        found |= {id_: Passage(label, blocks[id_]) for id_ in anchors.intersection(blocks)}
    return found


def text_labels(files: Sequence[ContentFile]) -> list[str]:
    """Short names of the texts, in the order of `files`.

    A document is "doc. 5", or "letter 5" where that is what is printed over it; a later part
    that starts counting again (the appendix) puts its title before: "Appendix doc. 1". An
    introduction is "1931 intro", any other text goes by its title or running head.
    """
    again = _parts_that_count_again(_document_numbers(files))
    return [_label(file, again) for file in files]


def _document_numbers(files: Sequence[ContentFile]) -> dict[str, set[str]]:
    """Numbers of the documents in each part, by part id, in reading order."""
    numbers: dict[str, set[str]] = {}
    for file in files:
        if file.facts.is_document:
            numbers.setdefault(file.part.id, set()).add(_printed_number(file)[1])
    return numbers


def _label(file: ContentFile, again: frozenset[str]) -> str:
    if file.facts.is_document:
        word, number = _printed_number(file)
        prefix = f"{_part_name(file.part)} " if file.part.id in again else ""
        return f"{prefix}{word}\N{NO-BREAK SPACE}{number}"
    if file.part.group and file.facts.is_introduction:
        return f"{file.part.group} intro"
    return _short_title(file)


def _short_title(file: ContentFile) -> str:
    """The running head of a text that is a part by itself, if that is shorter than its title."""
    head = file.part.recto_head if not file.part.group and len(file.part.sections) == 1 else ""
    return min((text for text in (file.title, head) if text), key=len)


def _printed_number(file: ContentFile) -> tuple[str, str]:
    """Word and number printed over a document: ("doc.", "5"), ("letter", "24")."""
    number = _NUMBER.search(file.facts.number or file.section.title)
    word = _WORD.search(file.facts.number)
    named = word is not None and word.group().lower() != "document"
    return (word.group().lower() if word and named else "doc."), number.group() if number else ""


def _part_name(part: Part) -> str:
    return part.group or part.title


def _parts_that_count_again(numbers: dict[str, set[str]]) -> frozenset[str]:
    """Ids of the parts that have a document of the same number as one of an earlier part."""
    earlier: set[str] = set()
    found = set()
    for id_, own in numbers.items():
        if not earlier.isdisjoint(own):
            found.add(id_)
        earlier |= own
    return frozenset(found)
