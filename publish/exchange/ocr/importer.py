"""Import of a recognised book: read, divide, repair, link, write. Start here."""

from __future__ import annotations

import uuid
from pathlib import Path

from publish.edition.suggest import did_you_mean
from publish.exchange.conservation import find_losses
from publish.exchange.delivery import MAP, deliver, digest
from publish.exchange.linemap import map_json
from publish.exchange.log import ImportLog
from publish.exchange.ocr.book import Book
from publish.exchange.ocr.counts import balance
from publish.exchange.ocr.output import Output, write_book
from publish.exchange.ocr.parts import divide
from publish.exchange.ocr.pattern import TooSlowError
from publish.exchange.ocr.profile import Profile, read_profile, report_slow, report_unmatched
from publish.exchange.ocr.reader import Reader
from publish.exchange.ocr.reprint import reprint
from publish.exchange.ocr.source import Line, clean_lines, read_source
from publish.exchange.report import ImportReport
from publish.problems import Problems

NAMESPACE = uuid.UUID("6c9b1d5e-6f0e-4f0b-8a44-3b5f0f4f9f11")  # ours; makes ids repeatable


def import_ocr(source: Path, target: Path, profile: Path, problems: Problems) -> ImportReport:
    """Make a manuscript in the folder `target` of a recognised book.

    `source` is UTF-8 Markdown as a recogniser gives it, `profile` the YAML file that says
    what this book looks like (docs/import.md). What a person can get wrong is added to
    `problems`, and then nothing is written. The report holds log, balance and conservation
    check in any case. Raises OSError if the disk refuses to take the files.
    """
    log = ImportLog(source.name)
    rules = read_profile(profile, problems)
    text = read_source(source, problems)
    if rules is None or text is None:
        return ImportReport(log)
    try:
        lines = clean_lines(text, rules, log)
        book = _read(lines, rules, log, problems)
        if book is None:
            return ImportReport(log)
        output = write_book(book, _identifier(rules), source.name, log)
        log.balance += balance([line.text for line in lines], book, output, log)
    except TooSlowError as error:
        report_slow(error, rules, problems)
        return ImportReport(log)
    report_unmatched(rules, problems)
    log.losses += find_losses(
        text, output.entries, reprint(output, rules), log.repairs, log.dropped
    )
    files = _files(output, log, source.name)
    diff = deliver(files, target, problems)
    return ImportReport(
        log, tuple(sorted(files)), tuple(log.losses), written=diff is None, diff=diff or ""
    )


def _read(lines: list[Line], rules: Profile, log: ImportLog, problems: Problems) -> Book | None:
    """The book as read, or None if the profile does not fit (reported)."""
    before = len(problems.errors)
    stretches = divide(lines, rules, log, problems)
    if len(problems.errors) > before:
        return None
    book = Reader(rules, log, lines).read(stretches)
    _check_people(book, rules, problems)
    if rules.biographies_at and not book.people:
        problems.add(
            "E042", rules.places["biographies"],
            f"No line of the biographies matches “{rules.biographies.entry}”.",
        )  # fmt: skip
    if not book.documents:
        problems.add(
            "E042", rules.places["documents"],
            f"No line of a chapter or appendix matches “{rules.documents.number}”.",
        )  # fmt: skip
    return book if len(problems.errors) == before else None


def _check_people(book: Book, rules: Profile, problems: Problems) -> None:
    """Ids that the profile names must be those of biographies or of its own people."""
    entries = (*book.people, *book.index_people)
    known = {str(entry["id"]) for entry, _ in entries} | {p.id for p in rules.people}
    named = {
        "names": rules.names.values(),
        "forms": rules.forms,
        "documents": (*rules.documents.from_, *rules.documents.to),
        "not-by-surname": rules.not_by_surname,
    }
    for key, ids in named.items():
        for person in ids:
            if person not in known:
                problems.add("E501", rules.places[key], f"There is no person “{person}”.",
                             did_you_mean(person, known))  # fmt: skip


def _identifier(rules: Profile) -> str:
    """urn:uuid of the EPUB if the profile gives none: always the same for the same title."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, str(rules.edition.get('title', '')))}"


def _files(output: Output, log: ImportLog, source: str) -> dict[str, str]:
    """All files with log and map; the map knows the hash of every other."""
    files = dict(output.files)
    files["import-log.json"] = log.as_json()
    files["import-log.md"] = log.as_markdown()
    written = {path: digest(text) for path, text in sorted(files.items())}
    files[MAP] = map_json(output.entries, source, written)
    return files
