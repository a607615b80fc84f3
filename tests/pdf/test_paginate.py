"""The whole book laid out: contents, page references, heads, sides, rounds."""

from __future__ import annotations

import functools
from contextlib import closing
from dataclasses import replace

import pdf_sample
import pytest
from typeset import galley_texts, heads_of, line_of, visible

from publish.book.model import Book, Part, PartKind, Section
from publish.pagemap import PageKind, PageMap
from publish.pdf.model import Laid
from publish.pdf.paginate import paginate
from publish.pdf.press import Press


def texts_of(laid: Laid, part: str) -> list[str]:
    return galley_texts(next(galley for galley in laid.galleys if galley.part == part))


def test_nothing_was_complained_of(laid: Laid) -> None:
    assert laid.problems == ()


def test_contents_give_the_true_page_of_each_part(book: Book, laid: Laid) -> None:
    contents = "".join(texts_of(laid, "part-contents"))
    for part in book.parts:
        if part.in_contents:
            folio = laid.pagemap.folio(part.sections[0].id)
            assert f"{visible(part.title)}{folio}" in contents


def test_every_part_begins_on_a_right_hand_page(book: Book, laid: Laid) -> None:
    for part in book.parts:
        if part.recto:
            assert laid.pagemap.anchors[part.sections[0].id].page % 2 == 0


def test_verso_part_has_the_margins_of_a_verso(laid: Laid) -> None:
    position = laid.pagemap.anchors["c-1"]
    assert position.page % 2 == 1 and position.x == 60.0


def test_page_reference_prints_the_page_it_means(laid: Laid) -> None:
    text = "".join(texts_of(laid, "part-docs"))
    assert f"document2(p.{laid.pagemap.folio('doc-003')})" in text


def test_index_gives_true_pages(laid: Laid) -> None:
    text = "".join(texts_of(laid, "part-index"))
    assert f"lder,{laid.pagemap.folio('r-001-1')},201" in text


def test_heads_and_folios_of_every_kind_of_page(laid: Laid, screen: bytes) -> None:
    lines = [line_of(head) for head in heads_of(screen)]
    assert len(lines) == len(laid.pagemap.pages)
    recto_heads = {part.id: part.recto_head for part in laid.parts}
    seen = set()
    for page, line in zip(laid.pagemap.pages, lines, strict=True):
        expected = {
            PageKind.TEXT: recto_heads[page.part] + page.folio
            if page.recto
            else page.folio + "Letters on the Origin",
            PageKind.OPENER: page.folio,
            PageKind.DISPLAY: "",
            PageKind.BLANK: "",
        }[page.kind]
        assert line == visible(expected)
        seen.add(page.kind)
    assert seen == set(PageKind)


def test_folio_stands_at_the_outer_edge(laid: Laid, screen: bytes) -> None:
    for page, head in zip(laid.pagemap.pages, heads_of(screen), strict=True):
        if page.kind is PageKind.TEXT:
            folio = [letter for letter in head if abs(letter.size - 9.0) < 0.01]
            assert line_of(folio) == page.folio
            assert folio[0].x > 360.0 if page.recto else folio[0].x == pytest.approx(60.0, abs=0.1)
            assert {round(letter.baseline, 1) for letter in head} == {50.1}
        if page.kind is PageKind.OPENER:
            assert {round(letter.baseline, 1) for letter in head} == {617.7}
            assert 200.0 < head[0].x < 235.0


def test_progress_hears_of_every_part(manuscript) -> None:
    book = small_book(str(manuscript))
    heard: list[tuple[str, int]] = []
    with closing(Press(1, lambda part, pages: heard.append((part, pages)))) as press:
        laid = paginate(book, functools.partial(pdf_sample.fill, book), press)
    assert {name for name, _ in heard} >= {part.id for part in book.parts}
    assert dict(heard)["part-index"] == next(
        galley.pages for galley in laid.galleys if galley.part == "part-index"
    )


def small_book(root: str) -> Book:
    book = pdf_sample.sample_book(root, documents=2)
    kept = {"part-contents", "part-preface", "part-glossary", "part-index"}
    return replace(book, parts=tuple(part for part in book.parts if part.id in kept))


def test_long_contents_move_the_preface(manuscript, press: Press) -> None:
    book = small_book(str(manuscript))

    def fill(part: Part, pagemap: PageMap) -> str:
        lines = 90 if part.kind is PartKind.CONTENTS else 1
        return '<section id="{}">{}</section>'.format(
            part.kind.value,
            "".join(
                f'<p id="{part.id}-{n}">{pagemap.folio("sec-preface")}</p>' for n in range(lines)
            ),
        )

    laid = paginate(book, fill, press)
    assert laid.problems == ()
    assert laid.pagemap.folio("sec-preface") == "v"
    assert texts_of(laid, "part-contents")[0].startswith("vvv")


def test_what_never_settles_is_a_problem(manuscript, press: Press) -> None:
    book = small_book(str(manuscript))
    calls = iter(range(1000))

    def fill(part: Part, pagemap: PageMap) -> str:
        text = next(calls) if part.kind is PartKind.INDEX else "same"
        return f'<section id="{part.kind.value}"><p id="{part.id}-p">{text}</p></section>'

    laid = paginate(book, fill, press)
    assert [(problem.file, problem.code) for problem in laid.problems] == [("part-index", "E906")]


def test_wrong_hint_that_moves_a_page_is_corrected(manuscript, press: Press) -> None:
    filler = "".join(f'<p id="f{number}">Line</p>' for number in range(39))
    words = "one line of words that fills but for the number " + "i" * 31
    lines = (
        f'<main><div id="sec-x">{filler}<p id="x" style="text-align: left">{words} '
        '<a class="page-ref" href="#y"></a></p><p id="y" style="orphans: 1">End</p></div></main>'
    )
    book = small_book(str(manuscript))
    part = pdf_sample.part(
        PartKind.ESSAY, "x", "X", Section("sec-x", "X", lines), opener=False, recto=False
    )
    book = replace(book, parts=(part,))
    laid = paginate(book, lambda part, pagemap: "", press, folio_hints={"y": "88888888"})
    assert laid.problems == ()
    assert f"p.{laid.pagemap.folio('y')}" in "".join(texts_of(laid, "part-x"))


def test_link_to_nothing_is_a_problem(manuscript, press: Press) -> None:
    book = small_book(str(manuscript))
    lost = Section("sec-lost", "Lost", '<section id="sec-lost"><a href="#nowhere">x</a></section>')
    part = pdf_sample.part(PartKind.ESSAY, "lost", "Lost", lost)
    book = replace(book, parts=(*book.parts, part))
    laid = paginate(book, functools.partial(pdf_sample.fill, book), press)
    assert [(problem.file, problem.code) for problem in laid.problems] == [("part-lost", "E907")]


def test_hints_of_an_earlier_build_change_nothing(book: Book, laid: Laid, press: Press) -> None:
    hints = {"doc-003": "999"}
    again = paginate(book, functools.partial(pdf_sample.fill, book), press, folio_hints=hints)
    assert again == laid
