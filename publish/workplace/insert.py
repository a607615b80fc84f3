"""One more entry under `decisions` of index.yaml; every other character stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from publish.edition.authorities import INDEX
from publish.edition.yaml_files import parse_yaml
from publish.edition.yaml_nodes import end_of
from publish.problems import Problems

KEY = "decisions"
PLAIN = re.compile(r"(?!(?:null|true|false|yes|no|on|off)$)[^\W\d_][\w-]*", re.IGNORECASE)


class LayoutError(ValueError):
    """The file is laid out so that an entry cannot be put in without touching the rest."""


def entry_line(fields: dict[str, str | bool]) -> str:
    """An entry as `{form: Andreev, in: "016", person: andreev-a-a}`."""
    return "{" + ", ".join(f"{name}: {_scalar(value)}" for name, value in fields.items()) + "}"


def with_decision(text: str, fields: dict[str, str | bool]) -> tuple[str, int]:
    """The text of index.yaml with one more decision, and the line on which it stands.

    It comes after the last decision, in the list's own indentation; without a list one is
    begun at the end. The result is read again and compared with the original. Raises
    LayoutError if anything but the new entry would differ.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    before = text.removeprefix(mark)
    newline = "\r\n" if "\r\n" in before else "\n"
    after = _inserted(before, entry_line(fields), newline)
    old, new = _read(before), _read(after)
    expected = [*_decisions(old[0]), {name: _as_read(value) for name, value in fields.items()}]
    if _decisions(new[0]) != expected or _others(new[0]) != _others(old[0]):
        raise LayoutError
    return mark + after, new[1]


def _scalar(value: str | bool) -> str:
    if isinstance(value, bool):
        return _as_read(value)
    return value if PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _as_read(value: str | bool) -> str:
    """A value as the manuscript's reader gives it: text."""
    return str(value).lower() if isinstance(value, bool) else value


def _inserted(text: str, entry: str, newline: str) -> str:
    root = YAML(typ="safe", pure=True).compose(text)
    key, node = _field(root)
    if key is None or node is None:
        return _at_end(text, f"{KEY}:{newline}  - {entry}", newline)
    if isinstance(node, SequenceNode) and node.value:
        end = end_of(node.value[-1], text)
        if node.flow_style:
            return f"{text[:end]}, {entry}{text[end:]}"
        return _after_line(text, end, f"{' ' * node.start_mark.column}- {entry}", newline)
    start, end = node.start_mark.index, node.end_mark.index  # "[]", "null" or nothing
    if start == end:  # nothing: its marks are those of what follows
        start = end = key.end_mark.index + 1
    emptied = text[:start].rstrip(" ") + text[end:]
    return _after_line(emptied, len(text[:start].rstrip(" ")), f"  - {entry}", newline)


def _field(root: Node | None) -> tuple[Node | None, Node | None]:
    """The key `decisions` and its value, if the file has it."""
    if root is None:
        return None, None
    if not isinstance(root, MappingNode) or root.flow_style:
        raise LayoutError
    return next(((key, value) for key, value in root.value if key.value == KEY), (None, None))


def _after_line(text: str, position: int, line: str, newline: str) -> str:
    """The text with a line more after the one that holds `position`."""
    end = text.find("\n", position)
    if end < 0:
        return _at_end(text, line, newline)
    return f"{text[: end + 1]}{line}{newline}{text[end + 1 :]}"


def _at_end(text: str, lines: str, newline: str) -> str:
    gap = newline if text and not text.endswith("\n") else ""
    return f"{text}{gap}{lines}{newline}"


def _read(text: str) -> tuple[dict[str, object], int]:
    """The fields of index.yaml and the line of the last decision (0: none)."""
    problems = Problems()
    yaml = parse_yaml(text, INDEX, 1, problems)
    if len(problems) or (yaml is not None and not isinstance(yaml.value, dict | None)):
        raise LayoutError
    if yaml is None or not isinstance(yaml.value, dict):
        return {}, 0
    if not isinstance(yaml.value.get(KEY), list | None):
        raise LayoutError
    last = len(_decisions(yaml.value)) - 1
    return dict(yaml.value), yaml.lines.get((KEY, last), 0)


def _decisions(fields: Mapping[str, object]) -> list[object]:
    found = fields.get(KEY)
    return found if isinstance(found, list) else []


def _others(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if name != KEY}
