"""What an import did to the text: repairs, doubts, dropped text and the balance.

Shared by all importers; written beside the manuscript as import-log.json and import-log.md.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import TypeVar

BALANCE = ("What", "Source", "Manuscript", "Difference", "Closes")
MOST_PLACES = 40  # of one doubt that the Markdown log shows; import-log.json has all
MOST_SHOWN = 400  # characters of a dropped or repaired text that the Markdown log shows


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of characters: what stood in line `line` of the source, what became of it."""

    kind: str
    line: int
    before: str
    after: str
    file: str = ""  # of the source, if it is several


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person should look at, with what the importer suggests."""

    kind: str
    line: int
    what: str
    suggestion: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text of the source that is not in the manuscript, and why."""

    line: int
    text: str
    reason: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """Lines of the source whose characters are not all accounted for."""

    lines: tuple[int, ...]
    file: str  # of the manuscript, where they went
    missing: str
    surplus: str

    def __str__(self) -> str:
        where = f" ({self.file})" if self.file else ""
        said = (("lost", self.missing), ("added", self.surplus))
        return f"line {', '.join(map(str, self.lines))}{where}: " + "; ".join(
            f"{word} {_code(letters)}" for word, letters in said if letters
        )


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One kind of thing: how many the source has, how many the manuscript, and the difference.

    `explained` says what makes `found` and `kept` differ, counted with its sign: found plus
    all of it must be kept.
    """

    what: str
    found: int
    kept: int
    explained: tuple[tuple[str, int], ...] = ()

    @property
    def closes(self) -> bool:
        return self.found + sum(number for _, number in self.explained) == self.kept


@dataclass(slots=True)
class ImportLog:
    """Collector that every step of an import adds to."""

    source: str
    repairs: list[Repair] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    balance: list[BalanceRow] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    unit: str = "line"  # what the numbers count; paragraphs in a Word file

    def repair(self, kind: str, line: int, before: str, after: str, file: str = "") -> None:
        """Record that `before` became `after`; together they hold all changed characters."""
        self.repairs.append(Repair(kind, line, before, after, file))

    def doubt(self, kind: str, line: int, what: str, suggestion: str, file: str = "") -> None:
        """Record a question for a person."""
        self.doubts.append(Doubt(kind, line, what, suggestion, file))

    def drop(self, line: int, text: str, reason: str, file: str = "") -> None:
        """Record that text was left out."""
        self.dropped.append(Dropped(line, text, reason, file))

    def _at(self, entry: Repair | Doubt | Dropped) -> str:
        return f"{entry.file}{', ' if entry.file else ''}{self.unit} {entry.line}"

    def as_json(self) -> str:
        """import-log.json."""
        content = {
            "source": self.source,
            "balance": [asdict(row) | {"closes": row.closes} for row in self.balance],
            "not-accounted-for": [asdict(loss) for loss in self.losses],
            "doubts": [asdict(doubt) for doubt in _by_line(self.doubts)],
            "repairs": [asdict(repair) for repair in _by_line(self.repairs)],
            "dropped": [asdict(dropped) for dropped in _by_line(self.dropped)],
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    def as_markdown(self) -> str:
        """import-log.md: doubts first, since they are what a person must go through."""
        doubts = self._doubts_to_tick()
        parts = [
            f"# Import of {self.source}",
            "## Balance",
            _table(BALANCE, map(_row, self.balance)),
            f"## Characters not accounted for ({len(self.losses)} places)" if self.losses else "",
            *(f"- {loss}" for loss in self.losses),
            f"## Doubts ({len(self.doubts)}, in {len(doubts)} lines)",
            *doubts,
            f"## Repairs ({len(self.repairs)})",
            _table(("Kind", "Number"), Counter(repair.kind for repair in self.repairs).items()),
            *(
                f"- {self._at(repair)}, {repair.kind}: "
                f"{_code(repair.before)} → {_code(repair.after)}"
                for repair in _by_line(self.repairs)
            ),
            f"## Dropped ({len(self.dropped)})",
            *(
                f"- {self._at(dropped)}: {_code(dropped.text)}: {dropped.reason}"
                for dropped in _by_line(self.dropped)
            ),
        ]
        return _joined(parts)

    def _doubts_to_tick(self) -> list[str]:
        """One line a doubt; a doubt that comes again has all its places in one line."""
        places: dict[tuple[str, str, str], list[str]] = {}
        for doubt in _by_line(self.doubts):
            same = (doubt.kind, doubt.what, doubt.suggestion)
            places.setdefault(same, []).append(self._at(doubt))
        return [
            f"- [ ] {_places(found)}, {kind}: {_shown(what)} Suggestion: {_shown(suggestion)}"
            for (kind, what, suggestion), found in places.items()
        ]


def _places(places: list[str]) -> str:
    more = f" and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
    return f"{'; '.join(places[:MOST_PLACES])}{more}"


Entry = TypeVar("Entry", Repair, Doubt, Dropped)


def _by_line(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.file, entry.line))


def _row(row: BalanceRow) -> tuple[str, ...]:
    explained = "; ".join(f"{number:+} {why}" for why, number in row.explained)
    return row.what, str(row.found), str(row.kept), explained, "yes" if row.closes else "NO"


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def _shown(text: str) -> str:
    text = " ".join(text.replace("\n\n", " ¶ ").split())
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


def _code(text: str) -> str:
    shown = _shown(text).replace("`", "'")
    return f"`{shown}`" if shown else "(nothing)"


def _joined(parts: list[str]) -> str:
    """Blocks apart by a blank line, list items on successive lines."""
    text = ""
    for part in parts:
        if not part:
            continue
        tight = part.startswith("- ") and text.rstrip("\n").rpartition("\n")[2].startswith("- ")
        text += ("\n" if tight else "\n\n") + part
    return text.lstrip("\n") + "\n"
