"""publish correct apply: a list of corrections, applied as a whole or not at all."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from publish.outputs import replace_all
from publish.problems import Problems
from publish.proofs.corrections import (
    ALREADY,
    APPLIED,
    FOUND,
    REFUSED,
    read_corrections,
)
from publish.proofs.manuscript import Manuscript
from publish.proofs.outcomes import Outcome, with_outcomes
from publish.proofs.plan import Planned, Refusal, Standing, changed, plan


@dataclass(frozen=True, slots=True)
class Applied:
    """What `apply` did: the outcome of each row, and the diff (unified) of the sources."""

    outcomes: Mapping[int, Outcome]
    diff: str
    done: bool

    def count(self, status: str) -> int:
        """How many rows have this status now."""
        return sum(outcome.status == status for outcome in self.outcomes.values())


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
    plans = [plan(one, manuscript, out) for one in corrections if one.status != APPLIED]
    planned, agreed, refusals = _settled([one for one in plans if isinstance(one, Planned)])
    refusals += [one for one in plans if isinstance(one, Refusal)]
    for refusal in refusals:
        said = refusal.candidates if refusal.code != "E974" else ()  # its message has it
        hint = f"Nearest: {' | '.join(said)}" if said else ""
        problems.add(refusal.code, refusal.correction.at, refusal.message, hint)
    done = not refusals
    outcomes = {
        one.correction.row: Outcome(REFUSED, "", one.message, one.candidates) for one in refusals
    } | {
        one.correction.row: Outcome(ALREADY, f"{one.file}:{one.line}")
        for one in plans
        if isinstance(one, Standing)
    } | {
        one.correction.row: Outcome(APPLIED if done else FOUND, f"{one.file}:{one.line}", message)
        for one, message in (*((one, "") for one in planned), *agreed)
    }  # fmt: skip
    texts = _changed_texts(planned, manuscript)
    if outcomes:
        files = {root / file: text.encode() for file, text in texts.items()} if done else {}
        replace_all(files | {path: with_outcomes(path, dict(sorted(outcomes.items())))})
    return Applied(outcomes, _diff(manuscript.texts, texts) if done else "", done)


def _settled(
    planned: Sequence[Planned],
) -> tuple[list[Planned], list[tuple[Planned, str]], list[Refusal]]:
    """The changes to make; those that another one makes too, with a sentence that says so;
    refusals of those that change the same words otherwise."""
    kept: list[Planned] = []
    agreed: list[tuple[Planned, str]] = []
    refusals: list[Refusal] = []
    for one in planned:
        other = next((other for other in kept if _overlap(one, other)), None)
        if other is None:
            kept.append(one)
        elif one.edit == other.edit:
            agreed.append((one, f"The same as the correction in line {other.correction.at.line}."))
        else:
            message = (
                f"Changes the same words as the correction in line {other.correction.at.line}."
            )
            refusals.append(Refusal(one.correction, "E973", message))
    return kept, agreed, refusals


def _overlap(one: Planned, other: Planned) -> bool:
    a, b = one.edit, other.edit
    crossing = a.start < b.end and b.start < a.end
    return one.file == other.file and (crossing or a.start == b.start)


def _changed_texts(planned: Sequence[Planned], manuscript: Manuscript) -> dict[str, str]:
    return {
        file: changed(manuscript.texts[file], [plan.edit for plan in planned if plan.file == file])
        for file in sorted({plan.file for plan in planned})
    }


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
