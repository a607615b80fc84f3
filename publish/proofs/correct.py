"""publish correct apply: a list of corrections, applied as a whole or not at all."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from publish.build import replace_all
from publish.edition.markdown_file import FENCE
from publish.edition.yaml_files import parse_yaml
from publish.problems import Problems
from publish.proofs.candidates import MOST, nearest
from publish.proofs.corrections import (
    APPLIED,
    FOUND,
    REFUSED,
    Correction,
    Outcome,
    read_corrections,
    with_outcomes,
)  # fmt: skip
from publish.proofs.model import TEXT_KINDS
from publish.proofs.places import Spot, find_spot
from publish.proofs.sources import read_files_by_text, source_files
from publish.proofs.wording import (
    CrossesMarkError,
    Edit,
    Found,
    edit_for,
    find,
    raw_stream,
    read_stream,
    readings,
    tidy,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Applied:
    """What `apply` did: the outcome of each row, and the diff (unified) of the sources."""

    outcomes: Mapping[int, Outcome]
    diff: str
    done: bool


@dataclass(frozen=True)
class Manuscript:
    """The sources of a manuscript as they stand, line ends and all."""

    root: Path

    @cached_property
    def files_by_text(self) -> dict[str, str]:
        return read_files_by_text(self.root)

    @cached_property
    def texts(self) -> dict[str, str]:
        """Every text file by path; one that is not UTF-8 is for `check` to report."""
        found = {}
        for file, path in source_files(self.root).items():
            if path.suffix.lower() in TEXT_KINDS:
                try:
                    found[file] = path.read_bytes().decode("utf-8")
                except UnicodeDecodeError:
                    continue
        return found


@dataclass(frozen=True, slots=True)
class _Planned:
    correction: Correction
    file: str
    line: int
    edit: Edit


def apply(path: Path, root: Path, out: Path, problems: Problems) -> Applied:
    """Apply the list `path` to the manuscript in `root`; proofs are looked for in `out`.

    Each old wording has to stand exactly once at its place. If that fails for one of
    them, it is a problem and no source is changed. Either way the list says afterwards
    what became of each row; rows that it says are applied are passed over.
    """
    corrections = read_corrections(path, problems)
    if problems.errors:
        return Applied({}, "", done=False)
    manuscript = Manuscript(root)
    outcomes: dict[int, Outcome] = {}
    planned: list[_Planned] = []
    for correction in corrections:
        if correction.status == APPLIED:
            continue
        plan = _plan(correction, manuscript, out, problems)
        if isinstance(plan, Outcome):
            outcomes[correction.row] = plan
        else:
            planned.append(plan)
    _refuse_overlaps(planned, outcomes, problems)
    changed = _changed_texts(planned, manuscript)
    _refuse_broken(changed, planned, outcomes, problems)
    done = not problems.errors
    for plan in planned:
        place = f"{plan.file}:{plan.line}"
        outcomes.setdefault(plan.correction.row, Outcome(APPLIED if done else FOUND, place))
    if outcomes:
        files = {root / file: text.encode() for file, text in changed.items()} if done else {}
        replace_all(files | {path: with_outcomes(path, outcomes)})
    return Applied(outcomes, _diff(manuscript.texts, changed) if done else "", done)


def _plan(
    correction: Correction, manuscript: Manuscript, out: Path, problems: Problems
) -> _Planned | Outcome:
    spot = find_spot(correction, manuscript.files_by_text, manuscript.texts, out)
    if isinstance(spot, str):
        return _refused(correction, "E970", spot, (), problems)
    text = manuscript.texts[spot.file]
    found, old = _find_all(text, correction.old)
    found = spot.narrow(found)
    if len(found) == 1:
        return _planned(correction, spot, found[0], old, problems)
    wording = f"“{_short(tidy(correction.old))}”"
    if found:
        candidates = tuple(f"{spot.file}:{f.line}: {_with_context(f)}" for f in found[:MOST])
        message = f"{wording} stands {len(found)} times in {spot.where}."
        return _refused(correction, "E972", message, candidates, problems)
    candidates = nearest(tidy(correction.old), spot.file, manuscript.texts)
    message = f"{wording} does not stand in {spot.where}."
    there = _find_all(text, correction.new)[0] if correction.new.strip() else []
    if there:
        message += f" The new wording stands in line {there[0].line} already."
    return _refused(correction, "E971", message, candidates, problems)


def _find_all(text: str, wording: str) -> tuple[list[Found], str]:
    """Where a wording stands as a reader sees it, or else as it is typed, and its reading."""
    for stream in (read_stream(text), raw_stream(text)):
        for reading in readings(wording):
            found = find(stream, reading)
            if found:
                return found, reading
    return [], tidy(wording)


def _planned(
    correction: Correction, spot: Spot, found: Found, old: str, problems: Problems
) -> _Planned | Outcome:
    new = tidy(correction.new)
    if old == new:
        return _refused(correction, "E970", "Old and new wording are the same.", (), problems)
    try:
        edit = edit_for(found, old, new)
    except CrossesMarkError:
        message = f"A mark stands among the words to change: “{found.in_source}”."
        return _refused(correction, "E974", message, (found.in_source,), problems)
    return _Planned(correction, spot.file, found.line, edit)


def _refused(
    correction: Correction, code: str, message: str, candidates: Sequence[str], problems: Problems
) -> Outcome:
    nearest_ones = f"Nearest: {' | '.join(candidates)}" if candidates else ""
    problems.add(code, correction.at, message, nearest_ones)
    return Outcome(REFUSED, "", message, tuple(candidates))


def _refuse_overlaps(
    planned: Sequence[_Planned], outcomes: dict[int, Outcome], problems: Problems
) -> None:
    by_place = sorted(planned, key=lambda p: (p.file, p.edit.start, p.edit.end))
    for number, one in enumerate(by_place[1:], 1):
        before = by_place[number - 1]
        same = one.file == before.file
        if same and (one.edit.start < before.edit.end or one.edit.start == before.edit.start):
            first, second = sorted((before, one), key=lambda p: p.correction.row)
            line = first.correction.at.line
            message = f"Changes the same words as the correction in line {line}."
            outcomes[second.correction.row] = _refused(
                second.correction, "E973", message, (), problems
            )


def _changed_texts(planned: Sequence[_Planned], manuscript: Manuscript) -> dict[str, str]:
    changed: dict[str, str] = {}
    for plan in sorted(planned, key=lambda p: p.edit.start, reverse=True):
        text = changed.get(plan.file, manuscript.texts[plan.file])
        inserted = plan.edit.new
        if "\r\n" in text:
            inserted = inserted.replace("\n", "\r\n")
        changed[plan.file] = text[: plan.edit.start] + inserted + text[plan.edit.end :]
    return changed


def _refuse_broken(
    changed: Mapping[str, str],
    planned: Sequence[_Planned],
    outcomes: dict[int, Outcome],
    problems: Problems,
) -> None:
    """Refuse what would make YAML unreadable, of a file or of a text's header."""
    for file, text in changed.items():
        found = Problems()
        parse_yaml(_yaml_of(file, text), file, 1, found)
        for problem in found:
            for plan in planned:
                if plan.file == file:
                    message = f"{file} could not be read any more: {problem.message}"
                    outcomes[plan.correction.row] = _refused(
                        plan.correction, "E975", message, (), problems
                    )


def _yaml_of(file: str, text: str) -> str:
    if file.endswith(".yaml"):
        return text.removeprefix("\ufeff")
    lines = text.removeprefix("\ufeff").splitlines()
    end = next((i for i, line in enumerate(lines[1:], 1) if FENCE.match(line)), 1)
    return "\n".join(lines[1:end])


def _diff(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    return "".join(
        line if line.endswith("\n") else f"{line}\n"
        for file in sorted(after)
        for line in difflib.unified_diff(
            before[file].splitlines(keepends=True),
            after[file].splitlines(keepends=True),
            file,
            file,
        )
    )


def _with_context(found: Found) -> str:
    text = found.stream.text
    first, last = max(0, found.start - 25), found.end + 25
    return f"…{text[first:last]}…".replace("\n", " ")


def _short(wording: str) -> str:
    return wording if len(wording) <= 80 else f"{wording[:77]}…"
