"""Cross-references: every target is there."""

from __future__ import annotations

from publish.edition.checks.view import Text, View
from publish.edition.crossrefs import Target, leads_outside, parse_target
from publish.edition.settings import LINKABLE, ORDERS, entries_of
from publish.edition.suggest import closest, did_you_mean
from publish.problems import Place, Problems


def check_links(view: View, problems: Problems) -> None:
    """Check the target of every link in texts, notes and authority files."""
    for text in view.texts:
        for marks in text.scans:
            for link in marks.links:
                _check_link(link.target, text.place(link.line), text, view, problems)
    for snippet in view.snippets:
        for link in snippet.marks.links:
            _check_link(link.target, snippet.place, None, view, problems)


def _check_link(url: str, place: Place, text: Text | None, view: View, problems: Problems) -> None:
    target = parse_target(url)
    if target is None:
        if not leads_outside(url):
            problems.add("E401", place, f"“{url}” is no target.")
    elif target.kind in ("doc", "docs-range"):
        _check_documents(target, place, view, problems)
    elif target.kind == "note":
        _check_note(target, place, text, view, problems)
    elif target.kind == "intro":
        _check_introduction(target, place, view, problems)
    else:
        _check_section(target.ids[0], place, view, problems)


def _check_section(section: str, place: Place, view: View, problems: Problems) -> None:
    settings = view.edition.settings
    named = {entry for order in ORDERS for entry in entries_of(settings, order)}
    known = [*view.by_id, *(part for part in LINKABLE if part in named)]
    if section not in known and not view.knows_text(section):
        hint = did_you_mean(section, known)
        problems.add("E404", place, f"There is no section “{section}”.", hint)


def _check_documents(target: Target, place: Place, view: View, problems: Problems) -> None:
    order = view.order
    unknown = [text_id for text_id in target.ids if text_id not in order]
    for text_id in (text_id for text_id in unknown if text_id not in view.unread_ids):
        problems.add(
            "E402", place, f"There is no document “{text_id}”.", did_you_mean(text_id, order)
        )
    if target.kind == "docs-range" and not unknown:
        first, last = target.ids
        if order[first] >= order[last]:
            problems.add("E405", place, f"“doc:{first}..{last}” does not run forward.")


def _check_note(
    target: Target, place: Place, text: Text | None, view: View, problems: Problems
) -> None:
    if target.ids and target.ids[0] in view.unread_ids:
        return
    owner = view.by_id.get(target.ids[0]) if target.ids else text
    if owner is None:
        known = [text.id for text in view.texts if text.body.notes]
        name = target.ids[0] if target.ids else ""
        message = f"There is no text “{name}”." if name else "The note's text is not named."
        problems.add("E403", place, message, did_you_mean(name, known))
        return
    labels = {note.label for note in owner.body.notes}
    if target.note not in labels:
        guess = closest(target.note, labels)
        prefix = f"{target.ids[0]}/" if target.ids else ""
        problems.add(
            "E403",
            place,
            f"There is no note “{target.note}” in {owner.file}.",
            f"Did you mean “note:{prefix}{guess}”?" if guess else "",
        )


def _check_introduction(target: Target, place: Place, view: View, problems: Problems) -> None:
    with_introduction = [c.folder for c in view.edition.chapters if c.introduction]
    if target.ids[0] not in with_introduction:
        problems.add(
            "E404",
            place,
            f"There is no introduction to “{target.ids[0]}”.",
            did_you_mean(target.ids[0], with_introduction),
        )
