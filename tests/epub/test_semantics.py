from __future__ import annotations

from publish.epub.xhtml import EPUB_TYPE, XML_LANG

from .conftest import Opened


def test_every_call_has_its_note_and_every_note_its_call(opened: Opened) -> None:
    count = 0
    for name, tree in opened.pages.items():
        ids = {e.get("id"): e for e in tree.iter("*") if e.get("id")}
        calls = opened.xpath(name, "//h:a[@epub:type='noteref']")
        backs = opened.xpath(name, "//h:a[@epub:type='backlink']")
        assert len(calls) == len(backs)
        for call in calls:
            assert call.get("role") == "doc-noteref"
            note = ids[call.get("href", "").removeprefix("#")]
            (back,) = note.xpath(".//*[@role='doc-backlink']")
            assert back.get("href") == f"#{call.get('id')}"
            assert back.text == f"{call.text}."
            count += 1
    assert count == 5


def test_notes_of_an_essay_are_footnotes(opened: Opened) -> None:
    (note,) = opened.xpath("sec-preface.xhtml", "//h:aside")
    assert (note.get(EPUB_TYPE), note.get("role")) == ("footnote", "doc-footnote")
    assert note.get("id") == "note-preface-tin"


def test_notes_of_a_document_are_a_list_of_endnotes(opened: Opened) -> None:
    (section,) = opened.xpath("doc-001.xhtml", "//h:section[@role='doc-endnotes']")
    assert section.get(EPUB_TYPE) == "endnotes"
    notes = opened.xpath("doc-001.xhtml", "//h:section/h:ol/h:li")
    assert [(n.get("id"), n.get("value")) for n in notes] == [
        ("note-001-date", "1"),
        ("note-001-pits", "2"),
    ]


def test_deprecated_roles_are_not_used(opened: Opened) -> None:
    for name in opened.pages:
        assert opened.xpath(name, "//*[@role='doc-endnote' or @role='doc-biblioentry']") == []


def test_kinds_of_sections(opened: Opened) -> None:
    kinds = {
        name: (tree.find(".//{*}body")[0].get(EPUB_TYPE), tree.find(".//{*}body")[0].get("role"))
        for name, tree in opened.pages.items()
    }
    assert kinds["sec-preface.xhtml"] == ("preface", "doc-preface")
    assert kinds["sec-intro-1894.xhtml"] == ("introduction", "doc-introduction")
    assert kinds["sec-copyright.xhtml"] == ("copyright-page", None)
    assert kinds["title-page.xhtml"] == ("titlepage", None)
    assert kinds["glossary.xhtml"] == ("glossary", "doc-glossary")
    assert kinds["index.xhtml"] == ("index", "doc-index")
    assert kinds["contents.xhtml"] == ("toc", "doc-toc")
    assert kinds["doc-001.xhtml"] == (None, None)


def test_roles_are_named_by_their_heading(opened: Opened) -> None:
    (preface,) = opened.xpath("sec-preface.xhtml", "//*[@role='doc-preface']")
    assert preface.get("aria-labelledby") == "sec-preface-title"


def test_glossary(opened: Opened) -> None:
    terms = opened.xpath("glossary.xhtml", "//h:dt[@epub:type='glossterm']/h:dfn")
    assert [term.text for term in terms] == ["plotina", "dam"]
    assert len(opened.xpath("glossary.xhtml", "//h:dd[@epub:type='glossdef']")) == 2
    (link,) = opened.xpath("doc-001.xhtml", "//h:a[@role='doc-glossref']")
    assert link.get("href") == "glossary.xhtml#term-plotina"


def test_languages(opened: Opened) -> None:
    (word,) = opened.xpath("doc-001.xhtml", "//h:span[@lang]")
    assert word.get("lang") == word.get(XML_LANG) == "ru-Latn"
    for tree in [*opened.pages.values()]:
        assert tree.get("lang") == tree.get(XML_LANG) == "en-US"
    assert opened.trees["content.opf"].get(XML_LANG) == "en-US"


def test_empty_elements_are_closed_by_end_tags(opened: Opened) -> None:
    html = opened.read("EPUB/doc-001.xhtml").decode()
    assert '<span class="index-point" id="r-001-dam"></span>' in html
    assert "<br/>" in html


def test_an_empty_corner_of_a_table_is_no_heading(opened: Opened) -> None:
    assert [e.text for e in opened.xpath("doc-001.xhtml", "//h:th")] == ["Pit", "Depth"]
    (row,) = opened.xpath("doc-001.xhtml", "//h:thead/h:tr")
    assert row[0].tag.endswith("}td")
