"""The index as plain text, as data, and explained locator by locator."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from publish.apparatus.index_model import Entry, Index, IndexList, LeftOut, Locator
from publish.apparatus.index_wording import before_locators, before_see, before_see_also
from publish.apparatus.model import Reference
from publish.edition.house_style import HouseStyle
from publish.edition.index_policy import IndexPolicy
from publish.edition.suggest import did_you_mean
from publish.pagemap import PageMap

Data = dict[str, object]


def as_text(index: Index, rules: IndexPolicy) -> str:
    """One line for each heading, subheads run in (Chicago 17 §16.25), a blank line between
    letters; each of several indexes under its title."""
    several = len(index.lists) > 1
    return "\n\n".join(
        part
        for one in index.lists
        for part in ([one.title.upper()] if several else []) + _paragraphs(one, rules)
    )


def _paragraphs(one: IndexList, rules: IndexPolicy) -> list[str]:
    return ["\n".join(_line(entry, rules) for entry in entries) for _, entries in one.groups]


def as_json(index: Index, pagemap: PageMap) -> Data:
    """The whole index as plain data: for each locator its label, pages (index and folio),
    text, notes, and the passages with their anchors."""
    return {"groups": list(_groups(index, pagemap))}


def _groups(index: Index, pagemap: PageMap) -> Iterator[Data]:
    for one in index.lists:
        for letter, entries in one.groups:
            yield {
                "index": one.title,
                "letter": letter,
                "entries": [_entry_data(entry, pagemap) for entry in entries],
            }


def volume_json(
    index: Index, pagemap: PageMap, style: HouseStyle, trim: tuple[float, float], language: str
) -> Data:
    """The same with what a cumulative index takes over from the volume: its house style, width
    and height of its page in pt, its language. Each group is JSON already."""
    house_style = style.model_dump(mode="json")
    # One after the other: as plain data an index takes several times the room.
    groups = [msgspec.Raw(msgspec.json.encode(group)) for group in _groups(index, pagemap)]
    return {"language": language, "trim": trim, "house_style": house_style, "groups": groups}


def explain_heading(index: Index, heading: str, pagemap: PageMap) -> str:
    """The passages behind each locator of a heading, with the reason why each is there.

    `heading` is a heading as printed or its beginning, in any case; anything else gives
    a suggestion.
    """
    wanted = heading.casefold()
    known = {entry.heading: entry for _, entries in index.groups for entry in entries}
    left_out: dict[str, list[LeftOut]] = {}
    for one in index.left_out:
        left_out.setdefault(one.heading, []).append(one)
    headings = dict.fromkeys([*known, *left_out])
    meant = [text for text in headings if text.casefold().startswith(wanted)]
    if not meant:
        hint = did_you_mean(heading, headings)
        return f"The index has no heading “{heading}”. {hint}".rstrip()
    return "\n\n".join(
        "\n".join([*_explained_entry(text, known.get(text), pagemap), *_absent(rows, pagemap)])
        for text in meant
        for rows in [left_out.get(text, [])]
    )


def _absent(rows: list[LeftOut], pagemap: PageMap) -> Iterator[str]:
    """The references that earned no locator, by reason."""
    reasons = dict.fromkeys(row.why for row in rows)
    for why in reasons:
        yield f"    left out: {why}"
        yield from (f"      {_explained(r.reference, pagemap)}" for r in rows if r.why == why)


def _explained_entry(heading: str, entry: Entry | None, pagemap: PageMap) -> list[str]:
    lines = [heading]
    if entry is None:
        return [*lines, "    not in the index"]
    for part in (entry, *entry.subheads):
        if part is not entry:
            lines.append(f"  {part.heading}")
        for locator in part.locators:
            lines.append(f"    {locator.label}")
            lines += [f"      {_explained(r, pagemap)}" for r in locator.references]
    lines += [f"    see {target}" for target in entry.see]
    lines += [f"    see also {target}" for target in entry.see_also]
    return lines


def _explained(reference: Reference, pagemap: PageMap) -> str:
    where = f"{reference.text} note {reference.note_number}" if reference.note else reference.text
    page = pagemap.folio(reference.anchor)
    place = f"{reference.place.file}:{reference.place.line}"
    why = f"{reference.how.value}, {reference.reason}"
    return f"p. {page}, {where} ({place}): “{reference.form}” ({why}): …{reference.context}…"


def _line(entry: Entry, rules: IndexPolicy) -> str:
    line = entry.heading + _labels(entry, rules)
    if entry.subheads:
        line += "; " if entry.locators else ": "
        line += "; ".join(_subhead(subhead, rules) for subhead in entry.subheads)
    for targets, before in ((entry.see, before_see), (entry.see_also, before_see_also)):
        if targets:
            after, word = before(line, rules)
            line += f"{after}{word} {'; '.join(targets)}"
    return line


def _subhead(subhead: Entry, rules: IndexPolicy) -> str:
    see = f" (see {'; '.join(subhead.see)})" if subhead.see else ""
    return subhead.heading + _labels(subhead, rules) + see


def _labels(entry: Entry, rules: IndexPolicy) -> str:
    labels = ", ".join(locator.label for locator in entry.locators)
    return before_locators(entry.heading, rules) + labels if labels else ""


def _entry_data(entry: Entry, pagemap: PageMap) -> Data:
    return {
        "id": entry.id,
        "heading": entry.heading,
        "italic": entry.italic,
        "person": entry.person or None,
        "locators": [_locator_data(locator, pagemap) for locator in entry.locators],
        "subheads": [_entry_data(subhead, pagemap) for subhead in entry.subheads],
        "see": list(entry.see),
        "see_also": list(entry.see_also),
    }


def _locator_data(locator: Locator, pagemap: PageMap) -> Data:
    pages = pagemap.pages
    return {
        "label": locator.label,
        "first_page": locator.first_page,
        "last_page": locator.last_page,
        "first_folio": pages[locator.first_page].folio,
        "last_folio": pages[locator.last_page].folio,
        "text": locator.document,
        "notes": list(locator.note_numbers),
        "references": list(_reference_data(locator)),
    }


def _reference_data(locator: Locator) -> Iterator[Data]:
    for reference in locator.references:
        yield {
            "anchor": reference.anchor,
            "end_anchor": reference.end_anchor,
            "text": reference.text,
            "note": reference.note_number or None,
            "how": reference.how.value,
            "form": reference.form,
            "end_form": reference.end_form,
            "reason": reference.reason,
        }
