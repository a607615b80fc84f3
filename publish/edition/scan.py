"""Marks in Markdown with their lines: what the checks need and a parser's tree forgets.

The rules are pandoc's, as far as marks go: spans, links, pictures, notes, fenced divs.
Nothing here makes text; the prose stage parses for that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from publish.edition.marks import EMBEDDED_DIVS

DEFINITION = re.compile(r"\[\^(?P<label>[^\]\s]+)\]:[ \t]*")
DIV_FENCE = re.compile(r"\s*:{3,}[ \t]*(?P<rest>.*?)[ \t]*:*[ \t]*")
HEADING = re.compile(r"#{1,6}[ \t]")
HEADING_ATTRIBUTES = re.compile(r"\{[^{}]*\}\s*$")
NOTE_AUTHOR = re.compile(r'\{by="[^"]*"\}\s*$')
INDENTED = re.compile(r"(?: {4}|\t)")
TOKEN = re.compile(r"\\.|`+|!\[|\^\[|\[\^[^\]\n\[]*\]|\[|\]|<(?=[A-Za-z/!])|\{", re.DOTALL)
DESTINATION = re.compile(
    r"\(\s*(?:<(?P<pointed>[^<>\n]*)>|(?P<plain>[^()\n]*?))(?:\s+\"[^\"]*\")?\s*\)"
)
BRACES = re.compile(r"\{(?:[^{}\"]|\"[^\"]*\")*\}")
ATTRIBUTE = re.compile(
    r"\.(?P<cls>[^\W\d][\w:.-]*)|#[^\s{}]+|-"
    r"|(?P<key>[^\W\d][\w:.-]*)=(?:\"(?P<quoted>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'{}]+))"
)
STRAY = re.compile(r"\{(?:[.#][^\W\d]|[a-z-]+=)[^{}\n]*\}")
OPEN = re.compile(r"\{(?:[.#][^\W\d]|[a-z-]+=)[^\s{}]*(?=[^{}]*(?:\{|\Z))")
HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--|<![A-Za-z]")


@dataclass(frozen=True, slots=True)
class Attributes:
    """`{.class key=value}`: classes and values in order of writing."""

    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mark:
    """A span, link or picture, with its span in the text that was scanned.

    `attributes` is None if its braces cannot be read.
    """

    start: int
    end: int
    line: int
    text: str
    target: str
    attributes: Attributes | None
    braces: str


@dataclass(frozen=True, slots=True)
class Div:
    """An opening fence. `attributes` is None if it cannot be read; `closed` if it ever is."""

    line: int
    written: str
    attributes: Attributes | None
    closed: bool


@dataclass(frozen=True, slots=True)
class Call:
    """A note call; `note` is the label of the note in which it stands."""

    line: int
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Definition:
    """A note; `empty` if it has no text."""

    line: int
    label: str
    empty: bool


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """The words of a dateline of the document itself; `noted` if a note is called there."""

    line: int
    text: str
    noted: bool


@dataclass(slots=True)
class Scan:
    """Everything found in one text, in order."""

    spans: list[Mark] = field(default_factory=list)
    links: list[Mark] = field(default_factory=list)
    pictures: list[Mark] = field(default_factory=list)
    divs: list[Div] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    notes: list[Definition] = field(default_factory=list)
    dates: list[WrittenDate] = field(default_factory=list)
    html: list[tuple[int, str]] = field(default_factory=list)
    inline_notes: list[int] = field(default_factory=list)
    bad_calls: list[tuple[int, str]] = field(default_factory=list)
    stray_braces: list[tuple[int, str]] = field(default_factory=list)
    open_braces: list[tuple[int, str]] = field(default_factory=list)
    stray_fences: list[int] = field(default_factory=list)
    fences_in_paragraphs: list[int] = field(default_factory=list)


def scan(text: str, first_line: int = 1) -> Scan:
    """Find the marks of a Markdown text that starts on `first_line` of its file."""
    return _Scanner(first_line).scan(text)


def parse_attributes(braces: str) -> Attributes | None:
    """Attributes of `{…}`; None where pandoc would print the braces as they are."""
    classes: list[str] = []
    values: dict[str, str] = {}
    rest = braces[1:-1].strip()
    while rest:
        found = ATTRIBUTE.match(rest)
        if found is None or (rest[found.end() :] and not rest[found.end()].isspace()):
            return None
        if found["cls"]:
            classes.append(found["cls"])
        elif found["key"]:
            parts = (found["quoted"], found["single"], found["bare"])
            values[found["key"]] = next(part for part in parts if part is not None)
        rest = rest[found.end() :].lstrip()
    return Attributes(tuple(classes), values)


class _Scanner:
    """Goes through the lines, gathers paragraphs, hands each to `_inline`."""

    def __init__(self, first_line: int) -> None:
        self._first_line = first_line
        self._found = Scan()
        self._open: list[int] = []  # indexes into found.divs
        self._paragraph: list[str] = []
        self._start = first_line
        self._offset = 0  # of the paragraph in the text
        self._note = ""
        self._after_blank = True

    def scan(self, text: str) -> Scan:
        offset = 0
        for line_number, line in enumerate(text.split("\n"), self._first_line):
            self._line(line, line_number, offset)
            offset += len(line) + 1
        self._end_paragraph()
        for index in self._open:
            self._found.divs[index] = replace(self._found.divs[index], closed=False)
        return self._found

    def _line(self, line: str, number: int, offset: int) -> None:
        if not line.strip():
            self._end_paragraph()
            self._after_blank = True
            return
        definition = DEFINITION.match(line)
        if definition:
            self._end_paragraph()
            self._note = definition["label"]
            line = line[definition.end() :]
            offset += definition.end()
            self._found.notes.append(Definition(number, self._note, empty=not line.strip()))
        elif self._note and self._after_blank and not INDENTED.match(line):
            self._note = ""
        elif self._note and self._found.notes[-1].empty:
            self._found.notes[-1] = replace(self._found.notes[-1], empty=False)
        self._after_blank = False
        fence = None if definition else DIV_FENCE.fullmatch(line)
        if fence:
            self._fence(fence["rest"], number)
        elif HEADING.match(line):
            self._end_paragraph()
            self._inline(HEADING_ATTRIBUTES.sub("", line), number, offset)
        else:
            if not self._paragraph:
                self._start, self._offset = number, offset
            self._paragraph.append(line)

    def _fence(self, rest: str, number: int) -> None:
        """A fence that opens a div must follow a blank line; one that closes need not."""
        if self._paragraph and rest:
            self._found.fences_in_paragraphs.append(number)
        self._end_paragraph()
        if rest:
            attributes = _div_attributes(rest)
            self._open.append(len(self._found.divs))
            self._found.divs.append(Div(number, rest, attributes, closed=True))
        elif self._open:
            self._open.pop()
        else:
            self._found.stray_fences.append(number)

    def _end_paragraph(self) -> None:
        if self._paragraph:
            self._inline("\n".join(self._paragraph), self._start, self._offset)
            self._paragraph = []

    def _open_classes(self) -> set[str]:
        attributes = (self._found.divs[index].attributes for index in self._open)
        return {name for a in attributes if a for name in a.classes}

    def _inline(self, text: str, line: int, offset: int) -> None:
        text = NOTE_AUTHOR.sub("", text) if self._note else text
        calls = len(self._found.calls)
        spans = len(self._found.spans)
        _Inline(text, line, offset, self._note, self._found).scan()
        inside = self._open_classes()
        if self._note or inside & EMBEDDED_DIVS:
            return
        noted = len(self._found.calls) > calls
        if "dateline" in inside:
            self._found.dates.append(WrittenDate(line, text, noted))
        for span in self._found.spans[spans:]:
            if span.attributes and "date" in span.attributes.classes:
                self._found.dates.append(WrittenDate(span.line, span.text, noted))


def _line_ends(text: str) -> list[int]:
    ends: list[int] = []
    end = text.find("\n")
    while end >= 0:
        ends.append(end)
        end = text.find("\n", end + 1)
    return ends


def _div_attributes(rest: str) -> Attributes | None:
    """Attributes of what follows the colons: a word is a class."""
    if rest.startswith("{"):
        return parse_attributes(rest) if BRACES.fullmatch(rest) else None
    return Attributes((rest,)) if re.fullmatch(r"[^\s{}]+", rest) else None


class _Inline:
    """One paragraph, from bracket to bracket."""

    def __init__(self, text: str, line: int, offset: int, note: str, found: Scan) -> None:
        self._text = text
        self._line = line
        self._offset = offset
        self._note = note
        self._found = found
        self._brackets: list[tuple[int, bool]] = []  # where the text starts; picture?
        self._line_ends = _line_ends(text)

    def scan(self) -> None:
        position = 0
        while token := TOKEN.search(self._text, position):
            position = self._token(token.group(), token.start(), token.end())

    def _token(self, token: str, start: int, end: int) -> int:
        """Take one token in; returns where to go on."""
        if token[0] == "`":
            return self._code(token, end)
        if token == "]":
            return self._close(start, end)
        if token == "<":
            return self._html(start, end)
        if token == "{":
            return self._stray(start, end)
        if token.startswith("[^") and (token == "[^]" or " " in token or "\t" in token):
            self._found.bad_calls.append((self._line_at(start), token))
        elif token.startswith("[^"):
            self._found.calls.append(Call(self._line_at(start), token[2:-1], self._note))
        elif token == "^[":
            self._found.inline_notes.append(self._line_at(start))
        if token in ("[", "![", "^["):
            self._brackets.append((end, token == "!["))
        return end

    def _line_at(self, position: int) -> int:
        return self._line + bisect_left(self._line_ends, position)

    def _code(self, ticks: str, end: int) -> int:
        closing = re.compile(rf"(?<!`){ticks}(?!`)").search(self._text, end)
        if closing is None:
            return end
        braces = BRACES.match(self._text, closing.end())
        return braces.end() if braces else closing.end()

    def _close(self, start: int, end: int) -> int:
        """A closing bracket: with what follows it a link, a picture, a span or nothing."""
        opened = self._brackets.pop() if self._brackets else None
        destination = DESTINATION.match(self._text, end)
        after = destination.end() if destination else end
        braces = BRACES.match(self._text, after)
        if opened is None:
            return end  # braces after it are met again, and reported as stray
        text_start, is_picture = opened
        if destination is None and (braces is None or is_picture):
            return end
        written = braces.group() if braces else ""
        whole = braces.end() if braces else after
        mark = Mark(
            start=self._offset + text_start - len("![" if is_picture else "["),
            end=self._offset + whole,
            line=self._line_at(text_start),
            text=self._text[text_start:start],
            target=_target(destination) if destination else "",
            attributes=parse_attributes(written) if braces else Attributes(),
            braces=written,
        )
        kinds = self._found.pictures if is_picture else self._found.links
        (kinds if destination else self._found.spans).append(mark)
        return whole

    def _html(self, start: int, end: int) -> int:
        tag = HTML.match(self._text, start)
        if tag is None:
            return end
        self._found.html.append((self._line_at(start), tag.group()))
        return tag.end()

    def _stray(self, start: int, end: int) -> int:
        braces = STRAY.match(self._text, start)
        if braces is None:
            unclosed = OPEN.match(self._text, start)
            if unclosed and self._text[:start].endswith("]"):
                self._found.open_braces.append((self._line_at(start), unclosed.group()))
            return end
        self._found.stray_braces.append((self._line_at(start), braces.group()))
        return braces.end()


def _target(destination: re.Match[str]) -> str:
    pointed = destination["pointed"]
    return (pointed if pointed is not None else destination["plain"]).strip()
