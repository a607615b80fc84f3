"""Headings while an index is made: what belongs under each, and what was left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from publish.apparatus.explicit import FROM, TO
from publish.apparatus.index_model import LeftOut
from publish.apparatus.model import How, Kind, Reference
from publish.apparatus.policy import Policy
from publish.edition.index_policy import HeadingKind, is_general
from publish.edition.model import Person

_KINDS: Mapping[str, HeadingKind] = {
    "person": "people",
    "place": "places",
    "organisation": "subjects",
    "work": "subjects",
}


@dataclass(slots=True)
class Draft:
    """A heading with its references, by subhead ("" for the heading itself)."""

    id: str
    heading: str
    kind: HeadingKind
    target: str = ""  # id of the person
    references: dict[str, list[Reference]] = field(default_factory=dict)
    see: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    subhead_see: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_shown(self) -> bool:
        """Whether anything stands under the heading."""
        return bool(self.references or self.see or self.subhead_see)

    @property
    def person(self) -> bool:
        return self.kind == "people"


class Drafts:
    """All headings that can stand in the index, and the references that the policy left out.

    A subject that is spelled like a person's heading is that heading.
    """

    def __init__(self, people: Mapping[str, Person], policy: Policy) -> None:
        self.people = people
        self.policy = policy
        self.left_out: list[LeftOut] = []
        self.by_person = {
            person.id: Draft(f"ix-{person.id}", person.name, _KINDS[person.kind], person.id)
            for person in people.values()
            if person.index
        }
        self.by_heading = {
            draft.heading: draft for ident, draft in self.by_person.items() if not people[ident].see
        }
        self._taken = {draft.id for draft in self.by_person.values()}

    @property
    def all(self) -> list[Draft]:
        """Every draft once."""
        drafts = (*self.by_person.values(), *self.by_heading.values())
        return list({draft.id: draft for draft in drafts}.values())

    def subject(self, heading: str, kind: HeadingKind = "subjects") -> Draft:
        """The draft of a heading that is no person's, made if it is not there."""
        if heading not in self.by_heading:
            ident = new_id(f"ix-{slug(heading)}", self._taken)
            self.by_heading[heading] = Draft(ident, heading, kind)
        return self.by_heading[heading]

    def meant(self, ident: str) -> str:
        """The id at the end of a person's see-references."""
        passed: set[str] = set()
        while ident in self.people and self.people[ident].see and ident not in passed:
            passed.add(ident)
            ident = self.people[ident].see
        return ident

    def person(self, ident: str) -> Draft | None:
        """The draft of the person meant; None if he is not indexed."""
        return self.by_person.get(self.meant(ident))

    def take(self, reference: Reference) -> None:
        """Put a reference under its heading if it is worth a locator, else note why not."""
        why = self._why_not(reference)
        if why:
            self.left_out.append(LeftOut(self._heading(reference), reference, why))
            return
        if reference.kind is Kind.PERSON:
            draft = self.person(reference.target)
            if draft is None:  # a mark of somebody who is not in people.yaml, reported before
                return
        else:
            kind: HeadingKind = "archives" if reference.kind is Kind.ARCHIVE else "subjects"
            draft = self.subject(reference.target, kind)
        subhead = reference.subhead
        if reference.how is How.CORRESPONDENT and self.policy.rules.letters == "pages":
            subhead = ""
        draft.references.setdefault(subhead, []).append(reference)

    def _heading(self, reference: Reference) -> str:
        person = self.people.get(self.meant(reference.target))
        return person.name if person and reference.kind is Kind.PERSON else reference.target

    def _why_not(self, reference: Reference) -> str:
        person = self.people.get(self.meant(reference.target))
        if person is not None and reference.kind is Kind.PERSON:
            if not person.index:
                return "people.yaml says index: false"
            if person.index == "letters" and reference.how is not How.CORRESPONDENT:
                return "people.yaml says index: letters"
        return self.policy.why_not(reference)

    def word_letters(self) -> None:
        """Give the subheads of letters the words of the policy: one document, or more."""
        rules = self.policy.rules
        for draft in self.by_person.values():
            for key, (one, more) in ((FROM, rules.letters_from), (TO, rules.letters_to)):
                letters = draft.references.pop(key, [])
                if letters:
                    words = one if len({letter.text for letter in letters}) == 1 else more
                    draft.references.setdefault(words, []).extend(letters)

    def filled(self) -> set[tuple[str, str]]:
        """Headings and subheads that have references; (heading, "") if any of its parts has."""
        found = [draft for draft in self.by_heading.values() if draft.references]
        parts = {(draft.heading, subhead) for draft in found for subhead in draft.references}
        return parts | {(draft.heading, "") for draft in found}

    def printed(self, target: str) -> str | None:
        """A cross-reference as printed; None if nothing with locators stands there.

        Targets are headings, ids of people, a heading with its subhead ("Grain: prices"), or
        general ("specific industries"), which are printed as they are.
        """
        if is_general(target):
            return target
        draft = self.by_heading.get(target) or self.by_person.get(target)
        if draft is not None:
            return draft.heading if draft.references else None
        heading, _, subhead = target.partition(": ")
        there = heading in self.by_heading and subhead in self.by_heading[heading].references
        return target if there else None


def slug(heading: str) -> str:
    """A heading as part of an id: ASCII letters, figures and hyphens; never empty."""
    words = re.sub(r"[\W_]+", "-", heading)
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-") or "entry"


def new_id(wanted: str, taken: set[str]) -> str:
    """An id that is not in `taken`, and is now."""
    ident = next(name for name in _numbered(wanted) if name not in taken)
    taken.add(ident)
    return ident


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1
