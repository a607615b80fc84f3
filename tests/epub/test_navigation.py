from __future__ import annotations

from dataclasses import replace

from lxml import etree

from publish.book.model import Book
from publish.epub.outline import Heading, outline
from publish.pagemap import PageMap
from publish.problems import Problems

from .conftest import Opened, open_epub, package
from .sample import INDEX, PARTS


def test_toc_has_groups_parts_and_documents(opened: Opened) -> None:
    (toc,) = opened.xpath("nav.xhtml", "//h:nav[@epub:type='toc']")

    def tree(ol: etree._Element) -> list[object]:
        return [
            [
                li.find("{*}a").text,
                *([tree(below)] if (below := li.find("{*}ol")) is not None else []),
            ]
            for li in ol
        ]

    assert tree(toc.find("{*}ol")) == [
        ["Preface"],
        ["1894", [
            ["Introduction"],
            ["Documents 1–2", [
                ["1. Thorley to Saranin, 5 March 1894"],
                ["2. Saranin to Thorley, [8 March 1894]"],
            ]],
        ]],
        ["Illustrations"],
        ["Appendix", [["1. Mackworth to Saranin, 1 May 1895"]]],
        ["Glossary"],
        ["Brief Biographies"],
        ["Index"],
    ]  # fmt: skip


def test_landmarks(opened: Opened) -> None:
    links = opened.xpath("nav.xhtml", "//h:nav[@epub:type='landmarks']//h:a")
    assert [(a.get("{http://www.idpf.org/2007/ops}type"), a.get("href")) for a in links] == [
        ("cover", "cover.xhtml"),
        ("titlepage", "title-page.xhtml"),
        ("toc", "contents.xhtml"),
        ("bodymatter", "sec-intro-1894.xhtml"),
        ("glossary", "glossary.xhtml"),
        ("backmatter", "biographies.xhtml"),
        ("index", "index.xhtml"),
    ]


def test_contents_page_has_folios(opened: Opened) -> None:
    (contents,) = opened.xpath("contents.xhtml", "//h:section")
    lines = [" ".join("".join(li.itertext()).split()) for li in contents.findall("{*}ol/{*}li")]
    assert lines == [
        "Preface vii", "1894 Introduction 1 Documents 1–2 3", "Illustrations 13", "Appendix 14",
        "Glossary 15", "Brief Biographies 16", "Index 17",
    ]  # fmt: skip


def test_contents_page_without_pages(book: Book) -> None:
    epub = open_epub(package(book, None, INDEX, Problems()))
    assert epub.xpath("contents.xhtml", "//*[@class='folio']") == []


def test_outline_names_authors_and_can_stop_at_the_parts() -> None:
    parts = tuple(replace(part, author="C. Winterbourne") for part in PARTS[5:7])
    assert outline(parts, with_documents=False) == (
        Heading("1894", "", "sec-intro-1894", (
            Heading("Introduction", "C. Winterbourne", "sec-intro-1894"),
            Heading("Documents 1–2", "C. Winterbourne", "docs-1894"),
        )),
    )  # fmt: skip


def test_ncx_for_old_reading_systems(opened: Opened) -> None:
    ncx = etree.fromstring(opened.read("EPUB/toc.ncx"))
    labels = ncx.xpath("//*[local-name()='text']/text()")
    assert labels[:4] == ["The Orm Canal Letters", "Preface", "1894", "Introduction"]


def test_contents_missing_from_the_book(book: Book, pagemap: PageMap) -> None:
    parts = tuple(part for part in book.parts if part.id != "part-contents")
    starts = tuple(s for s in pagemap.starts if pagemap.pages[s.page].part != "part-contents")
    epub = open_epub(
        package(replace(book, parts=parts), replace(pagemap, starts=starts), INDEX, Problems())
    )
    (toc,) = epub.xpath("nav.xhtml", "//h:nav[@epub:type='landmarks']//h:a[@epub:type='toc']")
    assert toc.get("href") == "nav.xhtml#toc"
