"""An edition as the checks look at it: texts with their marks, things by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from publish.cache import NO_STORE, Store
from publish.edition.authorities import GLOSSARY, INDEX, PEOPLE
from publish.edition.model import Document, Edition, Essay, Person, Subject, Term
from publish.edition.scan import Scan, scan
from publish.edition.settings import ORDERS, entries_of
from publish.kept import key_of, made_once, program_of
from publish.problems import Place, Problems

UNREADABLE = frozenset(
    ("E002", "E003", "E004", "E005", "E007", "E008", "E012", "E014", "E016", "E017")
)


@dataclass(frozen=True, slots=True)
class Text:
    """A document or essay, the marks of its body and of the header fields that are Markdown."""

    source: Document | Essay
    body: Scan
    header: tuple[Scan, ...]

    @property
    def id(self) -> str:
        return self.source.id

    @property
    def file(self) -> str:
        return self.source.body.place.file

    @property
    def scans(self) -> tuple[Scan, ...]:
        return (*self.header, self.body)

    def place(self, line: int) -> Place:
        return Place(self.file, line)

    def field(self, name: str) -> Place:
        """Place of a header field; line 1 where it is not given or lines are not kept."""
        lines = self.source.place_of if isinstance(self.source, Document) else {}
        return Place(self.file, lines.get(name, 1))


@dataclass(frozen=True, slots=True)
class Snippet:
    """A short Markdown text of an authority file."""

    place: Place
    marks: Scan


@dataclass(frozen=True, slots=True)
class View:
    """Everything by id. Of two things with one id the first counts; `texts` has both.

    `unread` are files that could not be read whole: what only they can hold is not reported
    as missing, so that one wrong colon in people.yaml does not make 600 unknown persons.
    `unread_ids` are the ids of such texts, and of those that edition.yaml names and nobody wrote.
    """

    edition: Edition
    texts: tuple[Text, ...]
    snippets: tuple[Snippet, ...]
    unread: frozenset[str]
    unread_ids: frozenset[str]
    by_id: Mapping[str, Text]
    order: Mapping[str, int]  # the place of each document among all
    people: Mapping[str, Person]
    terms: Mapping[str, Term]
    subjects: Mapping[str, Subject]

    @classmethod
    def of(cls, edition: Edition, problems: Problems, store: Store = NO_STORE) -> View:
        texts = _texts(list(_sources(edition)), store)
        by_id = {text.id: text for text in reversed(texts)}
        unread = {problem.file for problem in problems if problem.code in UNREADABLE}
        if nobody_is_known(edition):
            unread.add(PEOPLE)
        return cls(
            edition=edition,
            texts=texts,
            snippets=tuple(_snippets(edition)),
            unread=frozenset(unread),
            unread_ids=frozenset(_ids_of(unread) | (_ids_of(_named(edition)) - by_id.keys())),
            by_id=by_id,
            order={each.id: n for n, each in reversed([*enumerate(edition.documents)])},
            people={person.id: person for person in reversed(edition.people)},
            terms={term.id: term for term in reversed(list(all_terms(edition)))},
            subjects={subject.heading: subject for subject in reversed(edition.index.subjects)},
        )

    def knows_person(self, person: str) -> bool:
        return person in self.people or PEOPLE in self.unread

    def knows_term(self, term: str) -> bool:
        return term in self.terms or GLOSSARY in self.unread

    def knows_heading(self, heading: str) -> bool:
        return heading in self.subjects or INDEX in self.unread

    def knows_text(self, text_id: str) -> bool:
        return text_id in self.by_id or text_id in self.unread_ids


def nobody_is_known(edition: Edition) -> bool:
    """Whether documents name people, but people.yaml nobody."""
    return not edition.people and any(one.from_ or one.to for one in edition.documents)


def _ids_of(files: Iterable[str]) -> set[str]:
    return {PurePosixPath(file).stem for file in files if file.endswith(".md")}


def _named(edition: Edition) -> set[str]:
    return {entry for order in ORDERS for entry in entries_of(edition.settings, order)}


def all_terms(edition: Edition) -> Iterator[Term]:
    """Every term of the glossary."""
    for group in edition.glossary:
        yield from group.terms


def _sources(edition: Edition) -> Iterator[Document | Essay]:
    """All texts in the order of the book."""
    yield from edition.front
    yield from edition.introductions
    for chapter in edition.chapters:
        if chapter.introduction:
            yield chapter.introduction
        yield from chapter.documents
    yield from edition.appendix
    yield from edition.closing
    if edition.plates:
        yield edition.plates


def _texts(sources: Sequence[Document | Essay], store: Store) -> tuple[Text, ...]:
    bodies = [source.body for source in sources]
    program = program_of("edition")
    keys = [key_of("scan", program, body.text.encode(), b"%d" % body.place.line) for body in bodies]
    scans = made_once(
        store, Scan, keys, lambda index: scan(bodies[index].text, bodies[index].place.line)
    )
    return tuple(map(_text, sources, scans))


def _text(source: Document | Essay, body: Scan) -> Text:
    fields = {"title": source.title}
    lines: Mapping[str, int] = {}
    if isinstance(source, Document):
        fields["date-print"] = source.date_print
        lines = source.place_of
    header = tuple(scan(text, lines.get(name, 1)) for name, text in fields.items() if text)
    return Text(source, body, header)


def _snippets(edition: Edition) -> Iterator[Snippet]:
    for person in edition.people:
        if person.bio:
            yield Snippet(person.place, scan(person.bio, person.place.line))
    for term in all_terms(edition):
        if term.expansion:
            yield Snippet(term.place, scan(term.expansion, term.place.line))
