"""Targets of cross-references: `doc:005`, `note:005/berlin`, `intro:1931` …"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["doc", "docs-range", "note", "intro", "section", "page"]
ID = r"[A-Za-z0-9_-]+"
LABEL = r"[^\s/]+"
PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("docs-range", re.compile(rf"doc:(?P<first>{ID})\.\.(?P<last>{ID})")),
    ("doc", re.compile(rf"doc:(?P<list>{ID}(?:,{ID})*)")),
    ("note", re.compile(rf"note:(?:(?P<first>{ID})/)?(?P<note>{LABEL})")),
    ("intro", re.compile(rf"intro:(?P<first>{ID})")),
    ("section", re.compile(rf"section:(?P<first>{ID})")),
    ("page", re.compile(rf"page:(?P<first>{ID})")),
)
OUTSIDE = re.compile(r"(?:https?|mailto):.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """What a cross-reference points at.

    `ids` are those of documents ("doc": any number, in order; "docs-range": first and last),
    of the text that holds the note ("note": one, or none for the same text), of a chapter's
    folder ("intro") or of a text ("section", "page"). `note` is a note's label, else "".
    """

    kind: Kind
    ids: tuple[str, ...]
    note: str = ""


@functools.lru_cache(maxsize=65_536)  # each is looked at by several stages
def parse_target(url: str) -> Target | None:
    """The target of a link, or None if its address is not a cross-reference."""
    for kind, pattern in PATTERNS:
        if found := pattern.fullmatch(url):
            parts = found.groupdict()
            listed = parts.get("list")
            ids = listed.split(",") if listed else [parts.get("first"), parts.get("last")]
            return Target(kind, tuple(i for i in ids if i), parts.get("note") or "")
    return None


def leads_outside(url: str) -> bool:
    """Whether an address leads out of the book, to the web or a mailbox."""
    return OUTSIDE.match(url) is not None
