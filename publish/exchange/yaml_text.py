"""Values to YAML as a person would write it: plain scalars, short groups on one line."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
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
    """YAML of a mapping or list; order is kept, lines are not folded."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Representer = _Representer
    yaml.default_flow_style = None  # groups of scalars on one line
    yaml.allow_unicode = True
    yaml.width = 1_000_000
    yaml.sort_base_mapping_type_on_output = False
    out = io.StringIO()
    yaml.dump(value, out)
    return out.getvalue()
