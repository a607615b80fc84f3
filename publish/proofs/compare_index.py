"""What two printings of the index say differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, TypeAlias

from publish.proofs.changes import IndexChange
from publish.proofs.index_places import headings
from publish.proofs.sequences import runs


@dataclass(frozen=True, slots=True)
class _Locator:
    label: str
    text: str  # id of the text its passages stand in
    pages: tuple[int, int]  # indexes of the first and the last
    notes: tuple[int, ...]
    anchors: tuple[str, ...]


_Entries: TypeAlias = Mapping[str, Sequence[_Locator]]


def compare_index(
    old: Mapping[str, Any], new: Mapping[str, Any], new_pages: Mapping[int, int]
) -> tuple[IndexChange, ...]:
    """Headings and locators gained, lost and moved; both are contents of `index.json`.

    A locator is moved if its heading has, in the same text and at the same place of the order,
    one with another label; it has only shifted if the page went with it, which `new_pages` says
    by indexes, or if it is printed otherwise. A heading is renamed if a new one has its very
    passages.
    """
    before, after = dict(_headings(old)), dict(_headings(new))
    earlier = _earlier_names(before, after)
    found = []
    for heading in _in_order(list(before), list(after)):
        if heading in earlier.values():
            continue
        was = earlier.get(heading, "")
        locators = before.get(was or heading, ()), after.get(heading, ())
        change = _change(heading, _state(heading, was, before, after), was, *locators, new_pages)
        if change != IndexChange(heading, "changed"):
            found.append(change)
    return tuple(found)


def _headings(index: Mapping[str, Any]) -> Iterator[tuple[str, list[_Locator]]]:
    """Every heading and subhead, and every “see” as a heading of its own."""
    for heading, entry in headings(index):
        yield heading, [_read(locator) for locator in entry["locators"]]
        for word, key in (("see", "see"), ("see also", "see_also")):
            for target in entry.get(key, ()):
                yield f"{heading}, {word} {target}", []


def _read(locator: Mapping[str, Any]) -> _Locator:
    return _Locator(
        locator["label"],
        locator["text"],
        (locator["first_page"], locator["last_page"]),
        tuple(locator["notes"]),
        tuple(reference["anchor"] for reference in locator["references"]),
    )


def _earlier_names(before: _Entries, after: _Entries) -> dict[str, str]:
    """What headings that are new were called before."""
    passages = {
        _passages(locators): heading
        for heading, locators in before.items()
        if locators and heading not in after
    }
    return {
        heading: passages[_passages(locators)]
        for heading, locators in after.items()
        if heading not in before and _passages(locators) in passages
    }


def _passages(locators: Sequence[_Locator]) -> tuple[str, ...]:
    return tuple(anchor for one in locators for anchor in one.anchors)


def _in_order(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """The headings of both; those that are lost at the places where they stood."""
    kept = set(new)
    for _, was, now in runs(old, new):
        yield from new[now]
        yield from (heading for heading in old[was] if heading not in kept)


def _state(heading: str, was: str, before: _Entries, after: _Entries) -> str:
    if heading not in after:
        return "lost"
    if heading in before:
        return "changed"
    return "renamed" if was else "gained"


def _change(
    heading: str,
    state: str,
    was: str,
    old: Sequence[_Locator],
    new: Sequence[_Locator],
    new_pages: Mapping[int, int],
) -> IndexChange:
    gained: list[str] = []
    lost: list[str] = []
    moved: list[tuple[str, str]] = []
    shifted: list[tuple[str, str]] = []
    for one, other in _matched(old, new):
        if one is None:
            gained += [other.label] if other else []
        elif other is None:
            lost.append(one.label)
        elif one.label != other.label:
            pages = tuple(new_pages.get(page, page) for page in one.pages)
            alike = (pages, one.notes) == (other.pages, other.notes)
            (shifted if alike else moved).append((one.label, other.label))
    both = set(gained) & set(lost)  # the same page, on account of another text
    return IndexChange(
        heading,
        state,
        tuple(label for label in gained if label not in both),
        tuple(label for label in lost if label not in both),
        tuple(moved),
        tuple(shifted),
        was,
    )


def _matched(
    old: Sequence[_Locator], new: Sequence[_Locator]
) -> Iterator[tuple[_Locator | None, _Locator | None]]:
    """Locators of one text in their order; those with one label belong together, unless all
    have the passages that they had."""
    for text in dict.fromkeys(one.text for one in (*old, *new)):
        mine, theirs = ([one for one in all_ if one.text == text] for all_ in (old, new))
        if [one.anchors for one in mine] != [one.anchors for one in theirs]:
            alike = {one.label for one in mine} & {one.label for one in theirs}
            mine, theirs = (
                [one for one in some if one.label not in alike] for some in (mine, theirs)
            )
        yield from zip_longest(mine, theirs)
