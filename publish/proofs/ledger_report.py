"""The ledger as text to read and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from publish.proofs.errata import differing_words
from publish.proofs.ledger import LedgerEntry, Passage
from publish.proofs.printed_text import printed_text
from publish.proofs.report import index_line


def ledger_json(entries: Sequence[LedgerEntry]) -> list[dict[str, object]]:
    """Each entry as plain data."""
    return [
        {
            "list_line": entry.correction.at.line,
            "who": entry.correction.who,
            "why": entry.correction.why,
            "source": entry.correction.place,
            "title": entry.title,
            "old": entry.correction.old,
            "new": entry.correction.new,
            "before": _place(entry.before),
            "after": _place(entry.after),
            "pages": list(entry.pages),
            "index": [
                {"heading": tie.heading, "change": asdict(tie.change) if tie.change else None}
                for tie in entry.index
            ],
            "follows": list(entry.follows),
        }
        for entry in entries
    ]


def ledger_text(entries: Sequence[LedgerEntry], before: str, after: str) -> str:
    """The ledger as a person reads it; `before` and `after` are the names of the proofs."""
    blocks = [f"Corrections between proof “{before}” and proof “{after}”"]
    blocks += ["\n".join(_lines(entry, before, after)) for entry in entries]
    return "\n\n".join(blocks if entries else [*blocks, "none"])


def _place(passage: Passage | None) -> dict[str, object] | None:
    if passage is None:
        return None
    return {"page": passage.folio, "line": passage.line, "words": passage.words}


def _lines(entry: LedgerEntry, before: str, after: str) -> Iterator[str]:
    correction = entry.correction
    who = f" ({correction.who})" if correction.who else ""
    yield f"{correction.at.file}:{correction.at.line}{who}: {_difference(entry)}"
    yield f"  {entry.title} ({correction.place})"
    yield f"  stands: {_where(before, entry.before)}; {_where(after, entry.after)}"
    if entry.pages:
        yield f"  pages to read: {', '.join(entry.pages)}"
    ties = [
        index_line(tie.change) if tie.change else f"{tie.heading}: as before"
        for tie in entry.index
    ]  # fmt: skip
    if ties:
        yield f"  index: {' | '.join(ties)}"
    if entry.follows:
        yield f"  moved with it in the index: {' | '.join(entry.follows)}"
    if correction.why:
        yield f"  why: {correction.why}"


def _difference(entry: LedgerEntry) -> str:
    old, new = entry.correction.old.strip(), entry.correction.new.strip()
    if entry.before is not None and entry.after is not None:
        printed = printed_text(entry.before.lines)
        old, new = differing_words(entry.before.words, entry.after.words, printed)
    return f"“{old}” → “{new}”" if new else f"“{old}” → gone"


def _where(name: str, passage: Passage | None) -> str:
    if passage is None:
        return f"“{name}” does not have it"
    return f"“{name}” page {passage.folio}, line {passage.line}"
