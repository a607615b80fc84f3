"""Values to YAML as a person would write it: plain scalars, short groups on one line."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.representer import SafeRepresenter

Value: TypeAlias = "str | int | bool | list[Value] | Mapping[str, Value]"
DIGITS = re.compile(r"[1-9]\d{0,8}|0")
DATE = re.compile(r"\d{4}-\d\d-\d\d")


class _Representer(SafeRepresenter):
    """The manuscript's reader takes every scalar as text, so numbers need no quotation marks."""

    def represent_text(self, text: str) -> ScalarNode:
        kind = "int" if DIGITS.fullmatch(text) else "str"
        kind = "timestamp" if DATE.fullmatch(text) else kind
        node: ScalarNode = self.represent_scalar(f"tag:yaml.org,2002:{kind}", text)
        return node


_Representer.add_representer(str, _Representer.represent_text)


def yaml_text(value: Value) -> str:
    """YAML of a mapping or list; order is kept, lines are not folded.

    The outer fields stand on lines of their own, groups and lists inside them on one line.
    """
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_unicode = True
    yaml.width = 1_000_000
    node = _Representer().represent_data(value)
    _lay_out(node, outer=True)
    out = io.StringIO()
    yaml.serialize(node, out)
    return out.getvalue()


def _lay_out(node: Node, *, outer: bool) -> None:
    if not isinstance(node, CollectionNode):
        return
    inside = [part for item in node.value for part in (item if isinstance(item, tuple) else [item])]
    listed = isinstance(node, SequenceNode)
    node.flow_style = not (outer and (isinstance(node, MappingNode) or _has_groups(inside)))
    for part in inside:
        _lay_out(part, outer=(outer and listed) or _has_groups([part]) and outer)


def _has_groups(nodes: list[Node]) -> bool:
    return any(isinstance(node, SequenceNode) and any(isinstance(item, MappingNode)
               for item in node.value) or isinstance(node, MappingNode) for node in nodes)
