"""The texts that carry references: documents and essays as trees of HTML pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import takewhile

from lxml import etree

from publish.apparatus.model import Where
from publish.apparatus.passages import Element
from publish.edition.dates import format_date, parse_date
from publish.edition.house_style import HouseStyle
from publish.edition.model import Chapter, Document, Edition, Essay, Person, Source
from publish.edition.pictures import picture_path
from publish.edition.sources import archive_heading, source_line
from publish.problems import Place
from publish.prose.edition_texts import Prose, all_essays

UNINDEXED_ESSAYS = frozenset(
    {"series", "copyright", "dedication", "epigraph", "acknowledgments", "errata"}
)
HEADER_LINES = frozenset({"correspondents", "date", "source"})
_REMARK_BY = re.compile(r'<div [^>]*data-by="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Written:
    """A document or an essay as HTML, before it is opened: all that its trees are made of."""

    source: Document | Essay
    chapter: str  # folder of its chapter, "" for none
    where: Where  # of its body
    indexed: bool
    lines: dict[str, str]  # "title", "correspondents", "date", "source", "body", as they are read
    unprinted: frozenset[str]  # lines that the header leaves out
    notes: tuple[WrittenNote, ...]
    remarking: dict[str, str]  # names of those whose marginalia stand in it, by their ids

    @property
    def id(self) -> str:
        return self.source.id

    @property
    def html_id(self) -> str:
        """Id of the outermost element in the book."""
        return f"doc-{self.id}" if isinstance(self.source, Document) else f"sec-{self.id}"


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """A note of a text; `line` is where it stands in the file."""

    label: str
    by: str
    line: int
    html: str


@dataclass(slots=True)
class Piece:
    """One tree: a header line, the body, a note."""

    root: Element
    where: Where
    note: str  # label, "" outside notes
    place: Place
    printed: bool = True  # False: a line that the header leaves out, for titles only


@dataclass(slots=True)
class Unit:
    """An opened text: its pieces in reading order by name; notes by label."""

    id: str
    html_id: str
    source: Document | Essay
    indexed: bool
    pieces: dict[str, Piece]  # by the names of `Written.lines`
    notes: dict[str, Piece]
    authors: dict[str, str]  # of the notes
    numbers: dict[str, int]  # printed number of each note, by label

    def all_pieces(self) -> Iterator[Piece]:
        """Header, body, then the notes in the order of their numbers."""
        yield from self.pieces.values()
        yield from (self.notes[label] for label in self.numbers)


def write_texts(edition: Edition, prose: Prose, style: HouseStyle) -> list[Written]:
    """All documents and essays in reading order."""
    chapters = {d.id: c.folder for c in edition.chapters for d in c.documents}
    people = {person.id: person for person in edition.people}
    introductions = {c.introduction.id: c for c in edition.chapters if c.introduction}
    texts: list[Written] = []
    for essay in all_essays(edition):
        chapter = introductions.get(essay.id)
        texts.append(_write_essay(essay, chapter, people, prose))
        if chapter is not None:
            texts += [
                _write_document(document, chapter.folder, people, edition, prose, style)
                for document in chapter.documents
            ]
    done = {text.id for text in texts}
    for document in edition.documents:
        if document.id not in done:
            folder = chapters.get(document.id, "")
            texts.append(_write_document(document, folder, people, edition, prose, style))
    return texts


def _write_essay(
    essay: Essay, chapter: Chapter | None, people: dict[str, Person], prose: Prose
) -> Written:
    lines = {"title": prose.line(essay.title), "body": prose.body(essay.id)}
    return _written(
        essay,
        chapter.folder if chapter else "",
        Where.CAPTION if essay.id == "plates" else Where.TEXT,
        lines,
        frozenset(),
        people,
        prose,
    )


def _write_document(
    document: Document,
    chapter: str,
    people: dict[str, Person],
    edition: Edition,
    prose: Prose,
    style: HouseStyle,
) -> Written:
    lines = {
        "correspondents": _correspondents(document, people, style),
        "date": _date(document, edition, prose, style),
        "source": _source(document, edition),
        "title": prose.line(document.title),
        "body": prose.body(document.id),
    }
    unprinted = HEADER_LINES.difference(edition.settings.header)
    return _written(document, chapter, Where.TEXT, lines, unprinted, people, prose)


def _written(
    source: Document | Essay,
    chapter: str,
    where: Where,
    lines: dict[str, str],
    unprinted: frozenset[str],
    people: dict[str, Person],
    prose: Prose,
) -> Written:
    notes = tuple(
        WrittenNote(note.label, note.by, note.line, prose.html[note.text])
        for note in prose.notes(source.id)
    )
    htmls = (*lines.values(), *(note.html for note in notes))
    remarking = {
        person: surname(people[person])
        for html in htmls
        if "data-by" in html
        for person in _REMARK_BY.findall(html)
        if person in people
    }
    indexed = isinstance(source, Document) or source.kind not in UNINDEXED_ESSAYS
    return Written(source, chapter, where, indexed, lines, unprinted, notes, remarking)


def open_text(written: Written) -> Unit:
    """Make the trees of a text, its notes numbered."""
    source, file = written.source, written.source.body.place.file
    pieces = {
        name: Piece(
            tree(html),
            written.where if name == "body" else Where.HEADER,
            "",
            _place_of(source, name),
            printed=name not in written.unprinted,
        )
        for name, html in written.lines.items()
    }
    notes = {
        note.label: Piece(tree(note.html), Where.NOTE, note.label, Place(file, note.line))
        for note in written.notes
    }
    authors = {note.label: note.by for note in written.notes if note.by}
    numbers = _numbers(pieces, notes)
    for piece in (*pieces.values(), *notes.values()):
        _complete(piece.root, file, written.remarking)
    html_id = written.html_id
    return Unit(source.id, html_id, source, written.indexed, pieces, notes, authors, numbers)


def _complete(root: Element, file: str, remarking: dict[str, str]) -> None:
    """Name pictures from the manuscript's folder, and print whose marginalia stand there."""
    for picture in root.iter("img"):
        picture.set("src", picture_path(file, picture.get("src", "")) or "")
    for remark in root.iterfind(".//div[@data-by]"):
        person = remark.attrib.pop("data-by")
        if person in remarking:
            name = etree.Element("p", {"class": "by"})
            mark = etree.SubElement(name, "span", {"data-person": person})
            mark.text, mark.tail = remarking[person], ":"
            remark.insert(0, name)
    for enclosure in root.findall(".//div[@title]"):
        title = etree.Element("p", {"class": "enclosure-title"})
        title.text = enclosure.attrib.pop("title")
        enclosure.insert(0, title)


def _numbers(pieces: dict[str, Piece], notes: dict[str, Piece]) -> dict[str, int]:
    """Number the notes by the first call of each; header lines are read before the body."""
    order: dict[str, int] = {}
    for piece in pieces.values():
        for call in piece.root.iter("span"):
            label = call.get("data-note", "")
            if label in notes and label not in order:
                order[label] = len(order) + 1
    return order


def when_written(source: Document | Essay) -> tuple[date, date] | None:
    """First and last day on which a text can have been written; None for an undated one."""
    if isinstance(source, Essay) or not source.date:
        return None
    parsed = parse_date(source.date)
    return parsed.earliest, parsed.latest


def tree(html: str) -> Element:
    """A fragment of XHTML as a tree under a `div`."""
    return etree.fromstring(f"<div>{html}</div>")


def _place_of(source: Document | Essay, name: str) -> Place:
    """Where a line of the header is written; where the text begins if it is made or no header's."""
    if isinstance(source, Essay) or name == "body":
        return source.body.place
    field = "from" if name == "correspondents" else name
    return Place(source.file, source.place_of.get(field, source.body.place.line))


def _correspondents(document: Document, people: dict[str, Person], style: HouseStyle) -> str:
    """'Kaganovich to Stalin', marked as names."""
    senders = _names(document.from_, document.from_note, "from", people, style)
    recipients = _names(document.to, document.to_note, "to", people, style)
    return " to ".join(side for side in (senders, recipients) if side)


def _names(
    ids: tuple[str, ...], note: str, role: str, people: dict[str, Person], style: HouseStyle
) -> str:
    marks = [
        f'<span data-person="{person}" data-{role}="">{escape(surname(people[person]))}</span>'
        for person in ids
        if person in people
    ]
    names = join_list(marks, style.serial_comma)
    return f"{names} ({escape(note)})" if note else names


def surname(person: Person) -> str:
    """The name by which a header calls a person: "Montfer", "de Montfer" of "Montfer, H. de"."""
    name, _, rest = person.name.partition(",")
    particles = takewhile(str.islower, reversed(rest.split()))
    return " ".join([*reversed(list(particles)), name.split(" (")[0]])


def join_list(items: list[str], serial_comma: bool) -> str:
    """'a', 'a and b', 'a, b, and c' (Chicago 17 §6.19) or 'a, b and c' (Hart's 4.3.5)."""
    if len(items) < 3:
        return " and ".join(items)
    return ", ".join(items[:-1]) + (", and " if serial_comma else " and ") + items[-1]


def _date(document: Document, edition: Edition, prose: Prose, style: HouseStyle) -> str:
    """The date as printed; "[undated]" only of what somebody wrote, not of an editor's note."""
    if document.date_print:
        return prose.line(document.date_print)
    if document.date is None and not (document.from_ or document.to):
        return ""
    return escape(
        format_date(document.date, document.date_note, style, edition.settings.date_brackets)
    )


def _source(document: Document, edition: Edition) -> str:
    """The line of the sources as HTML; marked for an index of archives if there is one."""
    sources = [s for s in (document.source, *document.other_sources) if s is not None]
    lines = [escape(source_line(source)) for source in sources]
    if any("archives" in one.of for one in edition.settings.indexes):
        name = f"{edition.settings.document_word} {document.number}"
        lines = [_marked_source(source, name) for source in sources]
    if document.copy_:
        lines.append(escape(document.copy_.rstrip(".") + "."))
    return " ".join(lines)


def _marked_source(source: Source, document: str) -> str:
    """A source with its place in the index: "QA, f. 3", "d. 7, l. 14 (document 2)"."""
    heading, folios = archive_heading(source)
    subhead = f"{folios} ({document})" if folios else document
    mark = escape(f"{heading}!{subhead}")
    return f'<span data-archive="{mark}">{escape(source_line(source))}</span>'
