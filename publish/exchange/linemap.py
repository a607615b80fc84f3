"""Manuscript files of an import, made of pieces that remember their lines of the source.

Shared by all importers: a file is a YAML header and pieces of Markdown; rendering it gives
the text and, for import-map.json, where each piece stands and what it came from.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from publish.exchange.yaml_text import Value, yaml_text


@dataclass(frozen=True, slots=True)
class Piece:
    """A block or note of a manuscript file: Markdown and the lines of the source it is made of."""

    kind: str
    text: str
    lines: tuple[int, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class MapEntry:
    """A block, note, header or authority entry: its lines in the manuscript and in the source."""

    file: str
    kind: str
    label: str
    first: int
    last: int
    source: tuple[int, ...]
    origin: str = ""  # file of the source, if it is several


@dataclass(slots=True)
class TextFile:
    """A Markdown file of the manuscript; `header_lines` are the lines its header came from.

    The header is fields, or YAML as it was typed.
    """

    path: str
    header: Mapping[str, Value] | str
    pieces: list[Piece] = field(default_factory=list)
    header_lines: tuple[int, ...] = ()
    origin: str = ""

    def render(self) -> tuple[str, list[MapEntry]]:
        """The file's text and the map of its parts."""
        typed = self.header if isinstance(self.header, str) else yaml_text(self.header)
        head = f"---\n{typed}---\n"
        entries = []
        line = head.count("\n") + 1
        if self.header_lines:
            entries.append(
                MapEntry(self.path, "header", "", 1, line - 1, self.header_lines, self.origin)
            )
        texts = []
        for piece in self.pieces:
            last = line + piece.text.count("\n")
            entries.append(
                MapEntry(self.path, piece.kind, piece.label, line, last, piece.lines, self.origin)
            )
            texts.append(piece.text)
            line = last + 2
        return head + "\n\n".join(texts) + "\n", entries


@dataclass(slots=True)
class ListFile:
    """A YAML file that is a list of entries, each from its own lines of the source."""

    path: str
    comment: str
    entries: Sequence[tuple[Mapping[str, Value], tuple[int, ...]]]

    def render(self) -> tuple[str, list[MapEntry]]:
        """The file's text and the map of its entries."""
        text = f"# {self.comment}\n"
        mapped = []
        for value, lines in self.entries:
            first = text.count("\n") + 1
            text += yaml_text([value])
            if lines:
                label = str(value.get("id", ""))
                mapped.append(MapEntry(self.path, "entry", label, first, text.count("\n"), lines))
        return text, mapped


def map_json(entries: Iterable[MapEntry], source: str, written: Mapping[str, str]) -> str:
    """import-map.json: the entries, the source's name and the hashes of the files written."""
    rows = [
        {
            "file": entry.file,
            "kind": entry.kind,
            "label": entry.label,
            "lines": [entry.first, entry.last],
            "source": _ranges(entry.source),
            **({"origin": entry.origin} if entry.origin else {}),
        }
        for entry in entries
    ]
    head = json.dumps({"source": source, "written": dict(written)}, ensure_ascii=False, indent=1)
    body = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return head.removesuffix("\n}") + f',\n "map": [\n{body}\n]\n}}\n'


def _ranges(lines: Iterable[int]) -> list[list[int]]:
    """Line numbers as ranges: 3, 4, 5, 9 is [[3, 5], [9, 9]]."""
    ranges: list[list[int]] = []
    for line in sorted(set(lines)):
        if ranges and ranges[-1][1] == line - 1:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
    return ranges
