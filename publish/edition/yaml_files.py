"""YAML with the line of every key: read as events, so that no tag ever makes an object.

Every scalar stays the text that was typed (`fond: 558`, `date: 1931-08-20`, `listy: 010`);
the models say what is a number. An empty value counts as not given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml
from yaml import CSafeLoader, MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.reader import ReaderError

from publish.problems import Place, Problems

YAML_TAG = "tag:yaml.org,2002:"
PLAIN_TAGS = frozenset(
    YAML_TAG + name for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
)
NULLS = frozenset({"", "~", "null", "Null", "NULL"})  # YAML 1.2 §10.3.2
# Line ends to YAML 1.1 and so to libyaml, but not to 1.2 and to editors, who number the lines.
LINE_ENDS_OF_OLD = ("\x85", "\u2028", "\u2029")
NESTED = "Nested too deeply."
MOST_NODES = 200_000  # an alias counts as often as it is used: bounds "billion laughs"

YamlValue: TypeAlias = "dict[str, YamlValue] | list[YamlValue] | str | None"
YamlPath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Yaml:
    """A YAML document: its plain value, and the line of every key and list item."""

    file: str
    value: YamlValue
    lines: Mapping[YamlPath, int]

    def place(self, path: YamlPath) -> Place:
        """Where a path stands; of a path that is not there, where its nearest parent does."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, self.lines[path])


class _RefusedError(Exception):
    """YAML that a manuscript may not have; `hint` "" stands for that of the code."""

    def __init__(self, code: str, line: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.line = line
        self.message = message
        self.hint = hint


@dataclass(slots=True)
class _Converter:
    """Turns the events of a document into its value; remembers lines and duplicate keys."""

    events: Sequence[Event]
    first_line: int
    lines: dict[YamlPath, int] = field(default_factory=dict)
    duplicates: list[tuple[str, int, int]] = field(default_factory=list)
    position: int = 0  # of the event that comes next
    seen: int = 0
    anchors: dict[str, int] = field(default_factory=dict)  # positions of what they name
    around: set[int] = field(default_factory=set)  # positions of what is being converted

    def convert(self, path: YamlPath) -> YamlValue:
        """The value that begins with the next event."""
        start = self.position
        event = self.events[start]
        self.position += 1
        line = self.line_of(event)
        self.lines.setdefault(path, line)
        self.seen += 1
        if self.seen > MOST_NODES:
            raise _RefusedError("E007", line, "Too many values.")
        if isinstance(event, AliasEvent):
            return self._again(event, path)
        assert isinstance(event, ScalarEvent | CollectionStartEvent)  # the parser sees to it
        if event.anchor is not None:
            self.anchors[event.anchor] = start
        if event.tag not in PLAIN_TAGS and event.tag not in (None, "!"):
            raise _RefusedError("E007", line, f"The YAML tag {event.tag} is not allowed.")
        if isinstance(event, ScalarEvent):
            return _scalar(event)
        self.around.add(start)
        value = self._items(path) if isinstance(event, SequenceStartEvent) else self._fields(path)
        self.around.discard(start)
        return value

    def line_of(self, event: Event) -> int:
        return _line(event) + self.first_line

    def _again(self, alias: AliasEvent, path: YamlPath) -> YamlValue:
        """The value that an alias stands for, with the lines on which that stands."""
        line, start = self.line_of(alias), self.anchors.get(str(alias.anchor))
        if start is None:
            raise _in_plain_words("undefined alias", line)
        if start in self.around:
            raise _RefusedError("E007", line, "An alias contains itself.")
        after, self.position = self.position, start
        value = self.convert(path)
        self.position = after
        return value

    def _items(self, path: YamlPath) -> list[YamlValue]:
        items: list[YamlValue] = []
        while not isinstance(self.events[self.position], SequenceEndEvent):
            items.append(self.convert((*path, len(items))))
        self.position += 1
        return items

    def _fields(self, path: YamlPath) -> dict[str, YamlValue]:
        fields: dict[str, YamlValue] = {}
        while not isinstance(self.events[self.position], MappingEndEvent):
            line = self.line_of(self.events[self.position])
            key = _key(self.events[self.position], line)
            self.position += 1
            key_path = (*path, key)
            if key_path in self.lines:
                self.duplicates.append((key, line, self.lines[key_path]))
                self._pass_over()
                continue
            self.lines[key_path] = line
            fields[key] = self.convert(key_path)
        self.position += 1
        return fields

    def _pass_over(self) -> None:
        """Leave out the value that begins with the next event."""
        depth = 0
        while True:
            event = self.events[self.position]
            self.position += 1
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth == 0:
                return


def _scalar(event: ScalarEvent) -> str | None:
    plain = event.tag is None and event.implicit[0]
    empty = event.tag == YAML_TAG + "null" or (plain and event.value in NULLS)
    return None if empty else str(event.value)


def _key(event: Event, line: int) -> str:
    merge = isinstance(event, ScalarEvent) and event.value == "<<" and event.implicit[0]
    if not isinstance(event, ScalarEvent) or merge or event.tag not in (None, "!", *PLAIN_TAGS):
        raise _RefusedError("E007", line, "A key must be a word.")
    return str(event.value)


def parse_yaml(text: str, file: str, first_line: int, problems: Problems) -> Yaml | None:
    """Read YAML `text` that starts on `first_line` of `file`.

    Syntax errors, duplicate keys and forbidden features (tags, endless aliases) are
    reported; all but duplicate keys (the first counts) give None.
    """
    try:
        converter = _Converter(_document(text, first_line), first_line)
        value = converter.convert(()) if converter.events else None
    except _RefusedError as error:
        problems.add(error.code, Place(file, error.line), error.message, error.hint)
        return None
    except RecursionError:
        problems.add("E007", Place(file, first_line), NESTED)
        return None
    for key, line, first in converter.duplicates:
        problems.add(
            "E006", Place(file, line), f"“{key}” stands here a second time (first in line {first})."
        )
    converter.lines.setdefault((), first_line)
    return Yaml(file, value, converter.lines)


def _document(text: str, first_line: int) -> list[Event]:
    """The events of the one document in a text, without those that open and close it."""
    events: list[Event] = []
    documents = 0
    for end in LINE_ENDS_OF_OLD:
        text = text.replace(end, " ")
    try:
        for event in yaml.parse(text, Loader=CSafeLoader):
            documents += isinstance(event, DocumentStartEvent)
            if documents > 1:
                raise _in_plain_words("expected a single document", _line(event) + first_line)
            events.append(event)
    except MarkedYAMLError as error:
        problem = str(error.problem or error.context or "")
        if "nesting depth" in problem:
            raise _RefusedError("E007", first_line, NESTED) from error
        fault = _line_of_fault(error)
        if (opened := _line_of_open_quote(events, fault)) is not None:
            problem, fault = NEVER_CLOSED, opened
        line = min(fault, text.rstrip().count("\n")) + first_line
        raise _in_plain_words(problem, line) from error
    except (ReaderError, UnicodeEncodeError) as error:
        message = "A character that YAML does not allow."
        raise _RefusedError("E005", first_line, message) from error
    return [event for event in events if isinstance(event, NodeEvent | CollectionEndEvent)]


def _line(event: Event) -> int:
    """Line on which an event begins, from 0."""
    return event.start_mark.line if event.start_mark else 0


def _line_of_fault(error: MarkedYAMLError) -> int:
    """Where a key without a colon stands, which is noticed only later; else where it is noticed."""
    is_key = error.context == "while scanning a simple key"
    mark = (error.context_mark if is_key else error.problem_mark) or error.context_mark
    return mark.line if mark else 0


def _line_of_open_quote(events: list[Event], fault: int) -> int | None:
    """Where a quotation mark is opened that the next one, lines below, seems to close; None if
    nothing quoted ends on the line of the fault so."""
    last = events[-1] if events else None
    if not isinstance(last, ScalarEvent) or last.style not in ("'", '"') or not last.end_mark:
        return None
    return _line(last) if _line(last) < last.end_mark.line == fault else None


NEVER_CLOSED = "end of stream"
PLAIN_WORDS = (
    ("mapping values are not allowed", "A second colon on the line, or a wrong indentation.",
     "Put a value that contains “: ” in quotation marks."),
    ("could not find expected ':'", "A line without a colon after its field name.",
     "Write “field: value”; indent the lines that continue a value."),
    ("found unexpected ':'", "A colon where none can stand.",
     "Put a value that contains a colon in quotation marks."),
    ("cannot start any token", "A character that cannot start a value.",
     "Indent with spaces, not tabs; put a value that starts with @, ` or % in quotation marks."),
    ("tab character", "A character that cannot start a value.",
     "Indent with spaces, not tabs; put a value that starts with @, ` or % in quotation marks."),
    ("expected node content", "A bracket is opened and never closed, or a value is missing.",
     "Close it with ] or }; or put the whole value in quotation marks."),
    ("alphabetic or numeric", "A value that starts with * or &.", "Put it in quotation marks."),
    ("whitespace or line break", "A value that starts with !.", "Put it in quotation marks."),
    ("comment or line break", "A value that starts with | or >.", "Put it in quotation marks."),
    (NEVER_CLOSED, "A quotation mark or bracket is opened and never closed.",
     "Close it, or put the whole value in quotation marks."),
    ("sequence entries are not allowed", "A list begins on the line of its field.",
     "Begin it on the next line, or write [one, other]."),
    ("expected key", "This line does not fit the indentation or list around it.",
     "Give fields of one level the same indentation."),
    ("expected '-'", "This line does not fit the indentation or list around it.",
     "Give fields of one level the same indentation."),
    ("expected <document start>", "This line does not fit the indentation or list around it.",
     "Give fields of one level the same indentation."),
    ("expected ',' or", "A bracket is opened and not closed, or a comma is missing.",
     "Separate with commas, close with ] or }; or put the value in quotation marks."),
    ("undefined alias", "A value that starts with * points at nothing.",
     "Put a value that starts with * in quotation marks."),
    ("unknown escape character", "A backslash inside double quotation marks.",
     "Use single quotation marks, or double the backslash."),
    ("expected a single document", "A second --- line inside the data.", "Take the line out."),
)  # fmt: skip


def _in_plain_words(problem: str, line: int) -> _RefusedError:
    """What the parser calls a problem, in words for editors."""
    for start, message, hint in PLAIN_WORDS:
        if start in problem:
            return _RefusedError("E005", line, message, hint)
    return _RefusedError("E005", line, f"This is not YAML: {problem}.")
