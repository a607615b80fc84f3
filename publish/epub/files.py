"""Content files: one XHTML file for each section of the book, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

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
        return self.section.title or self.part.title


def sections_of(part: Part) -> tuple[Section, ...]:
    """The sections of a part; a part that the medium fills has at least one, empty."""
    return part.sections or (Section(part.id, part.title, ""),)


def content_files(
    book: Book, contents: Callable[[Part], str], index: Callable[[list[ContentFile]], str] | None
) -> list[ContentFile]:
    """Parse every section into a content file.

    `contents` gives the html of a contents part; `index` that of the index from the files
    of all other parts; without it the index part is left out. Raises
    `lxml.etree.XMLSyntaxError` and UnsafeMarkupError.
    """
    named = list(_named_sections(book))
    files = {
        section.id: ContentFile(
            name, section, part, division, parse_body(_html(part, section, contents), section.id)
        )
        for name, section, part, division in named
        if part.kind is not PartKind.INDEX
    }
    if index is not None:
        html = index(list(files.values()))
        for name, section, part, division in named:
            if part.kind is PartKind.INDEX:
                body = parse_body(html, section.id)
                files[section.id] = ContentFile(name, section, part, division, body)
    return [files[section.id] for _, section, _, _ in named if section.id in files]


def _html(part: Part, section: Section, contents: Callable[[Part], str]) -> str:
    return contents(part) if part.kind is PartKind.CONTENTS else section.html


def _named_sections(book: Book) -> Iterator[tuple[str, Section, Part, Division]]:
    taken = set(RESERVED_NAMES)
    for part, division in zip(book.parts, divisions(book.parts), strict=True):
        for section in sections_of(part):
            yield unique_name(f"{section.id}.xhtml", taken), section, part, division


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
