from __future__ import annotations

import re
from dataclasses import replace

import pytest

from publish.book.model import Book
from publish.epub.xhtml import EPUB_TYPE
from publish.pagemap import PageMap, PageStart
from publish.problems import Problems

from .conftest import Opened, open_epub, package
from .sample import INDEX, PAGES

WITH_TEXT = [page for page in PAGES if page[2]]


def test_labels_are_complete_and_in_order(opened: Opened) -> None:
    links = opened.xpath("nav.xhtml", "//h:nav[@epub:type='page-list']//h:a")
    assert [link.text for link in links] == [page[0] for page in WITH_TEXT]
    marks = [
        mark.get("aria-label")
        for name in spine(opened)
        for mark in opened.xpath(name, "//*[@epub:type='pagebreak']")
    ]
    assert marks == [page[0] for page in WITH_TEXT]


def spine(opened: Opened) -> list[str]:
    hrefs = {i.get("id"): i.get("href", "") for i in opened.xpath("content.opf", "//opf:item")}
    return [hrefs[e.get("idref")] for e in opened.xpath("content.opf", "//opf:itemref")]


def test_each_link_leads_to_its_mark(opened: Opened) -> None:
    for link in opened.xpath("nav.xhtml", "//h:nav[@epub:type='page-list']//h:a"):
        file, id_ = link.get("href", "").split("#")
        (mark,) = opened.xpath(file, f"//*[@id='{id_}']")
        assert mark.get("aria-label") == link.text
        assert (mark.get(EPUB_TYPE), mark.get("role")) == ("pagebreak", "doc-pagebreak")


@pytest.mark.parametrize(("folio", "words"), [(page[0], page[3]) for page in WITH_TEXT])
def test_the_page_starts_with_its_words(opened: Opened, folio: str, words: str) -> None:
    mark = f'id="page-{folio}"'
    (source,) = [
        text for name in opened.pages if mark in (text := opened.read(f"EPUB/{name}").decode())
    ]
    after = source.split(mark, 1)[1].split("</span>", 1)[1]
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", after)).lstrip()
    assert text.startswith(words)


def test_a_break_inside_a_word_leaves_the_word_whole(opened: Opened) -> None:
    (paragraph,) = opened.xpath("doc-002.xhtml", "//*[@id='b-002-1']")
    assert "incomprehensibilities" in "".join(paragraph.itertext())


def test_text_is_not_changed(opened: Opened, book: Book) -> None:
    for part in book.parts:
        for section in part.sections:
            if not section.html or "page-ref" in section.html:
                continue
            before = re.sub(r"<[^>]*>", "", section.html).replace("&amp;", "&")
            body = opened.pages[f"{section.id}.xhtml"].find(".//{*}body")
            assert "".join(body.itertext()) == before


def test_a_break_before_a_heading_is_no_part_of_its_name(opened: Opened) -> None:
    (heading,) = opened.xpath("doc-001.xhtml", "//h:h3")
    (mark,) = opened.xpath("doc-001.xhtml", "//*[@id='page-4']")
    assert mark.getnext() is heading


def test_many_pages_in_one_block_and_at_one_place(book: Book, pagemap: PageMap) -> None:
    starts = tuple(s for s in pagemap.starts if pagemap.pages[s.page].folio not in ("5", "6", "7"))
    numbers = {page.folio: page.index for page in pagemap.pages}
    more = [PageStart(numbers[folio], "b-001-2", offset)
            for folio, offset in (("5", 1), ("6", 1), ("7", 4))]  # fmt: skip
    changed = replace(pagemap, starts=(*starts, *more))
    epub = open_epub(package(book, changed, INDEX, Problems()))
    (paragraph,) = epub.xpath("doc-001.xhtml", "//*[@id='b-001-2']")
    assert [mark.get("aria-label") for mark in paragraph[:3]] == ["5", "6", "7"]
    assert [paragraph.text, *(mark.tail or "" for mark in paragraph[:2])] == ["I ", "", "hav"]


def test_a_page_inside_an_entry_of_the_index_is_marked_after_it(
    book: Book, pagemap: PageMap
) -> None:
    last = pagemap.starts[-1]
    changed = replace(pagemap, starts=(*pagemap.starts[:-1], replace(last, offset=12)))
    epub = open_epub(package(book, changed, INDEX, Problems()))
    (entry,) = epub.xpath("index.xhtml", "//*[@id='ix-vlachos']")
    assert entry[-1].get("aria-label") == "18"


def test_a_page_beyond_the_lines_of_the_contents_is_marked_at_their_end(
    book: Book, pagemap: PageMap
) -> None:
    starts = tuple(replace(s, offset=9000) if s.block == "contents" else s for s in pagemap.starts)
    epub = open_epub(package(book, replace(pagemap, starts=starts), INDEX, Problems()))
    (contents,) = epub.xpath("contents.xhtml", "//h:section")
    assert contents[-1].get("aria-label") == "vi"


def test_generated_parts_with_other_blocks_mark_their_first_page(
    book: Book, pagemap: PageMap
) -> None:
    foreign = {"index-title": "x-1", "ix-vlachos": "x-2", "contents-title": "x-3"}
    starts = tuple(replace(s, block=foreign.get(s.block, s.block)) for s in pagemap.starts)
    epub = open_epub(package(book, replace(pagemap, starts=starts), INDEX, Problems()))
    marks = [m.get("aria-label") for m in epub.xpath("index.xhtml", "//*[@role='doc-pagebreak']")]
    assert marks == ["17"]
    (root,) = epub.xpath("contents.xhtml", "//h:section")
    assert root[0].get("aria-label") == "v"


def test_pages_of_the_index_are_left_out_with_it(book: Book, pagemap: PageMap) -> None:
    epub = open_epub(package(book, pagemap, None, Problems()))
    links = epub.xpath("nav.xhtml", "//h:nav[@epub:type='page-list']//h:a")
    assert [link.text for link in links][-1] == "16"


@pytest.mark.parametrize("start", [PageStart(14, "b-nowhere", 0), PageStart(14, "b-001-12", 400)])
def test_a_page_map_of_another_book_is_refused(
    book: Book, pagemap: PageMap, start: PageStart
) -> None:
    with pytest.raises(ValueError, match=start.block):
        package(book, replace(pagemap, starts=(start,)), INDEX, Problems())
