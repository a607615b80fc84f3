"""A list of corrections, read from YAML or CSV; `outcomes` writes back into it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from publish.edition.files import Folder
from publish.edition.suggest import did_you_mean
from publish.edition.yaml_files import parse_yaml
from publish.problems import Place, Problems

GIVEN = ("document", "proof", "page", "line", "old", "new", "who", "why")
OUTCOME = ("status", "place", "message", "candidates")
APPLIED, ALREADY, FOUND, REFUSED = "applied", "already so", "found", "refused"
DELIMITERS = ",;\t"  # of spreadsheets: English, continental, copied cells
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
TOO_MANY = "more values than columns"


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
    who: str
    why: str
    status: str
    place: str  # file:line of the source when it was applied, "" before


def read_corrections(path: Path, problems: Problems) -> list[Correction]:
    """The corrections of a list, `.yaml`, `.yml` or `.csv`; whatever is wrong is reported."""
    if _is_utf_16(path):
        hint = "Save it from the spreadsheet as “CSV UTF-8 (comma delimited)”."
        problems.add("E002", Place(path.name), "Not UTF-8 but UTF-16.", hint)
        return []
    text = Folder(path.parent, problems).read(path.name)
    if text is None:
        return []
    read = _csv_rows if is_csv(path) else _yaml_rows
    found = [
        _correction(row, Place(path.name, line), number, problems)
        for number, (row, line) in enumerate(read(text, path.name, problems))
    ]
    return [correction for correction in found if correction is not None]


def is_csv(path: Path) -> bool:
    """Whether a list is a table."""
    return path.suffix.lower() == ".csv"


def _is_utf_16(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) in UTF_16


def delimiter_of(header: str) -> str:
    """What parts the columns of a table, from its first line."""
    return max(DELIMITERS, key=header.count)


def column(name: str) -> str:
    """The field that a column's heading means: case and spaces around it do not matter."""
    return name.strip().lower()


def _csv_rows(text: str, file: str, problems: Problems) -> list[tuple[dict[str, str], int]]:
    header = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), restkey=TOO_MANY, delimiter=delimiter_of(header))
    names = [column(name) for name in reader.fieldnames or ()]
    if "old" not in names or "new" not in names:
        problems.add(
            "E970",
            Place(file),
            f"The first line should name the columns, “old” and “new” among them, not “{header}”.",
        )
        return []
    rows = []
    before = reader.line_num + 1
    for row in reader:
        said = {column(key): value or "" for key, value in row.items() if value or key == "new"}
        said.setdefault("new", "")
        rows.append((said, before))
        before = reader.line_num + 1
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
        if not isinstance(row, dict):
            problems.add("E970", at, "A correction should be lines of “field: value”.")
            continue
        words = {k: v or "" for k, v in row.items() if isinstance(v, str) or v is None}
        others = row.keys() - words.keys() - set(OUTCOME)  # an outcome has a list of candidates
        for name in others:
            place = yaml.place((number, name))
            problems.add("E970", place, f"“{name}” should be one text, not a list or group.")
        if not others:
            rows.append((words, at.line))
    return rows


def _correction(
    row: Mapping[str, str], at: Place, number: int, problems: Problems
) -> Correction | None:
    faults = _faults(row)
    for fault in faults:
        problems.add("E970", at, fault)
    if faults:
        return None
    line = row.get("line", "").strip()
    place = {field: row.get(field, "").strip() for field in ("document", "proof", "page")}
    said = {field: row.get(field, "") for field in ("who", "why", "status", "place")}
    return Correction(
        row=number,
        at=at,
        line=int(line) if line else None,
        old=row["old"],
        new=row["new"],
        **place,
        **said,
    )


def _faults(row: Mapping[str, str]) -> Sequence[str]:
    misspelt = [
        f"There is no field “{name}” in a correction. {did_you_mean(name, GIVEN)}".rstrip()
        for name in row
        if name not in GIVEN + OUTCOME
    ]
    if misspelt:
        return misspelt  # each may be what would be missing
    faults = []
    if not row.get("old", "").strip():
        faults.append("The old wording is missing.")
    if "new" not in row:
        faults.append("The new wording is missing.")
    if not row.get("document") and not row.get("page"):
        faults.append("Neither document nor page says where to look.")
    line = row.get("line", "").strip()
    if line and not (line.isascii() and line.isdecimal()):
        faults.append(f"The line should be a number, not “{line}”.")
    return faults
