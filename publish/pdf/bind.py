"""BIND: sheets, heads and fonts joined into one PDF, for the screen and for the printer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from publish.book.model import FILLED_KINDS, Metadata
from publish.cache import NO_STORE, Store
from publish.pdf.bound_pages import (
    KEYS_PER_PAGE,
    RECTO_SHIFT,
    Desk,
    Run,
    Shared,
    Written,
    objects_in_print,
    objects_on_screen,
    write_for_print,
    write_for_screen,
)
from publish.pdf.folios import leaves
from publish.pdf.fontfile import fonts
from publish.pdf.heads import Heads
from publish.pdf.model import FontUse, Laid, SheetFacts
from publish.pdf.navigation import Destinations, page_labels, put_outline
from publish.pdf.printing import REGISTRATION, SLUG, crop_marks
from publish.pdf.record import record_of
from publish.pdf.writer import QUICK, Batch, Writer, numbers, reference, room_for, text_string


@dataclass(frozen=True, slots=True)
class _Sheaf:
    """A book about to be written: its parts in order."""

    laid: Laid
    writer: Writer
    first: Batch
    desk: Desk
    runs: tuple[Run, ...]

    @property
    def shared(self) -> Shared:
        return self.desk.shared

    @property
    def numbers(self) -> list[int]:
        """Of all pages in order."""
        return [number for run in self.runs for number in run.numbers]


def bind_screen(laid: Laid, metadata: Metadata, store: Store = NO_STORE) -> bytes:
    """The PDF to read on a screen: tagged (PDF/UA-1), with links, outline and page labels.

    The same input gives the same bytes; pages that `store` has are not written again.
    """
    sheaf = _gather(laid, "1.7", objects_on_screen, store)
    for number, shift in ((sheaf.shared.verso, 0.0), (sheaf.shared.recto, RECTO_SHIFT)):
        sheaf.first.put_stream(number, content=b"q\n1 0 0 1 %s cm\n" % numbers(shift, 0))
    destinations = Destinations(laid, sheaf.numbers)
    written = write_for_screen(sheaf.runs, sheaf.desk, destinations)
    _put_structure(sheaf, written)
    return _finished(sheaf, metadata, written, destinations)


def bind_print(laid: Laid, metadata: Metadata, store: Store = NO_STORE) -> bytes:
    """The PDF for the printer: black only, page boxes with bleed, crop marks, no links.

    It does not call itself PDF/X: that standard asks for an output intent, and no ICC
    profile ships with the program; boxes, colours, fonts and annotations are as PDF/X-4
    wants them. The same input gives the same bytes; pages that `store` has are not written
    again.
    """
    sheaf = _gather(laid, "1.6", objects_in_print, store)
    marks = crop_marks(laid.size)
    for number, shift in ((sheaf.shared.verso, 0.0), (sheaf.shared.recto, RECTO_SHIFT)):
        place = b"q\n1 0 0 1 %s cm\n" % numbers(SLUG + shift, SLUG)
        sheaf.first.put_stream(number, content=marks + place)
    sheaf.first.put(sheaf.shared.registration, REGISTRATION)
    return _finished(sheaf, metadata, write_for_print(sheaf.runs, sheaf.desk), None)


def _gather(
    laid: Laid, version: str, objects: Callable[[SheetFacts | None], int], store: Store
) -> _Sheaf:
    """Reserve all numbers: first the shared ones, then room for each page.

    Contents and index come last: they are set when all other pages are written already.
    """
    writer = Writer(version)
    count = len(Shared._fields)
    first = Batch(writer.reserve(room_for(count)), QUICK)
    shared = Shared(*(first.reserve() for _ in range(count)))
    first.put_stream(shared.after, content=b"Q\n")
    book = zip(leaves(laid.parts, laid.galleys), laid.pagemap.pages, strict=True)
    parts = [list(pairs) for _, pairs in groupby(book, lambda pair: pair[0].part.id)]
    runs = []
    for pairs in sorted(parts, key=lambda pairs: pairs[0][0].part.kind in FILLED_KINDS):
        facts = tuple(leaf.facts for leaf, _ in pairs)
        places = tuple(writer.reserve(room_for(objects(one))) for one in facts)
        runs.append(Run(pairs[0][0].galley, tuple(page for _, page in pairs), facts, places))
    runs.sort(key=lambda run: run.pages[0].index)
    heads = Heads.of(laid.parts, laid.verso_head, laid.size)
    return _Sheaf(laid, writer, first, Desk(shared, heads, laid.size, store), tuple(runs))


def _put_structure(sheaf: _Sheaf, written: Sequence[Written]) -> None:
    """The trees of the whole book, of the structure of its parts."""
    shared, first = sheaf.shared, sheaf.first
    rows = b" ".join(filter(None, (one.parents for one in written)))
    first.put(shared.parents, b"<</Nums[%s]>>" % rows)
    body = b"<</Type/StructElem/S/Document/P %s/K[%s]>>"
    roots = b" ".join(filter(None, (one.roots for one in written)))
    first.put(shared.document, body % (reference(shared.tree), roots))
    body = b"<</Type/StructTreeRoot/K[%s]/ParentTree %s/ParentTreeNextKey %d>>"
    last = len(sheaf.laid.pagemap.pages) * KEYS_PER_PAGE
    first.put(shared.tree, body % (reference(shared.document), reference(shared.parents), last))


def _finished(
    sheaf: _Sheaf,
    metadata: Metadata,
    written: Sequence[Written],
    destinations: Destinations | None,
) -> bytes:
    """The whole file: the pages, fonts, page tree, catalog, the record; with `destinations` it
    has an outline and is accessible."""
    writer, first, shared = sheaf.writer, sheaf.first, sheaf.shared
    for run, one in zip(sheaf.runs, written, strict=True):
        writer.put_chunk(run.numbers[0], one.chunk)
    record = record_of(metadata, sheaf.desk.store, accessible=destinations is not None)
    last_number = writer.reserve(0)
    last = Batch(last_number, QUICK)
    uses = chain(*(one.fonts for one in written), *(one.fonts for one in sheaf.laid.galleys))
    first.put(shared.fonts, _fonts(uses, sheaf.desk.store, last))
    kids = sheaf.numbers
    pages = b" ".join(map(reference, kids))
    first.put(shared.pages, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), pages))
    entries = b""
    if destinations is not None:
        outline = put_outline(last, sheaf.laid, destinations)
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


def _fonts(uses: Iterable[FontUse], store: Store, batch: Batch) -> bytes:
    """One font for each face, with the glyphs of all pages and heads: the dictionary."""
    rows = b""
    for font in fonts(uses, store):
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
