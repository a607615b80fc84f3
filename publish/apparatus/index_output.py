"""The index as plain text, as data, and explained locator by locator."""

from __future__ import annotations

from collections.abc import Iterator

from publish.apparatus.index_model import Entry, Index, Locator
from publish.apparatus.model import Reference
from publish.edition.suggest import did_you_mean
from publish.pagemap import PageMap

Data = dict[str, object]


def as_text(index: Index) -> str:
    """One line for each heading, subheads run in (Chicago 17 §16.25), a blank line between
    letters."""
    groups = ["\n".join(map(_line, entries)) for _, entries in index.groups]
    return "\n\n".join(groups)


def as_json(index: Index, pagemap: PageMap) -> Data:
    """The whole index as plain data: for each locator its label, pages (index and folio),
    text, notes, and the passages with their anchors."""
    return {
        "groups": [
            {"letter": letter, "entries": [_entry_data(entry, pagemap) for entry in entries]}
            for letter, entries in index.groups
        ]
    }


def explain_heading(index: Index, heading: str, pagemap: PageMap) -> str:
    """The passages behind each locator of a heading, with the reason why each is there.

    `heading` is a heading as printed or its beginning, in any case; anything else gives
    a suggestion.
    """
    wanted = heading.casefold()
    entries = [entry for entry in index.entries if entry.heading.casefold().startswith(wanted)]
    if not entries:
        hint = did_you_mean(heading, (e.heading for e in index.entries))
        return f"The index has no heading “{heading}”. {hint}".rstrip()
    return "\n\n".join(_explained_entry(entry, pagemap) for entry in entries)


def _explained_entry(entry: Entry, pagemap: PageMap) -> str:
    lines = [entry.heading]
    for part in (entry, *entry.subheads):
        if part is not entry:
            lines.append(f"  {part.heading}")
        for locator in part.locators:
            lines.append(f"    {locator.label}")
            lines += [f"      {_explained(r, pagemap)}" for r in locator.references]
    lines += [f"    see {target}" for target in entry.see]
    lines += [f"    see also {target}" for target in entry.see_also]
    return "\n".join(lines)


def _explained(reference: Reference, pagemap: PageMap) -> str:
    where = f"{reference.text} note {reference.note_number}" if reference.note else reference.text
    page = pagemap.folio(reference.anchor)
    place = f"{reference.place.file}:{reference.place.line}"
    why = f"{reference.how.value}, {reference.reason}"
    return f"p. {page}, {where} ({place}): “{reference.form}” ({why}): …{reference.context}…"


def _line(entry: Entry) -> str:
    line = entry.heading
    if entry.locators:
        line += f", {_labels(entry)}"
    if entry.subheads:
        line += "; " if entry.locators else ": "
        line += "; ".join(f"{subhead.heading}, {_labels(subhead)}" for subhead in entry.subheads)
    if entry.see:
        line = f"{line.removesuffix('.')}. See {'; '.join(entry.see)}"
    if entry.see_also:
        line = f"{line.removesuffix('.')}. See also {'; '.join(entry.see_also)}"
    return line


def _labels(entry: Entry) -> str:
    return ", ".join(locator.label for locator in entry.locators)


def _entry_data(entry: Entry, pagemap: PageMap) -> Data:
    return {
        "id": entry.id,
        "heading": entry.heading,
        "italic": entry.italic,
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
            "reason": reference.reason,
        }
