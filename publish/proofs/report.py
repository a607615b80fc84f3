"""A report on two proofs, as text to read and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from itertools import groupby

from publish.command_line import count
from publish.proofs.changes import (
    IndexChange,
    NoteChange,
    PageChange,
    PageState,
    PartSettled,
    Report,
    SourceChange,
)

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
        ("Index", list(_index_lines(report))),
        ("Notes renumbered", list(_note_lines(report.notes))),
        ("Cross-references affected", list(dict.fromkeys(
            f"{c.title}: {_became(_quoted(c.old), _quoted(c.new))}"
            for c in report.crossrefs
        ))),
    )  # fmt: skip
    return [(title, lines or [NOTHING]) for title, lines in found]


def _source_lines(source: SourceChange) -> Iterator[str]:
    name = f"{source.title or source.text} ({source.file})" if source.text else source.file
    yield f"{name}: {source.state}"
    for change in source.changes:
        yield f"  line {change.line}: {_became(_quoted(change.old), _quoted(change.new))}"


def _note_lines(notes: Sequence[NoteChange]) -> Iterator[str]:
    """Notes of a text that go on by the same step are one line."""
    for (title, step), run in groupby(notes, key=lambda note: (note.title, _step(note))):
        first, *others = run
        if others and step is not None:
            last = others[-1]
            yield f"{title}: notes {first.old}–{last.old} → {first.new}–{last.new}"
            continue
        for note in (first, *others):
            numbers = _became(_note(note.old), _note(note.new))
            yield f"{title}: {numbers} ({note.label})"


def _step(note: NoteChange) -> int | None:
    """By how much the number of a note grew; None if one of the two is no number."""
    both = note.old.isdecimal() and note.new.isdecimal()
    return int(note.new) - int(note.old) if both else None


def _became(old: str, new: str) -> str:
    """What was before and is now, either of them "" where there is none."""
    if old and new:
        return f"{old} → {new}"
    return f"new: {new}" if new else f"gone: {old}"


def _note(number: str) -> str:
    return f"note {number}" if number else ""


def _page_lines(report: Report) -> Iterator[str]:
    for state in (PageState.CHANGED, PageState.RUN_OVER, PageState.NEW):
        pages = report.in_state(state)
        if pages:
            yield f"{state.value}: {_folios([(page.after, page.new_folio) for page in pages])}"
    gone = report.in_state(PageState.GONE)
    if gone:
        folios = _folios([(page.before, page.old_folio) for page in gone])
        yield f"gone: {folios} of “{report.before}”"
    yield from _shifted_lines(report.in_state(PageState.SHIFTED))
    for part in report.parts:
        yield f"in “{part.title}”: {_part_words(part)}"
    if report.settled:
        yield f"From page {report.settled} on nothing moved (contents and index apart)."
    elif report.settled is None:
        yield "No page moved (contents and index apart)."


def _part_words(part: PartSettled) -> str:
    if not part.touched:
        return "only the page numbers differ"
    pages = count(part.touched, "page")
    if part.from_folio:
        return f"{pages}, from {part.from_folio} on as before"
    if part.renumbered_from:
        return f"{pages}, from {part.renumbered_from} on only the page numbers differ"
    return f"{pages}, to its end"


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


def _folios(pages: Sequence[tuple[int | None, str]]) -> str:
    """Folios of pages with their indexes, those of pages side by side as a range."""
    spans = []
    for _, run in groupby(enumerate(pages), key=lambda pair: (pair[1][0] or 0) - pair[0]):
        folios = [folio for _, (_, folio) in run]
        spans.append(_range(folios[0], folios[-1]))
    return ", ".join(spans)


def _index_lines(report: Report) -> Iterator[str]:
    """Headings with news; locators that only went with their pages are counted."""
    for change in report.index:
        news = replace(change, shifted=())
        if news != IndexChange(change.heading, "changed"):
            yield index_line(news)
    shifted = sum(len(change.shifted) for change in report.index)
    if shifted:
        yield f"{count(shifted, 'locator')} only followed the pages or the house style"


def index_line(change: IndexChange) -> str:
    """A heading with what became of it and of its locators."""
    said = [change.state] if change.state != "changed" else []
    if change.was:
        said[0] += f" from “{change.was}”"
    if change.gained and change.state != "gained":
        said.append(f"gained {', '.join(change.gained)}")
    elif change.gained:
        said[0] += f" with {', '.join(change.gained)}"
    if change.lost and change.state == "lost":
        said[0] += f" with {', '.join(change.lost)}"
    elif change.lost:
        said.append(f"lost {', '.join(change.lost)}")
    said += [f"{old} → {new}" for old, new in (*change.moved, *change.shifted)]
    return f"{change.heading}: {'; '.join(said)}"


def _quoted(words: str) -> str:
    return f"“{words}”" if words else ""
