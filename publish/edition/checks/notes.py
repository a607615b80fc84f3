"""Notes: every call has its note, every note its call."""

from __future__ import annotations

from collections.abc import Set

from publish.edition.checks.view import Text, View
from publish.edition.scan import Scan
from publish.edition.suggest import closest
from publish.problems import Problems

PLAIN_FIELDS = {
    "from_note": "from-note",
    "to_note": "to-note",
    "place": "place",
    "time": "time",
    "message_number": "message-number",
    "copy_": "copy",
}


def check_notes(view: View, problems: Problems) -> None:
    """Match calls and notes in every text; authority files can have no notes."""
    for text in view.texts:
        labels = _check_definitions(text, problems)
        called = _check_calls(text, labels, problems)
        for label, line in labels.items():
            if label not in called:
                problems.add("E303", text.place(line), f"Nothing calls the note “{label}”.")
        for marks in text.scans:
            _check_inline(text, marks, problems)
        _check_plain_fields(text, problems)
    for snippet in view.snippets:
        for call in snippet.marks.calls:
            problems.add("E302", snippet.place, f"There is no note “{call.label}” here.")


def _check_definitions(text: Text, problems: Problems) -> dict[str, int]:
    """The line of each note by its label."""
    lines: dict[str, int] = {}
    for note in text.body.notes:
        first = lines.setdefault(note.label, note.line)
        if first != note.line:
            problems.add(
                "E301",
                text.place(note.line),
                f"The note “{note.label}” stands already in line {first}.",
            )
        if note.empty:
            problems.add("E307", text.place(note.line), f"The note “{note.label}” is empty.")
    return lines


def _check_calls(text: Text, labels: dict[str, int], problems: Problems) -> set[str]:
    """Labels that are called in the text or its header, or meant by a call without a note."""
    called: dict[str, int] = {}
    meant: set[str] = set()
    calls = [call for marks in text.scans for call in marks.calls]
    unknown = {call.label for call in calls} - labels.keys()
    waiting = labels.keys() - {call.label for call in calls}
    for call in calls:
        if call.label in unknown:
            guess = _guess(call.label, unknown, waiting) or closest(call.label, labels) or ""
            meant.add(guess)
            hint = f"Did you mean “{guess}”?" if guess else ""
            message = f"There is no note “{call.label}”."
            if call.label not in called:  # else a second call of the same missing note
                problems.add("E302", text.place(call.line), message, hint)
        elif call.note:
            problems.add(
                "E305",
                text.place(call.line),
                f"The note “{call.label}” is called in the note “{call.note}”.",
            )
        elif call.label in called:
            problems.add(
                "E304",
                text.place(call.line),
                f"The note “{call.label}” is called already in line {called[call.label]}.",
            )
        called.setdefault(call.label, call.line)
    return called.keys() | meant


def _guess(label: str, unknown: Set[str], waiting: Set[str]) -> str | None:
    """The note that nothing calls and that a call without a note means: the only one, if there
    is one such call, else the likest."""
    if len(unknown) == len(waiting) == 1:
        return next(iter(waiting))
    return closest(label, waiting)


def _check_inline(text: Text, marks: Scan, problems: Problems) -> None:
    for line, written in marks.bad_calls:
        problems.add("E308", text.place(line), f"{written} calls no note.")
    for line in marks.inline_notes:
        problems.add("E306", text.place(line), "A note inside the text has no label.")


def _check_plain_fields(text: Text, problems: Problems) -> None:
    """Fields that print as they are typed call no notes."""
    for name, label in PLAIN_FIELDS.items():
        if "[^" in getattr(text.source, name, ""):
            hint = "Call the note in the text, or in title or date-print."
            problems.add("E308", text.field(label), f"“{label}” can call no note.", hint)
