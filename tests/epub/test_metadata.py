from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from publish.book.model import Book
from publish.epub.metadata import isbn_urn, print_source
from publish.pagemap import PageMap
from publish.problems import Problems

from .conftest import Opened, open_epub, package
from .sample import INDEX, METADATA, PARTS


def values(opened: Opened, path: str) -> list[str]:
    return [element.text or "" for element in opened.xpath("content.opf", path)]


def test_dublin_core(opened: Opened) -> None:
    assert values(opened, "//dc:identifier") == [METADATA.identifier, "urn:isbn:9780000000019"]
    assert values(opened, "//dc:title") == ["The Orm Canal Letters", "1894–1895"]
    assert values(opened, "//dc:language") == ["en-US"]
    assert values(opened, "//dc:publisher") == ["Hallin University Press"]
    assert values(opened, "//dc:subject") == list(METADATA.subjects)
    assert values(opened, "//dc:rights") == ["The text may be copied & changed."]


def test_roles_refine_the_people(opened: Opened) -> None:
    people = {
        e.get("id"): (e.tag.split("}")[1], e.text)
        for e in opened.xpath("content.opf", "//dc:creator | //dc:contributor")
    }
    roles = [
        (*people[e.get("refines", "").removeprefix("#")], e.text)
        for e in opened.xpath("content.opf", "//opf:meta[@property='role']")
    ]
    assert roles == [
        ("creator", "H. Marlowe Dain", "edt"),
        ("creator", "Signe Aaltola", "edt"),
        ("contributor", "Ruth Okonjo", "trl"),
    ]


def test_series_is_a_collection(opened: Opened) -> None:
    (series,) = opened.xpath("content.opf", "//opf:meta[@property='belongs-to-collection']")
    assert series.text == "Papers of the Public Works"
    refined = f"//opf:meta[@refines='#{series.get('id')}'][@property='collection-type']"
    assert values(opened, refined) == ["series"]


def test_printed_edition_is_named(opened: Opened) -> None:
    assert values(opened, "//dc:source") == ["urn:isbn:9780000000002"]
    assert values(opened, "//opf:meta[@property='pageBreakSource']") == ["urn:isbn:9780000000002"]
    unnumbered = replace(METADATA, isbn_print="")
    assert print_source(unnumbered) == (
        "The Orm Canal Letters, print edition (Hallin University Press, 2026)"
    )


def test_what_is_not_known_of_the_publisher_is_left_out(book: Book, pagemap: PageMap) -> None:
    metadata = replace(book.metadata, publisher="", year=None, isbn_print="")
    epub = open_epub(package(replace(book, metadata=metadata), pagemap, INDEX, Problems()))
    assert values(epub, "//dc:publisher") == values(epub, "//dc:date") == []
    assert values(epub, "//dc:source") == ["The Orm Canal Letters, print edition"]
    named = replace(metadata, publisher="A Press")
    assert print_source(named) == "The Orm Canal Letters, print edition (A Press)"


def test_isbn_urn() -> None:
    assert isbn_urn("978-0-300-09367-4") == "urn:isbn:9780300093674"


def features(opened: Opened) -> set[str]:
    return set(values(opened, "//opf:meta[@property='schema:accessibilityFeature']"))


def test_accessibility(opened: Opened) -> None:
    assert features(opened) >= {
        "tableOfContents", "structuralNavigation", "index", "pageBreakMarkers", "pageNavigation",
        "alternativeText",
    }  # fmt: skip
    assert values(opened, "//opf:meta[@property='schema:accessibilityHazard']") == ["none"]
    modes = values(opened, "//opf:meta[@property='schema:accessModeSufficient']")
    assert modes == ["textual", "textual,visual"]


def test_accessibility_claims_no_more_than_is_there(book: Book) -> None:
    parts = tuple(
        replace(p, sections=tuple(
            replace(s, html=s.html.replace('alt="The same lock."', 'alt=""')) for s in p.sections
        ))
        for p in PARTS
    )  # fmt: skip
    epub = open_epub(package(replace(book, parts=parts), None, None, Problems()))
    claimed = features(epub)
    assert not claimed & {"index", "pageBreakMarkers", "pageNavigation", "alternativeText"}
    modes = values(epub, "//opf:meta[@property='schema:accessModeSufficient']")
    assert modes == ["textual,visual"]


def test_summary_says_what_the_features_say(opened: Opened, book: Book) -> None:
    path = "//opf:meta[@property='schema:accessibilitySummary']"
    assert "printed edition" in values(opened, path)[0]
    assert (
        "printed edition" not in values(open_epub(package(book, None, None, Problems())), path)[0]
    )


def test_two_books_in_one_process_do_not_mix(book: Book, pagemap: PageMap, root: Path) -> None:
    other = replace(book, metadata=replace(METADATA, title="Another", contributors=()))
    package(other, None, None, Problems())
    again = open_epub(package(book, pagemap, INDEX, Problems()))
    assert values(again, "//dc:title")[0] == "The Orm Canal Letters"
