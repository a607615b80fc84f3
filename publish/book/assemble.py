"""ASSEMBLE: the annotated texts in their order, as parts and sections of a Book."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from lxml import etree
from markupsafe import Markup

from publish.apparatus.annotate import AnnotatedText, Apparatus
from publish.apparatus.collation import heading_key
from publish.apparatus.passages import inner
from publish.apparatus.units import tree
from publish.book.marks import lower_headings, render_marks, set_opening_words
from publish.book.model import Book, Metadata, Numbering, Part, PartKind, Section
from publish.edition.dates import life_dates
from publish.edition.house_style import HouseStyle
from publish.edition.model import Chapter, Document, Edition, Essay

DISPLAY_ESSAYS = {
    "series": PartKind.SERIES,
    "copyright": PartKind.COPYRIGHT,
    "dedication": PartKind.DEDICATION,
    "epigraph": PartKind.DEDICATION,
}


class Assembler:
    """Everything the parts are made of, for the length of one assembly."""

    def __init__(
        self, edition: Edition, apparatus: Apparatus, style: HouseStyle
    ) -> None:
        self.edition = edition
        self.settings = edition.settings
        self.texts = apparatus.texts
        self.entries = apparatus.lines
        self.style = style
        self.templates = Environment(
            loader=PackageLoader("publish.book"), autoescape=True, undefined=StrictUndefined
        )

    def render(self, template: str, **values: Any) -> str:
        html = self.templates.get_template(f"{template}.html.j2").render(
            settings=self.settings, **values
        )
        return etree.tostring(etree.fromstring(html), encoding="unicode")


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
        *_front(make),
        *_body(make),
        *_back(make),
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


def _front(make: Assembler) -> Iterator[Part]:
    essays = {essay.body.place.file: essay for essay in make.edition.front}
    for item in make.settings.front:
        if item in essays:
            yield _essay_part(make, essays[item], Numbering.ROMAN)
        else:
            yield _made_part(make, item, Numbering.ROMAN)


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
            yield _made_part(make, item, Numbering.ARABIC)


def _back(make: Assembler) -> Iterator[Part]:
    essays = {essay.body.place.file: essay for essay in make.edition.closing}
    for item in make.settings.back:
        if item in essays:
            yield _essay_part(make, essays[item], Numbering.ARABIC)
        else:
            yield _made_part(make, item, Numbering.ARABIC)


def _made_part(make: Assembler, name: str, numbering: Numbering) -> Part:
    """A part that is made, not written: the words of `front`, `body` and `back`."""
    makers: dict[str, Callable[[Assembler, Numbering], Part]] = {
        "half-title": _half_title,
        "title-page": _title_page,
        "contents": _contents,
        "glossary": _glossary,
        "biographies": _biographies,
        "index": _index,
    }
    return makers[name](make, numbering)


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
        body=Markup(_printed(text.body, make.style, lower=2)),
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
    names = _plain(text.lines["correspondents"]) or _plain(text.lines["title"])
    date = _plain(text.lines["date"])
    return f"{document.number}. {', '.join(part for part in (names, date) if part)}"


def _essay_part(make: Assembler, essay: Essay, numbering: Numbering, group: str = "") -> Part:
    text = make.texts[essay.id]
    display = DISPLAY_ESSAYS.get(essay.kind)
    title = _plain(text.lines["title"])
    html = make.render(
        "essay",
        essay=essay,
        text=text,
        group=group,
        title=Markup(_printed(text.lines["title"], make.style)) if display is None else "",
        body=Markup(_printed(text.body, make.style, opening=display is None, lower=1)),
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


def _printed(html: str, style: HouseStyle, opening: bool = False, lower: int = 0) -> str:
    root = tree(html)
    lower_headings(root, lower)
    render_marks(root, style)
    if opening:
        set_opening_words(root)
    return inner(root)


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


def _plain(html: str) -> str:
    """The words of a header line without note calls."""
    root = tree(html)
    for call in root.iterfind(".//a[@class='note-call']"):
        call.text = None
    return re.sub(r"\s+", " ", "".join(root.itertext())).strip()


# --- parts that are made ------------------------------------------------------------


def _display(make: Assembler, name: PartKind, numbering: Numbering) -> Part:
    html = make.render(name.value)
    return Part(
        id=f"part-{name.value}",
        kind=name,
        title=name.value.replace("-", " ").capitalize(),
        group="",
        author="",
        recto_head="",
        numbering=numbering,
        recto=True,
        opener=False,
        in_contents=False,
        sections=(Section(name.value, make.settings.title, html),),
    )


def _half_title(make: Assembler, numbering: Numbering) -> Part:
    return _display(make, PartKind.HALF_TITLE, numbering)


def _title_page(make: Assembler, numbering: Numbering) -> Part:
    return _display(make, PartKind.TITLE_PAGE, numbering)


def _listing(kind: PartKind, title: str, html: str, numbering: Numbering) -> Part:
    return Part(
        id=f"part-{kind.value}",
        kind=kind,
        title=title,
        group="",
        author="",
        recto_head=title,
        numbering=numbering,
        recto=True,
        opener=True,
        in_contents=kind is not PartKind.CONTENTS,
        sections=(Section(kind.value, title, html),),
    )


def _contents(make: Assembler, numbering: Numbering) -> Part:
    return _listing(PartKind.CONTENTS, "Contents", "", numbering)


def _index(make: Assembler, numbering: Numbering) -> Part:
    return _listing(PartKind.INDEX, "Index", "", numbering)


def _glossary(make: Assembler, numbering: Numbering) -> Part:
    title = make.settings.glossary_title
    terms = {term.id: term.term for group in make.edition.glossary for term in group.terms}
    groups = [
        {
            "title": group.title,
            "terms": [
                {
                    **term.model_dump(include={"id", "term", "lang", "original", "see"}),
                    "see_term": terms.get(term.see, ""),
                    "expansion": _printed(make.entries[term.expansion], make.style),
                }
                for term in group.terms
            ],
        }
        for group in make.edition.glossary
    ]
    html = make.render("glossary", title=title, groups=groups)
    return _listing(PartKind.GLOSSARY, title, html, numbering)


def _biographies(make: Assembler, numbering: Numbering) -> Part:
    title = make.settings.biographies_title
    names = {person.id: person.name for person in make.edition.people}
    people = [
        {
            "id": person.id,
            "name": person.name,
            "see": person.see,
            "see_name": names.get(person.see, ""),
            "dates": life_dates(person.born, person.died),
            "bio": _printed(make.entries[person.bio], make.style),
        }
        for person in sorted(
            make.edition.people,
            key=lambda person: heading_key(person.name, make.style, person=True),
        )
    ]
    html = make.render("biographies", title=title, people=people)
    return _listing(PartKind.BIOGRAPHIES, title, html, numbering)
