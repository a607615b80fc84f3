"""Notes and their calls: found, separated from the text, put back where they belong."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from publish.exchange.log import ImportLog
from publish.exchange.ocr.calls import numbers_of_calls
from publish.exchange.ocr.enclosures import ENCLOSURE
from publish.exchange.ocr.flow import LOWER_START, TORN_WORD, Block, Joiner, is_open
from publish.exchange.ocr.pattern import ProfilePattern
from publish.exchange.ocr.profile import Notes

TWO_IN_ONE = r"(?<=[.)”\"’\]*]) {number}\. (?=[A-Z“\"*(])"

MOST_LOST = 5  # notes one after the other whose signs were misread
SHORT = 60  # characters; a note's last paragraph is longer


@dataclass(slots=True)
class Apparatus:
    """Text and notes of one document or introduction."""

    body: list[Block]
    notes: list[Block]
    calls: list[int] = field(default_factory=list)  # numbers in the order of the text
    stray_calls: list[int] = field(default_factory=list)  # of notes that are not there


@dataclass(slots=True)
class NoteReader:
    """Tells notes from text by the patterns of a profile."""

    rules: Notes
    log: ImportLog
    joiner: Joiner

    @property
    def starts(self) -> ProfilePattern:
        """What begins a note: a block of its own even without a blank line before it."""
        return self.rules.note

    def calls_in(self, blocks: list[Block]) -> list[int]:
        """Numbers of the calls in some blocks, in order."""
        return [number for block in blocks for number in numbers_of_calls(block.text)]

    def number_of(self, block: Block) -> int:
        """The number with which a block begins as a note; 0 if it is none."""
        first = block.text.partition("\n")[0]
        found = self.starts.search(first) if block.kind == "paragraph" else None
        return int(found["number"]) if found else 0

    # --- notes at the end of a document ------------------------------------------

    def split_endnotes(self, blocks: list[Block], in_header: list[int]) -> Apparatus:
        """Text first, then notes from 1 to the highest call; some are called in the header."""
        start = self._notes_start(blocks, in_header)
        if any(block.kind == ENCLOSURE for block in blocks[start:]):
            return self.split_at_feet(blocks, in_header)  # the text goes on after its notes
        body = self.joiner.join(blocks[:start])
        calls = in_header + self.calls_in(body)
        notes = self._collect(blocks[start:], max(calls, default=0))
        return Apparatus(body, notes, calls)

    def _notes_start(self, blocks: list[Block], in_header: list[int]) -> int:
        """Index of note 1: the last block numbered 1 whose run of notes fits the calls."""
        candidates = [i for i, block in enumerate(blocks) if self.number_of(block) == 1]
        uncalled = not in_header and not self.calls_in(blocks)
        if uncalled and candidates and self._ends_in_text(blocks):
            return len(blocks)
        best, best_score = len(blocks), (0, 0)
        for start in reversed(candidates):
            highest = max(in_header + self.calls_in(blocks[:start]), default=0)
            stray = len(self.calls_in(blocks[start:]))
            length = self._run_length(blocks[start:])
            if highest == 0 and length and start != candidates[-1]:
                continue
            score = (-stray, -abs(length - highest))
            if best == len(blocks) or score > best_score:
                best, best_score = start, score
        called = in_header or self.calls_in(blocks[:best])
        if best < len(blocks) and best_score[0] < 0 and not called:
            return len(blocks)
        return best

    def _ends_in_text(self, blocks: list[Block]) -> bool:
        """Whether a signature or date ends it: then what is numbered are points of the text."""
        return len(blocks[-1].text) < SHORT and not self.number_of(blocks[-1])

    def _run_length(self, blocks: list[Block]) -> int:
        expected = 1
        for block in blocks:
            expected += self.number_of(block) == expected
        return expected - 1

    def _collect(self, blocks: list[Block], highest: int) -> list[Block]:
        """Blocks to notes: a number that follows begins one, all else continues the last."""
        notes: list[Block] = []
        for block in blocks:
            if self.number_of(block) == len(notes) + 1:
                notes.append(self._as_note(block))
            elif notes:
                self._continue(notes[-1], block)
        return self._split_run_on(notes, highest)

    def _as_note(self, block: Block) -> Block:
        first, _, further = block.text.partition("\n")
        found = self.starts.search(first)
        assert found is not None
        sign = block.text[: found.start("text")].strip()
        if sign != (usual := f"{int(found['number'])}."):
            self.log.repair("sign of a note", block.first, sign, usual)
        text = f"{found['text']}\n{further}" if further else found["text"]
        return Block(text, list(block.lines), "note", f"n{int(found['number'])}")

    def _continue(self, note: Block, block: Block) -> None:
        """Add a block to a note: to its last paragraph, or as a further one."""
        last = note.more[-1] if note.more else note
        if self.joiner.belongs_together(last, block):
            joined = self.joiner.put_together(last, block)
            last.text, last.lines = joined.text, joined.lines
        else:
            note.more.append(block)

    def _split_run_on(self, notes: list[Block], highest: int) -> list[Block]:
        """Divide notes that stand behind one another on a line, if calls say there are more."""
        while notes and len(notes) < highest:
            number = len(notes) + 1
            last = notes[-1].more[-1] if notes[-1].more else notes[-1]
            seam = re.search(TWO_IN_ONE.format(number=number), last.text)
            if seam is None:
                break
            line = last.lines[-1]
            seam_text = last.text[seam.start() - 20 : seam.end() + 20]
            divided = seam_text.replace(seam.group(), f"\n{seam.group().strip()} ")
            self.log.repair("two notes on one line", line, seam_text, divided)
            self.log.doubt("two notes on one line", line, seam.group().strip(),
                           f"Divided before note {number}.")  # fmt: skip
            rest = Block(last.text[seam.end() :], [line], "note", f"n{number}")
            last.text = last.text[: seam.start()]
            notes.append(rest)
        return notes

    # --- notes that stand apart ------------------------------------------------------

    def gathered(self, blocks: list[Block]) -> dict[int, Block]:
        """Notes that stand together, by their numbers; the first number may be any."""
        numbers = [self.number_of(block) for block in blocks]
        notes: dict[int, Block] = {}
        last = 0
        for place, block in enumerate(blocks):
            number = numbers[place]
            lost = bool(notes) and _after_lost(numbers[place:], last)
            if lost:
                self.log.doubt("note lost", block.first, f"Note {number} follows note {last}.",
                               "A sign was misread; its note stands in that before.")  # fmt: skip
            if number and (not notes or number == last + 1 or lost):
                notes[number] = self._as_note(block)
                last = number
            elif notes:
                self._continue(notes[last], block)
        return notes

    def text_alone(self, blocks: list[Block], in_header: list[int]) -> Apparatus:
        """A document whose notes stand apart."""
        body = self.joiner.join(blocks)
        return Apparatus(body, [], in_header + self.calls_in(body))

    # --- notes at the foot of pages ----------------------------------------------

    def split_footnotes(self, blocks: list[Block], first: int = 1) -> Apparatus:
        """Text with footnotes between: a page's notes, then the text goes on.

        `first` is the number of the first note to expect.
        """
        body: list[Block] = []
        notes: list[Block] = []
        in_notes = False
        for block in blocks:
            if self.number_of(block) == first + len(notes) and self._is_footnote(body, notes):
                notes.append(self._as_note(block))
                in_notes = True
            elif in_notes and notes and self._goes_on_in_note(body, notes[-1], block):
                self._continue(notes[-1], block)
            else:
                body.append(block)
                in_notes = False
        joined = self.joiner.join(body)
        return Apparatus(joined, notes, self.calls_in(joined))

    def split_at_feet(self, blocks: list[Block], in_header: list[int]) -> Apparatus:
        """A document with footnotes; their numbers begin with that of its first call."""
        calls = in_header + self.calls_in(blocks)
        found = self.split_footnotes(blocks, min(calls, default=1))
        return Apparatus(found.body, found.notes, in_header + found.calls)

    def _is_footnote(self, body: list[Block], notes: list[Block]) -> bool:
        """A text without any call so far has no note; then the line is a numbered point."""
        return bool(notes) or not body or bool(self.calls_in(body))

    def _goes_on_in_note(self, body: list[Block], note: Block, block: Block) -> bool:
        """Whether a block after a note is the rest of the note, not of the text."""
        last = note.more[-1] if note.more else note
        text_open = bool(body) and body[-1].kind == "paragraph" and not _closed(body[-1].text)
        note_open = not _closed(last.text)
        if block.kind != "paragraph":
            return False
        if LOWER_START.match(block.text):
            if note_open and text_open:
                torn = TORN_WORD.search(body[-1].text)
                self.log.doubt(
                    "text or note", block.first, block.text[:80],
                    "Joined to the text before the notes; compare the printed book.",
                )  # fmt: skip
                return not torn and bool(TORN_WORD.search(last.text))
            return note_open
        quoted = block.text[:1] in '“"' and last.text.rstrip().endswith(":")
        return quoted or (is_open(last.text) and not text_open)

    def take_displaced(
        self, blocks: list[Block], missing: list[int]
    ) -> tuple[list[Block], list[Block]]:
        """Footnotes of an introduction among the blocks of the document that follows it.

        Gives the remaining blocks and the notes, for as many of `missing` as are found.
        """
        rest: list[Block] = []
        notes: list[Block] = []
        wanted = list(missing)
        for block in blocks:
            if wanted and self.number_of(block) == wanted[0]:
                notes.append(self._as_note(block))
                wanted.pop(0)
                number = notes[-1].label.removeprefix("n")
                self.log.repair("footnote moved back to its introduction", block.first,
                                block.text[:80], block.text[:80])  # fmt: skip
                self.log.doubt("footnote moved", block.first, notes[-1].text[:80],
                               f"Note {number} of the introduction.")  # fmt: skip
            else:
                rest.append(block)
        return rest, notes


def _after_lost(numbers: list[int], last: int) -> bool:
    """Whether the first block begins a note though some before it were not found.

    `numbers` are those that blocks begin with (0: none): the missing ones do not come later,
    and the run goes on behind it.
    """
    number, *later = numbers
    follows = next((other for other in later if other), number + 1)
    return last + 1 < number <= last + MOST_LOST and last + 1 not in later and follows > number


def _closed(text: str) -> bool:
    """Whether a paragraph ends where a sentence does."""
    bare = re.sub(r"(?:<sup>[^<]*</sup>|[\"”’'*)\]\s])+$", "", text)
    return bare[-1:] in set(".?!:;…")
