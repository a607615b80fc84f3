"""Lines to blocks, and the blocks that a page break has torn apart to one again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from publish.exchange.date_words import MONTHS
from publish.exchange.log import ImportLog
from publish.exchange.ocr.pattern import ProfilePattern
from publish.exchange.ocr.source import Line

BULLET = re.compile(r"^[-*•] (?=\S)")
HEADING = re.compile(r"^(#{1,6}) +(.*)$")
LOWER_START = re.compile(r"^[\"“‘'(\[*]*[a-zà-ÿ]")
CONTINUES = re.compile(r"^[\"“‘'(\[*]*[A-ZÀ-Þ0-9a-zà-ÿ$£\\]")
TORN_WORD = re.compile(r"(?<=[^\W\d_])-(\*{0,2})$")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ENDS = re.compile(r"[.?!:;…](?:[\"”’'*)\]]|\s*<sup>[^<]*</sup>)*$")
ENDS_IN_LIST = re.compile(r"[:;](?:[\"”’'*)\]]|\s*<sup>[^<]*</sup>)*$")
# "In July" and "1932 he was": a date that is cut in two, however short the paragraph.
MONTH_END = re.compile(rf"\b(?:{'|'.join(MONTHS)})$", re.IGNORECASE)
YEAR_START = re.compile(r"1\d{3} \w")
TEXT = ("paragraph", "columns")
FULL_PARAGRAPH = 200  # characters; a shorter one without a full stop is a line by itself


@dataclass(slots=True)
class Block:
    """A paragraph, heading, table or note in the making.

    `text` has "\\n" where a line break was printed; `lines` are those of the source.
    """

    text: str
    lines: list[int]
    kind: str = "paragraph"  # paragraph | heading | table | note | enclosure
    label: str = ""
    level: int = 0
    more: list[Block] = field(default_factory=list)  # further paragraphs of a note, an enclosure

    @property
    def first(self) -> int:
        return self.lines[0]


class Vocabulary:
    """The words of the book, to tell a torn word from a hyphenated one, a name from a word."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._forms = Counter(word for line in lines for word in WORD.findall(line.text))
        self.words = {word.lower() for word in self._forms}

    def usual_case(self, word: str) -> str:
        """A word in capitals as the book has it elsewhere: "on", "June"; "USSR" stays."""
        forms = self._forms
        small = max(word.lower(), word.title(), key=forms.__getitem__)
        return small if forms[small] >= max(forms[word], 1) else word

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether "before-after" is a hyphenated word: only that form occurs elsewhere."""
        joined, hyphened = f"{before}{after}".lower(), f"{before}-{after}".lower()
        return joined not in self.words and hyphened in self.words

    def overlap(self, before: str, after: str) -> int:
        """How many letters at a seam were read twice ("eco-conomic"): only without them
        it is a word of the book. 0: none."""
        if f"{before}{after}".lower() in self.words:
            return 0
        for length in range(min(len(before), len(after)), 0, -1):
            same = before[-length:].lower() == after[:length].lower()
            if same and f"{before}{after[length:]}".lower() in self.words:
                return length
        return 0


def to_blocks(
    lines: Iterable[Line], starts: ProfilePattern, short: int, log: ImportLog
) -> list[Block]:
    """Blocks of lines that no blank line divides; a line that `starts` matches begins one.

    A line of fewer than `short` characters ended where it was printed, if nothing says else.
    """
    blocks: list[Block] = []
    run: list[Line] = []
    for line in lines:
        new = line.blank or starts.search(unbulleted(line.text)) is not None
        new = new or bool(HEADING.match(line.text)) or _changes_kind(run, line)
        if new:
            blocks += _block(run, short, log)
            run = []
        if not line.blank:
            run.append(line)
    return blocks + _block(run, short, log)


def unbulleted(text: str) -> str:
    """A line without the bullet of a hanging indent."""
    return BULLET.sub("", text.strip())


def _changes_kind(run: list[Line], line: Line) -> bool:
    """A heading is over, a table begins or ends, or an item with its own bullet begins."""
    if not run:
        return False
    after_heading = HEADING.match(run[-1].text) is not None
    table = ("\t" in line.text) != ("\t" in run[-1].text)
    return after_heading or table or BULLET.match(line.text) is not None


def _block(run: list[Line], short: int, log: ImportLog) -> list[Block]:
    if not run:
        return []
    numbers = [line.number for line in run]
    if all("\t" in line.text for line in run):
        return [Block("\n".join(line.text for line in run), numbers, "table")]
    heading = HEADING.match(run[0].text)
    if heading:
        return [Block(heading[2].strip(), numbers, "heading", level=len(heading[1]))]
    text = ""
    for place, line in enumerate(run):
        stripped = line.text.strip()
        if place == 0 and BULLET.match(stripped):
            log.repair("bullet of a hanging indent", line.number, stripped[:1], "")
            stripped = BULLET.sub("", stripped)
        text = stripped if place == 0 else _append(text, run[place - 1], stripped, short, log)
    return [Block(text, numbers)]


def _append(text: str, before: Line, line: str, short: int, log: ImportLog) -> str:
    """Add a line to a block: torn words joined, printed line breaks kept."""
    if TORN_WORD.search(text) and LOWER_START.match(line):
        word = _last_word(text)
        log.repair("word divided at a line's end", before.number, f"{word}-", word)
        return TORN_WORD.sub("", text) + line
    goes_on = LOWER_START.match(line) and not ENDS.search(text)
    turned = not before.hard and (goes_on or len(before.text) > short)
    return f"{text}{' ' if turned else chr(10)}{line}"


def _last_word(text: str) -> str:
    words: list[str] = re.findall(r"[^\W_]+", text)
    return words[-1]


@dataclass(slots=True)
class JoinCount:
    """How many paragraphs were put together, and how."""

    hyphen: int = 0
    hyphen_lower: int = 0  # of these, before a small letter
    lower_case: int = 0
    capital: int = 0
    kept_apart: int = 0
    alone: int = 0  # nothing before it that it could continue

    @property
    def total(self) -> int:
        return self.hyphen + self.lower_case + self.capital


@dataclass(slots=True)
class Joiner:
    """Puts paragraphs together that a page break has divided."""

    log: ImportLog
    vocabulary: Vocabulary
    own_paragraph: ProfilePattern
    count: JoinCount = field(default_factory=JoinCount)

    def join(self, blocks: Iterable[Block]) -> list[Block]:
        """The blocks, each torn paragraph as one."""
        joined: list[Block] = []
        for block in blocks:
            if joined and self.belongs_together(joined[-1], block):
                joined[-1] = self.put_together(joined[-1], block)
            else:
                lower = block.kind in TEXT and bool(LOWER_START.match(block.text))
                self.count.alone += lower and not joined
                joined.append(replace(block))
        return joined

    def belongs_together(self, first: Block, second: Block) -> bool:
        """Whether the second block goes on where a page break stopped the first."""
        lower = bool(LOWER_START.match(second.text))
        if first.kind not in ("paragraph", "note") or second.kind != "paragraph":
            self.count.alone += lower and second.kind in TEXT
            return False
        if lower and self.own_paragraph.search(second.text):
            self.count.kept_apart += 1
            return False
        if TORN_WORD.search(first.text) and CONTINUES.match(second.text):
            return True
        if lower:
            in_list = bool(ENDS_IN_LIST.search(first.text))
            self.count.kept_apart += in_list
            return not in_list
        if MONTH_END.search(first.text) and YEAR_START.match(second.text):
            return True
        return is_open(first.text) and bool(CONTINUES.match(second.text))

    def put_together(self, first: Block, second: Block) -> Block:
        """Both as one block; the log says how."""
        lower = bool(LOWER_START.match(second.text))
        torn = TORN_WORD.search(first.text)
        if torn:
            text = self._torn(first, second, torn)
            self.count.hyphen += 1
            self.count.hyphen_lower += lower
        else:
            text = _seam(first.text, " ", second.text)
            self.count.lower_case += lower
            self.count.capital += not lower
            end, start = first.text[-30:], second.text[:30]
            self.log.repair(
                "paragraph divided by a page break", second.first,
                f"{end}\n\n{start}", f"{end} {start}",
            )  # fmt: skip
            if not lower:
                self.log.doubt(
                    "paragraph joined", second.first, f"{end} ¶ {start}",
                    "The first half has no full stop; "
                    "divide the paragraph again if it ended there.",
                )  # fmt: skip
        return replace(first, text=text, lines=first.lines + second.lines, more=first.more)

    def _torn(self, first: Block, second: Block, torn: re.Match[str]) -> str:
        head = _last_word(first.text)
        tail_match = re.search(r"[^\W\d_]+", second.text)
        tail = tail_match.group() if tail_match else ""
        line = first.lines[-1]
        if overlap := self.vocabulary.overlap(head, tail):
            self.log.repair(
                "word divided by a page break", line, f"{head}-{tail}", head + tail[overlap:]
            )
            self.log.doubt("letters read twice", line, f"{head}-{tail}",
                           f"Joined as “{head}{tail[overlap:]}”.")  # fmt: skip
            at = tail_match.start() if tail_match else 0
            rest = second.text[:at] + second.text[at + overlap :]
            return _seam(first.text[: torn.start()] + torn[1], "", rest)
        kept = "-" if self.vocabulary.keeps_hyphen(head, tail) or tail[:1].isupper() else ""
        joined = f"{head}{kept}{tail}"
        self.log.repair("word divided by a page break", line, f"{head}-{tail}", joined)
        if joined.lower() not in self.vocabulary.words:
            self.log.doubt("divided word", line, f"{head}-{tail}",
                           f"Joined as “{joined}”, which occurs nowhere else.")  # fmt: skip
        return _seam(first.text[: torn.start()] + torn[1], kept, second.text)


def is_open(text: str) -> bool:
    """Whether a paragraph stops in the middle of a sentence and filled more than a line."""
    last = text.rpartition("\n")[2]
    return len(last) >= FULL_PARAGRAPH and not ENDS.search(text)


def _seam(first: str, between: str, second: str) -> str:
    """Join two texts; emphasis that ends before and begins after the seam goes through it."""
    if first.endswith("*") and second.startswith("*") and not first.endswith("**"):
        return f"{first[:-1]}{between}{second[1:]}"
    return f"{first}{between}{second}"
