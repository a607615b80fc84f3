"""What the reading of one file shares: log, registry, notes found, what was not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from publish.exchange.log import ImportLog
from publish.exchange.tei.registry import Registry
from publish.exchange.tei.xml import Element


@dataclass(frozen=True, slots=True)
class Note:
    """A note as Markdown (further paragraphs indented), with its lines."""

    label: str
    text: str
    lines: tuple[int, ...]


@dataclass(slots=True)
class Counts:
    """What went in and came out, for the balance."""

    found: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    explained: dict[str, Counter[str]] = field(default_factory=dict)

    def left_out(self, what: str, why: str, number: int = 1) -> None:
        self.explained.setdefault(what, Counter())[why] -= number

    def added(self, what: str, why: str, number: int = 1) -> None:
        self.explained.setdefault(what, Counter())[why] += number


@dataclass(slots=True)
class Shared:
    """One import: the same for all files."""

    log: ImportLog
    registry: Registry = field(default_factory=Registry)
    counts: Counts = field(default_factory=Counts)
    targets: dict[str, str] = field(default_factory=dict)  # id in the source -> doc:…, note:…
    pages: set[str] = field(default_factory=set)  # ids of page breaks
    page_references: int = 0
    unknown: dict[str, list[tuple[str, int]]] = field(default_factory=dict)  # where it stands
    names_by_words: bool = False  # whether names without an id are people of their own


Rules: TypeAlias = dict[str, Callable[..., list[Any]]]


@dataclass(slots=True)
class Context:
    """One text: a letter, a document or a piece of front matter."""

    shared: Shared
    file: str
    text_id: str
    notes: list[Note] = field(default_factory=list)
    inside_note: str = ""
    labels: set[str] = field(default_factory=set)
    no_mentions: set[Element] = field(default_factory=set)  # names inside the name of an archive
    dropped: list[str] = field(default_factory=list)  # text left out, for the conservation check
    added: list[str] = field(default_factory=list)  # text put in
    rules: Rules = field(default_factory=dict)  # of elements that this dialect reads its own way
    block_rules: Rules = field(default_factory=dict)

    def doubt(self, kind: str, line: int, what: str, suggestion: str) -> None:
        self.shared.log.doubt(kind, line, what, suggestion, self.file)

    def unknown(self, what: str, line: int) -> None:
        """Note that an element or its @rend says nothing to the manuscript."""
        self.shared.unknown.setdefault(what, []).append((self.file, line))

    def drop(self, line: int, text: str, reason: str) -> None:
        """Leave text out, with the reason in the log."""
        self.dropped.append(text)
        self.shared.log.drop(line, text, reason, self.file)

    def repair(self, kind: str, line: int, before: str, after: str) -> None:
        self.dropped.append(before)
        self.added.append(after)
        self.shared.log.repair(kind, line, before, after, self.file)

    def label(self, wanted: str) -> str:
        """A label for a note that this text has not used yet."""
        made = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in wanted) or "n"
        unique, number = made, 2
        while unique in self.labels:
            unique, number = f"{made}-{number}", number + 1
        self.labels.add(unique)
        return unique

    def target(self, reference: str) -> str:
        """doc:… or note:… of an id in the source; nothing if it is not in the edition."""
        return self.shared.targets.get(reference.rpartition("#")[2], "")
