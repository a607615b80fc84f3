"""What terminal and page say in the same words."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from publish.command_line import count
from publish.problem_codes import CODES

if TYPE_CHECKING:
    from publish.workplace.model import Asked, OpenForm, Workplace

MANUSCRIPT = "manuscript"  # the folder that commands take if none is named
SHARED = "W510"


def command(form: str, person: str, text: str, folder: str) -> str:
    """The command that decides a form for one text, ready for a shell."""
    words = ["publish", "names", "decide", form, person, "--in", text]
    if folder != MANUSCRIPT:
        words += ["--manuscript", folder]
    return shlex.join(words)


def needs_advice(asked: Asked) -> bool:
    """Whether something else than several people of one name makes a passage open."""
    return asked.code != SHARED


def advice(asked: Asked) -> str:
    """What to do about such a passage, unless it is decided."""
    return CODES[asked.code].hint


def summary(found: Workplace) -> tuple[tuple[str, str, str], ...]:
    """For each section its id on the page, its title, and how much it holds."""
    passages = sum(len(one.asked) for one in found.open_forms)
    forms = count(len(found.open_forms), "form")
    return (
        ("open", "Open queries", f"{forms}, {count(passages, 'passage')}"),
        ("unknown", "Names that nobody in people.yaml has", count(len(found.unknown), "name")),
        ("misspelt", "Probable misspellings", count(len(found.misspellings), "word")),
        ("alike", "People easily confused", count(len(found.homonyms), "group")),
        ("unmet", "Entries never met", count(len(found.unmet), "entry", "entries")),
        ("untimely", "Before birth or after death", count(len(found.untimely), "person", "people")),
    )


def texts_of(form: OpenForm) -> tuple[str, ...]:
    """The texts in which a form is open, in reading order."""
    return tuple(dict.fromkeys(asked.spot.text for asked in form.asked))
