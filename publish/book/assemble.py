"""ASSEMBLE: the annotated texts in their order, as parts and sections of a Book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from publish.apparatus.annotate import Apparatus
from publish.apparatus.kept import AnnotatedText, Texts
from publish.apparatus.references import References
from publish.book.listings import made_parts
from publish.book.model import Book, Metadata, Numbering, Part, PartKind, Section
from publish.book.sections import DISPLAY_ESSAYS, text_sections
from publish.book.workshop import Assembler, plain
from publish.cache import Store
from publish.edition.house_style import HouseStyle
from publish.edition.model import Chapter, Document, Edition, Essay
from publish.prose.edition_texts import all_essays

Sections: TypeAlias = Mapping[str, Section]  # of documents and essays, by the id of the text


def assemble(
    edition: Edition,
    apparatus: Apparatus,
    style: HouseStyle,
    root: Path,
    modified: str,
    store: Store,
) -> Book:
    """Make the Book of an edition.

    `root` is the manuscript's folder (for pictures), `modified` an ISO 8601 UTC time. Contents
    and index become parts without HTML. What is in `store` from an earlier build is not made
    again.
    """
    make = Assembler(edition, apparatus, style, store)
    sections = text_sections(make, [*edition.documents, *all_essays(edition)])
    parts = [
        *_in_order(make, sections, make.settings.front, make.edition.front, Numbering.ROMAN),
        *_body(make, sections),
        *_in_order(make, sections, make.settings.back, make.edition.closing, Numbering.ARABIC),
    ]
    return Book(_metadata(edition, root, modified), tuple(parts), str(root.resolve()))


def assemble_chapter(
    edition: Edition,
    chapter: Chapter,
    texts: Mapping[str, AnnotatedText],
    style: HouseStyle,
    root: Path,
    store: Store,
) -> Book:
    """A chapter as it will stand in the Book of the edition, of its annotated texts alone."""
    make = Assembler(edition, Apparatus(Texts.of(texts.values()), References(()), {}), style, store)
    parts = tuple(_chapter_parts(make, text_sections(make, chapter.texts), chapter))
    return Book(_metadata(edition, root, ""), parts, str(root.resolve()))


def _metadata(edition: Edition, root: Path, modified: str) -> Metadata:
    settings = edition.settings
    publisher = settings.publisher
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
        publisher=publisher.name if publisher else "",
        year=publisher.year if publisher else None,
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


def _body(make: Assembler, sections: Sections) -> Iterator[Part]:
    essays = {essay.body.place.file: essay for essay in make.edition.introductions}
    plates = make.settings.plates
    for item in make.settings.body:
        if item == "chapters":
            for chapter in make.edition.chapters:
                yield from _chapter_parts(make, sections, chapter)
                if plates and plates.after == chapter.folder and make.edition.plates:
                    yield _plates_part(make, sections, make.edition.plates)
        elif item == "appendix":
            if make.edition.appendix:
                title = make.settings.appendix_title
                yield _documents_part(make, sections, "appendix", "", title, make.edition.appendix)
        elif item in essays:
            yield _essay_part(make, sections, essays[item], Numbering.ARABIC)
        else:
            yield from made_parts(make, item, Numbering.ARABIC)


def _in_order(
    make: Assembler,
    sections: Sections,
    order: tuple[str, ...],
    essays: tuple[Essay, ...],
    numbering: Numbering,
) -> Iterator[Part]:
    """Parts of the front or back matter: written ones by their file, made ones by their word."""
    written = {essay.body.place.file: essay for essay in essays}
    for item in order:
        if item in written:
            yield _essay_part(make, sections, written[item], numbering)
        else:
            yield from made_parts(make, item, numbering)


# --- documents and essays -----------------------------------------------------------


def _chapter_parts(make: Assembler, sections: Sections, chapter: Chapter) -> Iterator[Part]:
    if chapter.introduction is not None:
        yield _essay_part(
            make, sections, chapter.introduction, Numbering.ARABIC, group=chapter.title
        )
    if chapter.documents:
        title = documents_title(make, chapter.documents)
        yield _documents_part(
            make, sections, chapter.folder, chapter.title, title, chapter.documents
        )


def documents_title(make: Assembler, documents: tuple[Document, ...]) -> str:
    """'Documents 24–59', 'Document 7', from the documents themselves."""
    word = make.settings.document_word.capitalize()
    first, last = documents[0].number, documents[-1].number
    return f"{word} {first}" if first == last else f"{word}s {first}–{last}"


def _documents_part(
    make: Assembler,
    sections: Sections,
    ident: str,
    group: str,
    title: str,
    documents: tuple[Document, ...],
) -> Part:
    opener_id = f"docs-{ident}"
    html = make.page("opener", id=opener_id, group=group, title=title)
    opener = Section(opener_id, title, html)
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
        sections=(opener, *(sections[document.id] for document in documents)),
    )


def _essay_part(
    make: Assembler, sections: Sections, essay: Essay, numbering: Numbering, group: str = ""
) -> Part:
    display = DISPLAY_ESSAYS.get(essay.kind)
    title = plain(make.texts[essay.id].lines["title"])
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
        sections=(sections[essay.id],),
    )


def _plates_part(make: Assembler, sections: Sections, essay: Essay) -> Part:
    part = _essay_part(make, sections, essay, Numbering.ARABIC)
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
