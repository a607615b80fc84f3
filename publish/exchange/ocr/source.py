"""The recognised text: lines with their numbers, freed of what no page printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from publish.exchange.log import ImportLog
from publish.exchange.ocr.calls import as_calls
from publish.exchange.ocr.pattern import Match
from publish.exchange.ocr.profile import Profile
from publish.problems import Place, Problems

LARGEST = 32_000_000  # bytes; a volume has 1 to 2 million
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,})\s*$")
BREAK = re.compile(r"\s*<br ?/?>$")
HEADING_MARK = re.compile(r"^#{1,6} +")
EMPHASIS = re.compile(r"\*\*|^\*(?=\S)|(?<=\S)\*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source: number from 1, and its text without white space at the end."""

    number: int
    text: str
    hard: bool = False  # ended in two spaces: the break was printed

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def bare(self) -> str:
        """The text without heading marks and emphasis around it."""
        return unmarked(self.text)


def unmarked(text: str) -> str:
    """A line without heading marks and without emphasis around it."""
    return EMPHASIS.sub("", HEADING_MARK.sub("", text.strip())).strip()


def read_source(path: Path, problems: Problems) -> list[str] | None:
    """The lines of a UTF-8 file; what keeps it from being read is reported and gives None."""
    place = Place(path.name)
    try:
        if path.stat().st_size > LARGEST:
            problems.add("E003", place, f"Larger than {LARGEST // 1_000_000} MB.")
            return None
        data = path.read_bytes()
    except FileNotFoundError:
        problems.add("E001", place, f"There is no file {path}.", "Check the path of the book.")
        return None
    except OSError as error:
        problems.add("E014", place, f"Cannot be read: {error.strerror}.")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add("E002", Place(path.name, line), "Not UTF-8.")
        return None
    if control := CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        code = ord(control.group())
        problems.add("E013", Place(path.name, line), f"A control character (U+{code:04X}).")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return text.split("\n")


def clean_lines(source: list[str], profile: Profile, log: ImportLog) -> list[Line]:
    """Lines as the profile corrects them, without running heads and rules; all is logged.

    What is taken out leaves a blank line, so that lines keep their numbers.
    """
    lines = []
    for number, printed in enumerate(source, start=1):
        text = _corrected(printed, number, profile, log)
        text = as_calls(text, number, profile.notes.call, profile.notes.note, log)
        stripped = text.strip()
        if stripped and any(head.search(stripped) for head in profile.running_heads):
            log.drop(number, stripped, "running head")
            stripped = ""
        elif profile.rules_mean_nothing and RULE.match(stripped):
            log.drop(number, stripped, "rule without meaning")
            stripped = ""
        hard = text.endswith("  ") or BREAK.search(stripped) is not None
        kept = BREAK.sub("", text.rstrip()) if stripped else ""
        lines.append(Line(number, kept, hard and bool(stripped)))
    return lines


def _corrected(text: str, number: int, profile: Profile, log: ImportLog) -> str:
    """A line with the corrections of the profile, in their order; each change is logged."""
    for correction in profile.corrections:

        def change(found: Match, put: str = correction.put) -> str:
            after = found.expand(put)
            if after != found.group():
                log.repair("correction of the profile", number, found.group(), after)
            return after

        text = correction.find.sub(change, text)
    return text
