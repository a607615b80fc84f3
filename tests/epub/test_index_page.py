from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urldefrag

import pytest

from publish.book.model import Book, PartKind, Section
from publish.edition.house_style import load_house_style
from publish.epub.facts import Facts, read_facts
from publish.epub.files import content_files
from publish.epub.index_page import locator_label, locator_links
from publish.epub.passages import Passage, passages, text_labels
from publish.pagemap import PageMap
from publish.problems import Problems

from .conftest import Empty, Opened, open_epub, package
from .sample import FORMS, INDEX, entry, index_of, locator, named, reference


def read(sections: Sequence[Section]) -> list[Facts]:
    return read_facts(sections, Empty())


def plain(text: str) -> str:
    """With ordinary spaces for those that hold a number to the word before it."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def read_entry(opened: Opened, id_: str) -> str:
    """The words of an entry; its lines are parted by a space."""
    (item,) = opened.xpath("index.xhtml", f"//*[@id='{id_}']")
    return re.sub(r"[ \n\N{NO-BREAK SPACE}]+", " ", "".join(item.itertext())).strip()


def locators(opened: Opened, entry_id: str) -> list[str]:
    path = f"//*[@id='{entry_id}']/h:ul[@epub:type='index-locator-list']/h:li/h:a"
    return [plain(link.text or "") for link in opened.xpath("index.xhtml", path)]


def test_locators_name_document_note_and_page(opened: Opened) -> None:
    assert locators(opened, "ix-thorley") == ["1894 intro (2)", "1894 intro n. 1 (2)", "doc. 1 (4)"]
    assert locators(opened, "ix-vlachos") == [
        "doc. 1 (5–6)", "2", "doc. 2 (11)", "Appendix doc. 1 (14)",
    ]  # fmt: skip
    assert locators(opened, "ix-vlachos-notes") == ["doc. 1 n. 2 (10)"]


def test_every_locator_leads_to_words_of_the_entry(opened: Opened) -> None:
    links = opened.xpath("index.xhtml", "//h:a[@epub:type='index-locator']")
    for link in links:
        file, anchor = urldefrag(link.get("href", ""))
        (passage,) = opened.xpath(file, f"//*[@id='{anchor}']")
        assert "".join(passage.itertext()) == FORMS[anchor]
    assert len(links) == 9


def test_passages_of_one_paragraph_give_one_link(opened: Opened) -> None:
    links = opened.xpath("index.xhtml", "//*[@id='ix-vlachos']/h:ul[1]/h:li[1]/h:a")
    assert [link.get("href") for link in links] == [
        "doc-001.xhtml#r-001-1",
        "doc-001.xhtml#r-001-3",
    ]
    assert plain(links[1].get("aria-label", "")) == "doc. 1 (5–6), passage 2"


def test_cross_references(opened: Opened) -> None:
    (see,) = opened.xpath("index.xhtml", "//h:span[@epub:type='index-xref-preferred']")
    targets = [(a.text, a.get("href")) for a in see.iterfind("{*}a")]
    assert targets == [
        ("Vlachos, S.", "#ix-vlachos"),
        ("Vlachos, S.: in notes", "#ix-vlachos-notes"),
    ]
    (also,) = opened.xpath("index.xhtml", "//h:span[@epub:type='index-xref-related']")
    assert "".join(also.itertext()) == "See also Paymaster; and specific rivers"
    assert [one.text for one in also.iterfind("{*}i")] == ["See also", "and specific rivers"]


def test_an_entry_reads_like_an_index(opened: Opened) -> None:
    assert (
        read_entry(opened, "ix-dam") == "Dam, doc. 1 (6). See also Paymaster; and specific rivers"
    )
    assert read_entry(opened, "ix-paymaster") == "Paymaster. See Vlachos, S.; Vlachos, S.: in notes"
    assert read_entry(opened, "ix-thorley") == (
        "Thorley, E., 1894 intro (2), 1894 intro n. 1 (2), doc. 1 (4)"
    )


@pytest.mark.parametrize("style", ["hart", "mhra"])
def test_an_index_has_the_punctuation_of_its_style(
    style: str, book: Book, pagemap: PageMap
) -> None:
    subheads = (
        entry("ix-pay-arms", "arms", see=("Thorley, E.",)),
        entry("ix-pay-1894", "in 1894", locator("11", 20, named("r-002-1", "002"))),
    )
    pay = entry("ix-pay", "Pay", subheads=subheads)
    groups = (INDEX.groups[0], ("P", (*INDEX.groups[1][1], pay)), *INDEX.groups[2:])
    rules = load_house_style(style).index
    found = open_epub(package(book, pagemap, index_of(groups), Problems(), rules))
    read = {
        ident: read_entry(found, f"ix-{ident}") for ident in ("dam", "paymaster", "vlachos", "pay")
    }
    assert read == {
        "dam": "Dam\N{EN SPACE}doc. 1 (6); see also Paymaster; and specific rivers",
        "paymaster": "Paymaster, see Vlachos, S.; Vlachos, S.: in notes",
        "vlachos": "Vlachos, S.\N{EN SPACE}doc. 1 (5–6)2, doc. 2 (11), Appendix doc. 1 (14) in "
        "notes\N{EN SPACE}doc. 1 n. 2 (10)",
        "pay": "Pay: arms (see Thorley, E.) in 1894: doc. 2 (11)",
    }


def test_one_printed_locator_over_two_documents(pagemap: PageMap) -> None:
    found = {
        "r-001-4": Passage("doc. 1", "b-1"),
        "r-002-1": Passage("doc. 2", "b-2"),
        "r-002-2": Passage("doc. 2", "b-2"),
    }
    one = locator(
        "10–11", 19, reference("r-001-4", "", "001"), reference("r-002-1", "", "002"),
        reference("r-002-2", "", "002"),
    )  # fmt: skip
    links = locator_links(one, found, pagemap)
    assert [(link.label, link.anchor, link.further) for link in links] == [
        ("doc. 1 (10)", "r-001-4", ()),
        ("doc. 2 (11)", "r-002-1", ()),
    ]


def test_a_range_reaches_to_its_end_mark(pagemap: PageMap) -> None:
    mark = replace(reference("r-001-1", "", "001"), end_anchor="r-002-1")
    (link,) = locator_links(locator("5–11", 14, mark), {}, pagemap)
    assert link.label == "001 (5–11)"


def test_labels_without_pages() -> None:
    assert locator_label("doc. 5", 4, "60") == "doc. 5 n.\N{NO-BREAK SPACE}4 (60)"
    assert locator_label("doc. 5", 0, "") == "doc. 5"


def test_index_without_page_map(book: Book) -> None:
    epub = open_epub(package(book, None, INDEX, Problems()))
    assert locators(epub, "ix-vlachos-notes") == ["doc. 1 n. 2"]


def test_a_locator_to_nowhere_is_a_problem(book: Book, pagemap: PageMap) -> None:
    lost = entry("ix-lost", "Lost", locator("9", 18, reference("r-lost", "Lost", "001")))
    problems = Problems()
    package(book, pagemap, index_of((("L", (lost,)),)), problems)
    (problem,) = problems
    assert problem.code == "E910"
    assert "#r-lost" in problem.message


def test_documents_that_are_called_letters(book: Book) -> None:
    parts = tuple(
        replace(part, sections=tuple(
            replace(s, html=s.html.replace("· 1 ·", "Letter 1").replace("· 2 ·", "Document 2"))
            for s in part.sections
        ))
        for part in book.parts
        if part.kind is PartKind.DOCUMENTS
    )  # fmt: skip
    files = content_files(replace(book, parts=parts), lambda section: "", None, read)
    assert [plain(label) for label in text_labels(files)] == [
        "Documents 1–2",
        "letter 1",
        "doc. 2",
        "Appendix letter 1",
    ]


def test_a_text_goes_by_its_running_head_if_that_is_shorter(book: Book) -> None:
    parts = tuple(
        replace(part, recto_head="Maps") for part in book.parts if part.kind is PartKind.PLATES
    )
    files = content_files(replace(book, parts=parts), lambda section: "", None, read)
    assert text_labels(files) == ["Maps"]


def test_passages_know_their_paragraph(book: Book) -> None:
    files = content_files(book, lambda section: "<p/>", None, read)
    found = passages(
        files, text_labels(files), frozenset({"r-001-4", "r-001-dam", "r-001-3", "nowhere"})
    )
    assert found.keys() == {"r-001-4", "r-001-dam", "r-001-3"}
    assert found["r-001-4"] == Passage("doc.\N{NO-BREAK SPACE}1", "b-001-pits-2")
    assert found["r-001-dam"].block == found["r-001-3"].block == "b-001-3"


def test_every_entry_is_there_once(opened: Opened) -> None:
    ids = [e.get("id") for e in opened.xpath("index.xhtml", "//h:li[@epub:type='index-entry']")]
    assert ids == ["ix-dam", "ix-paymaster", "ix-thorley", "ix-vlachos", "ix-vlachos-notes"]
    assert named("r-001-1", "001").form == "Vlachos"
