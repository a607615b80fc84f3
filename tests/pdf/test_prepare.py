"""From the book's HTML to what is laid out."""

from __future__ import annotations

import pytest
from lxml import etree

from publish.pdf.prepare import link_address, link_anchor, page_references, parse, prepare, to_html

FOOTNOTES = (
    '<section><p id="a">Word<a class="note-call" id="call-t-n" href="#note-t-n">1</a> and more.</p>'
    '<section class="notes footnotes">\n<div class="note" id="note-t-n">'
    '<p id="n1"><a class="note-number" href="#call-t-n">1.</a> First.</p>\n<p id="n2">Second '
    '<span class="name" id="r-1">Gray</span>.</p></div>\n</section></section>'
)


def prepared(html: str, **folios: str) -> etree._Element:
    tree = parse(html)
    prepare(tree, folios)
    return tree


def test_footnote_moves_to_its_call_with_all_its_paragraphs_and_ids() -> None:
    tree = prepared(FOOTNOTES)
    note = tree.find(".//p[@id='a']/span[@class='note footnote']")
    assert note is not None and note.get("id") == "note-t-n"
    assert note.getprevious().get("id") == "call-t-n"
    assert note.tail == " and more."
    assert [child.get("id") for child in note] == ["n1", "n2"]
    assert {child.get("data-tag") for child in note} == {"p"}
    assert note.find(".//span[@id='r-1']").text == "Gray"
    assert tree.find(".//section[@class='notes footnotes']") is None
    assert "".join(tree.itertext()).replace("\n", "") == "Word11. First.Second Gray. and more."


def test_footnote_without_a_call_stays_where_it_is() -> None:
    html = FOOTNOTES.replace('id="call-t-n"', 'id="other"')
    assert (
        prepared(html).find(".//section[@class='notes footnotes']/div[@class='note']") is not None
    )


def test_notes_of_a_document_stay_after_it() -> None:
    tree = prepared(FOOTNOTES.replace("footnotes", "endnotes"))
    assert tree.find(".//section[@class='notes endnotes']/div[@class='note']") is not None


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
    assert [[item.get("id") for item in entry] for entry in entries] == [["t1", "m1"], ["t2", "m2"]]
    assert tree.find(".//span[@id='q']").get("data-tag") == "p"


def test_fillers_stand_where_the_grid_is_left() -> None:
    html = (
        '<main><header class="document-header"><p>h</p></header><table><tr><td>x</td></tr></table>'
        '<figure><img src="a"/></figure><section class="notes endnotes"><p>n</p></section></main>'
    )
    fillers = prepared(html).findall(".//div[@class='to-grid']")
    parents = [filler.getparent().tag for filler in fillers]
    assert parents == ["header", "main", "figure", "section"]
    assert fillers[1].getprevious().tag == "table"


def test_html_has_no_self_closing_elements() -> None:
    assert to_html(parse('<p><span id="a"/><br/></p>')) == '<p><span id="a"></span><br></p>'


def test_entities_are_not_resolved() -> None:
    with pytest.raises(etree.XMLSyntaxError):
        parse('<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&undefined;</p>')
    tree = parse('<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>&x;</p>')
    assert "".join(tree.itertext(etree.Element)) == ""
