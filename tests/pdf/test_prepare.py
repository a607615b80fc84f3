"""From the book's HTML to what is laid out."""

from __future__ import annotations

import pytest
from lxml import etree

from publish.pdf.prepare import (
    ID,
    Mark,
    Prepared,
    block_id,
    link_address,
    link_anchor,
    link_targets,
    page_references,
    parse,
    prepare,
    styled_classes,
)

FOOTNOTES = (
    '<section><p id="a">Word<a class="note-call" id="call-t-n" href="#note-t-n">1</a> and more.</p>'
    '<section class="notes footnotes">\n<div class="note" id="note-t-n">'
    '<p id="n1"><a class="note-number" href="#call-t-n">1.</a> First.</p>\n<p id="n2">Second '
    '<span class="name" id="r-1">Gray</span>.</p></div>\n</section></section>'
)


def prepared(html: str, **folios: str) -> etree._Element:
    return prepare(parse(html), folios).root


def lifted(html: str, css: str = "") -> Prepared:
    return prepare(parse(html), {}, css)


def test_footnote_moves_to_its_call_with_all_its_paragraphs_and_ids() -> None:
    tree = prepared(FOOTNOTES)
    note = tree.find(".//p[@data-id='a']/span[@class='note footnote']")
    assert note is not None and note.get(ID) == "note-t-n"
    assert note.getprevious().get("class") == "note-call"
    assert note.tail == " and more."
    assert [child.get(ID) for child in note] == ["n1", "n2"]
    assert {child.get("data-tag") for child in note} == {"p"}
    assert lifted(FOOTNOTES).marks == {
        "a": (Mark("call-t-n", len("Word")),), "n2": (Mark("r-1", len("Second")),),
    }  # fmt: skip
    assert tree.find(".//span[@class='name']") is None
    styled = lifted(FOOTNOTES, ".name { color: red }")
    assert styled.root.find(".//span[@class='name']").text == "Gray"
    assert styled.marks == lifted(FOOTNOTES).marks
    assert tree.find(".//section[@class='notes footnotes']") is None
    assert "".join(tree.itertext()).replace("\n", "") == "Word11. First.Second Gray. and more."


def test_footnote_without_a_call_stays_where_it_is() -> None:
    html = FOOTNOTES.replace('id="call-t-n"', 'id="other"')
    assert (
        prepared(html).find(".//section[@class='notes footnotes']/div[@class='note']") is not None
    )


def test_notes_of_a_document_stay_after_it() -> None:
    tree = prepared(FOOTNOTES.replace("footnotes", "endnotes"))
    assert tree.find(".//section[@class='notes endnotes']/div[@data-id='note-t-n']") is not None


def test_links_get_private_addresses_that_can_be_read_back() -> None:
    tree = prepared('<p><a href="#doc-ü 1">x</a> <a href="https://a.example/#b">y</a></p>')
    first, second = (link.get("href") for link in tree.iter("a"))
    assert first == link_address("doc-ü 1") and link_anchor(first) == "doc-ü 1"
    assert second == "https://a.example/#b" and link_anchor(second) is None


def test_page_reference_gets_its_folio_or_a_stand_in() -> None:
    html = '<p><a class="page-ref" href="#x"/> <a class="page-ref" href="#y"/></p>'
    assert page_references(html) == ("x", "y")
    assert [a.text for a in prepared(html, x="xvi").iter("a")] == ["p.\xa0xvi", "p.\xa0000"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>a—b—c</p>",
        "<p>a<em>—b</em>—c</p>",
        "<p>—a<em>b—</em>c<br/>—</p>",
        "<p>a<span>b</span>—c—<span>d</span>—</p>",
    ],
)
def test_dashes_are_bound_and_no_character_is_lost(html: str) -> None:
    text = "".join(parse(html).itertext())
    tree = prepared(html)
    assert "".join(tree.itertext()) == text
    joiners = tree.findall(".//span[@class='joiner']")
    assert len(joiners) == text.count("—")
    assert all((joiner.tail or "").startswith("—") for joiner in joiners)


def test_definitions_become_paragraphs_that_keep_their_ids() -> None:
    html = (
        '<section><dl><dt id="t1">a</dt>\n<dd id="m1">first</dd><dt id="t2">b</dt>'
        '<dd id="m2"><p id="q">second</p></dd></dl></section>'
    )
    tree = prepared(html)
    entries = tree.findall(".//p[@class='definition']")
    assert [[item.get(ID) for item in entry] for entry in entries] == [["t1", "m1"], ["t2", "m2"]]
    assert tree.find(".//span[@data-id='q']").get("data-tag") == "p"


def test_fillers_stand_where_the_grid_is_left() -> None:
    html = (
        '<main><header class="document-header"><p>h</p></header><table><tr><td>x</td></tr></table>'
        '<figure><img src="a"/></figure><section class="notes endnotes"><p>n</p></section></main>'
    )
    fillers = prepared(html).findall(".//div[@class='to-grid']")
    parents = [filler.getparent().tag for filler in fillers]
    assert parents == ["header", "main", "figure", "section"]
    assert fillers[1].getprevious().tag == "table"


def test_elements_that_only_mark_a_place_are_lifted_out_of_the_text() -> None:
    html = (
        '<p id="a">To <span class="name" id="r-1">Asa Gray</span>'
        '<span class="index-point" id="r-2"></span>, <em><span>so</span></em> <b id="b">it</b>'
        '<span id="r-3"></span></p>'
    )
    prepared = lifted(html)
    text = "ToAsaGray,soit"
    assert etree.tostring(prepared.root).decode() == (
        '<p data-id="a">To Asa Gray, <em>so</em> <b>it</b></p>'
    )
    assert prepared.texts == {"a": text}
    assert prepared.marks == {
        "a": (
            Mark("r-1", len("To")),
            Mark("r-2", len("ToAsaGray")),
            Mark("b", len("ToAsaGray,so")),
            Mark("r-3", len(text)),
        )
    }


@pytest.mark.parametrize(
    "attribute", ['class="smallcaps"', 'lang="ru"', 'style="color: red"', 'dir="rtl"']
)
def test_elements_that_change_the_type_stay(attribute: str) -> None:
    prepared = lifted(f'<p id="a"><span id="s" {attribute}>x</span></p>', ".smallcaps { top: 0 }")
    assert prepared.root.find("span").text == "x"
    assert prepared.marks == {"a": (Mark("s", 0),)}


def test_a_mark_outside_all_blocks_stays_an_element() -> None:
    prepared = lifted('<span id="s">x</span>')
    assert prepared.root.get(ID) == "s" and not prepared.marks


def test_words_of_page_references_do_not_count() -> None:
    prepared = lifted('<p id="a">see <a class="page-ref" href="#x"/>, <span id="r"/>too</p>')
    assert prepared.texts == {"a": "see,too"} and prepared.marks == {"a": (Mark("r", 4),)}


def test_classes_of_a_style_sheet() -> None:
    css = "p.note > .note-call::marker { margin: .5em 0.75em } @media print { .smallcaps, .x_1 {} }"
    assert styled_classes(css) == {"note", "note-call", "smallcaps", "x_1"}


def test_blocks_are_known_by_what_they_were() -> None:
    tree = parse('<span data-tag="p" data-id="a"><em data-id="b"/><td data-id="c"/><p/></span>')
    assert [block_id(element) for element in tree.iter()] == ["a", "", "c", ""]


def test_targets_of_links_inside_the_book() -> None:
    html = '<p><a href="#x">1</a><a href="#y">2</a><a href="#x">3</a><a href="https://a">4</a></p>'
    assert link_targets(parse(html)) == {"x", "y"}


def test_entities_are_not_resolved() -> None:
    with pytest.raises(etree.XMLSyntaxError):
        parse('<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&undefined;</p>')
    tree = parse('<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>&x;</p>')
    assert "".join(tree.itertext(etree.Element)) == ""
