"""BIND: sheets, heads and fonts joined into one PDF, for the screen and for the printer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from publish.book.model import FILLED_KINDS, Metadata
from publish.cache import NO_STORE, Store
from publish.kept import made_once
from publish.pagemap import Page
from publish.pdf.folios import leaves
from publish.pdf.fontfile import fonts
from publish.pdf.heads import Head, Heads
from publish.pdf.model import NO_PICTURES, Laid, Link, PageSize, Pictures, Sheet
from publish.pdf.navigation import (
    Destinations,
    Target,
    destination,
    page_labels,
    put_outline,
)
from publish.pdf.printing import REGISTRATION, SLUG, crop_marks, page_boxes
from publish.pdf.record import record_of
from publish.pdf.relocate import Kind, resolve
from publish.pdf.store import key_of
from publish.pdf.stylesheet import INNER_MARGIN, OUTER_MARGIN
from publish.pdf.writer import Batch, Chunk, Writer, numbers, reference, room_for, text_string

_RECTO_SHIFT = INNER_MARGIN - OUTER_MARGIN  # all sheets are laid out as versos
_KEYS_PER_PAGE = 1024  # of the parent tree: the page's own, then those of its links
_HEAD_ON_SCREEN = b"/Artifact <</Type/Pagination>> BDC\n%sEMC\n"
_HEAD_IN_PRINT = b"q\n1 0 0 1 %s cm\n0 0 0 1 k\n%sQ\n"

Value = Callable[[Kind, bytes], bytes]


class _Place(NamedTuple):
    """A page of the book, the sheet on it (None: an empty page), its first object number."""

    page: Page
    sheet: Sheet | None
    head: Head
    number: int

    @property
    def shift(self) -> float:
        return _RECTO_SHIFT if self.page.recto else 0.0


class _Shared(NamedTuple):
    """Numbers of the objects that pages refer to; the first batch of the file."""

    catalog: int
    pages: int
    fonts: int
    verso: int  # content before a page's own
    recto: int
    after: int  # content after a page's own
    registration: int  # the colour of the crop marks
    tree: int  # the root of the structure
    document: int  # its outermost element
    parents: int


@dataclass(frozen=True, slots=True)
class _Sheaf:
    """A book about to be written: its pages in order."""

    laid: Laid
    writer: Writer
    first: Batch
    shared: _Shared
    places: tuple[_Place, ...]
    store: Store


def bind_screen(laid: Laid, metadata: Metadata, store: Store = NO_STORE) -> bytes:
    """The PDF to read on a screen: tagged (PDF/UA-1), with links, outline and page labels.

    The same input gives the same bytes; pages that `store` has are not written again.
    """
    sheaf = _gather(laid, "1.7", _objects_on_screen, store)
    for number, shift in ((sheaf.shared.verso, 0.0), (sheaf.shared.recto, _RECTO_SHIFT)):
        sheaf.first.put_stream(number, content=b"q\n1 0 0 1 %s cm\n" % numbers(shift, 0))
    _put_screen_pages(sheaf)
    return _finished(sheaf, metadata, accessible=True)


def bind_print(laid: Laid, metadata: Metadata, store: Store = NO_STORE) -> bytes:
    """The PDF for the printer: black only, page boxes with bleed, crop marks, no links.

    It does not call itself PDF/X: that standard asks for an output intent, and no ICC
    profile ships with the program; boxes, colours, fonts and annotations are as PDF/X-4
    wants them. The same input gives the same bytes; pages that `store` has are not written
    again.
    """
    sheaf = _gather(laid, "1.6", _objects_in_print, store)
    marks = crop_marks(laid.size)
    for number, shift in ((sheaf.shared.verso, 0.0), (sheaf.shared.recto, _RECTO_SHIFT)):
        place = b"q\n1 0 0 1 %s cm\n" % numbers(SLUG + shift, SLUG)
        sheaf.first.put_stream(number, content=marks + place)
    sheaf.first.put(sheaf.shared.registration, REGISTRATION)
    _put_print_pages(sheaf)
    return _finished(sheaf, metadata, accessible=False)


def _gather(
    laid: Laid, version: str, objects: Callable[[Sheet | None], int], store: Store
) -> _Sheaf:
    """Reserve all numbers: first the shared ones, then room for each page.

    Contents and index come last: they are set when all other pages are written already.
    """
    writer = Writer(version)
    count = len(_Shared._fields)
    first = Batch(writer.reserve(room_for(count)))
    shared = _Shared(*(first.reserve() for _ in range(count)))
    heads = Heads.of(laid.parts, laid.verso_head, laid.size)
    places = []
    book = zip(leaves(laid.parts, laid.galleys), laid.pagemap.pages, strict=True)
    for leaf, page in sorted(book, key=lambda one: one[0].part.kind in FILLED_KINDS):
        sheet = None if leaf.page is None else leaf.galley.sheets[leaf.page]
        number = writer.reserve(room_for(objects(sheet)))
        places.append(_Place(page, sheet, heads.head(page), number))
    places.sort(key=lambda place: place.page.index)
    first.put_stream(shared.after, content=b"Q\n")
    return _Sheaf(laid, writer, first, shared, tuple(places), store)


def _finished(sheaf: _Sheaf, metadata: Metadata, *, accessible: bool) -> bytes:
    """Write what is left: fonts, page tree, catalog, outline, the record; the whole file."""
    writer, first, shared = sheaf.writer, sheaf.first, sheaf.shared
    record = record_of(metadata, accessible=accessible)
    last_number = writer.reserve(0)
    last = Batch(last_number)
    first.put(shared.fonts, _fonts(sheaf, last))
    kids = b" ".join(reference(place.number) for place in sheaf.places)
    first.put(shared.pages, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(sheaf.places), kids))
    entries = b""
    if accessible:
        outline = put_outline(last, sheaf.laid, _destinations(sheaf))
        entries = b"/StructTreeRoot %s/MarkInfo<</Marked true>>/Outlines %s" % (
            reference(shared.tree), reference(outline),
        )  # fmt: skip
    catalog = b"<</Type/Catalog/Pages %s/PageLabels %s/Lang %s/Metadata %s%s%s>>" % (
        reference(shared.pages),
        page_labels(sheaf.laid.pagemap),
        text_string(metadata.language),
        reference(last.add_plain_stream(record.xmp, b"/Type/Metadata/Subtype/XML")),
        b"/ViewerPreferences<</DisplayDocTitle true>>",
        entries,
    )
    first.put(shared.catalog, catalog)
    info = last.add(record.info)
    writer.put_chunk(shared.catalog, first.chunk())
    writer.put_chunk(last_number, last.chunk())
    return writer.finish(b"/Root %s/Info %s" % (reference(shared.catalog), reference(info)))


def _destinations(sheaf: _Sheaf) -> Destinations:
    return Destinations(sheaf.laid, [place.number for place in sheaf.places])


def _fonts(sheaf: _Sheaf, batch: Batch) -> bytes:
    """One font for each face, with the glyphs of all pages and heads: the dictionary."""
    rows = b""
    uses = {use for place in sheaf.places for use in place.head.uses}
    uses.update(*(galley.fonts for galley in sheaf.laid.galleys))
    for font in fonts(uses, sheaf.store):
        name = font.name.encode()
        program = batch.add_deflated(font.program, b"/Length1 %d" % font.length)
        descriptor = batch.add(
            b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[0 %d %d %d]/ItalicAngle 0"
            b"/Ascent %d/Descent %d/CapHeight %d/StemV 80/FontFile2 %s>>"
            % (name, font.flags, font.descent, font.widest, font.ascent, font.ascent,
               font.descent, font.ascent, reference(program))
        )  # fmt: skip
        descendant = batch.add(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDToGIDMap/Identity/CIDSystemInfo"
            b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %s/W %s>>"
            % (name, reference(descriptor), font.widths)
        )
        composite = batch.add(
            b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/ToUnicode %s"
            b"/DescendantFonts[%s]>>"
            % (name, reference(batch.add_deflated(font.to_unicode)), reference(descendant))
        )
        rows += b"/%s %s" % (name, reference(composite))
    return b"<<%s>>" % rows


def _page_body(shared: _Shared, place: _Place, resources: bytes, entries: bytes) -> bytes:
    """A page dictionary; its content and its head stand in the two objects after it.

    The head comes first, so that the text of a page is followed by that of the next.
    """
    before = shared.recto if place.page.recto else shared.verso
    order = (place.number + 2, before, place.number + 1, shared.after)
    contents = b" ".join(map(reference, order))
    return b"<</Type/Page/Parent %s/Contents[%s]/Resources %s%s>>" % (
        reference(shared.pages), contents, resources, entries,
    )  # fmt: skip


def _resources(shared: _Shared, pictures: Pictures, value: Value, more: bytes = b"") -> bytes:
    named = resolve(pictures.resources, value)
    return b"<</Font %s%s%s" % (reference(shared.fonts), more, named.removeprefix(b"<<"))


def _put_pictures(batch: Batch, pictures: Pictures, first: int, value: Value) -> None:
    for number, item in enumerate(pictures.objects, start=first):
        body = resolve(item.body, value)
        if item.data is None:
            batch.put(number, body)
        else:
            batch.put_raw(number, body, item.data)


def _key(kind: str, shared: _Shared, place: _Place, more: object) -> str:
    """A key for the objects of a page, of all that they are made from."""
    sheet = None if place.sheet is None else place.sheet.digest
    made_from = (shared, place.number, place.page.index, place.head.content, sheet, more)
    return key_of(kind, msgspec.msgpack.encode(made_from))


def _put_chunks(sheaf: _Sheaf, keys: list[str], make: Callable[[int], Chunk]) -> None:
    chunks = made_once(sheaf.store, Chunk, keys, make)
    for place, chunk in zip(sheaf.places, chunks, strict=True):
        sheaf.writer.put_chunk(place.number, chunk)


# --- screen -------------------------------------------------------------------------


def _objects_on_screen(sheet: Sheet | None) -> int:
    """The page, its content, its head, its list of parents, elements, links, pictures."""
    if sheet is None:
        return 1
    return 4 + len(sheet.tags) + len(sheet.links) + len(sheet.screen_pictures.objects)


def _put_screen_pages(sheaf: _Sheaf) -> None:
    """Write pages and structure."""
    shared, first = sheaf.shared, sheaf.first
    destinations = _destinations(sheaf)
    kids: list[bytes] = []
    rows: list[bytes] = []
    targets = [_targets(place, destinations) for place in sheaf.places]
    size = sheaf.laid.size
    keys = [
        _key("screen-page", shared, place, (size, links))
        for place, links in zip(sheaf.places, targets, strict=True)
    ]
    _put_chunks(
        sheaf, keys, lambda index: _screen_page(shared, sheaf.places[index], size, targets[index])
    )
    for place in sheaf.places:
        if place.sheet is not None:
            kids += [reference(place.number + 4 + tag) for tag in place.sheet.roots]
            rows += _parents(place, place.sheet)
    first.put(shared.parents, b"<</Nums[%s]>>" % b" ".join(rows))
    body = b"<</Type/StructElem/S/Document/P %s/K[%s]>>"
    first.put(shared.document, body % (reference(shared.tree), b" ".join(kids)))
    body = b"<</Type/StructTreeRoot/K[%s]/ParentTree %s/ParentTreeNextKey %d>>"
    last = len(sheaf.places) * _KEYS_PER_PAGE
    first.put(shared.tree, body % (reference(shared.document), reference(shared.parents), last))


def _targets(place: _Place, destinations: Destinations) -> tuple[Target, ...]:
    return () if place.sheet is None else tuple(map(destinations.target, place.sheet.links))


def _screen_page(
    shared: _Shared, place: _Place, size: PageSize, targets: tuple[Target, ...]
) -> Chunk:
    """All objects of a page; `targets` are those of its links."""
    batch, sheet = Batch(place.number), place.sheet
    batch.reserve(_objects_on_screen(sheet))
    box = b"/MediaBox[0 0 %s]" % numbers(*size)
    if sheet is None:
        body = b"<</Type/Page/Parent %s/Resources<<>>%s>>"
        batch.put(place.number, body % (reference(shared.pages), box))
        return batch.chunk()
    tags = place.number + 4
    links = tags + len(sheet.tags)
    pictures = links + len(sheet.links)
    value = _screen_values(shared, place, tags, links, pictures)
    entries = box + b"/Tabs/S/StructParents %d" % _tree_key(place)
    if sheet.links:
        annotations = b" ".join(reference(links + index) for index in range(len(sheet.links)))
        entries += b"/Annots[%s]" % annotations
    resources = _resources(shared, sheet.screen_pictures, value)
    batch.put(place.number, _page_body(shared, place, resources, entries))
    batch.put_stream(place.number + 1, sheet.screen)
    head = _HEAD_ON_SCREEN % place.head.content if place.head.content else b""
    batch.put_stream(place.number + 2, content=head)
    marked = b" ".join(reference(tags + tag) for tag in sheet.marked)
    batch.put(place.number + 3, b"[%s]" % marked)
    for index, tag in enumerate(sheet.tags):
        batch.put(tags + index, resolve(tag, value))
    for index, (link, target) in enumerate(zip(sheet.links, targets, strict=True)):
        batch.put(links + index, _annotation(link, index, place, target))
    _put_pictures(batch, sheet.screen_pictures, pictures, value)
    return batch.chunk()


def _screen_values(shared: _Shared, place: _Place, tags: int, links: int, pictures: int) -> Value:
    """What the marks of a page's pieces stand for; `tags` … are the first numbers of each."""
    several = {Kind.ELEMENT: tags, Kind.LINK: links, Kind.PICTURE: pictures}
    single = {Kind.PAGE: place.number, Kind.DOCUMENT: shared.document, Kind.FONTS: shared.fonts}

    def value(kind: Kind, argument: bytes) -> bytes:
        if kind in several:
            return reference(several[kind] + int(argument))
        if kind is Kind.X:
            return numbers(float(argument) + place.shift)
        return b"%d" % place.page.index if kind is Kind.NUMBER else reference(single[kind])

    return value


def _tree_key(place: _Place) -> int:
    return place.page.index * _KEYS_PER_PAGE


def _parents(place: _Place, sheet: Sheet) -> list[bytes]:
    """Rows of the parent tree (ISO 32000-1, 14.7.4.4): of the page, of each link."""
    if len(sheet.links) >= _KEYS_PER_PAGE:
        raise ValueError(f"page {place.page.folio} has {len(sheet.links)} links")
    rows = [b"%d %s" % (_tree_key(place), reference(place.number + 3))]
    for index, link in enumerate(sheet.links, start=1):
        element = reference(place.number + 4 + link.element)
        rows.append(b"%d %s" % (_tree_key(place) + index, element))
    return rows


def _annotation(link: Link, index: int, place: _Place, target: Target) -> bytes:
    left, bottom, right, top = link.rectangle
    corners = numbers(left + place.shift, bottom, right + place.shift, top)
    where = b""
    if link.address:
        where = b"/A<</Type/Action/S/URI/URI %s>>" % text_string(link.address)
    elif target.page:
        where = b"/Dest" + destination(target)
    return b"<</Type/Annot/Subtype/Link/Rect[%s]/BS<</W 0>>/StructParent %d%s/Contents %s>>" % (
        corners, _tree_key(place) + 1 + index, where, text_string(target.description),
    )  # fmt: skip


# --- print --------------------------------------------------------------------------


def _objects_in_print(sheet: Sheet | None) -> int:
    """The page, its content, its head, its pictures."""
    return 3 + (0 if sheet is None else len(sheet.print_pictures.objects))


def _put_print_pages(sheaf: _Sheaf) -> None:
    boxes = b"".join(
        b"%s[%s]" % (name.encode(), numbers(*box))
        for name, box in page_boxes(sheaf.laid.size).items()
    )
    keys = [_key("print-page", sheaf.shared, place, boxes) for place in sheaf.places]
    _put_chunks(sheaf, keys, lambda index: _print_page(sheaf.shared, sheaf.places[index], boxes))


def _print_page(shared: _Shared, place: _Place, boxes: bytes) -> Chunk:
    """All objects of a page."""
    batch, sheet = Batch(place.number), place.sheet
    batch.reserve(_objects_in_print(sheet))
    pictures = NO_PICTURES if sheet is None else sheet.print_pictures
    first = place.number + 3

    def value(kind: Kind, argument: bytes) -> bytes:
        return reference(shared.fonts if kind is Kind.FONTS else first + int(argument))

    space = b"/ColorSpace<</Registration %s>>" % reference(shared.registration)
    resources = _resources(shared, pictures, value, space)
    batch.put(place.number, _page_body(shared, place, resources, boxes))
    batch.put_stream(place.number + 1, None if sheet is None else sheet.print)
    head = b""
    if place.head.content:
        head = _HEAD_IN_PRINT % (numbers(SLUG, SLUG), place.head.content)
    batch.put_stream(place.number + 2, content=head)
    _put_pictures(batch, pictures, first, value)
    return batch.chunk()
