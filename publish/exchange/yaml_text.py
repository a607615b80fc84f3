"""Values to YAML as a person would write it: plain scalars, short groups on one line."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.representer import SafeRepresenter

Value: TypeAlias = "str | int | bool | Sequence[Value] | Mapping[str, Value] | None"
DIGITS = re.compile(r"[1-9]\d{0,8}|0")
DATE = re.compile(r"\d{4}-\d\d-\d\d")


class _Representer(SafeRepresenter):
    """The manuscript's reader takes every scalar as text, so numbers need no quotation marks."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def represent_text(self, text: str) -> ScalarNode:
        kind = "int" if DIGITS.fullmatch(text) else "str"
        kind = "timestamp" if DATE.fullmatch(text) else kind
        # YAML 1.2 lets a colon begin a word inside brackets, the reader's libyaml does not
        style = "'" if text.startswith(":") else None
        node: ScalarNode = self.represent_scalar(f"tag:yaml.org,2002:{kind}", text, style)
        return node


_Representer.add_representer(str, _Representer.represent_text)


def yaml_text(value: Value) -> str:
    """YAML of a mapping or list; order is kept, lines are not folded.

    The outer fields stand on lines of their own, groups and lists inside them on one line.
    """
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_unicode = True
    yaml.width = 1_000_000
    representer = _Representer()
    representer.sort_base_mapping_type_on_output = False
    node = representer.represent_data(value)
    _lay_out(node, outer=True)
    out = io.StringIO()
    yaml.serialize(node, out)
    return out.getvalue()


def _lay_out(node: Node, *, outer: bool) -> None:
    """Block style for the outer fields and for lists of groups, flow style for the rest."""
    if not isinstance(node, CollectionNode):
        return
    if isinstance(node, SequenceNode):
        groups = any(isinstance(item, MappingNode) for item in node.value)
        node.flow_style = not groups
        for item in node.value:
            _lay_out(item, outer=outer and groups)
        return
    node.flow_style = not outer
    for _, field in node.value:
        _lay_out(field, outer=False)
