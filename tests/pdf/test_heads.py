"""Running heads and folios: read back from the finished files."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pdf_sample
import pytest
from typeset import Letter, heads_of, line_of

from publish.book.model import PartKind, Section
from publish.pdf.bind import bind_print, bind_screen
from publish.pdf.folios import PageMaps
from publish.pdf.heads import HEAD_SIZE, Heads, shape
from publish.pdf.model import BLANK, Laid, PageSize, Spot
from publish.pdf.printing import SLUG
from publish.pdf.sheets import deflated

SIZE = PageSize()
EMPTY = replace(BLANK, screen=deflated(b""), print=deflated(b""), blank=False)
CENTRES = {True: 54.0 + 327.0 / 2, False: 60.0 + 327.0 / 2}  # of right-hand and left-hand pages


def book(verso_head: str, recto_head: str, pages: int = 4) -> Laid:
    """A part of empty pages: an opener and pages with heads."""
    section = Section("sec-p", "Section", "")
    parts = (
        pdf_sample.part(PartKind.ESSAY, "p", "The Part's Title", section, recto_head=recto_head),
    )
    sheets, anchors = (EMPTY,) * pages, {parts[0].sections[0].id: Spot(0, 60.0, 66.0)}
    galleys = (pdf_sample.galley("part-p", sheets, anchors),)
    return Laid(PageMaps(parts).of(galleys), parts, galleys, verso_head, SIZE)


def heads(laid: Laid) -> list[list[Letter]]:
    return heads_of(bind_screen(laid, pdf_sample.metadata()))


def parted(head: list[Letter]) -> tuple[list[Letter], list[Letter]]:
    """Letters of the head and of the folio."""
    return (
        [letter for letter in head if letter.size < 8.7],
        [letter for letter in head if letter.size > 8.7],
    )


def test_head_and_folio_of_each_page() -> None:
    opener, verso, recto, _ = heads(book("The Book", "A Part"))
    assert line_of(opener) == "1"
    assert [line_of(line) for line in parted(verso)] == ["TheBook", "2"]
    assert [line_of(line) for line in parted(recto)] == ["APart", "3"]


def test_type_of_head_and_folio() -> None:
    for head, folio in map(parted, heads(book("The Book", "A Part"))[1:]):
        assert {(letter.font, round(letter.size, 2)) for letter in head} == {
            ("EBGaramond-400", 8.4)
        }
        assert {(letter.font, round(letter.size, 2)) for letter in folio} == {
            ("EBGaramond-400", 9.0)
        }


def test_heads_stand_in_the_middle_of_the_measure() -> None:
    """Spaced letters: the last one ends its advance before the right edge, without space."""
    laid = book("H" * 30, "I" * 50)
    for page, letters in zip(laid.pagemap.pages[1:], heads(laid)[1:], strict=True):
        head, _ = parted(letters)
        steps = {round(b.x - a.x, 2) for a, b in pairwise(head)}
        assert max(steps) - min(steps) < 0.02
        width = head[-1].x - head[0].x + max(steps) - 0.84
        assert head[0].x + width / 2 == pytest.approx(CENTRES[page.recto], abs=0.05)


@pytest.mark.parametrize("pages", [12, 120])
def test_folios_stand_at_the_outer_edge_whatever_their_width(pages: int) -> None:
    laid = book("The Book", "A Part", pages)
    for page, letters in zip(laid.pagemap.pages[1:], heads(laid)[1:], strict=True):
        _, folio = parted(letters)
        assert line_of(folio) == page.folio
        if page.recto:
            width = shape(page.folio, small_capitals=False).width * 9.0
            assert folio[0].x + width == pytest.approx(441.0 - 60.0, abs=0.01)
        else:
            assert folio[0].x == pytest.approx(60.0, abs=0.01)


def test_heads_in_print_stand_where_they_do_on_the_screen() -> None:
    laid = book("The Book", "A Part")
    printed = heads_of(bind_print(laid, pdf_sample.metadata()), SLUG)
    for on_screen, in_print in zip(heads(laid), printed, strict=True):
        assert [(letter.character, letter.font) for letter in on_screen] == [
            (letter.character, letter.font) for letter in in_print
        ]
        for one, other in zip(on_screen, in_print, strict=True):
            assert other.x - one.x == pytest.approx(SLUG, abs=0.01)
            assert other.baseline - one.baseline == pytest.approx(SLUG, abs=0.01)


@pytest.mark.parametrize("title", ["Тегъ и ѣ", "Œuvres & “Lettres”", "ÀÉÎ õü ß", "Fi fl (Office)"])
def test_letters_of_other_alphabets(title: str) -> None:
    head, _ = parted(heads(book(title, "A Part"))[1])
    assert line_of(head) == "".join(title.split())
    assert all(glyph.number for glyph in shape(title, small_capitals=True).use.glyphs)


def test_head_comes_from_the_first_face_that_has_all_its_letters() -> None:
    assert "EBGaramond" in shape("Title ѣ", small_capitals=True).use.file
    assert "NotoSerif" in shape("Title ꙗ", small_capitals=True).use.file


def test_letter_that_no_face_has_stays_in_the_text_face() -> None:
    line = shape("Title 中", small_capitals=True)
    assert "EBGaramond" in line.use.file
    assert [glyph.text for glyph in line.use.glyphs if not glyph.number] == ["中"]
    assert line.width > shape("Title", small_capitals=True).width


def test_markup_and_brackets_are_letters() -> None:
    head, _ = parted(heads(book("<b>R&D</b> (a\\b)", "A Part"))[1])
    assert line_of(head) == "<b>R&D</b>(a\\b)"


def test_part_without_a_head_of_its_own_has_its_title() -> None:
    laid = book("The Book", "")
    head, _ = parted(heads(laid)[2])
    assert line_of(head) == "ThePart'sTitle"


def test_pages_for_show_and_blanks_have_none(laid: Laid) -> None:
    of_book = Heads.of(laid.parts, laid.verso_head, laid.size)
    for page in laid.pagemap.pages:
        head = of_book.head(page)
        assert bool(head.content) == bool(head.uses) == (page.kind in ("text", "opener"))


def test_head_of_another_trim() -> None:
    size = PageSize(360.0, 540.0)
    laid = replace(book("The Book", "A Part"), size=size)
    (content,) = {Heads.of(laid.parts, "The Book", size).head(laid.pagemap.pages[1]).content}
    assert b" 489.900 Tm" in content  # 540 - 66 + 15.9


def test_spaces_between_letters_count_in_the_width() -> None:
    one, two = (shape(text, small_capitals=True).width * HEAD_SIZE for text in ("H", "HH"))
    assert two - 2 * one == pytest.approx(0.84)
