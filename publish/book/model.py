"""The Book: an ordered list of parts and sections, in medium-neutral HTML.

Conventions of the HTML (what `pdf` and `epub` may rely on):

- well-formed XHTML fragments without namespace; every id is unique in the book; all links
  inside the book are `href="#id"`;
- every block that holds text (p, li, td, th, dt, dd, figcaption, h1-h4, line-block) has an id;
- a document is `<article class="document" id="doc-ID">` with `<header class="document-header">`
  (`.number`, `h3.correspondents`, `.date`, `.source`), `<div class="document-body">` and
  `<section class="notes endnotes">`;
- an essay is `<section class="essay KIND" id="sec-ID">` with `<header class="opener">`,
  `<div class="essay-body">` and `<section class="notes footnotes">`;
- a note is `<div class="note" id="note-TEXT-LABEL" data-number="4">` whose first paragraph
  starts with `<a class="note-number" href="#call-TEXT-LABEL">4.</a>`; its call is
  `<a class="note-call" id="call-TEXT-LABEL" href="#note-TEXT-LABEL">4</a>`;
- names are `<span class="name" id="r-…">`, index points `<span class="index-point" id="r-…">`,
  terms `<a class="term" href="#term-ID">`; cross-references `<a class="xref" href="#…">`;
  page references `<a class="page-ref" href="#…">` (empty: the medium fills them).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Numbering(StrEnum):
    """How the pages of a part are numbered."""

    ROMAN = "roman"
    ARABIC = "arabic"


class PartKind(StrEnum):
    """What a part is; decides its style and its running heads."""

    HALF_TITLE = "half-title"
    TITLE_PAGE = "title-page"
    SERIES = "series"
    COPYRIGHT = "copyright"
    DEDICATION = "dedication"
    CONTENTS = "contents"
    ESSAY = "essay"  # preface, introduction, note …
    DOCUMENTS = "documents"  # the documents of a chapter or the appendix
    PLATES = "plates"
    GLOSSARY = "glossary"
    BIOGRAPHIES = "biographies"
    INDEX = "index"


FILLED_KINDS = frozenset({PartKind.CONTENTS, PartKind.INDEX})  # by the medium, from its pages


@dataclass(frozen=True, slots=True)
class Section:
    """A piece that is one file of the EPUB: a document, an essay, the index …"""

    id: str  # id of its outermost element
    title: str  # plain text for contents, outline and navigation
    html: str


@dataclass(frozen=True, slots=True)
class Part:
    """Sections that are laid out together; starts on a fresh page.

    `group` is the title under which the contents list the part ("1931"), "" for none;
    `recto`: must start on a right-hand page; `opener`: first page carries a sunk title.
    """

    id: str
    kind: PartKind
    title: str  # as in the contents: "Introduction", "Documents 1–23"
    group: str
    author: str
    recto_head: str  # running head of right-hand pages, plain text
    numbering: Numbering
    recto: bool
    opener: bool
    in_contents: bool
    sections: tuple[Section, ...]

    @property
    def full_title(self) -> str:
        """The title where its group does not stand over it: "1931: Introduction"."""
        title = self.title or self.sections[0].title
        return f"{self.group}: {title}" if self.group else title


@dataclass(frozen=True, slots=True)
class Metadata:
    """What both media say of the book in their metadata."""

    title: str
    subtitle: str
    short_title: str  # running head of left-hand pages
    slug: str
    language: str
    contributors: tuple[tuple[str, str, str], ...]  # (role, name, MARC code)
    publisher: str  # "" where none is known yet
    year: int | None  # of publication
    identifier: str
    isbn_print: str
    isbn_epub: str
    rights: str
    description: str
    subjects: tuple[str, ...]
    series: str
    cover: str  # absolute path of the cover picture, "" for none
    cover_alt: str
    modified: str  # ISO 8601 UTC, of the newest source or SOURCE_DATE_EPOCH


@dataclass(frozen=True, slots=True)
class Book:
    """The whole book. Contents and index stand in it as parts with empty html:
    each medium fills them from the page map and the index."""

    metadata: Metadata
    parts: tuple[Part, ...]
    root: str  # absolute path of the manuscript, for pictures
