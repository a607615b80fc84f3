"""Content files: one XHTML file for each section of the book, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from lxml.etree import _Element

from publish.book.model import Book, Numbering, Part, PartKind, Section
from publish.epub.names import unique_name
from publish.epub.xhtml import parse_body

GENERATED = frozenset({PartKind.CONTENTS, PartKind.INDEX})
_BACK = frozenset({PartKind.GLOSSARY, PartKind.BIOGRAPHIES, PartKind.INDEX})
_MATTER = frozenset({PartKind.ESSAY, PartKind.DOCUMENTS})
RESERVED_NAMES = ("cover.xhtml", "nav.xhtml")


class Division(StrEnum):
    """Divisions of a book, as values of epub:type (EPUB Structural Semantics 1.1 §2)."""

    FRONT = "frontmatter"
    BODY = "bodymatter"
    BACK = "backmatter"


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One XHTML file: its name in the EPUB, its section, and the body of its tree."""

    name: str
    section: Section
    part: Part
    division: Division
    body: _Element

    @property
    def title(self) -> str:
        return self.section.title


def sections_of(part: Part) -> tuple[Section, ...]:
    """The sections of a part, each with a title; a part that the medium fills has one at least."""
    sections = part.sections or (Section(part.id, part.title, ""),)
    return tuple(replace(section, title=section.title or part.title) for section in sections)


def content_files(
    book: Book,
    contents: Callable[[Section], str],
    index: Callable[[Section, list[ContentFile]], str] | None,
) -> list[ContentFile]:
    """Parse every section into a content file, in reading order.

    `contents` gives the html of a contents section, `index` that of the index from the
    files of all other sections; without it the index is left out. Raises
    `lxml.etree.XMLSyntaxError` and UnsafeMarkupError.
    """
    slots = list(_slots(book))
    texts = [_parsed(slot, _html(slot, contents)) for slot in slots if not slot.is_index]
    files = {file.section.id: file for file in texts}
    for slot in slots:
        if slot.is_index and index is not None:
            files[slot.section.id] = _parsed(slot, index(slot.section, texts))
    return [files[slot.section.id] for slot in slots if slot.section.id in files]


class _Slot(NamedTuple):
    """A content file to be."""

    name: str
    section: Section
    part: Part
    division: Division

    @property
    def is_index(self) -> bool:
        return self.part.kind is PartKind.INDEX


def _slots(book: Book) -> Iterator[_Slot]:
    taken = set(RESERVED_NAMES)
    for part, division in zip(book.parts, divisions(book.parts), strict=True):
        for section in sections_of(part):
            yield _Slot(unique_name(f"{section.id}.xhtml", taken), section, part, division)


def _parsed(slot: _Slot, html: str) -> ContentFile:
    return ContentFile(*slot, body=parse_body(html, slot.section.id))


def _html(slot: _Slot, contents: Callable[[Section], str]) -> str:
    return contents(slot.section) if slot.part.kind is PartKind.CONTENTS else slot.section.html


def divisions(parts: tuple[Part, ...]) -> list[Division]:
    """Front, body or back matter of each part.

    The body starts with the first essay or document in arabic folios (Chicago 17 §1.4,
    §1.44) and ends before the glossary, biographies or index that follow it.
    """
    found: list[Division] = []
    division = Division.FRONT
    for part in parts:
        if part.kind in _BACK and division is not Division.FRONT:
            division = Division.BACK
        elif division is Division.FRONT and _starts_body(part):
            division = Division.BODY
        found.append(division)
    return found


def _starts_body(part: Part) -> bool:
    return part.kind in _MATTER and part.numbering is Numbering.ARABIC
