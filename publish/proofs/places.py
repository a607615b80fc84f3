"""Where a correction is to be looked for: a file, or a line of a page of a proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from publish.edition.suggest import did_you_mean
from publish.proofs.corrections import Correction
from publish.proofs.manuscript import Manuscript
from publish.proofs.model import HEADER, Proof, ProofError, recorded_names
from publish.proofs.pieces import pieces_of
from publish.proofs.printed_text import (
    LineAt,
    lines_of_pages,
    printed_text,
    words_in_common,
)
from publish.proofs.readings import tidy
from publish.proofs.stream import read_stream
from publish.proofs.wording import Found

LINES_BEFORE, LINES_AFTER = 2, 30  # that are looked at around a line
NAMED = 3  # places where a wording begins instead


@dataclass(frozen=True, slots=True)
class Spot:
    """A file; if a line of a proof was named, the piece of the text in which it stands and the
    words printed around the wording."""

    file: str
    where: str  # for messages
    piece: str = ""  # as `Piece.of`; "" if it is not known
    before: tuple[str, ...] = ()  # words before the wording, the nearest first, without case
    after: tuple[str, ...] = ()

    def narrow(self, found: Sequence[Found]) -> list[Found]:
        """Those of the places found that stand in the piece, with the printed neighbours.

        Neighbours do not count in a header, which prints its fields in another order.
        """
        if not self.piece or not found:
            return list(found)
        pieces = pieces_of(self.file, found[0].stream.source)
        inside = [place for place in found if pieces.at(place.place[0]) == self.piece]
        if self.piece == HEADER and inside:
            return inside
        if not inside and [pieces.at(place.place[0]) for place in found] == [HEADER]:
            return list(found)  # such as a signature, which is a field and stands at the end
        among = inside or list(found)
        if not self.before and not self.after:
            return among
        likeness = [self._likeness(place) for place in among]
        best = max(1, *likeness)  # without a word in common it is another place
        return [place for place, score in zip(among, likeness, strict=True) if score == best]

    def _likeness(self, found: Found) -> int:
        before, after = found.around
        return words_in_common(self.before, before) + words_in_common(self.after, after)


def find_spot(correction: Correction, manuscript: Manuscript, out: Path) -> Spot | str:
    """The spot of a correction, or a sentence that says why there is none.

    `out` holds the proofs. Raises nothing: a proof that cannot be opened is said too.
    """
    file = ""
    if correction.document:
        file = manuscript.files_by_text.get(correction.document, correction.document)
        if file not in manuscript.texts:
            known = (*manuscript.files_by_text, *manuscript.texts)
            hint = did_you_mean(correction.document, known)
            return f"There is no document “{correction.document}”. {hint}".rstrip()
        if not correction.page:
            return Spot(file, file)
    try:
        proof = manuscript.proof(out, _proof_name(correction, out))
    except ProofError as error:
        return str(error)
    spot = _on_page(correction, proof, manuscript)
    if isinstance(spot, Spot) and file and spot.file != file:
        return (
            f"Line {correction.line} on page {correction.page} of the proof “{proof.name}” "
            f"does not stand in {file} but in {spot.file}."
        )
    return spot


def _proof_name(correction: Correction, out: Path) -> str:
    names = recorded_names(out)
    if correction.proof:
        return correction.proof
    if len(names) == 1:
        return names[0]
    raise ProofError(
        f"Say with “proof:” which proof page {correction.page} is of "
        f"(recorded in {out}: {', '.join(names) or 'none'})."
    )


def _on_page(correction: Correction, proof: Proof, manuscript: Manuscript) -> Spot | str:
    page = next((p for p in proof.pages if p.folio == correction.page), None)
    name = f"page {correction.page} of the proof “{proof.name}”"
    if page is None:
        return f"There is no page {correction.page} in the proof “{proof.name}”."
    if correction.line is None:
        return f"The line on {name} is missing."
    if not 1 <= correction.line <= len(page.lines):
        return f"There is no line {correction.line} on {name}: it has {len(page.lines)}."
    line = page.lines[correction.line - 1]
    text = proof.text_at(page.index, line.middle)
    file = manuscript.files_by_text.get(text.id, text.file) if text is not None else ""
    if text is None or file not in manuscript.texts:
        return f"What stands on {name} is made from other texts: name the document."
    after = lines_of_pages(proof, page.index, page.index + 1)
    around = _around(correction.old, correction.line - 1, tuple(after))
    if around is None:
        return (
            f"“{correction.old.strip()}” does not begin in line {correction.line} of {name}, "
            f"where “{line.text}” stands."
            f"{_where_it_begins(correction.old, proof, page.index)}"
        )
    return Spot(file, file, text.piece_at(page.index, line.middle), *around)


def _where_it_begins(old: str, proof: Proof, page: int) -> str:
    """A sentence with the lines in which a wording begins, of the page `page` if it does there;
    "" if there are none or many."""
    last = len(proof.pages) - 1
    for pages in ((page, page), (0, last)):
        printed = printed_text(lines_of_pages(proof, *pages))
        lines = [printed.lines[printed.line_at(start)] for start, _ in printed.spans(tidy(old))]
        if 0 < len(lines) <= NAMED:
            places = [f"line {at.number} of page {proof.pages[at.page].folio}" for at in lines]
            return f" It begins in {' and in '.join(places)}."
    return ""


def _around(
    old: str, line: int, lines: Sequence[LineAt]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Words printed before and after the wording that begins in a line; None if none does,
    no words if it begins there more than once."""
    first = max(0, line - LINES_BEFORE)
    printed = printed_text(lines[first : line + LINES_AFTER])
    for wording in (tidy(old), read_stream(old).text):
        spans = [s for s in printed.spans(wording) if printed.line_at(s[0]) == line - first]
        if len(spans) == 1:
            before, after = printed.around(*spans[0])
            return tuple(before), tuple(after[:30])
        if spans:
            return (), ()
    return None
