"""Where a correction is to be looked for: a file, or a line of a page of a proof."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from publish.edition.suggest import did_you_mean
from publish.proofs.corrections import Correction
from publish.proofs.model import PrintedLine, Proof, ProofError, open_proof, recorded_names
from publish.proofs.wording import QUOTES, Found, readings

LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A file, and the words printed around the wording if a line of a proof was named."""

    file: str
    where: str  # for messages
    before: tuple[str, ...] = ()  # words before the wording, the nearest first, without case
    after: tuple[str, ...] = ()

    def narrow(self, found: Sequence[Found]) -> list[Found]:
        """Those of the places found whose neighbours are the printed ones (all, if unknown)."""
        if not self.before and not self.after:
            return list(found)
        likeness = [self._likeness(place) for place in found]
        best = max(1, *likeness, 1)  # without a word in common it is another place
        return [place for place, score in zip(found, likeness, strict=True) if score == best]

    def _likeness(self, found: Found) -> int:
        before, after = found.around
        return _in_common(self.before, before) + _in_common(self.after, after)


def find_spot(
    correction: Correction, files: Mapping[str, str], texts: Mapping[str, str], out: Path
) -> Spot | str:
    """The spot of a correction, or a sentence that says why there is none.

    `files` gives the file of each text, `texts` what stands in each file, `out` holds proofs.
    """
    if correction.document:
        file = files.get(correction.document, correction.document)
        if file not in texts:
            hint = did_you_mean(correction.document, (*files, *texts))
            return f"There is no document “{correction.document}”. {hint}".rstrip()
        if not correction.page:
            return Spot(file, file)
    try:
        proof = open_proof(out, _proof_name(correction, out)).proof
    except ProofError as error:
        return str(error)
    return _on_page(correction, proof, files, texts)


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


def _on_page(
    correction: Correction, proof: Proof, files: Mapping[str, str], texts: Mapping[str, str]
) -> Spot | str:
    page = next((p for p in proof.pages if p.folio == correction.page), None)
    name = f"page {correction.page} of the proof “{proof.name}”"
    if page is None:
        return f"There is no page {correction.page} in the proof “{proof.name}”."
    if correction.line is None:
        return f"The line on {name} is missing."
    if not 1 <= correction.line <= len(page.lines):
        return f"There is no line {correction.line} on {name}: it has {len(page.lines)}."
    line = page.lines[correction.line - 1]
    text = proof.text_at(page.index, (line.top + line.bottom) / 2)
    file = files.get(text.id, text.file) if text is not None else ""
    if not file or file not in texts:
        return f"What stands on {name} is made from other texts: name the document."
    over = proof.pages[page.index + 1].lines if page.index + 1 < len(proof.pages) else ()
    around = _around(correction.old, correction.line - 1, (*page.lines, *over))
    if around is None:
        return (
            f"“{correction.old.strip()}” does not begin in line {correction.line} of {name}, "
            f"where “{line.text}” stands."
        )
    return Spot(file, file, *around)


def _around(
    old: str, line: int, lines: Sequence[PrintedLine]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Words printed before and after the wording that begins in a line; None if none does,
    no words if it begins there more than once."""
    start, text = _joined(lines[max(0, line - 2) : line]), _joined(lines[line : line + 30])
    head = _joined(lines[line : line + 1])
    for reading in readings(old):
        spans = list(_spans(text, reading.translate(QUOTES).casefold(), len(head)))
        if len(spans) == 1:
            first, last = spans[0]
            before = LETTERS.findall(start) + LETTERS.findall(text[:first])
            return tuple(before[::-1]), tuple(LETTERS.findall(text[last:])[:30])
        if spans:
            return (), ()
    return None


def _spans(text: str, wanted: str, reach: int) -> Iterator[tuple[int, int]]:
    """Where the wording begins and ends each time it begins in the first `reach` characters.

    Only letters are compared, since numbers of notes stand between printed words; figures,
    if there are no letters.
    """
    signs = str.isalpha if any(map(str.isalpha, wanted)) else str.isdigit
    places = [at for at, sign in enumerate(text) if signs(sign)]
    letters, sought = "".join(text[at] for at in places), "".join(filter(signs, wanted))
    first = letters.find(sought) if sought else -1
    while first >= 0 and places[first] < reach:
        start, end = places[first], places[first + len(sought) - 1] + 1
        begins = start == 0 or not text[start - 1].isalnum()
        if begins and not text[end : end + 1].isalpha():
            yield start, end
        first = letters.find(sought, first + 1)


def _joined(lines: Sequence[PrintedLine]) -> str:
    """Text of lines without case, divided words joined."""
    text = "".join(line.text[:-1] if line.text.endswith("-") else f"{line.text} " for line in lines)
    return text.translate(QUOTES).casefold()


def _in_common(printed: Sequence[str], source: Sequence[str]) -> int:
    """How many words two texts share from their beginnings on."""
    same = 0
    for one, other in zip(printed, source, strict=False):
        if one != other:
            break
        same += 1
    return same
