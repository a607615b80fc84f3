"""BIND: sheets, heads and fonts joined into one PDF, for the screen and for the printer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from publish.book.model import Metadata
from publish.pagemap import Page
from publish.pdf.folios import leaves
from publish.pdf.fontfile import fonts
from publish.pdf.heads import Head, Heads
from publish.pdf.model import NO_PICTURES, Laid, Link, Pictures, Sheet
from publish.pdf.navigation import Destinations, page_labels, put_outline
from publish.pdf.printing import SLUG, crop_marks, page_boxes, put_registration
from publish.pdf.record import record_of
from publish.pdf.relocate import Kind, resolve
from publish.pdf.stylesheet import INNER_MARGIN, OUTER_MARGIN
from publish.pdf.writer import Writer, numbers, reference, text_string

_RECTO_SHIFT = INNER_MARGIN - OUTER_MARGIN  # all sheets are laid out as versos
_KEYS_PER_PAGE = 1024  # of the parent tree: the page's own, then those of its links
_HEAD_ON_SCREEN = b"Q\n/Artifact <</Type/Pagination>> BDC\n%sEMC\n"
_HEAD_IN_PRINT = b"Q\nq\n1 0 0 1 %s cm\n0 0 0 1 k\n%sQ\n"

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


@dataclass(frozen=True, slots=True)
class _Sheaf:
    """A book about to be written: pages in order, and the numbers of what all refer to."""

    laid: Laid
    writer: Writer
    places: tuple[_Place, ...]
    catalog: int
    pages: int
    fonts: int
    verso: int  # content before a page's own
    recto: int


def bind_screen(laid: Laid, metadata: Metadata) -> bytes:
    """The PDF to read on a screen: tagged (PDF/UA-1), with links, outline and page labels.

    The same input gives the same bytes.
    """
    sheaf = _gather(laid, Writer("1.7"), _objects_on_screen)
    for number, shift in ((sheaf.verso, 0.0), (sheaf.recto, _RECTO_SHIFT)):
        sheaf.writer.put_stream(number, content=b"q\n1 0 0 1 %s cm\n" % numbers(shift, 0))
    entries = _put_screen_pages(sheaf)
    return _finished(sheaf, entries, metadata, accessible=True)


def bind_print(laid: Laid, metadata: Metadata) -> bytes:
    """The PDF for the printer: black only, page boxes with bleed, crop marks, no links.

    It does not call itself PDF/X: that standard asks for an output intent, and no ICC
    profile ships with the program; boxes, colours, fonts and annotations are as PDF/X-4
    wants them. The same input gives the same bytes.
    """
    sheaf = _gather(laid, Writer("1.6"), _objects_in_print)
    marks = crop_marks(laid.size)
    for number, shift in ((sheaf.verso, 0.0), (sheaf.recto, _RECTO_SHIFT)):
        place = b"q\n1 0 0 1 %s cm\n" % numbers(SLUG + shift, SLUG)
        sheaf.writer.put_stream(number, content=marks + place)
    _put_print_pages(sheaf)
    return _finished(sheaf, b"", metadata, accessible=False)


def _gather(laid: Laid, writer: Writer, objects: Callable[[Sheet | None], int]) -> _Sheaf:
    """Reserve all numbers: first the shared ones, then as many as each page needs."""
    catalog, pages, font_list, verso, recto = (writer.reserve() for _ in range(5))
    heads = Heads.of(laid.parts, laid.verso_head, laid.size)
    places = []
    book = leaves(laid.parts, laid.galleys)
    for leaf, page in zip(book, laid.pagemap.pages, strict=True):
        sheet = None if leaf.page is None else leaf.galley.sheets[leaf.page]
        number = writer.reserve(objects(sheet))
        places.append(_Place(page, sheet, heads.head(page), number))
    return _Sheaf(laid, writer, tuple(places), catalog, pages, font_list, verso, recto)


def _finished(sheaf: _Sheaf, entries: bytes, metadata: Metadata, *, accessible: bool) -> bytes:
    """Write what is left: fonts, page tree, catalog, the record; the whole file."""
    writer, record = sheaf.writer, record_of(metadata, accessible=accessible)
    _put_fonts(sheaf)
    kids = b" ".join(reference(place.number) for place in sheaf.places)
    writer.put(sheaf.pages, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(sheaf.places), kids))
    catalog = b"<</Type/Catalog/Pages %s/PageLabels %s/Lang %s/Metadata %s%s%s>>" % (
        reference(sheaf.pages),
        page_labels(sheaf.laid.pagemap),
        text_string(metadata.language),
        reference(writer.add_plain_stream(record.xmp, b"/Type/Metadata/Subtype/XML")),
        b"/ViewerPreferences<</DisplayDocTitle true>>",
        entries,
    )
    writer.put(sheaf.catalog, catalog)
    info = writer.add(record.info)
    return writer.finish(b"/Root %s/Info %s" % (reference(sheaf.catalog), reference(info)))


def _put_fonts(sheaf: _Sheaf) -> None:
    """One font for each face, with the glyphs of all pages and heads."""
    writer, rows = sheaf.writer, b""
    uses = {use for place in sheaf.places for use in place.head.uses}
    uses |= {use for place in sheaf.places if place.sheet for use in place.sheet.fonts}
    for font in fonts(uses):
        name = font.name.encode()
        program = writer.add_stream(font.program, b"/Length1 %d" % len(font.program))
        descriptor = writer.add(
            b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[0 %d %d %d]/ItalicAngle 0"
            b"/Ascent %d/Descent %d/CapHeight %d/StemV 80/FontFile2 %s>>"
            % (name, font.flags, font.descent, font.widest, font.ascent, font.ascent,
               font.descent, font.ascent, reference(program))
        )  # fmt: skip
        descendant = writer.add(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDToGIDMap/Identity/CIDSystemInfo"
            b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %s/W %s>>"
            % (name, reference(descriptor), font.widths)
        )
        composite = writer.add(
            b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/ToUnicode %s"
            b"/DescendantFonts[%s]>>"
            % (name, reference(writer.add_stream(font.to_unicode)), reference(descendant))
        )
        rows += b"/%s %s" % (name, reference(composite))
    writer.put(sheaf.fonts, b"<<%s>>" % rows)


def _page_body(sheaf: _Sheaf, place: _Place, resources: bytes, entries: bytes) -> bytes:
    """A page dictionary; its content stands in the two objects after it."""
    before = sheaf.recto if place.page.recto else sheaf.verso
    contents = b" ".join(map(reference, (before, place.number + 1, place.number + 2)))
    return b"<</Type/Page/Parent %s/Contents[%s]/Resources %s%s>>" % (
        reference(sheaf.pages), contents, resources, entries,
    )  # fmt: skip


def _resources(sheaf: _Sheaf, pictures: Pictures, value: Value, more: bytes = b"") -> bytes:
    named = resolve(pictures.resources, value)
    return b"<</Font %s%s%s" % (reference(sheaf.fonts), more, named.removeprefix(b"<<"))


def _put_pictures(writer: Writer, pictures: Pictures, first: int, value: Value) -> None:
    for number, item in enumerate(pictures.objects, start=first):
        body = resolve(item.body, value)
        if item.data is None:
            writer.put(number, body)
        else:
            writer.put_raw(number, body, item.data)


# --- screen -------------------------------------------------------------------------


def _objects_on_screen(sheet: Sheet | None) -> int:
    """The page, its content, its head, its list of parents, elements, links, pictures."""
    if sheet is None:
        return 1
    return 4 + len(sheet.tags) + len(sheet.links) + len(sheet.screen_pictures.objects)


def _put_screen_pages(sheaf: _Sheaf) -> bytes:
    """Write pages, structure and outline; what the catalog has to say of them."""
    writer = sheaf.writer
    root, document, parents = (writer.reserve() for _ in range(3))
    destinations = Destinations(sheaf.laid, [place.number for place in sheaf.places])
    kids: list[bytes] = []
    rows: list[bytes] = []
    for place in sheaf.places:
        if place.sheet is None:
            body = b"<</Type/Page/Parent %s/Resources<<>>%s>>"
            writer.put(place.number, body % (reference(sheaf.pages), _media_box(sheaf)))
        else:
            _put_screen_page(sheaf, place, place.sheet, document, destinations)
            first = place.number + 4
            kids += [reference(first + tag) for tag in place.sheet.roots]
            rows += _parents(place, place.sheet)
    writer.put(parents, b"<</Nums[%s]>>" % b" ".join(rows))
    body = b"<</Type/StructElem/S/Document/P %s/K[%s]>>"
    writer.put(document, body % (reference(root), b" ".join(kids)))
    body = b"<</Type/StructTreeRoot/K[%s]/ParentTree %s/ParentTreeNextKey %d>>"
    last = len(sheaf.places) * _KEYS_PER_PAGE
    writer.put(root, body % (reference(document), reference(parents), last))
    outline = put_outline(writer, sheaf.laid, destinations)
    return b"/StructTreeRoot %s/MarkInfo<</Marked true>>/Outlines %s" % (
        reference(root), reference(outline),
    )  # fmt: skip


def _put_screen_page(
    sheaf: _Sheaf, place: _Place, sheet: Sheet, document: int, destinations: Destinations
) -> None:
    writer, first = sheaf.writer, place.number + 4
    links = first + len(sheet.tags)
    pictures = links + len(sheet.links)

    bases = {Kind.ELEMENT: first, Kind.LINK: links, Kind.PICTURE: pictures}
    single = {Kind.PAGE: place.number, Kind.DOCUMENT: document, Kind.FONTS: sheaf.fonts}

    def value(kind: Kind, argument: bytes) -> bytes:
        if kind in bases:
            return reference(bases[kind] + int(argument))
        if kind is Kind.X:
            return numbers(float(argument) + place.shift)
        return b"%d" % place.page.index if kind is Kind.NUMBER else reference(single[kind])

    entries = _media_box(sheaf) + b"/Tabs/S/StructParents %d" % _key(place)
    if sheet.links:
        annotations = b" ".join(reference(links + index) for index in range(len(sheet.links)))
        entries += b"/Annots[%s]" % annotations
    resources = _resources(sheaf, sheet.screen_pictures, value)
    writer.put(place.number, _page_body(sheaf, place, resources, entries))
    writer.put_stream(place.number + 1, sheet.screen)
    head = _HEAD_ON_SCREEN % place.head.content if place.head.content else b"Q\n"
    writer.put_stream(place.number + 2, content=head)
    marked = b" ".join(reference(first + tag) for tag in sheet.marked)
    writer.put(place.number + 3, b"[%s]" % marked)
    for index, tag in enumerate(sheet.tags):
        writer.put(first + index, resolve(tag, value))
    for index, link in enumerate(sheet.links):
        writer.put(links + index, _annotation(link, index, place, destinations))
    _put_pictures(writer, sheet.screen_pictures, pictures, value)


def _media_box(sheaf: _Sheaf) -> bytes:
    return b"/MediaBox[0 0 %s]" % numbers(*sheaf.laid.size)


def _key(place: _Place) -> int:
    return place.page.index * _KEYS_PER_PAGE


def _parents(place: _Place, sheet: Sheet) -> list[bytes]:
    """Rows of the parent tree (ISO 32000-1, 14.7.4.4): of the page, of each link."""
    if len(sheet.links) >= _KEYS_PER_PAGE:
        raise ValueError(f"page {place.page.folio} has {len(sheet.links)} links")
    rows = [b"%d %s" % (_key(place), reference(place.number + 3))]
    for index, link in enumerate(sheet.links, start=1):
        element = reference(place.number + 4 + link.element)
        rows.append(b"%d %s" % (_key(place) + index, element))
    return rows


def _annotation(link: Link, index: int, place: _Place, destinations: Destinations) -> bytes:
    left, bottom, right, top = link.rectangle
    corners = numbers(left + place.shift, bottom, right + place.shift, top)
    target, description = destinations.target(link)
    return b"<</Type/Annot/Subtype/Link/Rect[%s]/BS<</W 0>>/StructParent %d%s/Contents %s>>" % (
        corners, _key(place) + 1 + index, target, text_string(description),
    )  # fmt: skip


# --- print --------------------------------------------------------------------------


def _objects_in_print(sheet: Sheet | None) -> int:
    """The page, its content, its head, its pictures."""
    return 3 + (0 if sheet is None else len(sheet.print_pictures.objects))


def _put_print_pages(sheaf: _Sheaf) -> None:
    writer = sheaf.writer
    boxes = b"".join(
        b"%s[%s]" % (name.encode(), numbers(*box))
        for name, box in page_boxes(sheaf.laid.size).items()
    )
    spaces = b"/ColorSpace<</Registration %s>>" % reference(put_registration(writer))
    for place in sheaf.places:
        pictures = NO_PICTURES if place.sheet is None else place.sheet.print_pictures
        first = place.number + 3

        def value(kind: Kind, argument: bytes, first: int = first) -> bytes:
            return reference(sheaf.fonts if kind is Kind.FONTS else first + int(argument))

        resources = _resources(sheaf, pictures, value, spaces)
        writer.put(place.number, _page_body(sheaf, place, resources, boxes))
        if place.sheet is None:
            writer.put_stream(place.number + 1, content=b"")
        else:
            writer.put_stream(place.number + 1, place.sheet.print)
        head = b"Q\n"
        if place.head.content:
            head = _HEAD_IN_PRINT % (numbers(SLUG, SLUG), place.head.content)
        writer.put_stream(place.number + 2, content=head)
        _put_pictures(writer, pictures, first, value)
