"""YAML with the line of every key: composed as nodes, so no tag ever makes an object.

Every scalar stays the text that was typed (`fond: 558`, `date: 1931-08-20`, `listy: 010`);
the models say what is a number. An empty value counts as not given.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode
from ruamel.yaml.reader import ReaderError

from publish.problems import Place, Problems

YAML_TAG = "tag:yaml.org,2002:"
PLAIN_TAGS = frozenset(
    YAML_TAG + name for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
)
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


class _NotAllowedError(Exception):
    """A YAML feature that a manuscript may not use."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(slots=True)
class _Converter:
    """Turns nodes into values; remembers lines and duplicate keys."""

    first_line: int
    lines: dict[YamlPath, int] = field(default_factory=dict)
    duplicates: list[tuple[str, int, int]] = field(default_factory=list)
    seen: int = 0
    around: set[int] = field(default_factory=set)  # nodes that are being converted

    def convert(self, node: Node, path: YamlPath) -> YamlValue:
        self.seen += 1
        line = self.line_of(node)
        self.lines.setdefault(path, line)
        if self.seen > MOST_NODES:
            raise _NotAllowedError(line, "Too many values.")
        if id(node) in self.around:
            raise _NotAllowedError(line, "An alias contains itself.")
        if str(node.tag) not in PLAIN_TAGS:
            raise _NotAllowedError(line, f"The YAML tag {node.tag} is not allowed.")
        if isinstance(node, ScalarNode):
            return None if node.tag == YAML_TAG + "null" else str(node.value)
        self.around.add(id(node))
        value = (
            self._mapping(node, path)
            if isinstance(node, MappingNode)
            else [self.convert(item, (*path, i)) for i, item in enumerate(node.value)]
        )
        self.around.discard(id(node))
        return value

    def line_of(self, node: Node) -> int:
        return int(node.start_mark.line) + self.first_line

    def _mapping(self, node: MappingNode, path: YamlPath) -> YamlValue:
        result: dict[str, YamlValue] = {}
        for key_node, value_node in node.value:
            line = self.line_of(key_node)
            if not isinstance(key_node, ScalarNode) or str(key_node.tag) not in PLAIN_TAGS:
                raise _NotAllowedError(line, "A key must be a word.")
            key = str(key_node.value)
            key_path = (*path, key)
            if key_path in self.lines:
                self.duplicates.append((key, line, self.lines[key_path]))
                continue
            self.lines[key_path] = line
            result[key] = self.convert(value_node, key_path)
        return result


def parse_yaml(text: str, file: str, first_line: int, problems: Problems) -> Yaml | None:
    """Read YAML `text` that starts on `first_line` of `file`.

    Syntax errors, duplicate keys and forbidden features (tags, endless aliases) are
    reported; all but duplicate keys (the first counts) give None.
    """
    converter = _Converter(first_line)
    try:
        node = _composed(text)
        value = converter.convert(node, ()) if node is not None else None
    except (YAMLError, RecursionError, _NotAllowedError) as error:
        _report(error, file, first_line, problems)
        return None
    for key, line, first in converter.duplicates:
        problems.add(
            "E006", Place(file, line), f"“{key}” stands here a second time (first in line {first})."
        )
    converter.lines.setdefault((), first_line)
    return Yaml(file, value, converter.lines)


def _composed(text: str) -> Node | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ReusedAnchorWarning)  # YAML allows it: the last counts
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
        return node


def _report(error: Exception, file: str, first_line: int, problems: Problems) -> None:
    if isinstance(error, _NotAllowedError):
        problems.add("E007", Place(file, error.line), error.message)
    elif isinstance(error, RecursionError):
        problems.add("E007", Place(file, first_line), "Nested too deeply.")
    elif isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else first_line
        message, hint = _in_plain_words(str(error.problem or error.context or ""))
        problems.add("E005", Place(file, line), message, hint)
    elif isinstance(error, ReaderError):
        problems.add("E005", Place(file, first_line), "A character that YAML does not allow.")
    else:
        problems.add("E005", Place(file, first_line), "This is not YAML.")


PLAIN_WORDS = (
    ("mapping values are not allowed", "A second colon on the line, or a wrong indentation.",
     "Put a value that contains “: ” in quotation marks."),
    ("could not find expected ':'", "A line without a colon after its field name.",
     "Write “field: value”; indent the lines that continue a value."),
    ("cannot start any token", "A character that cannot start a value.",
     "Indent with spaces, not tabs; put a value that starts with @, ` or % in quotation marks."),
    ("found '<stream end>'", "A bracket is opened and never closed.",
     "Close it with ] or }; or put the whole value in quotation marks."),
    ("expected ' '", "A value that starts with !.", "Put it in quotation marks."),
    ("end of stream", "A quotation mark or bracket is opened and never closed.",
     "Close it, or put the whole value in quotation marks."),
    ("expected <block end>", "This line does not fit the indentation or list around it.",
     "Give fields of one level the same indentation."),
    ("expected ',' or", "A bracket is opened and not closed, or a comma is missing.",
     "Separate with commas, close with ] or }; or put the value in quotation marks."),
    ("undefined alias", "A value that starts with * points at nothing.",
     "Put a value that starts with * in quotation marks."),
    ("unknown escape character", "A backslash inside double quotation marks.",
     "Use single quotation marks, or double the backslash."),
    ("expected a single document", "A second --- line inside the data.", "Take the line out."),
)  # fmt: skip


def _in_plain_words(problem: str) -> tuple[str, str]:
    for start, message, hint in PLAIN_WORDS:
        if start in problem:
            return message, hint
    return f"This is not YAML: {problem}.", ""
