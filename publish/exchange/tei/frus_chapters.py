"""The divisions around the documents of a volume: their titles, and the text that opens them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from publish.exchange.linemap import Piece
from publish.exchange.tei.blocks import blocks_of
from publish.exchange.tei.context import Context, Shared
from publish.exchange.tei.document import ReadText, finished, source_words
from publish.exchange.tei.section_headings import SECTION_HEADINGS
from publish.exchange.tei.xml import Element, children, descendants, line_of, tag, words
from publish.exchange.yaml_text import Value

UNTITLED = "Documents"
MATTER = ("front", "back")


def is_document(element: Element) -> bool:
    """Whether an element is one of the volume's documents, or one inside such."""
    return tag(element) == "div" and element.get("type") == "document"


def inside_document(element: Element) -> bool:
    """Whether some document is around an element."""
    return any(map(is_document, element.iterancestors("{*}div")))


def chapter_of(element: Element) -> str:
    """Titles of the divisions around a document or division, outermost first."""
    heads = [
        without_notes(heading)
        for div in element.iterancestors("{*}div")
        for heading in children(div, "head")[:1]
    ]
    return ": ".join(reversed([head for head in heads if head])) or UNTITLED


def without_notes(heading: Element) -> str:
    """Words of a heading without the notes called in it."""

    def gather(element: Element) -> str:
        said = element.text or ""
        for child in element:
            if tag(child) == "lb":
                said += " "
            elif tag(child) not in ("note", "pb"):
                said += gather(child)
            said += child.tail or ""
        return said

    return " ".join(gather(heading).split())


def give_remarks(root: Element) -> None:
    """Move what stands over a chapter alone ("No. 3.", "[Telegram.]") into its first document."""
    for division in _divisions(root):
        own = _own_text(division)
        first = next(filter(is_document, division.iter("{*}div")), None)
        if first is not None and own and all(note.get("rend") == "inline" for note in own):
            for note in reversed(own):
                first.insert(0, note)


def holds_documents(element: Element) -> bool:
    """Whether there is a document below an element."""
    return any(map(is_document, element.iterdescendants("{*}div")))


def _divisions(root: Element) -> Iterator[Element]:
    """The body and its divisions, but no document and nothing inside one.

    Sections of the front and back matter count if they hold documents.
    """
    for part in root.iter("{*}body", "{*}div"):
        around = [part, *part.iterancestors()]
        if any(map(is_document, around)):
            continue
        top = next((one for one in around if _parent(one) in MATTER), None)
        if top is None or holds_documents(top):
            yield part


def _parent(element: Element) -> str:
    around = element.getparent()
    return tag(around) if around is not None else ""


def _own_text(division: Element) -> list[Element]:
    """What a division says itself, apart from its heading, its documents and divisions."""
    heading = children(division, "head")[:1]
    return [
        child
        for child in division
        if tag(child) not in ("div", "pb") and child not in heading and words(child)
    ]


def places_of(root: Element) -> dict[Element, int]:
    """The order of all divisions, by which texts are sorted."""
    return {element: place for place, element in enumerate(root.iter("{*}body", "{*}div"))}


def headings_of(root: Element) -> list[str]:
    """The words of the headings over documents, which become titles of chapters."""
    heads = [head for division in _divisions(root) for head in children(division, "head")[:1]]
    return [without_notes(head) for head in heads]


def read_introductions(
    root: Element, name: str, places: Mapping[Element, int], shared: Shared
) -> list[ReadText]:
    """Texts of divisions that are in no document; they are taken out of the tree.

    A division that has text before its documents, or notes on its heading, gives an
    introduction; one that has text and no document is an introduction alone.
    """
    introductions = []
    for division in list(_divisions(root)):
        heads = children(division, "head")[:1]
        notes = [note for head in heads for note in descendants(head, "note")]
        own = _own_text(division)
        if not notes and not own:
            continue
        text = _read_introduction(division, notes, own, name, shared)
        text.sort_key = (name, places[division])
        introductions.append(text)
    return introductions


def _read_introduction(
    division: Element, notes: list[Element], own: list[Element], name: str, shared: Shared
) -> ReadText:
    """The notes of the heading as paragraphs, then the division's own text."""
    context = Context(shared, name, "introduction", block_rules=dict(SECTION_HEADINGS))
    _report_late_text(own, context)
    title, chapter = _titles(division)
    context.added.append(title)  # the heading itself counts as the chapter's title
    lines = [*notes, *own]
    holder = etree.Element(division.tag)
    holder.extend(own)  # takes them out of the division
    holder.sourceline = line_of(lines[0])  # type: ignore[misc]
    wanted = source_words([*notes, holder])
    pieces: list[Piece] = []
    for note in notes:
        shared.counts.found["notes"] += 1
        shared.counts.left_out("notes", "note on a chapter's heading: opens its introduction")
        pieces += blocks_of(note, context)
    pieces += blocks_of(holder, context)
    fields: dict[str, Value] = {"title": title, "kind": "introduction"}
    text = finished(context, fields, pieces, lines, wanted)
    text.chapter = chapter
    return text


def _titles(division: Element) -> tuple[str, str]:
    """Title of a division's text and of its chapter; one without documents has its own."""
    within = chapter_of(division[0]) if len(division) else UNTITLED
    if holds_documents(division):
        return "Introduction", within
    around = chapter_of(division)
    own = next((without_notes(head) for head in children(division, "head")), "")
    return own or "Introduction", within if around == UNTITLED else around


def _report_late_text(own: list[Element], context: Context) -> None:
    """Text after a document comes before all of them, since a chapter has one introduction."""
    late = [one for one in own if any(map(is_document, one.itersiblings(preceding=True)))]
    if late:
        context.doubt(
            "order", line_of(late[0]), "Text between the documents of a chapter stands in its "
            "introduction.", "Move it into the document that it belongs to.",
        )  # fmt: skip
