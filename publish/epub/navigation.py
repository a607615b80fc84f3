"""The navigation document: contents, landmarks, page list (EPUB 3.3 §7)."""

from __future__ import annotations

from collections.abc import Sequence

from publish.book.model import Metadata, PartKind
from publish.cache import Store
from publish.epub.files import ContentFile, Division
from publish.epub.outline import Heading
from publish.epub.pagebreaks import PageBreak
from publish.epub.render import render_once

_LANDMARKS = (
    (PartKind.TITLE_PAGE, "titlepage", "Title page"),
    (PartKind.CONTENTS, "toc", "Contents"),
)
_BACK_LANDMARKS = (
    (PartKind.GLOSSARY, "glossary"),
    (PartKind.BIOGRAPHIES, "backmatter"),
    (PartKind.INDEX, "index"),
)


def navigation_html(
    metadata: Metadata,
    toc: Sequence[Heading],
    files: Sequence[ContentFile],
    breaks: Sequence[PageBreak],
    store: Store,
) -> str:
    """The body of nav.xhtml."""
    return render_once(
        store,
        "nav.xhtml.j2",
        title=metadata.title,
        toc=toc,
        names={file.section.id: file.name for file in files},
        landmarks=landmarks(files),
        breaks=breaks,
    )


def landmarks(files: Sequence[ContentFile]) -> list[tuple[str, str, str]]:
    """Landmarks as (epub:type, file, title): cover, title page, contents, start of the body …

    Where a book has several indexes each is one.
    """
    found = [("cover", "cover.xhtml", "Cover")]
    for kind, type_, title in _LANDMARKS:
        found += [(type_, file.name, title) for file in files if file.part.kind is kind][:1]
    if all(type_ != "toc" for type_, _, _ in found):
        found.append(("toc", "nav.xhtml#toc", "Contents"))
    body = [file for file in files if file.division is Division.BODY][:1]
    found += [("bodymatter", file.name, "Start of the text") for file in body]
    for kind, type_ in _BACK_LANDMARKS:
        found += [(type_, file.name, file.title) for file in files if file.part.kind is kind]
    return found
