"""Passages: what an index locator says of the place it leads to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from publish.book.model import Part
from publish.epub.files import ContentFile
from publish.epub.xhtml import BLOCKS, find, name, text_of

_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Label of the text ("doc. 5", "1931 intro") and id of the block an anchor stands in."""

    text: str
    block: str


def passages(files: Sequence[ContentFile]) -> dict[str, Passage]:
    """The passage of every id in the files."""
    found: dict[str, Passage] = {}
    for file, label in zip(files, text_labels(files), strict=True):
        _collect(file.body, label, file.section.id, found)
    return found


def _collect(element: _Element, label: str, block: str, found: dict[str, Passage]) -> None:
    id_ = element.get("id", "")
    if id_ and name(element) in BLOCKS:
        block = id_
    if id_:
        found[id_] = Passage(label, block)
    for child in element:
        _collect(child, label, block, found)


def text_labels(files: Sequence[ContentFile]) -> list[str]:
    """Short names of the texts, in the order of `files`.

    A document is "doc. 5", or "letter 5" where that is what is printed over it; a later part
    that starts counting again (the appendix) puts its title before: "Appendix doc. 1". An
    introduction is "1931 intro", any other text goes by its title or running head.
    """
    numbers = _document_numbers(files)
    return [_label(file, numbers) for file in files]


def _document_numbers(files: Sequence[ContentFile]) -> dict[str, set[str]]:
    """Numbers of the documents in each part, by part id, in reading order."""
    numbers: dict[str, set[str]] = {}
    for file in files:
        if _is_document(file):
            numbers.setdefault(file.part.id, set()).add(_printed_number(file)[1])
    return numbers


def _label(file: ContentFile, numbers: dict[str, set[str]]) -> str:
    if _is_document(file):
        word, number = _printed_number(file)
        prefix = f"{_part_name(file.part)} " if _counts_again(file.part, numbers) else ""
        return f"{prefix}{word}\N{NO-BREAK SPACE}{number}"
    if file.part.group and find(file.body, "section", "introduction"):
        return f"{file.part.group} intro"
    return _short_title(file)


def _short_title(file: ContentFile) -> str:
    """The running head of a text that is a part by itself, if that is shorter than its title."""
    head = file.part.recto_head if not file.part.group and len(file.part.sections) == 1 else ""
    return min((text for text in (file.title, head) if text), key=len)


def _is_document(file: ContentFile) -> bool:
    return bool(find(file.body, "article", "document"))


def _printed_number(file: ContentFile) -> tuple[str, str]:
    """Word and number printed over a document: ("doc.", "5"), ("letter", "24")."""
    heads = [text_of(element) for element in find(file.body, "*", "number")][:1]
    printed = heads[0] if heads else file.section.title
    number = _NUMBER.search(printed)
    word = _WORD.search(heads[0]) if heads else None
    named = word is not None and word.group().lower() != "document"
    return (word.group().lower() if word and named else "doc."), number.group() if number else ""


def _part_name(part: Part) -> str:
    return part.group or part.title


def _counts_again(part: Part, numbers: dict[str, set[str]]) -> bool:
    earlier: set[str] = set()
    for id_, own in numbers.items():
        if id_ == part.id:
            break
        earlier |= own
    return not earlier.isdisjoint(numbers[part.id])
