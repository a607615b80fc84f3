"""Order of pages, blanks, folios, the page map."""

from __future__ import annotations

from dataclasses import replace

import pdf_sample
import pytest
from pdf_sample import part

from publish.book.model import Numbering, Part, PartKind
from publish.pagemap import PageKind, Position
from publish.pdf.folios import PageMaps, roman
from publish.pdf.model import BLANK, Galley, SheetStart, Spot


def galley(ident: str, pages: int, blanks: frozenset[int] = frozenset()) -> Galley:
    sheets = tuple(
        replace(BLANK, start=SheetStart(f"{ident}-{page}", 0), blank=page in blanks)
        for page in range(pages)
    )
    anchors = {ident: Spot(0, 60.0, 66.0), f"{ident}-end": Spot(pages - 1, 60.0, 590.0)}
    return pdf_sample.galley(f"part-{ident}", sheets, anchors)


def roman_part(kind: PartKind, ident: str, **changes: object) -> Part:
    return part(kind, ident, ident, **{"numbering": Numbering.ROMAN, **changes})


PARTS = (
    roman_part(PartKind.HALF_TITLE, "half", opener=False),
    roman_part(PartKind.SERIES, "series", opener=False, recto=False),
    roman_part(PartKind.TITLE_PAGE, "title", opener=False),
    roman_part(PartKind.COPYRIGHT, "copyright", opener=False, recto=False),
    roman_part(PartKind.ESSAY, "preface"),
    part(PartKind.ESSAY, "intro", "Introduction"),
    part(PartKind.INDEX, "index", "Index"),
)
GALLEYS = (
    galley("half", 1),
    galley("series", 1),
    galley("title", 1),
    galley("copyright", 1),
    galley("preface", 3),
    galley("intro", 4, blanks=frozenset({1})),
    galley("index", 1),
)


def test_recto_parts_start_on_odd_folios_and_the_book_ends_on_a_verso() -> None:
    pages = PageMaps(PARTS).of(GALLEYS).pages
    assert [page.folio for page in pages] == [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "1", "2", "3", "4", "5", "6",
    ]  # fmt: skip
    assert [page.index for page in pages] == list(range(14))


def test_kinds_of_pages() -> None:
    kinds = [page.kind for page in PageMaps(PARTS).of(GALLEYS).pages]
    assert kinds == [
        *[PageKind.DISPLAY] * 4,
        PageKind.OPENER, PageKind.TEXT, PageKind.TEXT, PageKind.BLANK,
        PageKind.OPENER, PageKind.BLANK, PageKind.TEXT, PageKind.TEXT,
        PageKind.OPENER, PageKind.BLANK,
    ]  # fmt: skip


def test_blank_page_belongs_to_the_part_before_it() -> None:
    pages = PageMaps(PARTS).of(GALLEYS).pages
    assert pages[7].part == "part-preface" and pages[13].part == "part-index"


def test_anchors_and_starts_count_from_the_front_of_the_book() -> None:
    pagemap = PageMaps(PARTS).of(GALLEYS)
    assert pagemap.anchors["intro-end"] == Position(11, 60.0, 590.0)
    assert pagemap.folio("preface-end") == "vii" and pagemap.folio("index") == "5"
    assert [start.page for start in pagemap.starts] == [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]


def test_text_of_right_hand_pages_stands_further_in() -> None:
    anchors = PageMaps(PARTS).of(GALLEYS).anchors
    edges = {(position.page % 2, position.x) for position in anchors.values()}
    assert edges == {(0, 54.0), (1, 60.0)}


def test_a_part_may_start_on_a_verso() -> None:
    parts = (*PARTS[:5], part(PartKind.PLATES, "plates", "Plates", recto=False, opener=False))
    pages = PageMaps(parts).of((*GALLEYS[:5], galley("plates", 2))).pages
    assert [page.kind for page in pages[7:]] == [PageKind.DISPLAY, PageKind.DISPLAY, PageKind.BLANK]
    assert [page.folio for page in pages[7:]] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (99, "xcix"), (1944, "mcmxliv")],
)
def test_roman_numerals(number: int, numeral: str) -> None:
    assert roman(number) == numeral


def test_galleys_are_placed_again_where_one_changes_or_moves() -> None:
    maps = PageMaps(PARTS)
    before = maps.of(GALLEYS)
    assert maps.of(list(GALLEYS)) is before
    longer = [replace(GALLEYS[0], facts=GALLEYS[0].facts * 3), *GALLEYS[1:]]
    assert maps.of(longer) == PageMaps(PARTS).of(longer) != before
    assert maps.of(GALLEYS) == before
