"""Passages, and references: every mark that points at something in text, notes and headers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from publish.problems import Place

Span = tuple[int, int]


class Kind(StrEnum):
    """What a reference points at."""

    PERSON = "person"
    SUBJECT = "subject"
    TERM = "term"
    ARCHIVE = "archive"


class How(StrEnum):
    """In what way a passage refers."""

    NAMED = "named"
    IMPLIED = "implied"
    UNCERTAIN = "uncertain"
    CORRESPONDENT = "correspondent"  # sender or recipient in a header
    MARKED = "marked"  # an explicit index mark


class Where(StrEnum):
    """In what kind of text the passage stands."""

    TEXT = "text"  # a document's text or an essay's
    NOTE = "note"
    HEADER = "header"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of text; no name is looked for within the suppressed spans."""

    key: str
    text: str
    where: Where
    suppressed: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """One row of the reference graph.

    `target` is a person's id, a subject's heading, a term's id or an archive; `anchor` the id
    of the HTML element around the passage; `text` the id of the document or essay; `note` the
    label of the note it stands in ("" outside notes), `note_number` its printed number.
    For a range mark `end_anchor` is the anchor at its end, else "".
    """

    kind: Kind
    target: str
    subhead: str
    how: How
    where: Where
    text: str
    note: str
    note_number: int
    anchor: str
    end_anchor: str
    form: str  # the words as they stand in the text
    reason: str  # why this target: "full name", "bound by 'L. M. Kaganovich' before", …
    place: Place
    context: str = ""  # the words around, for a person to read
    end_form: str = ""  # of a range: the words at its end
    line: str = ""  # "heading", or the kind of line: "salutation", "signature", "closing", …
