"""Find the headers of the documents: number, correspondents, date, reference."""

from __future__ import annotations

from dataclasses import dataclass, field

from publish.exchange.date_words import is_date
from publish.exchange.log import ImportLog
from publish.exchange.ocr.calls import numbers_of_calls, without_calls
from publish.exchange.ocr.flow import Block
from publish.exchange.ocr.pattern import Match
from publish.exchange.ocr.profile import Documents
from publish.exchange.ocr.source import Line

MOST_BLANK = 6  # blank lines between two lines of a header


@dataclass(slots=True)
class Header:
    """A document's header as printed: texts by part, and where the body begins."""

    start: int  # index of its first line
    end: int  # index after its last line
    texts: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    calls: dict[str, list[int]] = field(default_factory=dict)  # of notes, by part
    source: Match | None = None
    number: int = 0
    typed_number: str = ""  # as the number line has it
    restored: bool = False

    @property
    def all_calls(self) -> list[int]:
        return [number for numbers in self.calls.values() for number in numbers]

    @property
    def first_line(self) -> int:
        return min(line.number for lines in self.lines.values() for line in lines)

    @property
    def all_lines(self) -> tuple[int, ...]:
        return tuple(sorted(line.number for lines in self.lines.values() for line in lines))


@dataclass(slots=True)
class HeaderReader:
    """Recognises headers by the patterns of a profile."""

    rules: Documents
    log: ImportLog

    def find(self, lines: list[Line], first_number: int) -> list[Header]:
        """All headers of a stretch of documents, numbered; lost numbers are restored.

        A header without its number counts only where the numbers around it leave a gap (or
        at the end), which keeps a line of the text that looks like one from being taken.
        """
        candidates = self._candidates(lines)
        numbered = [h for h in candidates if h.number]
        bare = [h for h in candidates if not h.number]
        numbered = self._in_sequence(numbered, first_number)
        if not self.rules.number_may_be_missing:
            return numbered
        return self._with_restored(numbered, bare, first_number)

    def source_under(self, blocks: list[Block], header: Header) -> Block | None:
        """The reference that stands under a text; the header takes it. None if there is none."""
        for block in reversed(blocks) if header.source is None else ():
            for pattern in self.rules.source_after:
                if found := pattern.search(block.text):
                    header.source = found
                    header.lines["source"] = [Line(number, block.text) for number in block.lines]
                    return block
        return None

    def _candidates(self, lines: list[Line]) -> list[Header]:
        found: list[Header] = []
        place = 0
        while place < len(lines):
            header = self._read(lines, place)
            if header:
                found.append(header)
                place = header.end
            else:
                place += 1
        return found

    def _read(self, lines: list[Line], start: int) -> Header | None:
        """The header that begins at a line, or None."""
        if lines[start].blank:
            return None
        header = Header(start, start)
        place = start
        for part in self.rules.header:
            if part not in header.texts:
                place = self._read_part(part, lines, place, header)
        parts = [part for part in header.texts if part != "number"]
        expected = [part for part in self.rules.header if part != "number"]
        if "number" in header.texts:
            return header
        complete = len(parts) == len(expected) or {"correspondents", "source"} <= set(parts)
        return header if expected and complete else None

    def _read_part(self, part: str, lines: list[Line], place: int, header: Header) -> int:
        """Try one part of the header; gives the index to go on from."""
        at = _next_line(lines, place, header)
        if at is None:
            return place
        line = lines[at]
        end = at + 1
        text = line.bare
        if part == "correspondents":
            further = self.rules.correspondents_continue
            while (
                end < len(lines)
                and not lines[end].blank
                and (text.endswith(",") or further.search(lines[end].bare))
            ):
                text += f" {lines[end].bare}"
                end += 1
        numbers = numbers_of_calls(text)
        text = without_calls(text).strip()
        if not self._matches(part, text, header):
            return place
        header.texts[part] = text
        header.calls[part] = numbers
        header.lines[part] = lines[at:end]
        header.end = end
        dated = self.rules.correspondents.search(text) if part == "correspondents" else None
        if dated and dated.groupdict().get("date") and "date" not in header.texts:
            header.texts["date"], header.calls["date"] = dated["date"], []
            header.lines["date"] = header.lines[part]
        if part == "number" and (found := self.rules.number.search(text)):
            header.typed_number = found["number"]
            header.number = int(header.typed_number)
            self._divide(header, found)
        return end

    def _divide(self, header: Header, found: Match) -> None:
        """Take the other parts out of a number line that has them ("7. To Kit, 3 May 1921")."""
        rest = found.string
        for part in ("correspondents", "date"):
            said = found.groupdict().get(part)
            if said:
                header.texts[part], header.calls[part] = said, []
                header.lines[part] = header.lines["number"]
                rest = rest.replace(said, " ", 1)
        header.texts["number"] = rest

    def _matches(self, part: str, text: str, header: Header) -> bool:
        match part:
            case "number":
                return self.rules.number.search(text) is not None
            case "correspondents":
                return self.rules.correspondents.search(text) is not None
            case "date":
                pattern = self.rules.date
                return pattern.search(text) is not None if pattern else is_date(text)
        for pattern in self.rules.source:
            header.source = pattern.search(text)
            if header.source:
                return True
        return False

    def _in_sequence(self, headers: list[Header], first_number: int) -> list[Header]:
        """Headers whose numbers rise; one that falls back is no header or was misread."""
        kept: list[Header] = []
        last = first_number - 1
        for place, header in enumerate(headers):
            after = headers[place + 1].number if place + 1 < len(headers) else header.number
            if header.number > last and not last < after < header.number:
                kept.append(header)
            elif len(header.texts) > 1:
                self._renumber(header, last + 1)
                kept.append(header)
            last = kept[-1].number if kept else last
        return kept

    def _renumber(self, header: Header, number: int) -> None:
        line = header.first_line
        self.log.doubt(
            "number out of order", line, str(header.number),
            f"Read as {number}; compare the printed book.",
        )  # fmt: skip
        self.log.repair("number out of order", line, str(header.number), str(number))
        header.number = number

    def _with_restored(
        self, numbered: list[Header], bare: list[Header], first_number: int
    ) -> list[Header]:
        everything: list[Header] = []
        last, position = first_number - 1, -1
        end = Header(1 << 60, 1 << 60)
        for header in [*numbered, end]:
            between = [h for h in bare if position <= h.start < header.start]
            gap = header.number - last - 1 if header is not end else len(between)
            if len(between) != gap:
                self._report_gap(header, last, between, gap)
            for restored in between[: max(gap, 0)]:
                last += 1
                restored.number, restored.restored = last, True
                self.log.repair("number restored", restored.first_line, "", str(last))
                everything.append(restored)
            if header is not end:
                everything.append(header)
                last, position = header.number, header.end
        return everything

    def _report_gap(self, header: Header, last: int, between: list[Header], gap: int) -> None:
        line = between[0].first_line if between else header.first_line if header.lines else 0
        self.log.doubt(
            "documents missing", line,
            f"Between {last} and {header.number}: {len(between)} headers without a number.",
            f"{gap} were expected; look for a header that no pattern matches.",
        )  # fmt: skip


def _next_line(lines: list[Line], place: int, header: Header) -> int | None:
    """Index of the next line that is not blank; the first part must stand where it is."""
    if not header.texts:
        return place if not lines[place].blank else None
    for at in range(place, min(place + MOST_BLANK, len(lines))):
        if not lines[at].blank:
            return at
    return None
