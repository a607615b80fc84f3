"""One correction, held against the manuscript: the change it asks for, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from publish.edition.yaml_files import YamlValue, parse_yaml
from publish.problems import Problems
from publish.proofs.candidates import MOST, fields_behind, has_all_figures, nearest
from publish.proofs.corrections import Correction
from publish.proofs.manuscript import Manuscript
from publish.proofs.model import ENTRY, HEADER
from publish.proofs.pieces import header_end
from publish.proofs.places import Spot, find_spot
from publish.proofs.readings import tidy
from publish.proofs.wording import (
    CrossesMarkError,
    Edit,
    Found,
    edit_for,
    find_exactly,
    find_loosely,
)

SHOWN = 80  # characters of a wording in a message


@dataclass(frozen=True, slots=True)
class Planned:
    """A change of a file; `line` is where the old wording begins."""

    correction: Correction
    file: str
    line: int
    edit: Edit


@dataclass(frozen=True, slots=True)
class Standing:
    """The old wording is gone and the new one stands at its place already."""

    correction: Correction
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a correction cannot be made: code and message of a problem, nearest wordings."""

    correction: Correction
    code: str
    message: str
    candidates: tuple[str, ...] = ()


def plan(correction: Correction, manuscript: Manuscript, out: Path) -> Planned | Standing | Refusal:
    """The change that a correction asks for; `out` holds the proofs.

    The old wording has to stand exactly once at its place.
    """
    old, new = tidy(correction.old), tidy(correction.new)
    if old == new:
        return Refusal(correction, "E970", "Old and new wording are the same.")
    spot = find_spot(correction, manuscript, out)
    if isinstance(spot, str):
        return Refusal(correction, "E970", spot)
    source = manuscript.texts[spot.file]
    standing = spot.narrow(find_exactly(source, correction.new)) if new else []
    found = spot.narrow(find_exactly(source, correction.old))
    left = [one for one in found if not any(_holds(other, one) for other in standing)]
    if not left and len(standing) == 1 and (found or new not in old):
        return Standing(correction, spot.file, standing[0].line)
    left = left or spot.narrow(find_loosely(source, correction.old))
    if len(left) != 1:
        return _not_once(correction, spot, left, standing, manuscript)
    try:
        edit = edit_for(left[0], new)
    except CrossesMarkError:
        shown = " ".join(left[0].in_source.split())
        message = f"A mark stands among the words to change: “{shown}”."
        return Refusal(correction, "E974", message, (left[0].in_source,))
    planned = Planned(correction, spot.file, left[0].line, edit)
    fault = _yaml_fault(planned, source)
    return Refusal(correction, "E975", fault) if fault else planned


def changed(source: str, edits: Sequence[Edit]) -> str:
    """A source with edits that do not overlap; they take over its line ends."""
    for edit in sorted(edits, key=lambda e: e.start, reverse=True):
        inserted = edit.new.replace("\n", "\r\n") if "\r\n" in source else edit.new
        source = source[: edit.start] + inserted + source[edit.end :]
    return source


def _holds(other: Found, one: Found) -> bool:
    return other.place[0] <= one.place[0] and one.place[1] <= other.place[1]


def _not_once(
    correction: Correction,
    spot: Spot,
    found: Sequence[Found],
    standing: Sequence[Found],
    manuscript: Manuscript,
) -> Refusal:
    wording = tidy(correction.old)
    shown = wording if len(wording) <= SHOWN else f"{wording[: SHOWN - 1]}…"
    if found:
        candidates = tuple(f"{spot.file}:{f.line}: {_with_context(f)}" for f in found[:MOST])
        message = f"“{shown}” stands {len(found)} times in {spot.where}."
        return Refusal(correction, "E972", message, candidates)
    message = f"“{shown}” does not stand in {spot.where}."
    if standing:
        message += f" The new wording stands in line {standing[0].line} already."
    candidates = nearest(wording, spot.file, manuscript.texts)
    source = manuscript.texts[spot.file]
    fields = fields_behind(wording, tidy(correction.new), spot.file, source, spot.piece)
    printed = spot.piece == HEADER or spot.piece.startswith(ENTRY)
    if fields and (printed or (not spot.piece and has_all_figures(wording, fields[0]))):
        of = "entry" if spot.piece.startswith(ENTRY) else "header"
        message += f" It is made from a field of the {of}."
        candidates = (fields[0], *candidates)[:MOST]
    return Refusal(correction, "E971", message, candidates or tuple(fields[:1]))


def _with_context(found: Found) -> str:
    first, last = max(0, found.start - 25), min(found.end + 25, len(found.stream.text))
    return f"…{found.stream.typed(first, last)}…"


def _yaml_fault(planned: Planned, source: str) -> str:
    """What an edit of YAML, of a file or of a text's header, would spoil; "" if nothing."""
    data = planned.file.endswith(".yaml")
    if not data and planned.line > header_end(source):
        return ""
    text = changed(source, [planned.edit]).removeprefix("\ufeff")
    if not data:
        text = "\n".join(text.splitlines()[1 : header_end(text) - 1])
    problems = Problems()
    yaml = parse_yaml(text, planned.file, 1, problems)
    for problem in problems:
        return f"{planned.file} could not be read any more: {problem.message}"
    read = tidy(" ".join(_words(yaml.value))) if yaml is not None else ""
    if tidy(planned.edit.new) not in read:
        return f"{planned.file} would not be read so: put the whole value in quotation marks."
    return ""


def _words(value: YamlValue) -> Iterator[str]:
    """Keys and values in their order, as they are written in block style."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"{key}:"
            yield from _words(item)
    elif isinstance(value, list):
        for item in value:
            yield from _words(item)
    else:
        yield value or ""
