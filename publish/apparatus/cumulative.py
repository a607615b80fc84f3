"""The cumulative index of several volumes: their indexes in one, the volume in each locator.

Hart's 19: an index to several volumes must include the volume number as part of each locator.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from publish.apparatus.collation import group_letter, heading_key, subheading_key
from publish.apparatus.index_drafts import slug
from publish.apparatus.index_model import Entry, Index, IndexList, Locator
from publish.edition.base import Model
from publish.edition.house_style import HouseStyle
from publish.problems import Place, Problems


class VolumeIndex(Model):
    """What the index.json of a finished volume holds."""

    language: str
    trim: tuple[float, float]  # width and height of the page, pt
    house_style: HouseStyle
    groups: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """A finished volume: what locators call it ("II"), its index.json and where that lies."""

    label: str
    file: str
    index: VolumeIndex


@dataclass(slots=True)
class _Heading:
    """What the volumes hold under a heading."""

    text: str
    italic: bool
    person: str
    locators: list[Locator] = field(default_factory=list)
    subheads: dict[str, _Heading] = field(default_factory=dict)
    see: dict[str, None] = field(default_factory=dict)
    see_also: dict[str, None] = field(default_factory=dict)


def read_volume(label: str, folder: Path, problems: Problems) -> Volume | None:
    """The volume whose build stands in `folder`; None (E720) if there is no readable index."""
    file = folder / "index.json"
    try:
        return Volume(label, str(file), VolumeIndex.model_validate_json(file.read_bytes()))
    except (OSError, ValueError):
        problems.add("E720", Place(str(file)), f"The volume {label} has no index.")
        return None


def cumulate(volumes: Sequence[Volume], style: HouseStyle, problems: Problems) -> Index:
    """One index of all volumes, in the order of `style`.

    People are matched by their id, other headings by their words, within indexes of one title.
    Locators keep the order of the volumes. An id with two names, or a name with two ids, is
    reported (E721).
    """
    titles: dict[str, dict[str, _Heading]] = {}
    names: dict[str, tuple[str, str]] = {}
    for volume in volumes:
        for group in volume.index.groups:
            headings = titles.setdefault(group["index"], {})
            for entry in group["entries"]:
                _check_name(entry, volume, names, problems)
                _add(headings, entry, volume, style)
    lists = [
        IndexList(f"index-{number}", title, tuple(_groups(list(headings.values()), style)))
        for number, (title, headings) in enumerate(titles.items(), start=1)
    ]
    return Index(tuple(lists))


def _check_name(
    entry: Mapping[str, Any],
    volume: Volume,
    names: dict[str, tuple[str, str]],
    problems: Problems,
) -> None:
    """Hold a person's name and id against those of the volumes before."""
    person, heading = entry["person"], entry["heading"]
    if not person:
        return
    for key, value in ((person, heading), (heading, person)):
        known, where = names.setdefault(key, (value, volume.label))
        if known != value:
            problems.add(
                "E721",
                Place(volume.file),
                f"“{key}” is {known} in {where} and {value} in {volume.label}.",
            )


def _add(
    headings: dict[str, _Heading], entry: Mapping[str, Any], volume: Volume, style: HouseStyle
) -> None:
    key = entry["person"] or entry["heading"]
    heading = headings.setdefault(
        key, _Heading(entry["heading"], entry["italic"], entry["person"] or "")
    )
    heading.locators += (_locator(one, volume, style) for one in entry["locators"])
    heading.see |= dict.fromkeys(entry["see"])
    heading.see_also |= dict.fromkeys(entry["see_also"])
    for subentry in entry["subheads"]:
        text = _of_several(subentry["heading"], style)
        _add(heading.subheads, {**subentry, "heading": text}, volume, style)


def _of_several(subhead: str, style: HouseStyle) -> str:
    """Subheads of letters in the form for more than one, so that volumes agree."""
    rules = style.index
    return dict((rules.letters_from, rules.letters_to)).get(subhead, subhead)


def _of_one(subhead: str, style: HouseStyle) -> str:
    rules = style.index
    several = {more: one for one, more in (rules.letters_from, rules.letters_to)}
    return several.get(subhead, subhead)


def _locator(data: Mapping[str, Any], volume: Volume, style: HouseStyle) -> Locator:
    return Locator(
        label=style.volume_locator.format(volume=volume.label, locator=data["label"]),
        first_page=data["first_page"],
        last_page=data["last_page"],
        document=data["text"],
        note_numbers=tuple(data["notes"]),
        references=(),
    )


def _groups(headings: list[_Heading], style: HouseStyle) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    headings.sort(key=lambda one: heading_key(one.text, style, bool(one.person)))
    by_letter = groupby(headings, lambda one: group_letter(one.text, style, bool(one.person)))
    for letter, group in by_letter:
        yield letter, tuple(_entry(one, style) for one in group)


def _entry(heading: _Heading, style: HouseStyle) -> Entry:
    subheads = sorted(heading.subheads.values(), key=lambda one: subheading_key(one.text, style))
    for one in subheads:
        if len(one.locators) == 1:
            one.text = _of_one(one.text, style)
    return Entry(
        id=f"ix-{heading.person or slug(heading.text)}",
        heading=heading.text,
        italic=heading.italic,
        locators=tuple(heading.locators),
        subheads=tuple(_entry(one, style) for one in subheads),
        see=() if heading.locators or subheads else tuple(heading.see),
        see_also=tuple(heading.see_also),
        person=heading.person,
    )


def cumulative_json(index: Index) -> dict[str, object]:
    """A cumulative index as plain data: headings with their locators as printed."""
    return {
        "groups": [
            {"index": one.title, "letter": letter, "entries": list(map(_data, entries))}
            for one in index.lists
            for letter, entries in one.groups
        ]
    }


def _data(entry: Entry) -> dict[str, object]:
    return {
        "heading": entry.heading,
        "person": entry.person or None,
        "locators": [locator.label for locator in entry.locators],
        "subheads": list(map(_data, entry.subheads)),
        "see": list(entry.see),
        "see_also": list(entry.see_also),
    }
