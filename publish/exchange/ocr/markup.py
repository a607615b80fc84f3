"""From the recogniser's Markdown to the manuscript's: calls, brackets, tables, blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from publish.exchange.linemap import Piece
from publish.exchange.log import ImportLog
from publish.exchange.ocr.calls import FORM
from publish.exchange.ocr.enclosures import ENCLOSURE, enclosed
from publish.exchange.ocr.flow import Block
from publish.exchange.ocr.pattern import Match
from publish.exchange.ocr.profile import Notes

OMISSION = re.compile(r"\[ ?\. ?\. ?\. ?\]")
SIC = re.compile(r"(?P<word>[\w’-]+) \[\*?sic\*?\]")
IN_WORD = re.compile(r"(?<=[^\W\d_])\[[^\W\d_]+\](?![({\[:])")
LITERAL = re.compile(r"(?<!\\)[`^~|<>]")
MEASURE = re.compile(
    r"\[[\d.,–½¼ ]+(?:million |billion )?(?:metric )?"
    r"(?:tons?|hectares?|kilograms?|kilometers?|liters?)\]"
)


@dataclass(slots=True)
class Markup:
    """Writes blocks as manuscript Markdown."""

    notes: Notes
    log: ImportLog

    def inline(self, text: str, labels: frozenset[str]) -> str:
        """Signs of the source to marks of the manuscript; calls only to notes in `labels`."""
        text = _literal(text)
        text = OMISSION.sub("[]{.omission}", text)
        text = SIC.sub(r"[\g<word>]{.sic}", text)
        text = MEASURE.sub(lambda found: f"{found.group()}{{.conversion}}", text)
        text = IN_WORD.sub(r"\g<0>{.expansion}", text)
        text = FORM.sub(lambda found: _calls(found["numbers"], labels), text)
        return re.sub(r"!(?=\[)", r"\\!", text)  # "![" begins a picture

    def pieces(self, block: Block, labels: frozenset[str]) -> list[Piece]:
        """A block of a text; an enclosure is several."""
        if block.kind != ENCLOSURE:
            return [self.piece(block, labels)]
        inside = [self.piece(inner, labels) for inner in block.more]
        return enclosed(block.text, block.lines, inside)

    def piece(self, block: Block, labels: frozenset[str]) -> Piece:
        """One block of a text."""
        lines = tuple(block.lines)
        if block.kind == "table":
            return Piece("table", _table(self.inline(block.text, labels)), lines)
        if block.kind == "heading":
            marks = "#" * max(2, min(block.level, 4))
            return Piece("heading", f"{marks} {self.inline(block.text, labels)}", lines)
        text = _start_of_line(self.inline(block.text, labels)).replace("\n", "\\\n")
        if block.kind in ("paragraph", "note"):
            return Piece("paragraph", text, lines)
        return Piece(block.kind, f"::: {block.kind}\n{text}\n:::", lines)

    def note(self, block: Block, labels: frozenset[str]) -> Piece:
        """One note with its further paragraphs."""
        lines = [*block.lines, *(line for more in block.more for line in more.lines)]
        texts = [self.inline(block.text, labels).replace("\n", "\\\n    ")]
        for more in block.more:
            text = self.piece(more, labels).text
            texts.append("\n".join(f"    {line}" if line else "" for line in text.split("\n")))
        joined = self.notes.author.sub(_author, "\n\n".join(texts))
        return Piece("note", f"[^{block.label}]: {joined}", tuple(lines), block.label)


def _author(found: Match) -> str:
    """The note's author as an attribute; a dash before the name is printed by publish."""
    return f'{{by="{found["by"]}"}}'


def _literal(text: str) -> str:
    """Signs that Markdown would take for its own; tags of calls stay."""
    parts = re.split(r"(<sup>[^<]*</sup>)", text)
    return "".join(
        part if part.startswith("<sup>") else LITERAL.sub(r"\\\g<0>", part) for part in parts
    )


def _calls(numbers: str, labels: frozenset[str]) -> str:
    found = re.findall(r"\d+", numbers)
    return "".join(f"[^n{n}]" if f"n{n}" in labels else f"^{n}^" for n in found)


def _start_of_line(text: str) -> str:
    """A line that begins like a list or heading is none."""
    return re.sub(r"^(?=[#+-] |#+ )", r"\\", text, flags=re.MULTILINE)


def _table(text: str) -> str:
    """A pipe table of lines with tabs; a first row that begins with an empty cell is the head."""
    rows = [[cell.strip().replace("|", "\\|") for cell in line.strip("\n").split("\t")]
            for line in text.split("\n")]  # fmt: skip
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    head = rows.pop(0) if not rows[0][0] and len(rows) > 1 else [""] * width
    lines = [head, ["---", *["---:"] * (width - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
