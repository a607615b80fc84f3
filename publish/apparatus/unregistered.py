"""Names in the text that no entry of people.yaml accounts for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from publish.apparatus.model import Passage
from publish.apparatus.name_context import read_before
from publish.apparatus.names import sightings
from publish.apparatus.plain_text import PlainText, fold, plain_text
from publish.apparatus.register import Register

_WORD = re.compile(r"[^\W\d_]{3,}(?:[-'][^\W\d_]+)*")
_ADDRESSES = frozenset({"comrade", "comrades", "com", "cde", "citizen", "mr", "mrs", "miss"})


@dataclass(frozen=True, slots=True)
class Unregistered:
    """A name nobody in people.yaml has: how often its last word stands in the texts, and the
    fullest form in which it stands first (passage, start, end)."""

    form: str
    count: int
    passage: str
    start: int
    end: int


def unregistered(passages: Iterable[Passage], register: Register) -> list[Unregistered]:
    """Capitalised words that follow "Comrade", initials or a given name and are no known name.

    The most frequent first. Places and institutions are rarely among them; a mark
    ({.noindex}) or an ignored phrase takes one away.
    """
    first: dict[str, Unregistered] = {}
    words: Counter[str] = Counter()
    for passage in passages:
        source = plain_text(passage.text)
        words.update(word.removesuffix("'s") for word in _WORD.findall(source.text))
        for surname, found in _in_passage(passage, source, register):
            known = first.get(surname)
            if known is None or len(found.form) > len(known.form):
                first[surname] = found
    counted = [
        replace(found, count=words[surname])
        for surname, found in first.items()
        if surname.casefold() not in words  # "I. Some questions" is no name
    ]
    return sorted(counted, key=lambda found: (-found.count, found.form))


def _in_passage(
    passage: Passage, source: PlainText, register: Register
) -> Iterator[tuple[str, Unregistered]]:
    """The unregistered names of a passage, each with its surname."""
    taken = [(name.start, name.end) for name in sightings(passage, register)]
    taken += passage.suppressed
    for word in _WORD.finditer(source.text):
        surname = word[0].removesuffix("'s")
        if not surname[0].isupper() or fold(surname) in register.given_names:
            continue
        before = read_before(source.text, word.start(), 0, register.given_names)
        if not before.given and before.title not in _ADDRESSES:
            continue
        stop = word.start() + len(surname)
        start, end = source.original_span(before.start, stop)
        if not any(left < end and start < right for left, right in taken):
            form = source.text[before.start : stop]
            yield surname, Unregistered(form, 1, passage.key, start, end)
