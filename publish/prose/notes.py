"""Take the notes out of a Markdown text, so that their labels and lines are kept.

Pandoc numbers notes and forgets their labels; the labels are what "see note 4 to
document 5" is computed from, so notes are parsed as texts of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DEFINITION = re.compile(r"^\[\^(?P<label>[^\]\s]+)\]:[ \t]*(?P<text>.*)$")
CALL = re.compile(r"(?<!\\)\[\^(?P<label>[^\]\s]+)\](?!:)")
AUTHOR = re.compile(r"\s*\{by=\"(?P<by>[^\"]*)\"\}\s*\Z")
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

    `first_line` is the line of the file on which `text` starts. Calls `[^label]` become
    empty spans `[]{.note-call note="label"}`.
    """
    lines = text.split("\n")
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
    """Replace each note call by an empty span that pandoc carries through."""
    return CALL.sub(r'[]{.note-call note="\g<label>"}', text)


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
