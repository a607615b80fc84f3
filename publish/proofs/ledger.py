"""publish correct ledger: each correction with its printed places, its pages, its index entries.

A correction is looked up in the sources that each proof keeps, and the words found there in
the lines that the proof printed; so what the ledger says is what stands in the finished pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publish.proofs.changes import IndexChange, Report
from publish.proofs.corrections import ALREADY, APPLIED, Correction
from publish.proofs.index_places import headings_by_line, locator_folio
from publish.proofs.model import Proof, Recorded
from publish.proofs.pieces import pieces_of
from publish.proofs.printed_text import (
    LineAt,
    PrintedText,
    lines_of_pages,
    lines_of_piece,
    printed_text,
    words_in_common,
)
from publish.proofs.readings import tidy
from publish.proofs.sequences import runs
from publish.proofs.stream import COMPUTED, visible
from publish.proofs.wording import CrossesMarkError, Found, edit_for, find_exactly, find_loosely

CONTEXT = 4  # words on each side that show where words went
LOOK_AROUND = 40  # lines in which the text before and after is expected to be alike


@dataclass(frozen=True, slots=True)
class Passage:
    """A corrected wording in a proof: its lines, the folio of each, its words as a reader sees
    them."""

    lines: tuple[LineAt, ...]
    folios: tuple[str, ...]
    words: str

    @property
    def folio(self) -> str:
        """The page on which it begins."""
        return self.folios[0]

    @property
    def line(self) -> int:
        """The line of that page on which it begins, from 1."""
        return self.lines[0].number


@dataclass(frozen=True, slots=True)
class IndexTie:
    """A heading with a locator in the corrected lines, and what the index made of it."""

    heading: str
    change: IndexChange | None  # None: as before


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A correction between two proofs.

    `before` and `after` are None where the wording is not in that proof. `pages` are the
    folios of the newer proof that are to be read again on its account, `follows` the headings
    whose locators moved on these pages although nothing in the corrected lines names them.
    """

    correction: Correction
    title: str
    before: Passage | None
    after: Passage | None
    pages: tuple[str, ...]
    index: tuple[IndexTie, ...]
    follows: tuple[str, ...]


def ledger(
    corrections: Sequence[Correction], before: Recorded, after: Recorded, report: Report
) -> tuple[LedgerEntry, ...]:
    """The applied corrections of a list, held against the proofs before and after them."""
    return tuple(
        _entry(correction, before, after, report)
        for correction in corrections
        if correction.status in (APPLIED, ALREADY)
    )


def _entry(
    correction: Correction, before: Recorded, after: Recorded, report: Report
) -> LedgerEntry:
    file, _, number = correction.place.rpartition(":")
    text = next((text for text in after.proof.texts if text.file == file), None)
    old, new = _passages(correction, file, int(number or 0), before, after)
    moves = old is not None and new is not None and _moves(old, new, before.proof, after.proof)
    pages = _pages(new, moves, after.proof, report)
    changes = {change.heading: change for change in report.index}
    named = [
        heading
        for proof, passage in ((before, old), (after, new))
        for heading in (headings_by_line(proof, passage.lines) if passage else ())
    ]
    ties = tuple(IndexTie(heading, changes.get(heading)) for heading in dict.fromkeys(named))
    return LedgerEntry(
        correction,
        text.title if text is not None else file,
        old,
        new,
        pages,
        ties,
        tuple(_followers(report, set(pages), set(named))) if moves else (),
    )


def _passages(
    correction: Correction, file: str, number: int, before: Recorded, after: Recorded
) -> tuple[Passage | None, Passage | None]:
    """The passage in each proof; `number` is the line of the source when it was corrected."""
    found = _nearest(before.source(file), correction.old, number)
    if found is None:
        return None, None
    corrected = _corrected(found, correction)
    piece = pieces_of(file, found.stream.source).at(found.place[0])
    printed = [_printed(proof.proof, file, piece) for proof in (before, after)]
    words = visible(found.in_source)
    old = _passage(before.proof, printed[0], (correction.old, words), found, words)
    if old is None:
        return _made_passages(before.proof, after.proof, printed[0], printed[1])
    if _nearest(after.source(file), correction.new or corrected, number) is None and corrected:
        return old, None
    if corrected:
        return old, _passage(after.proof, printed[1], (correction.new, corrected), found, corrected)
    return old, _gap(after.proof, printed[1], found)


def _nearest(source: str, wording: str, number: int) -> Found | None:
    """The place of a wording nearest to a line of the source."""
    if not wording.strip():
        return None
    found = find_exactly(source, wording) or find_loosely(source, wording)
    return min(found, key=lambda one: abs(one.line - number), default=None)


def _corrected(found: Found, correction: Correction) -> str:
    """The words of a passage after its correction, as a reader sees them."""
    try:
        edit = edit_for(found, tidy(correction.new))
    except CrossesMarkError:
        return visible(correction.new)
    source, (first, last) = found.stream.source, found.place
    return visible(source[min(first, edit.start) : edit.start] + edit.new + source[edit.end : last])


def _printed(proof: Proof, file: str, piece: str) -> PrintedText:
    texts = [text for text in proof.texts if text.file == file]
    return printed_text(at for text in texts for at in lines_of_piece(proof, text, piece))


def _passage(
    proof: Proof, printed: PrintedText, wordings: Sequence[str], found: Found, words: str
) -> Passage | None:
    """The place in the printed lines whose neighbours are those of the source."""
    before, after = found.around
    for wording in wordings:
        spans = list(printed.spans(tidy(wording)))
        if spans:
            beside = [printed.around(*span) for span in spans]
            alike = [words_in_common(b, before) + words_in_common(a, after) for b, a in beside]
            first, last = spans[alike.index(max(alike))]
            lines = printed.lines[printed.line_at(first) : printed.line_at(last - 1) + 1]
            return _made(proof, lines, words)
    return None


def _gap(proof: Proof, printed: PrintedText, found: Found) -> Passage | None:
    """Where words are gone: after those that stood before them, or before those that followed."""
    before, after = (_up_to_computed(words)[:CONTEXT] for words in found.around)
    for wording in ([*before[::-1], *after], before[::-1], after):
        for first, last in printed.spans(" ".join(wording)):
            lines = printed.lines[printed.line_at(first) : printed.line_at(last - 1) + 1]
            return _made(proof, lines, "")
    return None


def _up_to_computed(words: list[str]) -> list[str]:
    return words[: words.index(COMPUTED)] if COMPUTED in words else words


def _made(proof: Proof, lines: Sequence[LineAt], words: str) -> Passage:
    return Passage(tuple(lines), tuple(proof.pages[at.page].folio for at in lines), words)


def _made_passages(
    before: Proof, after: Proof, old: PrintedText, new: PrintedText
) -> tuple[Passage | None, Passage | None]:
    """The first lines that differ in a piece that is made from fields: a header, an entry."""
    texts = [[at.line.text for at in printed.lines] for printed in (old, new)]
    for same, was, now in runs(*texts):
        if not same and old.lines[was] and new.lines[now]:
            return (
                _made(before, old.lines[was], " ".join(texts[0][was])),
                _made(after, new.lines[now], " ".join(texts[1][now])),
            )
    return None, None


def _pages(new: Passage | None, moves: bool, after: Proof, report: Report) -> tuple[str, ...]:
    """Folios of the newer proof's pages that a correction changed: those of its lines and, if it
    moves the text after it, all touched pages of the part that follow at once."""
    if new is None:
        return ()
    pages = {at.page for at in new.lines}
    touched = {change.after for change in report.pages if change.after is not None}
    page = max(pages)
    while moves and page + 1 in touched and after.pages[page + 1].part == after.pages[page].part:
        page += 1
        pages.add(page)
    return tuple(after.pages[page].folio for page in sorted(pages))


def _moves(old: Passage, new: Passage, before: Proof, after: Proof) -> bool:
    """Whether the text after a passage has moved otherwise than the text before it."""
    behind = _shift(_beside(before, old, -1), _beside(after, new, -1))
    ahead = _shift(_beside(before, old, 1), _beside(after, new, 1))
    return (behind or (0, 0)) != ahead if ahead is not None else behind is not None


def _shift(old: Sequence[LineAt], new: Sequence[LineAt]) -> tuple[int, int] | None:
    """Pages and pt between the first lines that are alike in both; None if none are."""
    for same, was, now in runs(*[[at.line.text for at in lines] for lines in (old, new)]):
        if same and was.stop > was.start:
            one, other = old[was.start], new[now.start]
            return other.page - one.page, round(other.line.top - one.line.top)
    return None


def _beside(proof: Proof, passage: Passage, way: int) -> Sequence[LineAt]:
    """The lines of the part before (`way` -1) or after (1) a passage, the nearest first."""
    edge = passage.lines[0] if way < 0 else passage.lines[-1]
    part = proof.pages[edge.page].part
    first, last = sorted((edge.page, edge.page + way))
    lines = [
        at
        for at in lines_of_pages(proof, max(0, first), min(last, len(proof.pages) - 1))
        if proof.pages[at.page].part == part
        and ((at.page, at.number) > (edge.page, edge.number)) == (way > 0)
        and (at.page, at.number) != (edge.page, edge.number)
    ]
    return lines[::way][:LOOK_AROUND]


def _followers(report: Report, pages: set[str], named: set[str]) -> Iterator[str]:
    for change in report.index:
        labels = [
            *change.gained,
            *change.lost,
            *(new for _, new in (*change.moved, *change.shifted)),
        ]
        if change.heading not in named and pages.intersection(map(locator_folio, labels)):
            yield change.heading
