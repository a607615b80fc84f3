from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from publish.book.model import Book, Section
from publish.problems import Problems

from .conftest import Opened, open_epub, package, png
from .sample import METADATA, make_book

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def with_picture(root: Path, src: str) -> Book:
    book = make_book(root)
    html = f'<p id="doc-appendix-1">A<img src="{src}" alt="A gate."/>B</p>'
    parts = tuple(
        replace(p, sections=tuple(
            Section(s.id, s.title, html) if s.id == "doc-appendix-1" else s for s in p.sections
        ))
        for p in book.parts
    )  # fmt: skip
    return replace(book, parts=parts)


def test_a_picture_used_twice_is_copied_once(opened: Opened) -> None:
    pictures = [name for name in opened.names if "lock" in name]
    assert pictures == ["EPUB/images/lock.png"]
    assert [e.get("src") for e in opened.xpath("doc-002.xhtml", "//h:img")] == ["images/lock.png"]
    (item,) = opened.xpath("content.opf", "//opf:item[contains(@href, 'lock')]")
    assert item.get("media-type") == "image/png"


def test_media_type_goes_by_content_not_by_name(root: Path) -> None:
    (root / "images" / "Odd name é.jpeg").write_bytes(png(3, 3))
    problems = Problems()
    book = with_picture(root, "images/Odd%20name%20é.jpeg")
    epub = open_epub(package(book, None, None, problems))
    assert list(problems) == []
    (image,) = epub.xpath("doc-appendix-1.xhtml", "//h:img")
    assert image.get("src") == "images/Odd-name-.png"
    (item,) = epub.xpath("content.opf", "//opf:item[contains(@href, 'Odd')]")
    assert item.get("media-type") == "image/png"


def test_two_pictures_with_one_name(root: Path) -> None:
    for folder in ("images", "more"):
        (root / folder).mkdir(exist_ok=True)
        (root / folder / "Gate.PNG").write_bytes(png(4, 4))
        (root / folder / "gate.png").write_bytes(png(5, 5))
    for source in ("images/Gate.PNG", "images/gate.png", "more/gate.png"):
        epub = open_epub(package(with_picture(root, source), None, None, Problems()))
        (image,) = epub.xpath("doc-appendix-1.xhtml", "//h:img")
        assert epub.read(f"EPUB/{image.get('src')}") == (root / source).read_bytes()


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("../outside.png", "E911"),
        ("/etc/passwd", "E911"),
        ("images/link.png", "E911"),
        ("%2e%2e/outside.png", "E911"),
        ("images/none.png", "E912"),
        ("images", "E912"),
        ("images/text.png", "E913"),
        ("https://example.org/a.png", "E912"),
    ],
)
def test_pictures_that_cannot_be_used(tmp_path: Path, source: str, code: str) -> None:
    root = tmp_path / "manuscript"
    (root / "images").mkdir(parents=True)
    (tmp_path / "outside.png").write_bytes(png())
    (root / "images" / "lock.png").write_bytes(png())
    (root / "images" / "text.png").write_text("no picture", encoding="utf-8")
    (root / "images" / "link.png").symlink_to(tmp_path / "outside.png")
    problems = Problems()
    epub = open_epub(package(with_picture(root, source), None, None, problems))
    assert [(problem.code, problem.file) for problem in problems] == [(code, "doc-appendix-1")]
    paragraph = epub.pages["doc-appendix-1.xhtml"].find(".//{*}p")
    assert "".join(paragraph.itertext()) == "AA gate.B"
    assert not any("outside" in name or "passwd" in name for name in epub.names)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect width="9" height="9" onload="alert(1)"/>',
        '<image href="https://example.org/a.png"/>',
        '<style>@import "https://example.org/a.css";</style>',
        '<rect width="9" height="9" fill="url(https://example.org/a.svg#b)"/>',
        '<a href="javascript:alert(1)"><rect/></a>',
        "<foreignObject/>",
        "<not closed",
    ],
)
def test_drawings_that_do_more_than_draw(root: Path, inside: str) -> None:
    (root / "images" / "bad.svg").write_text(SVG.format(inside), encoding="utf-8")
    problems = Problems()
    package(with_picture(root, "images/bad.svg"), None, None, problems)
    assert [problem.code for problem in problems] == ["E913"]


def test_drawings_with_entities(root: Path) -> None:
    source = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("&a;")
    (root / "images" / "entity.svg").write_text(source, encoding="utf-8")
    problems = Problems()
    package(with_picture(root, "images/entity.svg"), None, None, problems)
    assert [problem.code for problem in problems] == ["E913"]


def test_drawings_that_only_draw(root: Path) -> None:
    drawing = '<defs><g id="a"/></defs><use href="#a"/><rect fill="url(#a)" width="9" height="9"/>'
    (root / "images" / "good.svg").write_text(SVG.format(drawing), encoding="utf-8")
    problems = Problems()
    epub = open_epub(package(with_picture(root, "images/good.svg"), None, None, problems))
    assert list(problems) == []
    assert "EPUB/images/good.svg" in epub.names


def cover_item(epub: Opened) -> etree._Element:
    (item,) = epub.xpath("content.opf", "//opf:item[@properties='cover-image']")
    return item


def test_drawn_cover_holds_title_people_and_publisher(opened: Opened) -> None:
    assert cover_item(opened).get("href") == "images/cover.svg"
    drawing = etree.fromstring(opened.read("EPUB/images/cover.svg"))
    lines = [line.text for line in drawing.iterfind(".//{*}text")]
    assert " ".join(lines[:2]) == METADATA.title
    assert lines[2:] == [
        "1894–1895", "Edited by", "H. Marlowe Dain", "Signe Aaltola", "translated by",
        "Ruth Okonjo", "Hallin University Press",
    ]  # fmt: skip
    (image,) = opened.xpath("cover.xhtml", "//h:img[@role='doc-cover']")
    assert image.get("alt") == "Cover: The Orm Canal Letters: 1894–1895"


def test_drawn_cover_of_a_long_title_stays_inside_the_frame(root: Path) -> None:
    title = "A Calendar of the Correspondence of Extraordinarilycompoundednamed Engineers & Others"
    metadata = replace(METADATA, title=title, contributors=METADATA.contributors * 5)
    book = replace(make_book(root), metadata=metadata)
    epub = open_epub(package(book, None, None, Problems()))
    drawing = etree.fromstring(epub.read("EPUB/images/cover.svg"))
    for line in drawing.iterfind(".//{*}text"):
        assert len(line.text or "") * 0.52 * float(line.get("font-size", "")) <= 1241
        assert float(line.get("y", "")) <= 2180


def test_cover_of_the_manuscript(root: Path) -> None:
    (root / "images" / "cover.png").write_bytes(png(60, 90))
    cover = str(root / "images" / "cover.png")
    metadata = replace(METADATA, cover=cover, cover_alt="A lock between two levels.")
    book = replace(make_book(root), metadata=metadata)
    problems = Problems()
    epub = open_epub(package(book, None, None, problems))
    assert list(problems) == []
    assert cover_item(epub).get("href") == "images/cover.png"
    assert epub.read("EPUB/images/cover.png") == Path(cover).read_bytes()
    (image,) = epub.xpath("cover.xhtml", "//h:img")
    assert (image.get("src"), image.get("alt")) == (
        "images/cover.png",
        "A lock between two levels.",
    )


def test_cover_without_description_and_cover_that_is_missing(root: Path) -> None:
    metadata = replace(METADATA, cover=str(root / "images" / "no.png"), cover_alt=" ")
    problems = Problems()
    epub = open_epub(package(replace(make_book(root), metadata=metadata), None, None, problems))
    assert [(p.code, p.file) for p in problems] == [
        ("E912", "edition.yaml"),
        ("E914", "edition.yaml"),
    ]
    assert cover_item(epub).get("href") == "images/cover.svg"
