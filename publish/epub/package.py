"""PACKAGE: a Book, its page map and its index become one EPUB 3.3 file."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.etree import _Element

from publish.apparatus.index_model import Index
from publish.book.model import Book, Metadata, PartKind, Section
from publish.epub.container import Item, pack
from publish.epub.contents_page import contents_html
from publish.epub.cover import Cover, cover_html, make_cover
from publish.epub.files import ContentFile, content_files
from publish.epub.index_page import index_html
from publish.epub.links import id_table, resolve_links
from publish.epub.metadata import Features
from publish.epub.navigation import navigation_html
from publish.epub.outline import Heading, outline
from publish.epub.pagebreaks import PageBreak, insert_page_breaks
from publish.epub.passages import passages
from publish.epub.pictures import Pictures, place_pictures
from publish.epub.semantics import mark_semantics
from publish.epub.xhtml import elements, find, name, page_bytes, parse_body
from publish.pagemap import PageMap
from publish.problems import Problems
from publish.styles_folder import styles_folder

_STYLE_NAME = "style.css"
_XHTML_TYPE = "application/xhtml+xml"


def package(book: Book, pagemap: PageMap | None, index: Index | None, problems: Problems) -> bytes:
    """The book as an EPUB 3.3 file: the same bytes for the same input.

    With a page map the file carries the page breaks of print and a page list; without one,
    page references name the section. Without an index the index part is left out.
    Adds E910 (link to nowhere), E911-E913 (pictures) and E914 (cover without description) to
    `problems`. Raises ValueError if the book breaks the conventions of `publish.book.model`
    (markup that is not well-formed or is active, an id that stands twice) or the page map is
    not that of this book.
    """
    pictures = Pictures(book.root, problems)
    cover = make_cover(book.metadata, pictures, problems)
    files = _files(book, pagemap, index)
    breaks = _page_breaks(book, files, pagemap)
    table = id_table(files)
    for file in files:
        mark_semantics(file)
        place_pictures(file, pictures)
        resolve_links(file, table, pagemap, problems)
    toc = outline([part for part in book.parts if part.id in _part_ids(files)], True)
    features = _features(files, breaks, index, cover)
    items = _items(book.metadata, cover, pictures, files, toc, breaks)
    spine = ["cover.xhtml", *(file.name for file in files)]
    names = {file.section.id: file.name for file in files}
    return pack(book.metadata, features, items, spine, toc, names)


def _part_ids(files: Sequence[ContentFile]) -> frozenset[str]:
    return frozenset(file.part.id for file in files)


def _files(book: Book, pagemap: PageMap | None, index: Index | None) -> list[ContentFile]:
    parts = [part for part in book.parts if index is not None or part.kind is not PartKind.INDEX]

    def contents(section: Section) -> str:
        return contents_html(section, parts, pagemap)

    def index_section(section: Section, texts: list[ContentFile]) -> str:
        assert index is not None  # else this is not called
        return index_html(section, index, passages(texts), pagemap)

    return content_files(book, contents, None if index is None else index_section)


def _page_breaks(
    book: Book, files: Sequence[ContentFile], pagemap: PageMap | None
) -> tuple[PageBreak, ...]:
    if pagemap is None:
        return ()
    left_out = frozenset(part.id for part in book.parts) - _part_ids(files)
    return insert_page_breaks(files, pagemap, left_out)


def _features(
    files: Sequence[ContentFile],
    breaks: Sequence[PageBreak],
    index: Index | None,
    cover: Cover,
) -> Features:
    images = [e for file in files for e in elements(file.body) if name(e) == "img"]
    described = all((image.get("alt") or "").strip() for image in images)
    return Features(
        has_pictures=True,  # the cover at least
        all_described=described and bool(cover.description.strip()),
        has_pages=bool(breaks),
        has_index=index is not None,
        has_notes=any(find(file.body, "a", "note-call") for file in files),
    )


def _items(
    metadata: Metadata,
    cover: Cover,
    pictures: Pictures,
    files: Sequence[ContentFile],
    toc: Sequence[Heading],
    breaks: Sequence[PageBreak],
) -> list[Item]:
    def page(file_name: str, title: str, body: _Element, *properties: str) -> Item:
        content = page_bytes(body, title, metadata.language, _STYLE_NAME)
        return Item(file_name, _XHTML_TYPE, content, properties)

    navigation = parse_body(navigation_html(metadata, toc, files, breaks), "nav")
    images = {picture.name: picture for picture in (cover.picture, *pictures.all)}
    return [
        page("nav.xhtml", metadata.title, navigation, "nav"),
        page("cover.xhtml", "Cover", parse_body(cover_html(cover), "cover")),
        *(page(file.name, file.title, file.body) for file in files),
        Item(_STYLE_NAME, "text/css", (styles_folder() / "epub.css").read_bytes()),
        *(
            Item(
                image.name, image.media_type, image.content,
                ("cover-image",) if image is cover.picture else (),
            )
            for image in images.values()
        ),
    ]  # fmt: skip
