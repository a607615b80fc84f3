"""The index as a tree: headings, subheads, locators; no medium's mark-up in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from publish.apparatus.model import Reference
from publish.problems import Place, Problem

_NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Locator:
    """One printed locator with the references it stands for (in reading order).

    `label` is the printed form without its last elision: "293–94", "313n1", "174nn2–3".
    `anchors` are the passages; the first is what the printed locator links to.
    `document` is the id of the document or essay, for the EPUB's label.
    """

    label: str
    first_page: int  # page index
    last_page: int
    document: str
    note_numbers: tuple[int, ...]
    references: tuple[Reference, ...]

    @property
    def anchors(self) -> tuple[str, ...]:
        return tuple(reference.anchor for reference in self.references)


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading or subhead: text, locators, subheads, cross-references (headings as printed)."""

    id: str  # "ix-kaganovich-l-m", unique
    heading: str
    italic: bool
    locators: tuple[Locator, ...]
    subheads: tuple[Entry, ...]
    see: tuple[str, ...]
    see_also: tuple[str, ...]
    person: str = ""  # id, if the heading is a person's


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A reference that earned no locator under its heading, and why."""

    heading: str
    reference: Reference
    why: str


Groups = tuple[tuple[str, tuple[Entry, ...]], ...]


@dataclass(frozen=True, slots=True)
class IndexList:
    """One index: entries in printed order, grouped by first letter."""

    id: str  # of its section in the book: "index", "index2"
    title: str
    groups: Groups


@dataclass(frozen=True, slots=True)
class Index:
    """All indexes of a book, and the references that earned no locator."""

    lists: tuple[IndexList, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def groups(self) -> Groups:
        """The groups of all indexes, one after the other."""
        return tuple(group for one in self.lists for group in one.groups)

    def list_of(self, section: str) -> IndexList:
        """The index that fills a section of the book."""
        return next(one for one in self.lists if one.id == section)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for _, group in self.groups for entry in group)

    @property
    def anchors(self) -> Iterator[str]:
        """Where the passages of all locators begin and end."""
        for entry in self.entries:
            for one in (entry, *entry.subheads):
                for locator in one.locators:
                    for reference in locator.references:
                        yield from (reference.anchor, reference.end_anchor)

    def without_surroundings(self) -> Index:
        """The headings and locators, their references without the words around and the lines of
        the files: equal for two books that differ in nothing else."""
        lists = tuple(
            replace(
                one,
                groups=tuple((letter, tuple(map(_bare, group))) for letter, group in one.groups),
            )
            for one in self.lists
        )
        return Index(lists)


@dataclass(frozen=True, slots=True)
class KnownIndex:
    """An index that is read only when it is wanted, and what is known of it before.

    `digest` differs for two indexes if a heading, a locator or the page of a passage does, but
    not for other words around a passage; `problems` are what is wrong with it.
    """

    digest: str
    problems: tuple[Problem, ...]
    read: Callable[[], Index]


def _bare(entry: Entry) -> Entry:
    locators = tuple(
        replace(one, references=tuple(map(bare_reference, one.references)))
        for one in entry.locators
    )
    return replace(entry, locators=locators, subheads=tuple(map(_bare, entry.subheads)))


def bare_reference(reference: Reference) -> Reference:
    """A reference without the words around it and the line of its file."""
    return replace(reference, context="", place=_NOWHERE)
