"""See-references: from an entry to one that is no see-reference itself."""

from __future__ import annotations

from collections.abc import Mapping


def see_fault(entry: str, targets: Mapping[str, str]) -> str:
    """What is wrong with the see-reference of `entry`, or an empty text.

    `targets` gives each entry what it refers to, "" if it stands for itself. A reader who
    follows a reference must not be sent on or in a circle (Chicago 17 §16.18).
    """
    target = targets[entry]
    if target == entry:
        return "the reference points at itself."
    seen = {entry}
    while target and target not in seen:
        seen.add(target)
        target = targets.get(target, "")
    if target:
        return "the references run in a circle."
    if targets.get(targets[entry]):
        return "the reference leads to another reference."
    return ""
