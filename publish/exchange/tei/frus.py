"""A volume of diplomatic documents in one file: divs of type document, in compilations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from publish.exchange.ids import make_id
from publish.exchange.tei.blocks import blocks_of
from publish.exchange.tei.context import Context, Note, Shared
from publish.exchange.tei.dates import frus_date
from publish.exchange.tei.document import ReadText, finished, source_words
from publish.exchange.tei.frus_chapters import (
    chapter_of,
    inside_document,
    is_document,
    without_notes,
)
from publish.exchange.tei.inline import Node, markdown, plain
from publish.exchange.tei.letters import DOCUMENT_ID
from publish.exchange.tei.marks import indented, nodes_of
from publish.exchange.tei.names import person_id, references
from publish.exchange.tei.registry import BY_NAME
from publish.exchange.tei.xml import (
    Element,
    children,
    descendants,
    first,
    identifier,
    line_of,
    lines_of,
    tag,
    words,
    words_before,
)
from publish.exchange.yaml_text import Value

SIGNATURE = re.compile(r"(?:[A-Z][\w’]*\.? ){1,3}(?P<last>[A-Z][\w’]+)")
NUMBER = re.compile(r"^(?:No\.\s*)?\[?(?P<number>\d+[a-z]?)\]?\.\s*", re.IGNORECASE)
TELEGRAM = re.compile(r"\b(?:tele|cable|radio)gram\b", re.IGNORECASE)
MEMORANDUM = re.compile(r"\bmemorandum\b|\bmemo\b", re.IGNORECASE)
SOURCE = re.compile(r"^Source:\s*")
SENTENCE_END = re.compile(
    r"(?<![A-Z]\.)(?<!\b[Vv]ol)(?<!\b[Nn]o)(?<!\bBox)(?<!\bpt)(?<=[\w)\]”’])\.\s+(?=[A-Z“])"
)


def is_volume(root: Element) -> bool:
    """Whether a file holds documents as divs."""
    return next(documents(root), None) is not None


def documents(root: Element) -> Iterator[Element]:
    """All documents of a volume, in order; one inside another is a part of it."""
    for div in root.iter("{*}div"):
        if is_document(div) and not inside_document(div):
            yield div


def document_id(div: Element, place: int) -> str:
    """xml:id of a document, if it can be an id of the manuscript."""
    key = identifier(div)
    return key if DOCUMENT_ID.fullmatch(key) else make_id(key or f"d{place}")


def register_targets(root: Element, shared: Shared) -> None:
    """Enter documents, notes and pages that cross-references may point to.

    A page that begins between two documents is the second one's.
    """
    current = ""
    waiting: list[str] = []
    for element in root.iter("{*}div", "{*}pb", "{*}note"):
        key = identifier(element)
        inside = inside_document(element)
        if is_document(element):
            if not inside:
                current = document_id(element, len(shared.targets))
                shared.targets |= dict.fromkeys(waiting, f"doc:{current}")
                waiting = []
            shared.targets[key] = f"doc:{current}"
        elif tag(element) == "note" and key and _is_footnote(element) and inside:
            shared.targets[key] = f"note:{current}/{key}"
        elif tag(element) == "pb" and key:
            shared.pages.add(key)
            if inside:
                shared.targets.setdefault(key, f"doc:{current}")
            else:
                waiting.append(key)


def _is_footnote(note: Element) -> bool:
    return note.get("rend") != "inline" and note.get("type") != "source"


def read_documents(
    root: Element, name: str, places: Mapping[Element, int], shared: Shared
) -> list[ReadText]:
    """Every document, in the chapter that holds it."""
    read = []
    signatures = signed_names(root)
    for number, div in enumerate(list(documents(root)), start=1):
        text = _read_document(div, name, document_id(div, number), shared)
        text.chapter = chapter_of(div)
        text.sort_key = (name, places[div])
        read.append(text)
    _complete_names(signatures, name, shared)
    return read


def signed_names(root: Element) -> dict[str, Counter[str]]:
    """Full names of the signatures, by the surname in small letters."""
    found: dict[str, Counter[str]] = {}
    for signed in root.iter("{*}signed"):
        for part in [words(one) for one in signed.iter("{*}hi", "{*}persName")]:
            name = SIGNATURE.fullmatch(part.strip(" .,;"))
            if name:
                found.setdefault(name["last"].casefold(), Counter())[part.strip(" .,;")] += 1
    return found


def _complete_names(signatures: dict[str, Counter[str]], file: str, shared: Shared) -> None:
    """Given names from the signatures, for people of whom the headings have the surname only."""
    for person in shared.registry.people.values():
        surname = str(person.fields["name"])
        full = signatures.get(surname.casefold())
        if person.listed or not full or not person.key.startswith(BY_NAME):
            continue
        given = full.most_common(1)[0][0][: -len(surname)].strip()
        person.fields["name"] = f"{surname}, {given}"
        if re.match(r"[A-Z][a-z]+\b(?!\.)", given):
            person.fields["given"] = given
        shared.log.doubt(
            "person", person.line, f"{surname} is taken to be {given} {surname}, "
            f"as signed ({'; '.join(full)}).", "Correct people.yaml if it is not so.", file,
        )  # fmt: skip


def _read_document(div: Element, name: str, text_id: str, shared: Shared) -> ReadText:
    context = Context(shared, name, text_id)
    wanted = source_words([div])
    lines_source = [div]
    fields: dict[str, Value] = {}
    heads = children(div, "head")
    source_notes = _source_notes(div)
    dateline_date = next((d for line in _datelines(div) for d in descendants(line, "date")), None)
    fields |= frus_date(div, dateline_date, own_dates=div.get("subtype") != "editorial-note")
    if place := _place(div):
        fields["place"] = place
    fields["type"] = _type(div)
    about_source: list[Node] = []
    for note in source_notes:
        about_source += _take_source(note, fields, context)
    for note in (n for n in children(div, "note") if n.get("type") == "summary"):
        about_source += _call(note, "summary", context)
    if heads:
        fields |= _take_head(heads[0], about_source, context)
        remove(heads[0])
    elif about_source:
        fields["title"] = markdown(about_source)
    pieces = blocks_of(div, context)
    return finished(context, fields, pieces, lines_source, wanted)


def _source_notes(div: Element) -> list[Element]:
    """Notes on where the original lies: not those printed over the text, nor of enclosures."""
    return [
        note for note in descendants(div, "note")
        if note.get("type") == "source" and note.get("rend") != "inline"
        and not any(tag(a) == "attachment" for a in note.iterancestors())
    ]  # fmt: skip


def _datelines(div: Element) -> Iterator[Element]:
    for line in descendants(div, "dateline"):
        if not any(tag(a) in ("attachment", "quote", "floatingText") for a in line.iterancestors()):
            yield line


def _place(div: Element) -> str:
    for line in _datelines(div):
        place = first(line, "placeName")
        return words(place).rstrip(",.") if place is not None else ""
    return ""


def _type(div: Element) -> str:
    heads = [without_notes(head) for head in children(div, "head")]
    remarks = [words(n) for n in children(div, "note") if n.get("rend") == "inline"]
    said = " ".join([*heads, *remarks])
    if TELEGRAM.search(said):
        return "telegram"
    return "memorandum" if MEMORANDUM.search(said) else "letter"


def _take_source(note: Element, fields: dict[str, Value], context: Context) -> list[Node]:
    """The archive from a source note into the header; what else it says becomes a note.

    Names inside an archive's name ("Nixon Presidential Materials") are no mentions.
    """
    counts = context.shared.counts
    written = words(note)
    archive = SENTENCE_END.split(SOURCE.sub("", written), maxsplit=1)[0].strip()
    if SOURCE.match(written):
        context.drop(line_of(note), "Source:", "label of the source note")
    simple = archive.rstrip(".") == SOURCE.sub("", written).rstrip(".") and not list(
        descendants(note, "persName", "ref", "note")
    )
    if not simple:
        context.no_mentions |= _names_in(note, archive)
        if "source" not in fields and archive:
            fields["source"] = {"text": archive}
            context.added.append(archive)
        return _call(note, "source", context)
    counts.found["notes"] += 1
    counts.left_out("notes", "source of a document: now in its header")
    if "source" in fields:
        others = fields.setdefault("other-sources", [])
        if isinstance(others, list):
            others.append({"text": archive})
    else:
        fields["source"] = {"text": archive}
    remove(note)
    return []


def _names_in(note: Element, archive: str) -> set[Element]:
    """Names inside the name of the archive with which a note on the source begins."""
    beginning = words_before(note, None)
    end = "".join(beginning.split()).find("".join(archive.split())) + len("".join(archive.split()))
    return {
        name for name in descendants(note, "persName")
        if len("".join(words_before(note, name).split())) < end
    }  # fmt: skip


def _call(note: Element, kind: str, context: Context) -> list[Node]:
    """Take a note on the whole document out of the text; its call goes to the title."""
    context.shared.counts.found["notes"] += 1
    context.shared.counts.kept["notes"] += 1
    label = context.label(identifier(note) or kind)
    _keep_as_note(note, label, context)
    remove(note)
    return [Node("call", text=label)]


def _keep_as_note(note: Element, label: str, context: Context) -> None:
    context.inside_note = label
    blocks = [piece.text for piece in blocks_of(note, context)]
    context.inside_note = ""
    if blocks:
        blocks[0] = SOURCE.sub("", blocks[0])
    body = "\n\n".join(indented(b) if n else b for n, b in enumerate(blocks))
    context.notes.append(Note(label, f"[^{label}]: {body}", lines_of(note)))


def remove(element: Element) -> None:
    """Take an element out and leave what follows it."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _take_head(head: Element, about_source: list[Node], context: Context) -> dict[str, Value]:
    """Title, and sender and recipient where the heading names them."""
    fields: dict[str, Value] = {}
    nodes = [*_without_end(nodes_of(head, context)), *about_source]
    nodes = [Node("text", " ") if node.kind == "break" else node for node in nodes]
    whole = plain(nodes)
    number = NUMBER.match(whole)
    if number:
        nodes = _without_start(nodes, number[0].strip())
        said = number[0].strip()
        context.drop(line_of(head), said, "number of a document: set by the house style")
    if title := " ".join(markdown(nodes).replace("\\\n", " ").split()):
        fields["title"] = title
    senders, recipients = _sides(head, context)
    if senders:
        fields["from"] = senders[0] if len(senders) == 1 else list(senders)
    if recipients:
        fields["to"] = list(recipients)
    return fields


def _without_start(nodes: list[Node], start: str) -> list[Node]:
    """Nodes without the first characters, white space apart."""
    left = "".join(start.split())
    kept: list[Node] = []
    for found in nodes:
        node = found
        if left and node.kind == "text":
            position = 0
            while left and position < len(node.text):
                if not node.text[position].isspace():
                    left = left[1:]
                position += 1
            node = Node("text", node.text[position:].lstrip())
        kept.append(node)
    return kept


def _without_end(nodes: list[Node]) -> list[Node]:
    """Nodes without the white space at their end, so that a call touches the last word."""
    if nodes and nodes[-1].kind == "text":
        return [*nodes[:-1], replace(nodes[-1], text=nodes[-1].text.rstrip())]
    return nodes


def _sides(head: Element, context: Context) -> tuple[list[str], list[str]]:
    """Ids of senders and recipients: @type from and to, or "From … to …" in the words."""
    names = [name for name in descendants(head, "persName", "orgName") if not _in_note(name)]
    senders = [n for n in names if n.get("type") == "from"]
    recipients = [n for n in names if n.get("type") == "to"]
    if not senders and not recipients:
        senders, recipients = _sides_by_words(head, names)
    return _ids(senders, context), _ids(recipients, context)


def _sides_by_words(head: Element, names: list[Element]) -> tuple[list[Element], list[Element]]:
    """Names between "From" and " to ", and those after " to "."""
    senders: list[Element] = []
    recipients: list[Element] = []
    for name in names:
        before = words_before(head, name)
        if not re.search(r"\bFrom\b", before):
            continue
        after_from = re.split(r"\bFrom\b", before, maxsplit=1)[1]
        (recipients if re.search(r"\b[Tt]o\b", after_from) else senders).append(name)
    return senders, recipients


def _ids(names: list[Element], context: Context) -> list[str]:
    found: list[str] = []
    for name in names:
        keys = references(name)
        if not keys and not context.shared.names_by_words:
            continue
        inside = [Node("text", words(name))]
        for key in keys or [""]:
            one = person_id(key, name, inside, context)
            if one not in found:
                found.append(one)
    return found


def _in_note(element: Element) -> bool:
    return any(tag(a) == "note" for a in element.iterancestors())
