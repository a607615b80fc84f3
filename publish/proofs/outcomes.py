"""What became of each correction, written into the list; everything else of it stays as it is."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node

from publish.edition.yaml_nodes import end_of
from publish.proofs.corrections import OUTCOME, TOO_MANY, delimiter_of, is_csv

_Field: TypeAlias = tuple[Node, Node]  # key and value
PLAIN = re.compile(r"[A-Za-z][\w./-]*(?: [\w./-]+)*(?::\d+)?")  # needs no quotation marks


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction."""

    status: str
    place: str = ""  # file:line
    message: str = ""
    candidates: tuple[str, ...] = ()

    def fields(self) -> dict[str, str | tuple[str, ...]]:
        """The fields to write into the list; those that say nothing are left out."""
        said: dict[str, str | tuple[str, ...]] = {
            "status": self.status, "place": self.place, "message": self.message,
            "candidates": self.candidates,
        }  # fmt: skip
        return {name: value for name, value in said.items() if value}


def with_outcomes(path: Path, outcomes: Mapping[int, Outcome]) -> bytes:
    """The list with the outcome of each row in it; order, comments, byte order mark stay."""
    data = path.read_bytes()
    text = data.decode("utf-8-sig")
    mark = data[: len(data) - len(text.encode())]
    return mark + (_csv_with if is_csv(path) else _yaml_with)(text, outcomes).encode()


@dataclass(frozen=True, slots=True)
class _Cut:
    """A piece of a text that becomes another one."""

    start: int
    end: int
    new: str = ""


def _yaml_with(text: str, outcomes: Mapping[int, Outcome]) -> str:
    rows = YAML(typ="safe", pure=True).compose(text).value
    cuts = [
        cut
        for number, outcome in outcomes.items()
        for cut in (_flow_cuts if rows[number].flow_style else _block_cuts)(
            text, rows[number], outcome
        )
    ]
    for cut in sorted(cuts, key=lambda c: (c.start, c.end), reverse=True):
        text = text[: cut.start] + cut.new + text[cut.end :]
    return text


def _block_cuts(text: str, row: MappingNode, outcome: Outcome) -> Iterator[_Cut]:
    """Whole lines: those of an earlier outcome go, the new ones follow the last field."""
    given, earlier = _parted(row)
    for pair in earlier:
        key = pair[0].start_mark.index
        if pair is row.value[0]:  # stands behind the dash, which stays
            yield _Cut(key, row.value[1][0].start_mark.index)
        else:
            yield _Cut(text.rfind("\n", 0, key) + 1, _line_end(text, pair))
    at = _line_end(text, given[-1])
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = list(_block_lines(outcome, " " * row.start_mark.column))
    before = "" if text[:at].endswith("\n") else line_end
    yield _Cut(at, at, before + line_end.join([*lines, ""]))


def _block_lines(outcome: Outcome, indent: str) -> Iterator[str]:
    for name, value in outcome.fields().items():
        if isinstance(value, str):
            yield f"{indent}{name}: {_scalar(value)}"
        else:
            yield f"{indent}{name}:"
            yield from (f"{indent}- {_scalar(item)}" for item in value)


def _line_end(text: str, field: _Field) -> int:
    """Where the line after a field begins."""
    end = text.find("\n", _end(text, field))
    return len(text) if end < 0 else end + 1


def _end(text: str, field: _Field) -> int:
    """Where a field ends; a value that is empty has the place of what follows."""
    key, value = field
    empty = value.start_mark.index == value.end_mark.index
    return int(key.end_mark.index) + 1 if empty else end_of(value, text)


def _flow_cuts(text: str, row: MappingNode, outcome: Outcome) -> Iterator[_Cut]:
    """Fields between braces: those of an earlier outcome go, the new ones stand at the end."""
    for number, pair in enumerate(row.value):
        if pair[0].value in OUTCOME and number:
            yield _Cut(_end(text, row.value[number - 1]), _end(text, pair))
        elif pair[0].value in OUTCOME:
            yield _Cut(pair[0].start_mark.index, row.value[1][0].start_mark.index)
    fields = [
        f", {name}: {_scalar(value) if isinstance(value, str) else _flow(value)}"
        for name, value in outcome.fields().items()
    ]
    at = _end(text, row.value[-1])
    yield _Cut(at, at, "".join(fields))


def _parted(row: MappingNode) -> tuple[list[_Field], list[_Field]]:
    """The fields that were given, and those of an earlier outcome."""
    parted: tuple[list[_Field], list[_Field]] = ([], [])
    for field in row.value:
        parted[field[0].value in OUTCOME].append(field)
    return parted


def _scalar(value: str) -> str:
    return value if PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _flow(values: Sequence[str]) -> str:
    return f"[{', '.join(json.dumps(value, ensure_ascii=False) for value in values)}]"


def _csv_with(text: str, outcomes: Mapping[int, Outcome]) -> str:
    delimiter = delimiter_of(text.partition("\n")[0])
    reader = csv.DictReader(io.StringIO(text), restkey=TOO_MANY, delimiter=delimiter)
    rows = list(reader)
    names = list(reader.fieldnames or ())
    names += [name for name in OUTCOME if name not in names]
    for number, outcome in outcomes.items():
        rows[number].update(dict.fromkeys(OUTCOME, ""))
        rows[number].update({name: _cell(value) for name, value in outcome.fields().items()})
    out = io.StringIO()
    line_end = "\r\n" if "\r\n" in text else "\n"
    writer = csv.DictWriter(out, names, lineterminator=line_end, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _cell(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else " | ".join(value)
