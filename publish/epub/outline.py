"""The outline of the book: groups, parts and sections, for contents, navigation and NCX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from publish.book.model import Part, PartKind, Section
from publish.epub.files import sections_of


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the contents: title, who wrote it, id of the target, lines below it."""

    title: str
    author: str
    target: str  # id of a section
    below: tuple[Heading, ...] = ()


def outline(parts: Sequence[Part], with_documents: bool) -> tuple[Heading, ...]:
    """Lines of the contents, in order.

    Parts of one group ("1931") stand under a line with its title; `with_documents` adds
    every document under its part.
    """
    lines: list[Heading] = []
    shown = [part for part in parts if part.in_contents]
    for group, members in groupby(shown, key=lambda part: part.group):
        headings = tuple(_part_heading(part, with_documents) for part in members)
        if group:
            lines.append(Heading(group, "", headings[0].target, headings))
        else:
            lines.extend(headings)
    return tuple(lines)


def _part_heading(part: Part, with_documents: bool) -> Heading:
    sections = sections_of(part)
    below: tuple[Heading, ...] = ()
    if with_documents and (part.kind is PartKind.DOCUMENTS or len(sections) > 1):
        listed = sections[1:] if _is_opener(part, sections[0]) else sections
        below = tuple(Heading(section.title, "", section.id) for section in listed)
    return Heading(part.title, part.author, sections[0].id, below)


def _is_opener(part: Part, section: Section) -> bool:
    """A first section that only bears the title of its part."""
    return len(part.sections) > 1 and section.title == part.title
