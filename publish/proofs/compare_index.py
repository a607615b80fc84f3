"""What two printings of the index say differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publish.proofs.changes import IndexChange
from publish.proofs.index_places import headings


@dataclass(frozen=True, slots=True)
class _Locator:
    label: str
    text: str  # id of the text its passages stand in


def compare_index(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[IndexChange, ...]:
    """Headings and locators gained, lost and moved; both are contents of `index.json`.

    A locator is moved if its heading has, in the same text and at the same place of the
    order, one with another label.
    """
    before, after = dict(_headings(old)), dict(_headings(new))
    changes = []
    for heading in dict.fromkeys((*after, *before)):
        kept = "changed" if heading in before else "gained"
        state = kept if heading in after else "lost"
        gained, lost, moved = _locators(before.get(heading, []), after.get(heading, []))
        if state != "changed" or gained or lost or moved:
            changes.append(IndexChange(heading, state, gained, lost, moved))
    return tuple(changes)


def _headings(index: Mapping[str, Any]) -> Iterator[tuple[str, list[_Locator]]]:
    """Every heading and subhead, and every “see” as a heading of its own."""
    for heading, entry in headings(index):
        yield heading, _read(entry)
        for word, key in (("see", "see"), ("see also", "see_also")):
            for target in entry.get(key, ()):
                yield f"{heading}, {word} {target}", []


def _read(entry: Mapping[str, Any]) -> list[_Locator]:
    return [_Locator(locator["label"], locator["text"]) for locator in entry["locators"]]


def _locators(
    old: Sequence[_Locator], new: Sequence[_Locator]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
    old_labels, new_labels = {one.label for one in old}, {one.label for one in new}
    waiting: dict[str, list[str]] = defaultdict(list)
    for one in old:
        if one.label not in new_labels:
            waiting[one.text].append(one.label)
    gained, moved = [], []
    for other in new:
        if other.label in old_labels:
            continue
        if waiting[other.text]:
            moved.append((waiting[other.text].pop(0), other.label))
        else:
            gained.append(other.label)
    return tuple(gained), tuple(label for rest in waiting.values() for label in rest), tuple(moved)
