"""Subjects: the passages whose words mean a subject heading of index.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from publish.apparatus.model import Passage
from publish.apparatus.plain_text import PlainText, plain, plain_text
from publish.edition.model import Subject

Target = tuple[str, str]  # heading, subhead; "" for the heading itself


@dataclass(frozen=True, slots=True)
class SubjectHit:
    """A span of a passage that belongs under a heading or one of its subheads."""

    passage: str
    start: int
    end: int
    heading: str
    subhead: str
    pattern: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A pattern as written, the words it begins with, and the whole as an expression."""

    number: int  # in the order of the file
    written: str
    beginning: str
    expression: re.Pattern[str]
    target: Target


class SubjectFinder:
    """All patterns of the subjects; built once, never changed."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        self._automaton = ahocorasick.Automaton()
        beginnings: dict[str, list[_Pattern]] = {}
        for pattern in _patterns(subjects):
            beginnings.setdefault(pattern.beginning, []).append(pattern)
        for beginning, patterns in beginnings.items():
            self._automaton.add_word(beginning, (beginning, patterns))
        self._automaton.make_automaton()

    def find(self, passages: Iterable[Passage]) -> list[SubjectHit]:
        """The first hit of each heading or subhead in each passage, in reading order.

        Patterns match in any case and as whole words, over any white space; `*` stands for
        the rest of a word. Where a subhead's pattern is found, the heading itself gets
        no hit in that passage. Names' suppressed spans do not matter to subjects.
        """
        return [hit for passage in passages for hit in self._in_passage(passage)]

    def facts(self, words: str) -> str:
        """What finding subjects in a text depends on: the patterns that stand in its words.

        `words` is the searchable text of its passages, a line for each.
        """
        standing = {
            pattern.number: (pattern.written, pattern.target)
            for line in words.split("\n")
            for _, _, pattern in self._matches(_lower(line))
        }
        return repr([standing[number] for number in sorted(standing)])

    def _in_passage(self, passage: Passage) -> list[SubjectHit]:
        source = plain_text(passage.text)
        first: dict[Target, tuple[int, int, _Pattern]] = {}
        for start, end, pattern in self._matches(_lower(source.text)):
            known = first.get(pattern.target)
            if known is None or (start, -end) < (known[0], -known[1]):
                first[pattern.target] = (start, end, pattern)
        divided = {heading for heading, subhead in first if subhead}
        hits = [
            _hit(passage, source, *found)
            for (heading, subhead), found in first.items()
            if subhead or heading not in divided
        ]
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.heading, hit.subhead))

    def _matches(self, text: str) -> Iterator[tuple[int, int, _Pattern]]:
        if len(self._automaton) == 0:  # it would not iterate
            return
        for last, (beginning, patterns) in self._automaton.iter(text):
            start = last - len(beginning) + 1
            for pattern in patterns:
                match = pattern.expression.match(text, start)
                if match:
                    yield start, match.end(), pattern


def _patterns(subjects: Iterable[Subject]) -> Iterator[_Pattern]:
    for number, (written, target) in enumerate(_written(subjects)):
        searchable = _lower(plain(written))
        beginning = searchable.split("*")[0]
        if beginning:  # "*" alone is reported when the files are read
            inner = re.escape(searchable).replace(r"\*", r"\w*").replace(r"\ ", " ")
            expression = re.compile(rf"(?<!\w){inner}(?!\w)")
            yield _Pattern(number, written, beginning, expression, target)


def _written(subjects: Iterable[Subject]) -> Iterator[tuple[str, Target]]:
    for subject in subjects:
        for pattern in subject.patterns:
            yield pattern, (subject.heading, "")
        for subhead in subject.subheads:
            for pattern in subhead.patterns:
                yield pattern, (subject.heading, subhead.text)


def _lower(text: str) -> str:
    """Lower case of the same length: a letter whose lower case is two is left alone."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _hit(
    passage: Passage, source: PlainText, start: int, end: int, pattern: _Pattern
) -> SubjectHit:
    first, last = source.original_span(start, end)
    return SubjectHit(passage.key, first, last, *pattern.target, pattern.written)
