"""Documents and essays as sections, each made from its own text alone and so kept by content."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from markupsafe import Markup

from publish.apparatus.kept import AnnotatedText
from publish.apparatus.passages import inner
from publish.apparatus.units import tree
from publish.book.marks import render_marks
from publish.book.model import PartKind, Section
from publish.book.workshop import Assembler, plain, printed
from publish.edition.model import Document, Edition, Essay
from publish.kept import made_once

DISPLAY_ESSAYS = {
    "series": PartKind.SERIES,
    "copyright": PartKind.COPYRIGHT,
    "dedication": PartKind.DEDICATION,
    "epigraph": PartKind.DEDICATION,
}


def text_sections(make: Assembler, sources: Sequence[Document | Essay]) -> dict[str, Section]:
    """The section of each of these documents and essays, by the id of the text."""
    groups = _groups(make.edition)
    keys = [
        make.key(
            "section",
            (
                groups.get(source.id, "").encode(),
                # Of what is written under the header the annotated text has all.
                source.model_dump_json(exclude={"body"}).encode(),
                make.texts.packed[source.id],
            ),
        )
        for source in sources
    ]

    def section(index: int) -> Section:
        source = sources[index]
        if isinstance(source, Document):
            return _document(make, source)
        return _essay(make, source, groups.get(source.id, ""))

    made = made_once(make.store, Section, keys, section)
    return {source.id: one for source, one in zip(sources, made, strict=True)}


def _groups(edition: Edition) -> dict[str, str]:
    """The title of the chapter of each introduction, by the introduction's id."""
    return {c.introduction.id: c.title for c in edition.chapters if c.introduction is not None}


def _document(make: Assembler, document: Document) -> Section:
    text = make.texts[document.id]
    html = make.render(
        "document",
        document=document,
        html_id=text.html_id,
        lines={name: Markup(printed(line, make.style)) for name, line in text.lines.items()},
        header=make.settings.header,
        number=_heading_number(make, document),
        kind=_kind(document),
        circumstances=_circumstances(document),
        body=Markup(printed(text.body, make.style, lower=2)),
        notes=Markup(_notes(make, text)),
    )
    return Section(text.html_id, _document_title(make, document, text), html)


def _heading_number(make: Assembler, document: Document) -> str:
    match make.settings.document_heading:
        case "dots":
            return f"· {document.number} ·"
        case "word":
            return f"{make.settings.document_word.capitalize()} {document.number}"
    return ""


def _kind(document: Document) -> str:
    """'Cipher. No. 35/36'; in brackets where the editor inferred it; letters are not named."""
    parts = []
    if document.type != "letter":
        name = document.type.capitalize()
        parts.append(f"[{name}]" if document.type_note == "inferred" else name)
    if document.message_number:
        parts.append(document.message_number)
    return ". ".join(parts)


def _circumstances(document: Document) -> list[str]:
    return [item for item in (document.place, document.time) if item]


def _document_title(make: Assembler, document: Document, text: AnnotatedText) -> str:
    names = plain(text.lines["correspondents"]) or plain(text.lines["title"])
    date = plain(text.lines["date"])
    return f"{document.number}. {', '.join(part for part in (names, date) if part)}"


def _essay(make: Assembler, essay: Essay, group: str) -> Section:
    text = make.texts[essay.id]
    has_opener = essay.kind not in DISPLAY_ESSAYS
    html = make.render(
        "essay",
        essay=essay,
        text=text,
        group=group,
        title=Markup(printed(text.lines["title"], make.style)) if has_opener else "",
        body=Markup(printed(text.body, make.style, opening=has_opener, lower=1)),
        notes=Markup(_notes(make, text)),
    )
    return Section(text.html_id, plain(text.lines["title"]) or essay.kind.capitalize(), html)


def _notes(make: Assembler, text: AnnotatedText) -> str:
    return "".join(
        f'<div class="note" id="note-{text.id}-{note.label}" data-number="{note.number}">'
        + _note_body(make, text, note.label, note.number, note.by, note.html)
        + "</div>\n"
        for note in text.notes
    )


def _note_body(
    make: Assembler, text: AnnotatedText, label: str, number: int, by: str, html: str
) -> str:
    """The note with its number at the head of its first paragraph and its author at the end."""
    root = tree(html)
    render_marks(root, make.style)
    first = root.find("p")
    if first is None:
        first = etree.Element("p", {"id": f"b-{text.id}-{label}-number"})
        root.insert(0, first)
    back = etree.Element("a", {"class": "note-number", "href": f"#call-{text.id}-{label}"})
    back.text, back.tail = f"{number}.", f" {first.text or ''}"
    first.text = None
    first.insert(0, back)
    if by:
        author = etree.SubElement(root.findall("p")[-1], "span", {"class": "note-author"})
        author.text = f" —{by}"
    return inner(root)
