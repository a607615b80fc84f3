"""ASSEMBLE: the annotated texts in their order, as parts and sections of a Book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from markupsafe import Markup

from publish.apparatus.annotate import AnnotatedText, Apparatus
from publish.apparatus.passages import inner
from publish.apparatus.units import tree
from publish.book.listings import made_part
from publish.book.marks import render_marks
from publish.book.model import Book, Metadata, Numbering, Part, PartKind, Section
from publish.book.workshop import Assembler, plain, printed
from publish.edition.house_style import HouseStyle
from publish.edition.model import Chapter, Document, Edition, Essay

DISPLAY_ESSAYS = {
    "series": PartKind.SERIES,
    "copyright": PartKind.COPYRIGHT,
    "dedication": PartKind.DEDICATION,
    "epigraph": PartKind.DEDICATION,
}


def assemble(
    edition: Edition,
    apparatus: Apparatus,
    style: HouseStyle,
    root: Path,
    modified: str,
) -> Book:
    """Make the Book of an edition.

    `root` is the manuscript's folder (for pictures), `modified` an ISO 8601 UTC time. Contents
    and index become parts without HTML.
    """
    make = Assembler(edition, apparatus, style)
    parts = [
        *_in_order(make, make.settings.front, make.edition.front, Numbering.ROMAN),
        *_body(make),
        *_in_order(make, make.settings.back, make.edition.closing, Numbering.ARABIC),
    ]
    return Book(_metadata(edition, root, modified), tuple(parts), str(root.resolve()))


def _metadata(edition: Edition, root: Path, modified: str) -> Metadata:
    settings = edition.settings
    return Metadata(
        title=settings.title,
        subtitle=settings.subtitle,
        short_title=settings.short_title or settings.title,
        slug=settings.slug,
        language=settings.language,
        contributors=tuple(
            (contributor.role, name, contributor.marc)
            for contributor in settings.contributors
            for name in contributor.names
        ),
        publisher=settings.publisher.name,
        year=settings.publisher.year,
        identifier=settings.identifier,
        isbn_print=settings.isbn.print or "",
        isbn_epub=settings.isbn.epub or "",
        rights=settings.rights,
        description=settings.description,
        subjects=settings.subjects,
        series=settings.series,
        cover=str((root / settings.cover).resolve()) if settings.cover else "",
        cover_alt=settings.cover_alt,
        modified=modified,
    )


# --- the three divisions of the book ------------------------------------------------


def _body(make: Assembler) -> Iterator[Part]:
    essays = {essay.body.place.file: essay for essay in make.edition.introductions}
    for item in make.settings.body:
        if item == "chapters":
            for chapter in make.edition.chapters:
                yield from _chapter_parts(make, chapter)
        elif item == "appendix":
            if make.edition.appendix:
                title = make.settings.appendix_title
                yield _documents_part(make, "appendix", "", title, make.edition.appendix)
        elif item in essays:
            yield _essay_part(make, essays[item], Numbering.ARABIC)
        else:
            yield made_part(make, item, Numbering.ARABIC)


def _in_order(
    make: Assembler, order: tuple[str, ...], essays: tuple[Essay, ...], numbering: Numbering
) -> Iterator[Part]:
    """Parts of the front or back matter: written ones by their file, made ones by their word."""
    written = {essay.body.place.file: essay for essay in essays}
    for item in order:
        if item in written:
            yield _essay_part(make, written[item], numbering)
        else:
            yield made_part(make, item, numbering)


# --- documents and essays -----------------------------------------------------------


def _chapter_parts(make: Assembler, chapter: Chapter) -> Iterator[Part]:
    if chapter.introduction is not None:
        yield _essay_part(make, chapter.introduction, Numbering.ARABIC, group=chapter.title)
    if chapter.documents:
        title = documents_title(make, chapter.documents)
        yield _documents_part(make, chapter.folder, chapter.title, title, chapter.documents)
    plates = make.settings.plates
    if plates is not None and plates.after == chapter.folder and make.edition.plates:
        yield _plates_part(make, make.edition.plates)


def documents_title(make: Assembler, documents: tuple[Document, ...]) -> str:
    """'Documents 24–59', 'Document 7', from the documents themselves."""
    word = make.settings.document_word.capitalize()
    first, last = documents[0].number, documents[-1].number
    return f"{word} {first}" if first == last else f"{word}s {first}–{last}"


def _documents_part(
    make: Assembler, ident: str, group: str, title: str, documents: tuple[Document, ...]
) -> Part:
    opener_id = f"docs-{ident}"
    opener = Section(
        opener_id, title, make.render("opener", id=opener_id, group=group, title=title)
    )
    return Part(
        id=f"part-docs-{ident}",
        kind=PartKind.DOCUMENTS,
        title=title,
        group=group,
        author="",
        recto_head=f"{group}: {title}" if group else title,
        numbering=Numbering.ARABIC,
        recto=True,
        opener=True,
        in_contents=True,
        sections=(opener, *(_document(make, document) for document in documents)),
    )


def _document(make: Assembler, document: Document) -> Section:
    text = make.texts[document.id]
    html = make.render(
        "document",
        document=document,
        text=text,
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


def _essay_part(make: Assembler, essay: Essay, numbering: Numbering, group: str = "") -> Part:
    text = make.texts[essay.id]
    display = DISPLAY_ESSAYS.get(essay.kind)
    title = plain(text.lines["title"])
    html = make.render(
        "essay",
        essay=essay,
        text=text,
        group=group,
        title=Markup(printed(text.lines["title"], make.style)) if display is None else "",
        body=Markup(printed(text.body, make.style, opening=display is None, lower=1)),
        notes=Markup(_notes(make, text)),
    )
    head = essay.running_head or title
    return Part(
        id=f"part-{essay.id}",
        kind=display or PartKind.ESSAY,
        title=title,
        group=group,
        author=essay.author,
        recto_head=f"{group}: {head}" if group else head,
        numbering=numbering,
        recto=display not in (PartKind.COPYRIGHT, PartKind.SERIES),
        opener=display is None,
        in_contents=display is None,
        sections=(Section(text.html_id, title or essay.kind.capitalize(), html),),
    )


def _plates_part(make: Assembler, essay: Essay) -> Part:
    part = _essay_part(make, essay, Numbering.ARABIC)
    return Part(
        id="part-plates",
        kind=PartKind.PLATES,
        title=part.title or "Illustrations",
        group="",
        author="",
        recto_head=part.recto_head,
        numbering=Numbering.ARABIC,
        recto=True,
        opener=False,
        in_contents=True,
        sections=part.sections,
    )


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
