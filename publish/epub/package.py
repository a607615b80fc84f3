"""PACKAGE: a Book, its page map and its index become one EPUB 3.3 file."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from publish.apparatus.index_model import KnownIndex
from publish.book.model import Book, Metadata, PartKind, Section
from publish.cache import Store
from publish.edition.index_policy import IndexPolicy
from publish.epub.container import Contents, Item, pack
from publish.epub.contents_page import contents_html
from publish.epub.cover import Cover, cover_html, make_cover
from publish.epub.deflate import Deflated, deflate
from publish.epub.facts import Facts, read_facts
from publish.epub.files import ContentFile, content_files
from publish.epub.index_page import index_html
from publish.epub.links import Links
from publish.epub.metadata import Features
from publish.epub.navigation import navigation_html
from publish.epub.outline import Heading, outline
from publish.epub.pagebreaks import PageBreak, page_breaks
from publish.epub.passages import passages, text_labels
from publish.epub.pictures import Pictures, names_of
from publish.epub.text_file import Order, make_text
from publish.epub.xhtml import page_bytes, parse_body
from publish.kept import key_of, made_once, program_of
from publish.pagemap import PageMap
from publish.problems import Problems
from publish.styles_folder import styles_folder

_STYLE_NAME = "style.css"
_XHTML_TYPE = "application/xhtml+xml"


def package(
    book: Book,
    pagemap: PageMap | None,
    index: KnownIndex | None,
    rules: IndexPolicy,
    problems: Problems,
    store: Store,
) -> bytes:
    """The book as an EPUB 3.3 file: the same bytes for the same input.

    With a page map the file carries the page breaks of print and a page list; without one,
    page references name the section. Without an index the index part is left out; `rules` say
    how it is punctuated. What is in `store` from an earlier build is not made again.
    Adds E910 (link to nowhere), E911-E913 (pictures) and E914 (cover without description) to
    `problems`. Raises ValueError if the book breaks the conventions of `publish.book.model`
    (markup that is not well-formed or is active, an id that stands twice) or the page map is
    not that of this book.
    """
    pictures = Pictures(book.root, problems)
    cover = make_cover(book.metadata, pictures, problems, store)
    files = _files(book, pagemap, index, rules, store)
    links = Links(files, pagemap)
    there = frozenset(file.part.id for file in files)
    left_out = frozenset(part.id for part in book.parts) - there
    breaks = page_breaks(files, pagemap, left_out) if pagemap else ()
    orders = _orders(book.metadata, files, breaks, pictures)
    toc = outline([part for part in book.parts if part.id in there], True)
    items = [
        *_made_pages(book.metadata, cover, files, toc, breaks, store),
        *_texts(files, orders, links, problems, store),
        *_others(cover, pictures, store),
    ]
    spine = ["cover.xhtml", *(file.name for file in files)]
    names = {file.section.id: file.name for file in files}
    features = _features(files, breaks, index, cover)
    return pack(Contents(book.metadata, features, items, spine, toc, names), store)


def _files(
    book: Book, pagemap: PageMap | None, index: KnownIndex | None, rules: IndexPolicy, store: Store
) -> list[ContentFile]:
    parts = [part for part in book.parts if index is not None or part.kind is not PartKind.INDEX]

    def contents(section: Section) -> str:
        return contents_html(section, parts, pagemap, store)

    def read(sections: Sequence[Section]) -> list[Facts]:
        return read_facts(sections, store)

    if index is None:
        return content_files(book, contents, None, read)

    def index_section(section: Section, texts: list[ContentFile]) -> str:
        return _index_html(section, index, rules, texts, pagemap, store)

    return content_files(book, contents, index_section, read)


def _index_html(
    section: Section,
    index: KnownIndex,
    rules: IndexPolicy,
    texts: Sequence[ContentFile],
    pagemap: PageMap | None,
    store: Store,
) -> str:
    """Made anew if the index changes, or what a text is called, or the blocks of one."""
    labels = text_labels(texts)
    blocks = [file.facts.digest for file in texts]
    made_from = (section, index.digest, pagemap is None, repr(rules), labels, blocks)
    program = program_of("apparatus", "edition", "epub")
    key = key_of("epub-index", program, msgspec.msgpack.encode(made_from))

    def made(_: int) -> str:
        bare = index.read().without_surroundings()
        found = passages(texts, labels, frozenset(bare.anchors))
        return index_html(section, bare, rules, found, pagemap)

    (html,) = made_once(store, str, [key], made)
    return html


def _orders(
    metadata: Metadata,
    files: Sequence[ContentFile],
    breaks: Sequence[PageBreak],
    pictures: Pictures,
) -> list[Order]:
    """The order of each file: its section, and what the rest of the book puts into it."""
    breaks_of: dict[str, list[PageBreak]] = {file.name: [] for file in files}
    for one in breaks:
        breaks_of[one.file].append(one)
    return [
        Order(
            section=file.section.id,
            title=file.title,
            language=metadata.language,
            style=_STYLE_NAME,
            kind=file.part.kind,
            division=file.division,
            breaks=tuple(breaks_of[file.name]),
            images=tuple(names_of(file, pictures).items()),
        )
        for file in files
    ]


def _texts(
    files: Sequence[ContentFile],
    orders: Sequence[Order],
    links: Links,
    problems: Problems,
    store: Store,
) -> list[Item]:
    """The files of the sections."""
    leads = links.digests(problems, store)
    made_from = (
        msgspec.msgpack.encode((order, file.facts.html, lead))
        for order, file, lead in zip(orders, files, leads, strict=True)
    )
    keys = [key_of("epub-text", program_of("epub"), one) for one in made_from]

    def text(index: int) -> Deflated:
        file = files[index]
        return deflate(make_text(orders[index], file.section.html, links.targets(file)))

    made = made_once(store, Deflated, keys, text)
    return [
        Item(file.name, _XHTML_TYPE, content) for file, content in zip(files, made, strict=True)
    ]


def _made_pages(
    metadata: Metadata,
    cover: Cover,
    files: Sequence[ContentFile],
    toc: Sequence[Heading],
    breaks: Sequence[PageBreak],
    store: Store,
) -> list[Item]:
    """Navigation document and cover page."""

    def page(file_name: str, title: str, html: str, *properties: str) -> Item:
        def made(_: int) -> Deflated:
            body = parse_body(html, file_name)
            return deflate(page_bytes(body, title, metadata.language, _STYLE_NAME))

        made_from = msgspec.msgpack.encode((file_name, title, html, metadata.language))
        key = key_of("epub-made", program_of("epub"), made_from)
        (content,) = made_once(store, Deflated, [key], made)
        return Item(file_name, _XHTML_TYPE, content, properties)

    navigation = navigation_html(metadata, toc, files, breaks, store)
    return [
        page("nav.xhtml", metadata.title, navigation, "nav"),
        page("cover.xhtml", "Cover", cover_html(cover, store)),
    ]


def _others(cover: Cover, pictures: Pictures, store: Store) -> list[Item]:
    """Style sheet and pictures."""
    style = (styles_folder() / "epub.css").read_bytes()
    images = list({image.name: image for image in (cover.picture, *pictures.all)}.values())
    keys = [key_of("epub-image", program_of("epub"), image.content) for image in images]
    made = made_once(store, Deflated, keys, lambda index: deflate(images[index].content))
    return [
        Item(_STYLE_NAME, "text/css", deflate(style)),
        *(
            Item(
                image.name, image.media_type, content,
                ("cover-image",) if image is cover.picture else (),
            )
            for image, content in zip(images, made, strict=True)
        ),
    ]  # fmt: skip


def _features(
    files: Sequence[ContentFile],
    breaks: Sequence[PageBreak],
    index: KnownIndex | None,
    cover: Cover,
) -> Features:
    images = [image for file in files for image in file.facts.images]
    return Features(
        has_pictures=True,  # the cover at least
        all_described=all(image.described for image in images) and bool(cover.description.strip()),
        has_pages=bool(breaks),
        has_index=index is not None,
        has_notes=any(file.facts.has_notes for file in files),
    )
