"""One file, one letter: correspDesc, witnesses, text, authority data at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable

from publish.exchange.ids import make_id
from publish.exchange.tei.blocks import blocks_of
from publish.exchange.tei.context import Context, Shared
from publish.exchange.tei.dates import date_fields, iso
from publish.exchange.tei.document import ReadText, finished, source_words
from publish.exchange.tei.names import references
from publish.exchange.tei.registry import BY_NAME
from publish.exchange.tei.xml import (
    Element,
    children,
    descendants,
    first,
    identifier,
    line_of,
    tag,
    words,
)
from publish.exchange.yaml_text import Value

DOCUMENT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
NAME_LISTS = frozenset(("listPerson", "listPlace", "listOrg", "listBibl", "listEvent", "listRef"))
UNDATED = "undated"
SENT = ("sent", "forwarded", "sender")
RECEIVED = ("received", "addressee")


def register_targets(root: Element, name: str, shared: Shared) -> None:
    """Enter the ids of a letter that cross-references may point to."""
    text_id = letter_id(root, name)
    for key in (identifier(root), name.rpartition("/")[2].removesuffix(".xml")):
        if key:
            shared.targets.setdefault(key, f"doc:{text_id}")
            shared.targets.setdefault(key.removesuffix(".xml"), f"doc:{text_id}")
    body = next(root.iter("{*}text"), None)
    if body is None:
        return
    for element in body.iter("{*}anchor", "{*}note", "{*}div"):
        key = identifier(element)
        if key and tag(element) == "note" and element.get("rend") != "inline":
            for one in (key, _label(element)):
                shared.targets[one] = f"note:{text_id}/{_label(element)}"
        elif key and tag(element) in ("anchor", "div"):
            shared.targets.setdefault(key, f"doc:{text_id}")


def _label(note: Element) -> str:
    key = identifier(note)
    return key.removesuffix("h") if note.get("type") in ("commentary", "textConst") else key


def letter_id(root: Element, name: str) -> str:
    """Id of a document: xml:id of the file if it can be one, else the file's name."""
    for wanted in (identifier(root).removesuffix(".xml"), name.rpartition("/")[2][:-4]):
        if DOCUMENT_ID.fullmatch(wanted):
            return wanted
    return make_id(name)


def read_letter(root: Element, name: str, shared: Shared, language: str) -> ReadText:
    """A letter of its own file."""
    context = Context(shared, name, letter_id(root, name))
    header = next(iter(children(root, "teiHeader")), root)
    fields = _header_fields(header, context, language)
    parts = _text_parts(root)
    wanted = source_words(parts)
    pieces = [piece for part in parts for piece in blocks_of(part, context)]
    if not fields.get("from") and not fields.get("to"):
        title = _title(header)
        if title:
            fields["title"] = title
    letter = finished(context, fields, pieces, [*parts][:1] or [root], wanted)
    letter.chapter = _chapter(fields, header)
    letter.sort_key = (*_sort_key(header, fields), letter.id)
    _report_status(header, context)
    return letter


def _text_parts(root: Element) -> list[Element]:
    """What holds the letter's words; of the back matter all but the lists of names."""
    parts: list[Element] = []
    for part in (part for text in children(root, "text") for part in text):
        if tag(part) == "back":
            parts += [one for one in part if tag(one) not in NAME_LISTS and words(one)]
        else:
            parts.append(part)
    return parts


def _title(header: Element) -> str:
    titles = [t for t in header.iter("{*}title") if t.get("level") == "a"]
    return words(titles[0]) if titles else words(first(header, "title"))


def _chapter(fields: dict[str, Value], header: Element) -> str:
    found = re.search(r"\d{4}", str(fields.get("date", ""))) or re.search(
        r"\d{4}", _iso_title(header)
    )
    return found[0] if found else UNDATED


def _iso_title(header: Element) -> str:
    return next((words(t) for t in header.iter("{*}title") if t.get("type") == "iso-date"), "")


def _sort_key(header: Element, fields: dict[str, Value]) -> tuple[str, str]:
    day = _iso_title(header)
    number = next(
        (t.get("n", "") for t in header.iter("{*}title") if t.get("type") == "iso-date"), ""
    )
    if not iso(day):
        found = re.search(r"\d{4}(?:-\d\d)*", str(fields.get("date", "")))
        day = found[0] if found else "9999"
        date = next((d for d in header.iter("{*}date") if d.get("n") and d.get("when")), None)
        number = date.get("n", "") if date is not None else ""
    return day, number.zfill(3)


def _report_status(header: Element, context: Context) -> None:
    revision = first(header, "revisionDesc")
    status = revision.get("status", "") if revision is not None else ""
    if status and status not in ("approved", "published"):
        context.doubt(
            "status", line_of(revision) if revision is not None else 1,
            f"The source calls this text “{status}”, not approved.", "Compare it once more.",
        )  # fmt: skip


def _header_fields(header: Element, context: Context, language: str) -> dict[str, Value]:
    fields: dict[str, Value] = {}
    description = first(header, "correspDesc")
    if description is not None:
        senders, recipients = _side(description, SENT), _side(description, RECEIVED)
        fields |= _correspondents("from", senders, context)
        fields |= _correspondents("to", recipients, context)
        fields |= _first_date(senders, language)
        place = _place(senders)
        if place:
            fields["place"] = place
    if "date" not in fields and (day := iso(_iso_title(header))):
        fields["date"] = day
    fields |= _sources(header)
    return fields


def _side(description: Element, kinds: Iterable[str]) -> list[Element]:
    """Elements that speak of the sending or the receiving.

    correspAction[@type] as the Guidelines have it, or sender, placeSender, dateSender.
    """
    found = [
        action for action in descendants(description, "correspAction")
        if action.get("type", "") in kinds
    ]  # fmt: skip
    if found:
        return found
    sending = "sender" in tuple(kinds)
    names = ("sender", "placeSender", "dateSender") if sending else (
        "addressee", "placeAddressee", "dateAddressee")  # fmt: skip
    return children(description, *names)


def _correspondents(field: str, side: list[Element], context: Context) -> dict[str, Value]:
    ids: list[Value] = []
    remarks: list[str] = []
    for part in side:
        if tag(part) not in ("correspAction", "sender", "addressee"):
            continue
        for name in descendants(part, "persName", "orgName", "name", "rs"):
            keys = references(name)
            written = words(name)
            if not keys and written:
                keys = [f"{BY_NAME}{written.casefold()}"]
            for key in keys:
                known = key in context.shared.registry.people
                person = context.shared.registry.add_person(
                    key, {"name": written or key}, line=line_of(name), file=context.file,
                    listed=False,
                )  # fmt: skip
                if not known:
                    context.doubt("person", line_of(name), f"{written or key} is in no list.",
                                  "Complete the entry in people.yaml.")  # fmt: skip
                if person.id not in ids:
                    ids.append(person.id)
    fields: dict[str, Value] = {}
    if ids:
        fields[field] = ids[0] if len(ids) == 1 and field == "from" else ids
    if remarks:
        fields[f"{field}-note"] = "; ".join(remarks)
    return fields


def _first_date(side: list[Element], language: str) -> dict[str, Value]:
    for part in side:
        dates = list(descendants(part, "date"))
        if dates:
            return date_fields(dates[0], language)
    return {}


def _place(side: list[Element]) -> str:
    for part in side:
        names = [words(name) for name in descendants(part, "placeName", "settlement")]
        if not names and tag(part) == "placeSender":
            names = [words(part)]
        if names := [name for name in names if name]:
            return ", ".join(dict.fromkeys(names))
    return ""


def _sources(header: Element) -> dict[str, Value]:
    """Archive and description of the first witness; further ones and prints after it."""
    fields: dict[str, Value] = {}
    others: list[Value] = []
    witnesses = list(header.iter("{*}msDesc"))
    for witness in witnesses:
        place, description = shelfmark(witness), _description(witness)
        if "source" not in fields and place:
            fields["source"] = {"text": place}
            if description:
                fields["copy"] = description
        elif place or description:
            others.append({"text": ", ".join(filter(None, (place, description)))})
    prints = [words_apart(bibl) for bibl in _prints(header)]
    if "source" not in fields and prints:
        fields["source"] = {"text": prints.pop(0)}
    others += [{"text": bibl} for bibl in prints if bibl]
    if others:
        fields["other-sources"] = others
    return fields


def _prints(header: Element) -> list[Element]:
    found = []
    for source in header.iter("{*}sourceDesc"):
        for part in source.iter("{*}biblStruct", "{*}bibl", "{*}biblFull"):
            inside = {tag(a) for a in part.iterancestors()}
            if not inside & {"biblStruct", "bibl", "msDesc", "correspDesc", "correspContext"}:
                found.append(part)
    return found


def shelfmark(witness: Element) -> str:
    """ "Wien, Theatermuseum, HS AM 23358 Ba"."""
    place = next(iter(children(witness, "msIdentifier")), None)
    if place is None:
        return ""
    parts = [words(part) for part in place if tag(part) not in ("country", "altIdentifier")]
    return ", ".join(part for part in parts if part)


def _description(witness: Element) -> str:
    """What it is, and its stamps."""
    described = next(iter(children(witness, "physDesc")), None)
    if described is None:
        return ""
    parts = []
    for part in described:
        said = ", ".join(words(piece) for piece in part if words(piece)) if (
            tag(part) in ("stamp", "stampList") and len(part)) else words_apart(part)  # fmt: skip
        if said:
            number = part.get("n", "") if tag(part) == "stamp" else ""
            parts.append(f"[{number}] {said}" if number else said)
    return " ".join(part if part.endswith((".", ";", ",")) else f"{part}." for part in parts)


def words_apart(element: Element) -> str:
    """The words of a bibliographical entry, its parts divided by commas."""
    if not len(element) or (element.text or "").strip():
        return words(element)
    said = [words_apart(part) for part in element]
    return ", ".join(one.rstrip(",;") for one in said if one)
