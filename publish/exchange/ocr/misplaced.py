"""Lines that stand in a text but look as if they belonged to a header, or over a chapter.

Nothing is changed: a person decides, so each is a doubt.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from publish.exchange.date_words import is_date
from publish.exchange.log import ImportLog
from publish.exchange.ocr.calls import without_calls
from publish.exchange.ocr.flow import Block
from publish.exchange.ocr.profile import Documents
from publish.exchange.ocr.source import unmarked

FIRST = 4  # paragraphs in which the rest of a header is looked for
LONGEST = 160  # characters of a line of a header
ENDS_OF_TEXT = (".", "!", "?", ",", ";")  # a header's line ends in none of them


def report_header_lines(
    body: Sequence[Block], missing: Collection[str], rules: Documents, log: ImportLog
) -> None:
    """Doubt the first lines of a text that match a part which its header lacks.

    `missing` are the parts, of "correspondents" and "date". A line that a rule of `blocks`
    has taken (an address, a dateline) is where it belongs.
    """
    for block in body[:FIRST]:
        for line in block.text.split("\n") if block.kind == "paragraph" else ():
            bare = unmarked(without_calls(line))
            for part in missing:
                if _is_header_line(part, bare, rules):
                    log.doubt(
                        "line of a header in the text", block.first, bare,
                        f"It matches `{part}`; compare `header` of the profile.",
                    )  # fmt: skip


def _is_header_line(part: str, text: str, rules: Documents) -> bool:
    """Whether a whole line is a part of a header."""
    if not text or len(text) > LONGEST or text.endswith(ENDS_OF_TEXT):
        return False
    pattern = replace(rules.correspondents if part == "correspondents" else rules.date)
    # a copy: what matches here only must still be reported as matching no header
    if not pattern:
        return is_date(text)
    found = pattern.search(text)
    return found is not None and found.group() == text


def report_headings(blocks: Iterable[Block], log: ImportLog) -> None:
    """Doubt each heading among blocks that should have none: a document's, a note's, or the
    last of a text, with nothing under it."""
    for block in blocks:
        if block.kind == "heading":
            log.doubt(
                "heading out of place", block.first, block.text,
                "If it stands over a chapter, name it in `parts` or `running-heads`.",
            )  # fmt: skip
