"""The pages of a part, written: all objects of each, as one batch for the binder.

A part whose pages, numbers and links lead nowhere else than before is kept whole from build to
build; of one that differs, the pages that are as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from publish.cache import Store
from publish.kept import made_once
from publish.pagemap import Page
from publish.pdf.fontfile import fonts_of
from publish.pdf.heads import Head, Heads
from publish.pdf.model import (
    NO_PICTURES,
    FontUse,
    Galley,
    Link,
    PageSize,
    Pictures,
    Sheet,
    SheetFacts,
)
from publish.pdf.navigation import Destinations, Target, destination
from publish.pdf.printing import SLUG, page_boxes
from publish.pdf.relocate import Kind, resolve
from publish.pdf.store import key_of
from publish.pdf.stylesheet import INNER_MARGIN, OUTER_MARGIN
from publish.pdf.writer import Batch, Chunk, joined, numbers, reference, text_string

RECTO_SHIFT = INNER_MARGIN - OUTER_MARGIN  # all sheets are laid out as versos
KEYS_PER_PAGE = 1024  # of the parent tree: the page's own, then those of its links
_HEAD_ON_SCREEN = b"/Artifact <</Type/Pagination>> BDC\n%sEMC\n"
_HEAD_IN_PRINT = b"q\n1 0 0 1 %s cm\n0 0 0 1 k\n%sQ\n"

Value = Callable[[Kind, bytes], bytes]


class Shared(NamedTuple):
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
class Run:
    """The pages of a part in order: the facts of the sheet on each (None: an empty page), the
    number of its first object."""

    galley: Galley
    pages: tuple[Page, ...]
    facts: tuple[SheetFacts | None, ...]
    numbers: tuple[int, ...]

    def places(self, heads: Heads) -> list[_Place]:
        """Its pages one by one, their sheets unpacked."""
        sheets = iter(self.galley.sheets)
        on_pages = [None if facts is None else next(sheets) for facts in self.facts]
        return list(map(_Place, self.pages, on_pages, map(heads.head, self.pages), self.numbers))


class Written(NamedTuple):
    """A run written: its objects, under the number of the first page; what its heads set in each
    face; and on the screen what of its structure stands in the trees of the whole book: its
    outermost elements, its rows of the parent tree."""

    chunk: Chunk
    fonts: tuple[FontUse, ...]
    roots: bytes = b""
    parents: bytes = b""


class _Place(NamedTuple):
    """A page of the book, the sheet on it (None: an empty page), its first object number."""

    page: Page
    sheet: Sheet | None
    head: Head
    number: int

    @property
    def facts(self) -> SheetFacts | None:
        return None if self.sheet is None else SheetFacts.of(self.sheet)

    @property
    def shift(self) -> float:
        return RECTO_SHIFT if self.page.recto else 0.0


@dataclass(frozen=True, slots=True)
class Desk:
    """What all pages of a book are written with."""

    shared: Shared
    heads: Heads
    size: PageSize
    store: Store

    def key(self, kind: str, run: Run, more: object) -> str:
        """A key for a run written, of all that it is made from."""
        digests = [facts and facts.digest for facts in run.facts]
        words = self.heads.words(run.pages[0].part)
        made_from = (self.shared, words, self.size, run.pages, run.numbers, digests, more)
        return key_of(kind, msgspec.msgpack.encode(made_from))

    def page_key(self, kind: str, place: _Place, more: object) -> str:
        """A key for the objects of a page, of all that they are made from."""
        sheet = None if place.sheet is None else place.sheet.digest
        page = (place.number, place.page.index, place.head.content, sheet)
        return key_of(kind, msgspec.msgpack.encode((self.shared, self.size, page, more)))

    def chunks(self, keys: Sequence[str], make: Callable[[int], Chunk]) -> list[Chunk]:
        return made_once(self.store, Chunk, keys, make)


def _written(
    places: Sequence[_Place], chunks: Sequence[Chunk], roots: bytes = b"", parents: bytes = b""
) -> Written:
    chunk = joined([(place.number, one) for place, one in zip(places, chunks, strict=True)])
    return Written(
        chunk, fonts_of((), [use for p in places for use in p.head.uses]), roots, parents
    )


def _page_body(shared: Shared, place: _Place, resources: bytes, entries: bytes) -> bytes:
    """A page dictionary; its content and its head stand in the two objects after it.

    The head comes first, so that the text of a page is followed by that of the next.
    """
    before = shared.recto if place.page.recto else shared.verso
    order = (place.number + 2, before, place.number + 1, shared.after)
    contents = b" ".join(map(reference, order))
    return b"<</Type/Page/Parent %s/Contents[%s]/Resources %s%s>>" % (
        reference(shared.pages), contents, resources, entries,
    )  # fmt: skip


def _resources(shared: Shared, pictures: Pictures, value: Value, more: bytes = b"") -> bytes:
    named = resolve(pictures.resources, value)
    return b"<</Font %s%s%s" % (reference(shared.fonts), more, named.removeprefix(b"<<"))


def _put_pictures(batch: Batch, pictures: Pictures, first: int, value: Value) -> None:
    for number, item in enumerate(pictures.objects, start=first):
        body = resolve(item.body, value)
        if item.data is None:
            batch.put(number, body)
        else:
            batch.put_raw(number, body, item.data)


# --- screen -------------------------------------------------------------------------


def objects_on_screen(facts: SheetFacts | None) -> int:
    """The page, its content, its head, its list of parents, elements, links, pictures."""
    return 1 if facts is None else 4 + facts.screen_objects


def write_for_screen(runs: Sequence[Run], desk: Desk, destinations: Destinations) -> list[Written]:
    """Runs with links and structure."""
    keys = [desk.key("screen-part", run, destinations.of(run.galley.links)) for run in runs]
    return made_once(
        desk.store, Written, keys, lambda index: _screen_run(runs[index], desk, destinations)
    )


def _screen_run(run: Run, desk: Desk, destinations: Destinations) -> Written:
    places = run.places(desk.heads)
    targets = [_targets(place, destinations) for place in places]
    pairs = zip(places, targets, strict=True)
    keys = [desk.page_key("screen-page", place, links) for place, links in pairs]
    chunks = desk.chunks(
        keys, lambda index: _screen_page(desk.shared, places[index], desk.size, targets[index])
    )
    roots: list[bytes] = []
    rows: list[bytes] = []
    for place in places:
        if place.sheet is not None:
            roots += [reference(place.number + 4 + tag) for tag in place.sheet.roots]
            rows += _parents(place, place.sheet)
    return _written(places, chunks, b" ".join(roots), b" ".join(rows))


def _targets(place: _Place, destinations: Destinations) -> tuple[Target, ...]:
    return () if place.sheet is None else tuple(map(destinations.target, place.sheet.links))


def _screen_page(
    shared: Shared, place: _Place, size: PageSize, targets: tuple[Target, ...]
) -> Chunk:
    """All objects of a page; `targets` are those of its links."""
    batch, sheet = Batch(place.number), place.sheet
    batch.reserve(objects_on_screen(place.facts))
    box = b"/MediaBox[0 0 %s]" % numbers(*size)
    if sheet is None:
        body = b"<</Type/Page/Parent %s/Resources<<>>%s>>"
        batch.put_apart(place.number, body % (reference(shared.pages), box))
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
    batch.put_apart(place.number, _page_body(shared, place, resources, entries))
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


def _screen_values(shared: Shared, place: _Place, tags: int, links: int, pictures: int) -> Value:
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
    return place.page.index * KEYS_PER_PAGE


def _parents(place: _Place, sheet: Sheet) -> list[bytes]:
    """Rows of the parent tree (ISO 32000-1, 14.7.4.4): of the page, of each link."""
    if len(sheet.links) >= KEYS_PER_PAGE:
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


def objects_in_print(facts: SheetFacts | None) -> int:
    """The page, its content, its head, its pictures."""
    return 3 + (0 if facts is None else facts.print_objects)


def write_for_print(runs: Sequence[Run], desk: Desk) -> list[Written]:
    """Runs with boxes, in black."""
    keys = [desk.key("print-part", run, None) for run in runs]
    return made_once(desk.store, Written, keys, lambda index: _print_run(runs[index], desk))


def _print_run(run: Run, desk: Desk) -> Written:
    boxes = b"".join(
        b"%s[%s]" % (name.encode(), numbers(*box)) for name, box in page_boxes(desk.size).items()
    )
    places = run.places(desk.heads)
    keys = [desk.page_key("print-page", place, None) for place in places]
    chunks = desk.chunks(keys, lambda index: _print_page(desk.shared, places[index], boxes))
    return _written(places, chunks)


def _print_page(shared: Shared, place: _Place, boxes: bytes) -> Chunk:
    """All objects of a page."""
    batch, sheet = Batch(place.number), place.sheet
    batch.reserve(objects_in_print(place.facts))
    pictures = NO_PICTURES if sheet is None else sheet.print_pictures
    first = place.number + 3

    def value(kind: Kind, argument: bytes) -> bytes:
        return reference(shared.fonts if kind is Kind.FONTS else first + int(argument))

    space = b"/ColorSpace<</Registration %s>>" % reference(shared.registration)
    resources = _resources(shared, pictures, value, space)
    batch.put_apart(place.number, _page_body(shared, place, resources, boxes))
    batch.put_stream(place.number + 1, None if sheet is None else sheet.print)
    head = b""
    if place.head.content:
        head = _HEAD_IN_PRINT % (numbers(SLUG, SLUG), place.head.content)
    batch.put_stream(place.number + 2, content=head)
    _put_pictures(batch, pictures, first, value)
    return batch.chunk()
