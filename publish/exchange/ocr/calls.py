"""Calls of notes in the text: all of one form once the lines are read."""

from __future__ import annotations

import re

from publish.exchange.log import ImportLog
from publish.exchange.ocr.pattern import Match, ProfilePattern

CALL = ProfilePattern(r"<sup>(?P<numbers>\d{1,3}(?:, ?\d{1,3})*)</sup>")
FORM = re.compile(CALL.text)
NUMBER = re.compile(r"\d+")


def numbers_of_calls(text: str) -> list[int]:
    """Numbers of the notes that a text calls, in order."""
    return [
        int(number) for found in FORM.finditer(text) for number in NUMBER.findall(found["numbers"])
    ]


def without_calls(text: str) -> str:
    """A text without its calls."""
    return FORM.sub("", text)


def as_calls(
    text: str, line: int, call: ProfilePattern, note: ProfilePattern, log: ImportLog
) -> str:
    """A line with what the profile's `call` matches as `<sup>1</sup>`; changes are logged.

    The number with which a note begins (`note` of the profile) is no call.
    """

    def change(found: Match) -> str:
        after = f"<sup>{', '.join(NUMBER.findall(found['numbers']))}</sup>"
        if FORM.fullmatch(found.group()):
            return found.group()
        log.repair("call of a note", line, found.group(), after)
        return after

    begins = note.search(text)
    at = begins.start("text") if begins else 0
    return text[:at] + call.sub(change, text[at:])
