"""Balance of an import and its conservation check."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from publish.exchange.conservation import find_losses
from publish.exchange.docx.output import Output
from publish.exchange.docx.pandoc import read_words
from publish.exchange.docx.pictures import Pictures
from publish.exchange.docx.split import Divider, Text
from publish.exchange.docx.wordxml import WordText
from publish.exchange.linemap import MapEntry
from publish.exchange.log import BalanceRow, ImportLog, Loss

CALL = re.compile(r"(?<!^)\[\^n\d+\]|^\[\^n\d+\](?!:)", re.MULTILINE)
NOTE = re.compile(r"^\[\^n\d+\]:", re.MULTILINE)
LABEL = re.compile(r"\\?\[\\?\^n\d+\\?\]:? ?")
INDENT = re.compile(r"^    ", re.MULTILINE)


def find_all_losses(words: list[WordText], output: Output, log: ImportLog) -> list[Loss]:
    """Compare each Word file with what the written Markdown will print."""
    printed = _printed(output)
    losses: list[Loss] = []
    for word in words:
        entries = [entry for entry in output.entries if entry.origin == word.name]
        found = find_losses(
            word.paragraphs, entries, printed,
            [repair for repair in log.repairs if repair.file == word.name],
            [dropped for dropped in log.dropped if dropped.file == word.name],
        )  # fmt: skip
        losses += [
            replace(loss, file=f"{word.name} → {loss.file or 'nowhere'}")
            for loss in found
            if not _is_symbol(loss, word)
        ]
    return losses


def _printed(output: Output) -> dict[MapEntry, str]:
    """The words of each piece as pandoc reads them back, and those of each header."""
    pieces = list(output.pieces.items())
    texts = [
        INDENT.sub("", LABEL.sub("", piece.text)) if piece.kind == "note"
        else LABEL.sub("", piece.text)
        for _, piece in pieces
    ]  # fmt: skip
    read = read_words(texts)
    printed = {entry: text for (entry, _), text in zip(pieces, read, strict=True)}
    for entry in output.entries:
        if entry.kind in ("header", "chapter"):
            key = entry.file if entry.file in output.headers else f"{entry.file} {entry.label}"
            printed[entry] = output.headers[key]
    return printed


def _is_symbol(loss: Loss, word: WordText) -> bool:
    """Signs of symbol fonts have no letter in the XML that could be compared; see the doubts."""
    return not loss.missing and len(loss.surplus) <= sum(word.symbols[n] for n in loss.lines)


def balance(
    words: list[WordText],
    texts: list[Text],
    output: Output,
    divider: Divider,
    pictures: Pictures,
    log: ImportLog,
) -> list[BalanceRow]:
    """What the Word files hold against what the written files hold."""
    found: Counter[str] = Counter()
    for word in words:
        found.update(word.found)
    written = [t for p, t in output.files.items() if isinstance(t, str) and p.endswith(".md")]
    documents = sum(text.kind == "document" for text in texts)
    kept = sum(_is_document(path) for path in output.files)
    calls = sum(len(CALL.findall(text)) for text in written)
    notes = sum(len(NOTE.findall(text)) for text in written)
    comments = sum(len(word.comments) for word in words)
    queries = sum(doubt.kind == "query" for doubt in log.doubts)
    figures = sum(text.count("::: figure\n") for text in written)
    all_blocks = [b for t in texts for b in [*t.blocks, *(b for n in t.notes for b in n.blocks)]]
    tables = sum(block.kind == "table" for block in all_blocks)
    headers = found["tables"] - tables  # read as headers; each has its labels in the log
    labels = {d.file for d in log.dropped if d.reason.startswith("label of the header")}
    return [
        BalanceRow("documents", documents, kept),
        BalanceRow("notes", found["note calls"], notes),
        BalanceRow("note calls", found["note calls"], calls),
        BalanceRow("comments", comments, queries),
        BalanceRow("tracked changes", found["changes"], found["changes"] - found["changes left"]),
        BalanceRow(
            "tables", found["tables"], tables, (("headers", -headers),) if labels else ()
        ),
        BalanceRow(
            "pictures", found["pictures"], figures, (("cannot be printed", -pictures.unusable),)
        ),
        _paragraphs(words, output, log),
    ]  # fmt: skip


def _is_document(path: str) -> bool:
    return re.fullmatch(r"years/[^/]+/\d+\.md", path) is not None


def _paragraphs(words: list[WordText], output: Output, log: ImportLog) -> BalanceRow:
    """Paragraphs with words against those that the map names."""
    mapped = {(entry.origin, line) for entry in output.entries for line in entry.source}
    gone = {(dropped.file, dropped.line) for dropped in log.dropped} - mapped
    emptied: set[tuple[str, int]] = set()
    there: set[tuple[str, int]] = set()
    for word in words:
        left = {n: text for n, text in enumerate(word.paragraphs, start=1) if text.strip()}
        there |= {(word.name, n) for n in left}
        for repair in log.repairs:
            if repair.file == word.name and not repair.after and repair.line in left:
                rest = left[repair.line].replace(repair.before, "", 1)
                left[repair.line] = rest
                if not rest.strip():
                    emptied.add((word.name, repair.line))
    emptied -= mapped
    return BalanceRow(
        "paragraphs", len(there), len(there & mapped),
        (
            ("dropped, listed in the log", -len(gone & there)),
            ("nothing left after the tracked changes", -len(emptied & there)),
        ),
    )  # fmt: skip
