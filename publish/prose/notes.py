"""Take the notes out of a Markdown text, so that their labels and lines are kept.

Pandoc numbers notes and forgets their labels; the labels are what "see note 4 to
document 5" is computed from, so notes are parsed as texts of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

DEFINITION = re.compile(r"^\[\^(?P<label>[^\]\s]+)\]:[ \t]*(?P<text>.*)$")
# the look behind stands after the bracket, so that the search goes from bracket to bracket;
# a colon may follow a call, but not one at the start of a line: there a note begins
CALL = re.compile(r"\[(?<!\\\[)(?!(?<=^\[)\^[^\]\s]+\]:)\^(?P<label>[^\]\s]+)\]", re.MULTILINE)
AUTHOR = re.compile(r"\{by=\"(?P<by>[^\"]*)\"\}\s*\Z")
CALL_START, CALL_END = "\ue000", "\ue001"
INDENT = re.compile(r"^(?: {4}|\t)")


@dataclass(frozen=True, slots=True)
class NoteSource:
    """A note as written: label, Markdown without its indentation, author, line of the file."""

    label: str
    text: str
    by: str
    line: int


@dataclass(frozen=True, slots=True)
class Split:
    """A text without its notes (their lines are blank) and the notes in order of definition."""

    body: str
    notes: tuple[NoteSource, ...]


def split_notes(text: str, first_line: int = 1) -> Split:
    """Separate the note definitions of a Markdown text from its body.

    `first_line` is the line of the file on which `text` starts. Calls `[^label]` are
    marked (`mark_calls`).
    """
    lines = text.replace(CALL_START, "").replace(CALL_END, "").split("\n")
    notes: list[NoteSource] = []
    position = 0
    while position < len(lines):
        match = DEFINITION.match(lines[position])
        if match is None:
            position += 1
            continue
        end = _end_of_definition(lines, position)
        written = [match["text"], *(INDENT.sub("", line) for line in lines[position + 1 : end])]
        notes.append(_note(match["label"], "\n".join(written), first_line + position))
        lines[position:end] = [""] * (end - position)
        position = end
    return Split(mark_calls("\n".join(lines)), tuple(notes))


def mark_calls(text: str) -> str:
    """Replace each note call by its label between two private characters.

    Pandoc carries them through as letters of no word, wherever the call stands; Markdown of our
    own in its place would join with a bracket before it. The sanitiser makes spans of them.
    """
    return CALL.sub(lambda call: CALL_START + call["label"].encode().hex() + CALL_END, text)


def find_calls(text: str) -> Iterator[tuple[str, str]]:
    """The text before each call of a text that pandoc carried through, with the call's label;
    last the text after all calls with an empty label."""
    *calls, last = text.split(CALL_END)
    for part in calls:
        before, _, label = part.rpartition(CALL_START)
        yield before, bytes.fromhex(label).decode()
    yield last, ""


def _note(label: str, text: str, line: int) -> NoteSource:
    author = AUTHOR.search(text)
    text = AUTHOR.sub("", text)
    return NoteSource(label, mark_calls(text.strip()), author["by"] if author else "", line)


def _end_of_definition(lines: list[str], start: int) -> int:
    """Index after the last line of the definition that starts at `start`."""
    position = start + 1
    after_blank = False
    while position < len(lines):
        line = lines[position]
        if not line.strip():
            after_blank = True
        elif DEFINITION.match(line) or (after_blank and not INDENT.match(line)):
            break
        else:
            after_blank = False
        position += 1
    while position > start + 1 and not lines[position - 1].strip():
        position -= 1
    return position
