"""The index of the EPUB: the headings of print, each locator a link to the very passage.

Markup follows EPUB Indexes 1.0: index-group, index-entry-list, index-entry, index-term,
index-locator-list, index-locator, index-xref-preferred ("see"), index-xref-related
("see also").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from publish.apparatus.index_model import Entry, Index, Locator
from publish.apparatus.index_wording import (
    before_indented,
    before_locators,
    before_see,
    before_see_also,
)
from publish.apparatus.model import Reference
from publish.book.model import Section
from publish.edition.index_policy import IndexPolicy, is_general
from publish.epub.passages import Passage
from publish.epub.render import render
from publish.pagemap import PageMap

_SEE, _SEE_ALSO = "index-xref-preferred", "index-xref-related"


@dataclass(frozen=True, slots=True)
class LocatorLink:
    """One locator: "doc. 5 n. 4 (60)", the passage, further passages in other paragraphs."""

    label: str
    anchor: str
    further: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A heading as printed, the id of its entry ("" if there is none), whether it is a general
    reference ("and specific rivers")."""

    text: str
    id: str
    general: bool


@dataclass(frozen=True, slots=True)
class CrossReference:
    """ "See" or "see also" with the headings it leads to, and what stands before and after.

    `type` is the epub:type.
    """

    type: str
    before: str
    word: str
    targets: tuple[Target, ...]
    after: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """What the template shows of an entry."""

    id: str
    heading: str
    italic: bool
    before_locators: str
    locators: tuple[LocatorLink, ...]
    cross_references: tuple[CrossReference, ...]
    before_subheads: str
    subheads: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the words of all entries depend on: `headings` are the ids of entries by heading."""

    headings: Mapping[str, str]
    passages: Mapping[str, Passage]
    pagemap: PageMap | None
    rules: IndexPolicy


def index_html(
    section: Section,
    index: Index,
    rules: IndexPolicy,
    passages: Mapping[str, Passage],
    pagemap: PageMap | None,
) -> str:
    """The index as html with links `#anchor`, to be parsed like any section.

    Every subhead has a line of its own, whatever `rules` say for the page: it can be pressed.
    """
    reading = _Reading(_headings(index), passages, pagemap, rules)
    groups = [
        (letter, [_entry(entry, reading) for entry in entries])
        for letter, entries in index.list_of(section.id).groups
    ]
    return render("index.xhtml.j2", section=section, groups=groups, with_pages=pagemap is not None)


def _headings(index: Index) -> dict[str, str]:
    """Id of the entry of every heading ("Livestock") and subheading ("Livestock: procurement")."""
    ids: dict[str, str] = {}
    for entry in (e for _, entries in index.groups for e in entries):
        ids.setdefault(entry.heading, entry.id)
        for subhead in entry.subheads:
            ids.setdefault(f"{entry.heading}: {subhead.heading}", subhead.id)
    return ids


def _entry(entry: Entry, reading: _Reading) -> EntryView:
    return _view(entry, reading, tuple(_cross_references(entry, reading)))


def _subhead(subhead: Entry, reading: _Reading) -> EntryView:
    """A subhead leads elsewhere in parentheses, as on the page."""
    targets = _targets(subhead.see, reading)
    see = (CrossReference(_SEE, " (", "see", targets, ")"),) if targets else ()
    return _view(subhead, reading, see)


def _view(
    entry: Entry, reading: _Reading, cross_references: tuple[CrossReference, ...]
) -> EntryView:
    return EntryView(
        entry.id,
        entry.heading,
        entry.italic,
        before_locators(entry.heading, reading.rules),
        _locator_links(entry, reading),
        cross_references,
        before_indented(entry, reading.rules),
        tuple(_subhead(subhead, reading) for subhead in entry.subheads),
    )


def _locator_links(entry: Entry, reading: _Reading) -> tuple[LocatorLink, ...]:
    return tuple(
        link
        for locator in entry.locators
        for link in locator_links(locator, reading.passages, reading.pagemap)
    )


def _cross_references(entry: Entry, reading: _Reading) -> Iterator[CrossReference]:
    text = entry.locators[-1].label if entry.locators else entry.heading
    for type_, headings, words in (
        (_SEE, entry.see, before_see),
        (_SEE_ALSO, entry.see_also, before_see_also),
    ):
        if headings:
            before, word = words(text, reading.rules)
            yield CrossReference(type_, before, word, _targets(headings, reading), "")
            text = headings[-1]


def _targets(headings: Sequence[str], reading: _Reading) -> tuple[Target, ...]:
    return tuple(Target(one, reading.headings.get(one, ""), is_general(one)) for one in headings)


def locator_links(
    locator: Locator, passages: Mapping[str, Passage], pagemap: PageMap | None
) -> list[LocatorLink]:
    """The links for one printed locator: one for each document or note that it covers.

    A printed page may hold the end of one document and the start of the next; the EPUB
    names both. Passages in the same paragraph as the one before add no link of their own.
    """
    covered: dict[tuple[str, int], list[tuple[Passage, Reference]]] = {}
    for reference in locator.references:
        passage = _passage(reference, passages)
        covered.setdefault((passage.text, reference.note_number), []).append((passage, reference))
    links: list[LocatorLink] = []
    for (text, note), spots in covered.items():
        label = locator_label(text, note, _pages([reference for _, reference in spots], pagemap))
        anchors = _one_for_each_block(spots)
        links.append(LocatorLink(label, anchors[0], tuple(anchors[1:])))
    return links


def _passage(reference: Reference, passages: Mapping[str, Passage]) -> Passage:
    """An anchor that is not in the book keeps its text's id, for the report of dead links."""
    return passages.get(reference.anchor, Passage(reference.text, reference.anchor))


def _one_for_each_block(spots: Sequence[tuple[Passage, Reference]]) -> list[str]:
    blocks: dict[str, str] = {}
    for passage, reference in spots:
        blocks.setdefault(passage.block, reference.anchor)
    return list(blocks.values())


def locator_label(text: str, note: int, pages: str) -> str:
    """ "doc. 5 (58)", "doc. 5 n. 4 (60)"; without pages if there is no page map."""
    label = f"{text} n.\N{NO-BREAK SPACE}{note}" if note else text
    return f"{label} ({pages})" if pages else label


def _pages(references: Sequence[Reference], pagemap: PageMap | None) -> str:
    """First and last printed page, in full: "58", "293–294"."""
    if pagemap is None:
        return ""
    anchors = [a for r in references for a in (r.anchor, r.end_anchor) if a in pagemap.anchors]
    if not anchors:
        return ""
    numbers = [pagemap.anchors[anchor].page for anchor in anchors]
    first, last = pagemap.pages[min(numbers)].folio, pagemap.pages[max(numbers)].folio
    return first if first == last else f"{first}–{last}"
