"""What changed between two proofs, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PageState(StrEnum):
    """What became of a page."""

    CHANGED = "changed"  # its wording or its look
    RUN_OVER = "run over"  # the same wording, but other lines or words stand on it
    SHIFTED = "shifted"  # the same page under another folio
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page that is not as it was; an index counts from 0, None where there is no page."""

    state: PageState
    part: str
    before: int | None
    after: int | None
    old_folio: str
    new_folio: str


@dataclass(frozen=True, slots=True)
class PartSettled:
    """From which folio on nothing of a part has moved; "" if its last page is touched."""

    part: str
    title: str
    touched: int  # pages that say or look something else, new and gone ones
    from_folio: str
    renumbered_from: str  # from here to the end only the folios differ; "" if its last page does


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words of a source replaced; an insertion has no `old`, a deletion no `new`."""

    line: int  # of the newer source
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class SourceChange:
    """A source corrected, added or removed; `text` is the id of what stands in it, if one."""

    file: str
    state: str  # corrected | added | removed
    text: str
    title: str
    changes: tuple[WordChange, ...]


@dataclass(frozen=True, slots=True)
class IndexChange:
    """What happened to a heading (“Heading: subhead” for a subhead) and its locators.

    `shifted` are locators that only followed their pages or are printed otherwise (29 n. 3 for
    29n3); `was` is what a renamed heading was called before.
    """

    heading: str
    state: str  # gained | lost | renamed | changed
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    shifted: tuple[tuple[str, str], ...] = ()
    was: str = ""


@dataclass(frozen=True, slots=True)
class NoteChange:
    """A note with another number; "" where it is new or gone. `text` is the id of its text."""

    text: str
    title: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CrossReferenceChange:
    """A cross-reference that prints something else; "" where it is new or gone. `text` is the
    id of the text in which it stands."""

    text: str
    title: str
    target: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A word on a page to mark: line and word count from 0."""

    line: int
    word: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that changed from one proof to another.

    `settled` is the first folio from which on nothing moved, contents and index apart
    ("" if the last page of the text is touched, None if no page of it is). `marks_before`
    and `marks_after` give by page the words that differ.
    """

    before: str
    after: str
    sources: tuple[SourceChange, ...]
    pages: tuple[PageChange, ...]
    parts: tuple[PartSettled, ...]
    settled: str | None
    index: tuple[IndexChange, ...]
    notes: tuple[NoteChange, ...]
    crossrefs: tuple[CrossReferenceChange, ...]
    marks_before: dict[int, tuple[Mark, ...]]
    marks_after: dict[int, tuple[Mark, ...]]

    def in_state(self, *states: PageState) -> list[PageChange]:
        """The page changes of these states, in order."""
        return [page for page in self.pages if page.state in states]
