"""The index: from references and the page map to headings with locators."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from publish.apparatus.collation import group_letter, heading_key, subheading_key
from publish.apparatus.index_checks import report_blind, report_unfound
from publish.apparatus.index_model import Entry, Index
from publish.apparatus.locators import Pages, make_locators
from publish.apparatus.model import How, Kind, Reference
from publish.edition.house_style import HouseStyle
from publish.edition.model import Edition, Person, Subject
from publish.pagemap import PageMap
from publish.problems import Problems


@dataclass(slots=True)
class _Draft:
    """A heading with its references, by subhead ("" for the heading itself)."""

    id: str
    heading: str
    person: bool
    references: dict[str, list[Reference]] = field(default_factory=dict)
    see: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()


def build_index(
    references: Sequence[Reference],
    pagemap: PageMap,
    edition: Edition,
    style: HouseStyle,
    problems: Problems,
) -> Index:
    """The index of a book.

    `references` are those of the whole book in reading order; people and subjects stand in
    one alphabet (Chicago 17 §16.6). People without references and people with `index: false`
    are left out, so are cross-references to headings without locators (§16.19): W750 reports
    them, W751 a subject whose patterns are found nowhere. Raises KeyError if the page
    map lacks a reference's anchor.
    """
    shown = [reference for reference in references if reference.kind is not Kind.TERM]
    pages = Pages.of(references, pagemap, style, _names_of_texts(edition))
    people = {person.id: person for person in edition.people}
    drafts = _Drafts(people)
    for subject in edition.index.subjects:
        drafts.subject(subject.heading)
    for reference in shown:
        drafts.take(reference)
    _see_references(drafts)
    for subject in edition.index.subjects:
        _cross_references(subject, drafts, problems)
    report_unfound(edition.index.subjects, drafts.filled(), problems)
    printed = [draft for draft in drafts.all if draft.references or draft.see]
    printed.sort(key=lambda draft: heading_key(draft.heading, style, draft.person))
    by_letter = groupby(printed, lambda draft: group_letter(draft.heading, style, draft.person))
    return Index(
        tuple(
            (letter, tuple(_entry(draft, pages, style) for draft in group))
            for letter, group in by_letter
        )
    )


def _names_of_texts(edition: Edition) -> dict[str, str]:
    """What a text is called where its number must tell a note from another: "document 57"."""
    word = edition.settings.document_word
    essays = [*edition.front, *edition.introductions]
    essays += [chapter.introduction for chapter in edition.chapters if chapter.introduction]
    essays += [edition.plates] if edition.plates else []
    names = {essay.id: essay.title or essay.id for essay in essays}
    names |= {document.id: f"{word} {document.number}" for document in edition.documents}
    appendix = edition.settings.appendix_title
    return names | {d.id: f"{appendix}: {word} {d.number}" for d in edition.appendix}


class _Drafts:
    """All headings that can stand in the index.

    A subject that is spelled like a person's heading is that heading.
    """

    def __init__(self, people: Mapping[str, Person]) -> None:
        self.people = people
        self.by_person = {
            person.id: _Draft(f"ix-{person.id}", person.name, person=True)
            for person in people.values()
            if person.index
        }
        self.by_heading = {
            draft.heading: draft for ident, draft in self.by_person.items() if not people[ident].see
        }
        self._taken = {draft.id for draft in self.by_person.values()}

    @property
    def all(self) -> list[_Draft]:
        """Every draft once."""
        drafts = (*self.by_person.values(), *self.by_heading.values())
        return list({draft.id: draft for draft in drafts}.values())

    def subject(self, heading: str) -> _Draft:
        """The draft of a subject heading, made if it is not there."""
        if heading not in self.by_heading:
            ident = _new_id(f"ix-{slug(heading)}", self._taken)
            self.by_heading[heading] = _Draft(ident, heading, person=False)
        return self.by_heading[heading]

    def meant(self, ident: str) -> str:
        """The id at the end of a person's see-references."""
        passed: set[str] = set()
        while ident in self.people and self.people[ident].see and ident not in passed:
            passed.add(ident)
            ident = self.people[ident].see
        return ident

    def person(self, ident: str) -> _Draft | None:
        """The draft of the person meant; None if he is not indexed."""
        return self.by_person.get(self.meant(ident))

    def take(self, reference: Reference) -> None:
        """Put a reference under its heading, if that is indexed."""
        if reference.kind is Kind.PERSON:
            draft = self.person(reference.target)
        else:
            draft = self.subject(reference.target)
        if draft is not None and not self.passed_over(reference):
            draft.references.setdefault(reference.subhead, []).append(reference)

    def passed_over(self, reference: Reference) -> bool:
        """Whether the passage is a mention of a person whose letters alone are indexed."""
        if reference.kind is not Kind.PERSON or reference.how is How.CORRESPONDENT:
            return False
        return self.people[self.meant(reference.target)].index == "letters"

    def filled(self) -> set[tuple[str, str]]:
        """Headings and subheads that have references; (heading, "") if any of its parts has."""
        found = [draft for draft in self.by_heading.values() if draft.references]
        parts = {(draft.heading, subhead) for draft in found for subhead in draft.references}
        return parts | {(draft.heading, "") for draft in found}

    def printed(self, target: str) -> str | None:
        """A cross-reference as printed; None if nothing with locators stands there.

        Targets are headings, ids of people, or a heading with its subhead ("Grain: prices").
        """
        draft = self.by_heading.get(target) or self.by_person.get(target)
        if draft is not None:
            return draft.heading if draft.references else None
        heading, _, subhead = target.partition(": ")
        there = heading in self.by_heading and subhead in self.by_heading[heading].references
        return target if there else None


def _see_references(drafts: _Drafts) -> None:
    """Lead from the see-entries of people.yaml to those who have locators."""
    for ident, draft in drafts.by_person.items():
        target = drafts.person(ident)
        if target is not None and target is not draft and target.references:
            draft.see = (target.heading,)


def _cross_references(subject: Subject, drafts: _Drafts, problems: Problems) -> None:
    """Fill see and see-also of a subject with headings that have locators."""
    found: dict[str, str] = {}
    for target in (*subject.see, *subject.see_also):
        heading = drafts.printed(target)
        if heading is None:
            report_blind(subject, target, problems)
        else:
            found[target] = heading
    draft = drafts.subject(subject.heading)
    draft.see = tuple(found[target] for target in subject.see if target in found)
    draft.see_also = tuple(found[target] for target in subject.see_also if target in found)


def _entry(draft: _Draft, pages: Pages, style: HouseStyle) -> Entry:
    taken: set[str] = set()
    subheads = sorted(filter(None, draft.references), key=lambda text: subheading_key(text, style))
    heading, italic = _without_emphasis(draft.heading)
    return Entry(
        id=draft.id,
        heading=heading,
        italic=italic,
        locators=make_locators(draft.references.get("", ()), pages),
        subheads=tuple(
            _subentry(text, _new_id(f"{draft.id}--{slug(text)}", taken), draft, pages)
            for text in subheads
        ),
        see=_targets(draft.see, style),
        see_also=_targets(draft.see_also, style),
    )


def _targets(headings: tuple[str, ...], style: HouseStyle) -> tuple[str, ...]:
    """Cross-references in the order of the index, Chicago 17 §16.18."""
    shown = {_without_emphasis(heading)[0] for heading in headings}
    return tuple(sorted(shown, key=lambda heading: heading_key(heading, style, person=False)))


def _subentry(text: str, ident: str, draft: _Draft, pages: Pages) -> Entry:
    shown, italic = _without_emphasis(text)
    locators = make_locators(draft.references[text], pages)
    return Entry(ident, shown, italic, locators, (), (), ())


def _without_emphasis(heading: str) -> tuple[str, bool]:
    """ "*Pravda*" -> "Pravda", italic."""
    inner = heading[1:-1]
    italic = len(heading) > 2 and heading[0] == heading[-1] == "*" and "*" not in inner
    return (inner, True) if italic else (heading, False)


def slug(heading: str) -> str:
    """A heading as part of an id: ASCII letters, figures and hyphens; never empty."""
    words = re.sub(r"[\W_]+", "-", heading)
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-") or "entry"


def _new_id(wanted: str, taken: set[str]) -> str:
    ident = next(name for name in _numbered(wanted) if name not in taken)
    taken.add(ident)
    return ident


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1
