"""Enclosures of a document: each from the line that begins it to the next, or to the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from publish.exchange.linemap import Piece
from publish.exchange.log import ImportLog
from publish.exchange.ocr.calls import numbers_of_calls, without_calls
from publish.exchange.ocr.flow import Block
from publish.exchange.ocr.pattern import ProfilePattern
from publish.exchange.ocr.source import Line, unmarked

ENCLOSURE = "enclosure"
NO_TITLE = re.compile(r'["{}\\]')  # an attribute of Markdown cannot hold them


def set_apart(lines: Sequence[Line], begins: ProfilePattern) -> tuple[list[Line], frozenset[int]]:
    """A document's lines with blank ones around those that begin an enclosure; their numbers."""
    apart: list[Line] = []
    numbers: set[int] = set()
    for line in lines:
        if line.blank or not begins.search(without_calls(line.bare).strip()):
            apart.append(line)
            continue
        numbers.add(line.number)
        apart += [replace(line, text=""), line, replace(line, text="")]
    return apart, frozenset(numbers)


def take_enclosures(body: list[Block], begins: ProfilePattern, log: ImportLog) -> list[Block]:
    """Cut the enclosures out of a body: blocks with the title as text, and `more` inside.

    A line without the group `title`, or with what a title cannot hold (the call of a note,
    straight quotation marks, braces), is the enclosure's first paragraph.
    """
    starts = [place for place, block in enumerate(body) if block.kind == ENCLOSURE]
    enclosures = []
    for start, end in zip(starts, [*starts, len(body)][1:], strict=True):
        head, inside = body[start], body[start + 1 : end]
        title = _title(head, begins)
        if title:
            words = "words of an enclosure's heading"
            if title != unmarked(head.text):
                log.repair(words, head.first, head.text, title)
        else:
            inside = [replace(head, kind="paragraph"), *inside]
        enclosures.append(Block(title, list(head.lines), ENCLOSURE, more=inside))
    del body[starts[0] if starts else len(body) :]
    return enclosures


def _title(head: Block, begins: ProfilePattern) -> str:
    found = begins.search(without_calls(unmarked(head.text)).strip())
    title = ((found.groupdict().get("title") if found else None) or "").strip()
    return "" if numbers_of_calls(head.text) or NO_TITLE.search(title) else title


def enclosed(title: str, lines: Sequence[int], inside: Sequence[Piece]) -> list[Piece]:
    """The pieces of an enclosure in its div (docs/manuscript.md, section 3)."""
    if title:
        pieces = [Piece(ENCLOSURE, f'::: {{.enclosure title="{title}"}}', tuple(lines)), *inside]
    else:
        first = replace(inside[0], text=f"::: enclosure\n\n{inside[0].text}")
        pieces = [first, *inside[1:]]
    return [*pieces[:-1], replace(pieces[-1], text=f"{pieces[-1].text}\n\n:::")]
