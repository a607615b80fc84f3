"""The index: from references and the page map to headings with locators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from publish.apparatus.collation import Key, group_letter, heading_key, subheading_key
from publish.apparatus.index_checks import report_blind, report_unfound
from publish.apparatus.index_drafts import Draft, Drafts, new_id, slug
from publish.apparatus.index_model import Entry, Groups, Index, IndexList, LeftOut
from publish.apparatus.locators import Names, Pages, make_locators
from publish.apparatus.model import Kind, Reference
from publish.apparatus.policy import Policy
from publish.edition.house_style import HouseStyle
from publish.edition.index_policy import IndexList as WantedList
from publish.edition.index_policy import is_general
from publish.edition.model import Edition, Subject
from publish.pagemap import PageMap
from publish.problems import Problems

HeadingGroups = tuple[tuple[str, tuple[Draft, ...]], ...]


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a book's indexes in their order, as long as nobody knows the pages.

    `lists` holds id, title and headings by first letter of each index.
    """

    lists: tuple[tuple[str, str, HeadingGroups], ...]
    references: Sequence[Reference]
    left_out: tuple[LeftOut, ...]
    style: HouseStyle
    texts: Names

    @classmethod
    def of(
        cls,
        references: Sequence[Reference],
        edition: Edition,
        style: HouseStyle,
        problems: Problems,
    ) -> Headings:
        """The headings of one index, or of one for each item of the edition's `indexes`.

        `references` are those of the whole book in reading order. People without references and
        people with `index: false` are left out, so are cross-references to headings without
        locators (Chicago 17 §16.19): W750 reports them, W751 a subject whose patterns are found
        nowhere.
        """
        drafts = _drafts(references, edition, style, problems)
        printed = [draft for draft in drafts.all if draft.is_shown]
        printed.sort(key=lambda draft: heading_key(draft.heading, style, draft.person))
        lists = tuple(
            (ident, wanted.title, _by_letter(printed, wanted, style))
            for ident, wanted in zip(index_ids(edition), edition.settings.indexes, strict=True)
        )
        texts = _names_of_texts(edition)
        return cls(lists, references, tuple(drafts.left_out), style, texts)

    def on(self, pagemap: PageMap) -> Index:
        """The index with its locators. Raises KeyError if the page map lacks an anchor."""
        pages = Pages.of(self.references, pagemap, self.style, self.texts)
        lists = (
            IndexList(ident, title, _with_locators(groups, pages))
            for ident, title, groups in self.lists
        )
        return Index(tuple(lists), self.left_out)


def _drafts(
    references: Sequence[Reference], edition: Edition, style: HouseStyle, problems: Problems
) -> Drafts:
    shown = [reference for reference in references if reference.kind is not Kind.TERM]
    people = {person.id: person for person in edition.people}
    drafts = Drafts(people, Policy.of(style.index, edition, shown))
    for subject in edition.index.subjects:
        drafts.subject(subject.heading, "places" if subject.kind == "place" else "subjects")
    for reference in shown:
        drafts.take(reference)
    drafts.word_letters()
    _see_references(drafts)
    for subject in edition.index.subjects:
        _cross_references(subject, drafts, problems)
    report_unfound(edition.index.subjects, drafts.filled(), problems)
    return drafts


def index_ids(edition: Edition) -> list[str]:
    """The ids of the sections that hold the indexes: "index", "index2" …"""
    count = len(edition.settings.indexes)
    return ["index", *(f"index{number}" for number in range(2, count + 1))]


def _by_letter(printed: Sequence[Draft], wanted: WantedList, style: HouseStyle) -> HeadingGroups:
    held = [draft for draft in printed if draft.kind in wanted.of]
    groups = groupby(held, lambda draft: group_letter(draft.heading, style, draft.person))
    return tuple((letter, tuple(group)) for letter, group in groups)


def _with_locators(groups: HeadingGroups, pages: Pages) -> Groups:
    return tuple(
        (letter, tuple(_entry(draft, pages, pages.style) for draft in group))
        for letter, group in groups
    )


def _names_of_texts(edition: Edition) -> Names:
    """What a text is called where its number must tell a note from another: "document 57"."""
    word = edition.settings.document_word
    essays = [*edition.front, *edition.introductions]
    essays += [chapter.introduction for chapter in edition.chapters if chapter.introduction]
    essays += [edition.plates] if edition.plates else []
    names = {essay.id: essay.title or essay.id for essay in essays}
    names |= {document.id: f"{word} {document.number}" for document in edition.documents}
    appendix = edition.settings.appendix_title
    return names | {d.id: f"{appendix}: {word} {d.number}" for d in edition.appendix}


def _see_references(drafts: Drafts) -> None:
    """Lead from the see-entries of people.yaml to those who have locators."""
    for ident, draft in drafts.by_person.items():
        target = drafts.person(ident)
        if target is not None and target is not draft and target.references:
            draft.see = (target.heading,)


def _cross_references(subject: Subject, drafts: Drafts, problems: Problems) -> None:
    """Fill see and see-also of a subject and its subheads with headings that have locators."""
    draft = drafts.subject(subject.heading)

    def printed(targets: tuple[str, ...]) -> tuple[str, ...]:
        found = [(target, drafts.printed(target)) for target in targets]
        for target, heading in found:
            if heading is None:
                report_blind(subject, target, problems)
        return tuple(heading for _, heading in found if heading is not None)

    draft.see, draft.see_also = printed(subject.see), printed(subject.see_also)
    for subhead in subject.subheads:
        if subhead.see and (targets := printed(subhead.see)):
            draft.subhead_see[subhead.text] = targets


def _entry(draft: Draft, pages: Pages, style: HouseStyle) -> Entry:
    taken: set[str] = set()
    texts = dict.fromkeys(filter(None, (*draft.references, *draft.subhead_see)))
    subheads = sorted(texts, key=lambda text: _order(text, draft, style))
    heading, italic = _without_emphasis(draft.heading)
    return Entry(
        id=draft.id,
        heading=heading,
        italic=italic,
        person=draft.target,
        locators=make_locators(draft.references.get("", ()), pages),
        subheads=tuple(
            _subentry(text, new_id(f"{draft.id}--{slug(text)}", taken), draft, pages)
            for text in subheads
        ),
        see=_targets(draft.see, style),
        see_also=_targets(draft.see_also, style),
    )


def _order(subhead: str, draft: Draft, style: HouseStyle) -> Key:
    """What a subhead sorts by; folios by their number, one ("l.") among several ("ll.")."""
    text = subhead.replace("ll. ", "l. ") if draft.kind == "archives" else subhead
    return subheading_key(text, style)


def _targets(headings: tuple[str, ...], style: HouseStyle) -> tuple[str, ...]:
    """Cross-references in the order of the index, general ones last (Chicago 17 §16.18, 23)."""
    shown = {_without_emphasis(heading)[0] for heading in headings}
    keys = {text: (is_general(text), heading_key(text, style, person=False)) for text in shown}
    return tuple(sorted(shown, key=lambda text: keys[text]))


def _subentry(text: str, ident: str, draft: Draft, pages: Pages) -> Entry:
    shown, italic = _without_emphasis(text)
    locators = make_locators(draft.references.get(text, ()), pages)
    see = _targets(draft.subhead_see.get(text, ()), pages.style)
    return Entry(ident, shown, italic, locators, (), see, ())


def _without_emphasis(heading: str) -> tuple[str, bool]:
    """ "*Pravda*" -> "Pravda", italic."""
    inner = heading[1:-1]
    italic = len(heading) > 2 and heading[0] == heading[-1] == "*" and "*" not in inner
    return (inner, True) if italic else (heading, False)
