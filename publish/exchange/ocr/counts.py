"""The balance of an import: what the source has, what the written manuscript has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.exchange.log import BalanceRow, ImportLog
from publish.exchange.ocr.book import Book
from publish.exchange.ocr.calls import numbers_of_calls, without_calls
from publish.exchange.ocr.notes import Apparatus
from publish.exchange.ocr.output import Output
from publish.exchange.ocr.source import unmarked

DEFINITION = re.compile(r"^\[\^n\d+\]:", re.MULTILINE)
DIV = re.compile(r"^::: (?:enclosure$|\{\.enclosure )", re.MULTILINE)
CALL = re.compile(r"(?<!^)\[\^n\d+\]|^\[\^n\d+\](?!:)", re.MULTILINE)


def balance(source: Sequence[str], book: Book, output: Output, log: ImportLog) -> list[BalanceRow]:
    """Rows that must close; `source` are the corrected lines.

    Counts of the manuscript are taken from the finished files.
    """
    return [
        _documents(source, book, output),
        _enclosures(source, book, output),
        *_notes(source, book, output),
        *_lists(source, book, output),
        _paragraphs(book, output, log),
        _restarts(book),
        *_references(book),
    ]


def _documents(source: Sequence[str], book: Book, output: Output) -> BalanceRow:
    """Number lines in the source against files with a number."""
    numbers = sum(1 for d in book.documents if d.header.texts.get("number"))
    restored = sum(1 for d in book.documents if d.header.restored)
    files = sum(1 for text in output.files.values() if text.startswith("---\nnumber:"))
    return BalanceRow("documents", numbers, files, (("numbers restored", restored),))


def _enclosures(source: Sequence[str], book: Book, output: Output) -> BalanceRow:
    """Lines of documents that begin one against divs."""
    begins = book.profile.documents.enclosure
    files = {path: text for path, text in output.files.items() if _is_document(text)}
    lines = {line for entry in output.entries if entry.file in files for line in entry.source}
    bare = (without_calls(unmarked(source[number - 1])).strip() for number in lines)
    found = sum(1 for text in bare if text and begins.search(text))
    return BalanceRow("enclosures", found, sum(len(DIV.findall(text)) for text in files.values()))


def _notes(source: Sequence[str], book: Book, output: Output) -> list[BalanceRow]:
    """Notes and calls, of documents and of all other texts."""
    documents = {path for path in output.files if _is_document(output.files[path])}
    essays = [*book.essays, *([book.plates] if book.plates else [])]
    rest = {path for path in output.files if path.endswith(".md")} - documents
    return [
        *_note_rows("document", documents, [d.apparatus for d in book.documents], source, output,
                    book, book.calls_restored),
        *_note_rows("introduction", rest, [e.apparatus for e in essays], source, output, book, 0),
    ]  # fmt: skip


def _note_rows(
    name: str, paths: set[str], read: list[Apparatus], source: Sequence[str], output: Output,
    book: Book, restored: int,
) -> list[BalanceRow]:  # fmt: skip
    lines = {line for entry in output.entries if entry.file in paths for line in entry.source}
    found = sum(len(numbers_of_calls(source[n - 1])) for n in lines)
    texts = [output.files[path] for path in paths]
    written = sum(len(DEFINITION.findall(text)) for text in texts)
    kept = sum(len(CALL.findall(text)) for text in texts)
    stray = sum(len(part.stray_calls) for part in read)
    explained = (("set by the importer", restored), ("calls of no note", -stray))
    set_here = tuple(pair for pair in explained if pair[1])
    return [
        BalanceRow(f"{name} notes", sum(len(part.notes) for part in read), written),
        BalanceRow(f"calls of {name} notes", found, kept, set_here),
    ]


def _is_document(text: str) -> bool:
    return text.startswith("---\nnumber:")


def _lists(source: Sequence[str], book: Book, output: Output) -> list[BalanceRow]:
    """Biographies and glossary."""
    entry = book.profile.biographies.entry
    lines = {line for _, numbers in book.people for line in numbers}
    found = sum(1 for line in lines if entry.search(source[line - 1].strip()))
    people = output.files["people.yaml"].count("\n- id: ")
    people += output.files["people.yaml"].startswith("- id: ")
    extra = (
        ("given by the profile", len(book.profile.people)),
        ("of the printed index alone", len(book.index_people)),
    )
    see = sum(1 for fields, _ in book.people if "see" in fields)
    see_added = sum(1 for fields, _ in book.index_people if "see" in fields)
    see_written = len(re.findall(r"^  see: ", output.files["people.yaml"], re.MULTILINE))
    rows_found = sum(len(group.terms) for group in book.groups)
    terms = len(re.findall(r"^ +- id: ", output.files["glossary.yaml"], re.MULTILINE))
    return [
        BalanceRow("names (biographies)", found, people, extra),
        BalanceRow(
            "see-references of biographies", see, see_written,
            (("of the printed index alone", see_added),) if see_added else (),
        ),
        BalanceRow("glossary rows", rows_found, terms),
        BalanceRow(
            "entries of the printed index", len(book.index),
            output.files.get("printed-index.json", "").count('"heading":'),
        ),
    ]  # fmt: skip


def _paragraphs(book: Book, output: Output, log: ImportLog) -> BalanceRow:
    """Blocks read from text parts against blocks and notes written."""
    more = sum(len(n.more) for d in book.documents for n in d.apparatus.notes)
    essays = [*book.essays, *([book.plates] if book.plates else [])]
    more += sum(len(n.more) for essay in essays for n in essay.apparatus.notes)
    moved = sum(1 for repair in log.repairs if repair.kind == "type moved to the header")
    run_on = sum(1 for repair in log.repairs if repair.kind == "two notes on one line")
    kept = sum(e.file.endswith(".md") and e.kind not in ("header",) for e in output.entries)
    return BalanceRow(
        "paragraphs and notes", book.blocks_read, kept,
        (
            ("joined across page breaks", -book.joins.total),
            ("further paragraphs of notes", -more),
            ("headings and signatures that became fields", -book.titles),
            ("lines that became a type", -moved),
            ("opening and closing lines divided", book.divided),
            ("notes divided", run_on),
        ),
    )  # fmt: skip


def _restarts(book: Book) -> BalanceRow:
    """Blocks that begin in lower case: torn ones are joined, points of lists stay."""
    joins = book.joins
    return BalanceRow(
        "blocks that begin in lower case", book.lower_starts, joins.lower_case + joins.hyphen_lower,
        (
            ("points of a list, kept apart", -joins.kept_apart),
            ("with nothing before them to continue", -joins.alone),
        ),
    )  # fmt: skip


def _references(book: Book) -> list[BalanceRow]:
    kinds = [kind.removesuffix(" found") for kind in book.xrefs if kind.endswith(" found")]
    return [
        BalanceRow(
            f"cross-references: {kind}", book.xrefs[f"{kind} found"], book.xrefs[kind],
            (("dangling", -book.xrefs[f"{kind} dangling"]),),
        )
        for kind in sorted(kinds)
    ]  # fmt: skip
