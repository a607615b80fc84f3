"""A report on two proofs, as text to read and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from publish.proofs.changes import IndexChange, PageChange, PageState, Report, SourceChange

NOTHING = "none"


def as_json(report: Report) -> dict[str, object]:
    """The report as plain data; marks are left out."""
    data = asdict(report)
    for marks in ("marks_before", "marks_after"):
        del data[marks]
    return data


def as_text(report: Report) -> str:
    """The report as a person reads it, one section after another."""
    blocks = [f"Proof “{report.before}” and proof “{report.after}”"]
    for title, lines in sections(report):
        blocks.append("\n".join([title, *(f"  {line}" for line in lines)]))
    return "\n\n".join(blocks)


def sections(report: Report) -> list[tuple[str, list[str]]]:
    """The sections of a report: title and lines."""
    found = (
        ("Documents corrected", [line for s in report.sources for line in _source_lines(s)]),
        ("Pages", list(_page_lines(report))),
        ("Index", [index_line(change) for change in report.index]),
        ("Notes renumbered", [
            f"{note.title}: {_note(note.old) or 'new'} → {_note(note.new) or 'gone'} ({note.label})"
            for note in report.notes
        ]),
        ("Cross-references affected", [
            f"{c.title}: {_quoted(c.old) or 'new'} → {_quoted(c.new) or 'gone'}"
            for c in report.crossrefs
        ]),
    )  # fmt: skip
    return [(title, lines or [NOTHING]) for title, lines in found]


def _source_lines(source: SourceChange) -> Iterator[str]:
    name = f"{source.title or source.text} ({source.file})" if source.text else source.file
    yield f"{name}: {source.state}"
    for change in source.changes:
        words = f"{_quoted(change.old) or 'new'} → {_quoted(change.new) or 'gone'}"
        yield f"  line {change.line}: {words}"


def _note(number: str) -> str:
    return f"note {number}" if number else ""


def _page_lines(report: Report) -> Iterator[str]:
    for state in (PageState.CHANGED, PageState.RUN_OVER, PageState.NEW):
        pages = report.in_state(state)
        if pages:
            yield f"{state.value}: {_folios([page.new_folio for page in pages])}"
    gone = report.in_state(PageState.GONE)
    if gone:
        yield f"gone: {_folios([page.old_folio for page in gone])} of “{report.before}”"
    yield from _shifted_lines(report.in_state(PageState.SHIFTED))
    for part in report.parts:
        rest = f"from {part.from_folio} on as before" if part.from_folio else "to its end"
        count = f"{part.touched} page" + ("" if part.touched == 1 else "s")
        yield f"in “{part.title}”: {count}, {rest}"
    if report.settled:
        yield f"From page {report.settled} on nothing moved (contents and index apart)."
    elif report.settled is None:
        yield "No page moved (contents and index apart)."


def _shifted_lines(pages: Sequence[PageChange]) -> Iterator[str]:
    def step(page: PageChange) -> int:
        return (page.after or 0) - (page.before or 0)

    for _, run in groupby(pages, key=step):
        shifted = list(run)
        old = _range(shifted[0].old_folio, shifted[-1].old_folio)
        new = _range(shifted[0].new_folio, shifted[-1].new_folio)
        yield f"shifted only: {old} → {new}"


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def _folios(folios: Sequence[str]) -> str:
    return ", ".join(folios)


def index_line(change: IndexChange) -> str:
    """A heading with what became of it and of its locators."""
    said = [change.state] if change.state != "changed" else []
    if change.gained and change.state != "gained":
        said.append(f"gained {', '.join(change.gained)}")
    elif change.gained:
        said[0] += f" with {', '.join(change.gained)}"
    if change.lost:
        said.append(f"lost {', '.join(change.lost)}")
    said += [f"{old} → {new}" for old, new in change.moved]
    return f"{change.heading}: {'; '.join(said)}"


def _quoted(words: str) -> str:
    return f"“{words}”" if words else ""
