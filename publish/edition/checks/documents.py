"""Documents: numbers, order of dates, source, text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from publish.edition.checks.numbers import check_numbers, misnumbered
from publish.edition.checks.view import Text, View
from publish.edition.edtf_dates import EdtfDate, Shape, parse_date
from publish.edition.model import Document, Source
from publish.edition.scan import DEFINITION
from publish.edition.sources import is_folio_list
from publish.edition.suggest import did_you_mean
from publish.problems import Place, Problems

NOTED_PARTS = {"day-inferred": "day", "month-inferred": "month", "year-inferred": "year"}


def check_documents(view: View, problems: Problems) -> None:
    """Check headers and order of all documents, chapters and appendix apart."""
    edition = view.edition
    if not edition.documents:
        problems.add("E105", Place("edition.yaml"), "The book has no documents.")
    for chapter in edition.chapters:
        if not chapter.documents and chapter.introduction is None:
            folder = f"{edition.settings.chapters_folder}/{chapter.folder}"
            if not any(file.startswith(f"{folder}/") for file in view.unread):
                problems.add("W212", Place(folder), "The chapter has no documents.")
    in_chapters = [document for chapter in edition.chapters for document in chapter.documents]
    for documents in (in_chapters, edition.appendix):
        series = _without_copies(documents, view, problems)
        if not view.unread_ids:  # else what is missing is known
            check_numbers(series, problems)
        _check_order(_with_sure_numbers(series), problems)
    for document in edition.documents:
        _check_correspondents(document, view, problems)
        _check_sources(document, problems)
        _check_date_note(document, problems)
    for text in view.texts:
        if text.file not in view.unread:
            _check_body(text, problems)


def _without_copies(
    documents: Sequence[Document], view: View, problems: Problems
) -> list[Document]:
    """Documents but for copies of others ("005 copy.md"), of which the id is all that is wrong."""
    unusable = {problem.file for problem in problems if problem.code == "E213"}
    numbers = {document.number for document in documents if document.file not in unusable}
    return [
        document
        for document in documents
        if view.by_id[document.id].source is document
        and not (document.file in unusable and document.number in numbers)
    ]


def _place(document: Document, field: str) -> Place:
    return Place(document.file, document.place_of.get(field, 1))


def _with_sure_numbers(documents: Sequence[Document]) -> list[Document]:
    """Those whose place is known: a number that is wrong, or that two have, says no place."""
    wrong = misnumbered(documents)
    doubtful = {document.number for document in documents if document.id in wrong}
    return [document for document in documents if document.number not in doubtful]


def _check_order(documents: Iterable[Document], problems: Problems) -> None:
    """A document must not certainly be older than one that stands before it.

    Dates are intervals: only those that cannot overlap in the right order are reported, and
    after a report the count starts anew, so that one misdated document is reported once.
    """
    latest_start, bearer = date.min, None
    for document in documents:
        if document.date is None:
            continue
        this = parse_date(document.date)
        if bearer and this.latest < latest_start:
            problems.add(
                "W204",
                _place(document, "date"),
                f"Document {document.number} ({document.date}) stands after document "
                f"{bearer.number} ({bearer.date}).",
            )
            latest_start, bearer = this.earliest, document
        elif bearer is None or this.earliest > latest_start:
            latest_start, bearer = this.earliest, document


def _check_correspondents(document: Document, view: View, problems: Problems) -> None:
    for field, ids in (("from", document.from_), ("to", document.to)):
        for person in ids:
            if not view.knows_person(person):
                problems.add(
                    "E501",
                    _place(document, field),
                    f"There is no person “{person}”.",
                    did_you_mean(person, view.people),
                )


def _check_sources(document: Document, problems: Problems) -> None:
    fields = [("other-sources", source) for source in document.other_sources]
    if document.source:
        fields.append(("source", document.source))
    for field, source in fields:
        if message := _source_fault(source):
            problems.add("E208", _place(document, field), message)


def _source_fault(source: Source) -> str:
    archival = (source.archive, source.fond, source.opis, source.delo, source.listy)
    if source.text:
        return "A source is either text or archive, not both." if any(archival) else ""
    if not source.archive:
        return "The source names no archive."
    if source.listy and not is_folio_list(source.listy):
        return f"“listy: {source.listy}” is no list of folios."
    return ""


def _check_date_note(document: Document, problems: Problems) -> None:
    """What date-note says is inferred must be there to be bracketed."""
    note = document.date_note
    if note is None or note == "stated":
        return
    place = _place(document, "date-note")
    if document.date is None:
        if "date" not in document.place_of:  # else the date was wrong and is reported as that
            problems.add("E209", place, f"“{note}”, but there is no date.")
    elif note in NOTED_PARTS and not _has_part(parse_date(document.date), NOTED_PARTS[note]):
        problems.add("E209", place, f"“{note}” does not fit the date {document.date}.")


def _has_part(found: EdtfDate, part: str) -> bool:
    point = found.points[0]
    if found.shape is not Shape.POINT or point is None:
        return False
    return part == "year" or (point.day if part == "day" else point.month) is not None


def _check_body(text: Text, problems: Problems) -> None:
    """A document, introduction or piece of front matter must say something."""
    body = text.source.body
    lines = (line for line in body.text.split("\n") if not DEFINITION.match(line))
    if not any(line.strip() for line in lines):
        problems.add("E207", body.place, "There is no text under the header.")
