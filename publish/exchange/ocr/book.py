"""The book as read: essays, documents, lists, each with its lines of the source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from publish.exchange.ocr.documents import ReadDocument
from publish.exchange.ocr.flow import JoinCount
from publish.exchange.ocr.lists import Entry, Group
from publish.exchange.ocr.notes import Apparatus
from publish.exchange.ocr.printed_index import IndexEntry
from publish.exchange.ocr.profile import Part, Profile


@dataclass(slots=True)
class ReadEssay:
    """Front matter, an introduction, plates: one file of text."""

    file: str
    title: str
    title_lines: tuple[int, ...]
    kind: str
    chapter: str
    apparatus: Apparatus
    part: Part
    signed: str = ""


@dataclass(slots=True)
class Book:
    """Everything that was read, in the order of the source."""

    profile: Profile
    essays: list[ReadEssay] = field(default_factory=list)
    documents: list[ReadDocument] = field(default_factory=list)
    chapters: list[str] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    people: list[Entry] = field(default_factory=list)
    index_people: list[Entry] = field(default_factory=list)  # without a biography
    index: list[IndexEntry] = field(default_factory=list)
    plates: ReadEssay | None = None
    parts: list[str] = field(default_factory=list)  # kind or file of each part, in order
    joins: JoinCount = field(default_factory=JoinCount)
    entry_joins: JoinCount = field(default_factory=JoinCount)
    xrefs: Counter[str] = field(default_factory=Counter)
    blocks_read: int = 0
    calls_restored: int = 0
    displaced: int = 0
    divided: int = 0
    titles: int = 0
    lower_starts: int = 0
    chapter_titles: dict[str, str] = field(default_factory=dict)
    chapter_lines: dict[str, tuple[int, ...]] = field(default_factory=dict)
