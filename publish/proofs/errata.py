"""publish correct errata: the corrections since a printing, as a text of the manuscript.

Page and line are those of the earlier printing, read from its finished pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from publish.proofs.ledger import LedgerEntry, Passage
from publish.proofs.printed_text import PrintedText, printed_text

MARKDOWN = re.compile(r"([\\`*_\[\]{}<>^~$|#])")
PUNCTUATION = ",.;:!?"
HEADER = """\
---
title: Errata
kind: errata
running-head: Errata
---
Pages and lines are counted as in the earlier printing; running heads are left out.
"""


@dataclass(frozen=True, slots=True)
class Erratum:
    """Page and line of the earlier printing; its words and what to read for them."""

    page: int  # index, for the order
    folio: str
    line: int
    old: str
    new: str  # "" if the words are to go

    @property
    def markdown(self) -> str:
        place = f"Page {self.folio}, line {self.line}: "
        if not self.new:
            return f"{place}*delete* {_escaped(self.old)}"
        return f"{place}*for* {_escaped(self.old)} *read* {_escaped(self.new)}"


def errata(entries: Sequence[LedgerEntry]) -> list[Erratum]:
    """What a reader of the earlier printing has to change, in the order of its pages.

    A correction that is not in both proofs, or changes no words, is left out.
    """
    found = [
        _erratum(entry.before, entry.after)
        for entry in entries
        if entry.before is not None and entry.after is not None
        if entry.before.words != entry.after.words
    ]
    return sorted(dict.fromkeys(found), key=lambda one: (one.page, one.line))


def as_markdown(found: Sequence[Erratum]) -> str:
    """A text of kind `errata` for the manuscript, a paragraph for each erratum."""
    return "\n".join([HEADER, *(f"{erratum.markdown}\n" for erratum in found)])


def differing_words(old: str, new: str, printed: PrintedText) -> tuple[str, str]:
    """The words in which two wordings differ, with so many before or after them that the old
    ones stand once in the printed lines."""
    was, now = old.split(), new.split()
    lead = _common(was, now)
    tail = _common(was[lead:][::-1], now[lead:][::-1])
    while lead or tail:
        some = was[lead : len(was) - tail], now[lead : len(now) - tail]
        if some[0] and all(map(_closed, some)) and _stand_once(some[0], printed):
            break
        opened = any("".join(words).count("[") > "".join(words).count("]") for words in some)
        lead, tail = (lead, tail - 1) if tail and (opened or not lead) else (lead - 1, tail)
    return _without_common_end(
        " ".join(was[lead : len(was) - tail]), " ".join(now[lead : len(now) - tail])
    )


def _closed(words: Sequence[str]) -> bool:
    """Whether every bracket that some words open is closed in them."""
    return "".join(words).count("[") == "".join(words).count("]")


def _stand_once(words: Sequence[str], printed: PrintedText) -> bool:
    return len(list(printed.spans(" ".join(words)))) == 1


def _erratum(before: Passage, after: Passage) -> Erratum:
    printed = printed_text(before.lines)
    old, new = differing_words(before.words, after.words, printed)
    start = next((start for start, _ in printed.spans(old)), 0)
    number = printed.line_at(start)
    at = before.lines[number]
    return Erratum(at.page, before.folios[number], at.number, old, new)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _without_common_end(old: str, new: str) -> tuple[str, str]:
    """Two wordings without the punctuation that ends both."""
    if len(old) > 1 and len(new) > 1 and old[-1] == new[-1] and old[-1] in PUNCTUATION:
        return old[:-1], new[:-1]
    return old, new


def _escaped(words: str) -> str:
    return MARKDOWN.sub(r"\\\1", words)
