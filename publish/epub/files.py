"""Content files: one XHTML file for each section of the book, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from publish.book.model import Book, Numbering, Part, PartKind, Section
from publish.epub.facts import Facts
from publish.epub.names import unique_name

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
    """One XHTML file: its name in the EPUB, its section (html complete), the facts of it."""

    name: str
    section: Section
    part: Part
    division: Division
    facts: Facts

    @property
    def title(self) -> str:
        return self.section.title


def sections_of(part: Part) -> tuple[Section, ...]:
    """The sections of a part, each with a title; a part that the medium fills has one at least."""
    sections = part.sections or (Section(part.id, part.title, ""),)
    return tuple(one if one.title else replace(one, title=part.title) for one in sections)


def content_files(
    book: Book,
    contents: Callable[[Section], str],
    index: Callable[[Section, list[ContentFile]], str] | None,
    read: Callable[[Sequence[Section]], list[Facts]],
) -> list[ContentFile]:
    """The content files in reading order.

    `contents` gives the html of a contents section, `index` that of the index from the
    files of all other sections; without it the index is left out. `read` gives the facts of
    sections.
    """
    slots = list(_slots(book, contents))
    texts = _with_facts([slot for slot in slots if not slot.is_index], read)
    indexes = [slot for slot in slots if slot.is_index and index is not None]
    filled = [slot.filled(index(slot.section, texts)) for slot in indexes if index is not None]
    files = {file.name: file for file in texts + _with_facts(filled, read)}
    return [files[slot.name] for slot in slots if slot.name in files]


@dataclass(frozen=True, slots=True)
class _Slot:
    """A content file to be."""

    name: str
    section: Section
    part: Part
    division: Division

    @property
    def is_index(self) -> bool:
        return self.part.kind is PartKind.INDEX

    def filled(self, html: str) -> _Slot:
        return replace(self, section=replace(self.section, html=html))


def _slots(book: Book, contents: Callable[[Section], str]) -> Iterator[_Slot]:
    taken = set(RESERVED_NAMES)
    for part, division in zip(book.parts, divisions(book.parts), strict=True):
        for section in sections_of(part):
            slot = _Slot(unique_name(f"{section.id}.xhtml", taken), section, part, division)
            is_contents = part.kind is PartKind.CONTENTS
            yield slot.filled(contents(section)) if is_contents else slot


def _with_facts(
    slots: Sequence[_Slot], read: Callable[[Sequence[Section]], list[Facts]]
) -> list[ContentFile]:
    found = read([slot.section for slot in slots])
    return [
        ContentFile(slot.name, slot.section, slot.part, slot.division, facts)
        for slot, facts in zip(slots, found, strict=True)
    ]


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
