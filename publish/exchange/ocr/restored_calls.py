"""Calls that the recogniser has lost or read as figures of the text, set again; all reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.exchange.log import ImportLog
from publish.exchange.ocr.calls import FORM, NUMBER, numbers_of_calls
from publish.exchange.ocr.documents import ReadDocument
from publish.exchange.ocr.flow import Block

# "the barge 12 and", "the barge. 12 The", but not "on 12 May", "letter 12 and", "12 men"
FOLLOWS = r"(?=$| [A-Z]| (?:and|but|or|which|who|whose|whom|that|when|where|because|if)\b)"
SPACED = rf"(?<!\w)(?P<word>[a-z]{{2,}})(?P<stop>[.?!,;]?[”’)]?) (?P<figure>\d{{1,3}}){FOLLOWS}"
SIGN = re.compile(f"{FORM.pattern}|{SPACED}", re.MULTILINE)
BEFORE_FIGURES = frozenset(
    "the of on in at by to from for about some these those all only nearly over than and or was "
    "were are no nos number numbers page pages pp letter letters note notes document documents "
    "volume chapter article articles section point points part paragraph line order".split()
)


def restore_calls(document: ReadDocument, log: ImportLog) -> int:
    """Give a note that nothing calls a call where it is likeliest; reported. Counts them."""
    restored = 0
    called = set(document.apparatus.calls)
    for note in document.apparatus.notes:
        number = int(note.label.removeprefix("n"))
        if number in called:
            continue
        if found := _spaced_call(document, number):
            _set_spaced(*found, number, log)
        elif block := _likeliest_block(document.apparatus.body, number):
            block.text += f"<sup>{number}</sup>"
            log.repair("call set by the importer", block.first, "", str(number))
            log.doubt(
                "note without a call", note.first,
                f"Document {document.header.number}, note {number}: {note.text[:80]}",
                f"Called at the end of “…{block.text[-60:]}”; move the call where it belongs.",
            )  # fmt: skip
        else:
            continue
        restored += 1
    return restored


def _spaced_call(document: ReadDocument, number: int) -> tuple[Block, re.Match[str]] | None:
    """The one figure between the calls before and after a note that can be its call."""
    first = int(document.apparatus.notes[0].label.removeprefix("n"))
    last = max(document.header.all_calls, default=first - 1)
    found: list[tuple[Block, re.Match[str]]] = []
    for block in _all_blocks(document.apparatus.body):
        for sign in SIGN.finditer(block.text):
            if sign["figure"] is None:
                last = int(NUMBER.findall(sign["numbers"])[-1])
                if found and last <= number:
                    return None
            elif last == number - 1 and int(sign["figure"]) == number and _may_be_call(sign):
                found.append((block, sign))
    return found[0] if len(found) == 1 else None


def _may_be_call(sign: re.Match[str]) -> bool:
    """After a word that no figure belongs to; a capital letter follows only a full stop."""
    capital = sign.string[sign.end() + 1 : sign.end() + 2].isupper()
    ended = sign["stop"][:1] in (".", "?", "!") and bool(sign["stop"])
    return (ended or not capital) and (bool(sign["stop"]) or sign["word"] not in BEFORE_FIGURES)


def _set_spaced(block: Block, sign: re.Match[str], number: int, log: ImportLog) -> None:
    start, end = sign.start("figure") - 1, sign.end("figure")
    around = block.text[max(start - 30, 0) : end + 20]
    block.text = f"{block.text[:start]}<sup>{number}</sup>{block.text[end:]}"
    log.repair("call read as a figure", block.first, f" {number}", str(number))
    log.doubt("call read as a figure", block.first, around,
              f"Taken for the call of note {number}, which nothing else calls.")  # fmt: skip


def _likeliest_block(body: list[Block], number: int) -> Block | None:
    """The last paragraph before the next higher call, else the last paragraph."""
    paragraphs: list[Block] = []
    for block in _all_blocks(body):
        numbers = numbers_of_calls(block.text)
        if any(other > number for other in numbers) and paragraphs:
            break
        if block.kind == "paragraph":
            paragraphs.append(block)
    return paragraphs[-1] if paragraphs else (body[-1] if body else None)


def _all_blocks(body: list[Block]) -> Iterator[Block]:
    return (inner for outer in body for inner in (outer, *outer.more))
