"""A list of corrections: read from YAML or CSV, and its outcome written back into it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from publish.edition.files import Folder
from publish.edition.suggest import did_you_mean
from publish.edition.yaml_files import parse_yaml
from publish.problems import Place, Problems

GIVEN = ("document", "proof", "page", "line", "old", "new", "who", "why")
OUTCOME = ("status", "place", "message", "candidates")
APPLIED, FOUND, REFUSED = "applied", "found", "refused"


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of a list; `row` counts from 0, `at` is where it stands in the list."""

    row: int
    at: Place
    document: str  # id or number of a text, or a file of the manuscript
    proof: str
    page: str  # folio as printed
    line: int | None  # line of type on that page, from 1, running head and folio not counted
    old: str
    new: str
    status: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction."""

    status: str
    place: str = ""  # file:line
    message: str = ""
    candidates: tuple[str, ...] = ()

    def fields(self) -> dict[str, str | list[str]]:
        """The fields to write into the list; those that say nothing are left out."""
        said: dict[str, str | list[str]] = {
            "status": self.status, "place": self.place, "message": self.message,
            "candidates": list(self.candidates),
        }  # fmt: skip
        return {name: value for name, value in said.items() if value}


def read_corrections(path: Path, problems: Problems) -> list[Correction]:
    """The corrections of a list, `.yaml`, `.yml` or `.csv`; whatever is wrong is reported."""
    text = Folder(path.parent, problems).read(path.name)
    if text is None:
        return []
    rows = _csv_rows(text) if _is_csv(path) else _yaml_rows(text, path.name, problems)
    found = [
        _correction(row, Place(path.name, line), number, problems)
        for number, (row, line) in enumerate(rows)
    ]
    return [correction for correction in found if correction is not None]


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def _csv_rows(text: str) -> list[tuple[dict[str, str], int]]:
    reader = csv.DictReader(io.StringIO(text), restkey="more values than columns")
    rows = []
    before = reader.line_num + 1
    for row in reader:
        said = {key: value or "" for key, value in row.items() if value or key == "new"}
        rows.append((said, before + 1))
        before = reader.line_num
    return rows


def _yaml_rows(text: str, file: str, problems: Problems) -> list[tuple[dict[str, str], int]]:
    yaml = parse_yaml(text, file, 1, problems)
    if yaml is None:
        return []
    if not isinstance(yaml.value, list):
        problems.add("E970", Place(file), "The list should be entries that begin with “- ”.")
        return []
    rows = []
    for number, row in enumerate(yaml.value):
        at = yaml.place((number,))
        if isinstance(row, dict):
            words = {k: v or "" for k, v in row.items() if isinstance(v, str) or v is None}
            rows.append((words, at.line))
        else:
            problems.add("E970", at, "A correction should be lines of “field: value”.")
    return rows


def _correction(
    row: Mapping[str, str], at: Place, number: int, problems: Problems
) -> Correction | None:
    faults = [
        f"There is no field “{name}” in a correction. {did_you_mean(name, GIVEN)}".rstrip()
        for name in row
        if name not in GIVEN + OUTCOME
    ]
    if not row.get("old", "").strip():
        faults.append("The old wording is missing.")
    if "new" not in row:
        faults.append("The new wording is missing.")
    if not row.get("document") and not row.get("page"):
        faults.append("Neither document nor page says where to look.")
    line = row.get("line", "")
    if line and not line.isdecimal():
        faults.append(f"The line should be a number, not “{line}”.")
    for fault in faults:
        problems.add("E970", at, fault)
    if faults:
        return None
    return Correction(
        number, at, row.get("document", ""), row.get("proof", ""), row.get("page", ""),
        int(line) if line else None, row["old"], row.get("new", ""), row.get("status", ""),
    )  # fmt: skip


def with_outcomes(path: Path, outcomes: Mapping[int, Outcome]) -> bytes:
    """The list with the outcome of each row in it; comments and order stay."""
    text = path.read_bytes().decode("utf-8-sig")
    return (_csv_with if _is_csv(path) else _yaml_with)(text, outcomes).encode()


def _yaml_with(text: str, outcomes: Mapping[int, Outcome]) -> str:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=_dash_indent(text) + 2, offset=_dash_indent(text))
    rows = yaml.load(text)
    for number, outcome in outcomes.items():
        for name in OUTCOME:
            rows[number].pop(name, None)
        rows[number].update(outcome.fields())
    out = io.StringIO()
    yaml.dump(rows, out)
    return out.getvalue()


def _dash_indent(text: str) -> int:
    first = next((line for line in text.splitlines() if line.lstrip().startswith("- ")), "-")
    return len(first) - len(first.lstrip())


def _csv_with(text: str, outcomes: Mapping[int, Outcome]) -> str:
    reader = csv.DictReader(io.StringIO(text))
    rows = list(reader)
    names = list(reader.fieldnames or ())
    names += [name for name in OUTCOME if name not in names]
    for number, outcome in outcomes.items():
        rows[number].update(dict.fromkeys(OUTCOME, ""))
        rows[number].update({name: _cell(value) for name, value in outcome.fields().items()})
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\r\n" if "\r\n" in text else "\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _cell(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else " | ".join(value)
