"""Anchors and page starts against the text that another library extracts."""

from __future__ import annotations

from lxml import etree
from typeset import galley_texts, visible

from publish.book.model import Book
from publish.pdf.model import Galley, Laid

INLINE = {"a", "em", "strong", "span", "sup", "sub", "del", "b", "i"}


def own_text(block: etree._Element) -> str:
    """Visible characters of a block without those of blocks inside it and of page references."""
    text = block.text or ""
    for child in block:
        if "page-ref" not in child.get("class", "") and (
            child.tag in INLINE or not child.get("id")
        ):
            text += own_text(child)
        text += child.tail or ""
    return visible(text)


def blocks(html: str) -> dict[str, str]:
    tree = etree.fromstring(f"<div>{html}</div>")
    return {
        element.get("id"): own_text(element)
        for element in tree.iter()
        if element.get("id") and element.tag not in INLINE
    }


def check_starts(galley: Galley, own: dict[str, str]) -> int:
    pages = galley_texts(galley)
    divided = 0
    for start in galley.starts:
        expected = own[start.block][start.offset :]
        assert expected, start
        length = min(len(expected), 25)
        assert pages[start.page].startswith(expected[:length]), (galley.part, start)
        divided += start.offset > 0
    return divided


def test_each_page_starts_where_the_map_says(book: Book, laid: Laid) -> None:
    divided = 0
    for part, galley in zip(book.parts, laid.galleys, strict=True):
        if part.sections[0].html:
            html = "".join(section.html for section in part.sections)
            divided += check_starts(galley, blocks(html))
            assert [start.page for start in galley.starts] == list(range(galley.pages))
    assert divided > 8  # pages that begin inside a paragraph


def test_start_inside_a_divided_word_is_exact(lay_out_html) -> None:
    words = "extraordinarily incomprehensible constitutional representatives " * 9
    html = f'<main><p id="a">{words * 30}</p></main>'
    galley = lay_out_html(html)
    check_starts(galley, blocks(html))
    inside_words = [
        start
        for start in galley.starts
        if not visible(words * 30)[start.offset :].startswith(("extra", "incom", "const", "repre"))
    ]
    assert inside_words  # at least one page starts with the rest of a divided word


def test_typed_and_soft_hyphens_count_as_typed(lay_out_html) -> None:
    words = "co\N{HYPHEN}operation re\N{SOFT HYPHEN}presentation anti\N{HYPHEN}constitutional "
    html = f'<main><p id="a">{words * 300}</p></main>'
    galley = lay_out_html(html)
    pages = galley_texts(galley)
    assert galley.pages > 3
    for start in galley.starts[1:]:
        rest = visible(words * 300)[start.offset :].replace("\N{SOFT HYPHEN}", "")
        assert pages[start.page][:20] == rest[:20]


def test_repeated_table_head_is_not_the_start(lay_out_html) -> None:
    rows = "".join(f'<tr><td id="c{n}">Row number {n}</td></tr>' for n in range(80))
    html = (
        '<main><table><thead><tr><th id="h">Head</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></main>"
    )
    galley = lay_out_html(html)
    assert galley.pages > 1
    assert galley.starts[0].block == "h"
    assert galley.starts[1].block.startswith("c")
    assert "".join(galley_texts(galley)[1]).startswith("Head")


def test_notes_and_generated_words_do_not_count(lay_out_html) -> None:
    filler = "".join(f'<p id="p{n}">Paragraph {n} of the filler text.</p>' for n in range(30))
    call = '<a class="note-call" id="call-t-n" href="#note-t-n">1</a>'
    html = (
        '<main><section class="essay"><div class="essay-body">'
        f'{filler}<ul><li id="x">Item{call} {"and more words of it " * 40}'
        '<a class="page-ref" href="#x"></a> end.</li></ul></div>'
        '<section class="notes footnotes"><div class="note" id="note-t-n">'
        '<p id="n1"><a class="note-number" href="#call-t-n">1.</a> '
        f"{'A note. ' * 60}</p></div></section></section></main>"
    )
    galley = lay_out_html(html, folios={"x": "1"})
    own = blocks(html)
    check_starts(galley, own)
    last = galley.starts[-1]
    assert last.block == "x" and 0 < last.offset < len(own["x"])


def test_every_anchor_is_where_its_words_are(book: Book, laid: Laid) -> None:
    tree = etree.fromstring(
        "<div>" + "".join(s.html for part in book.parts for s in part.sections) + "</div>"
    )
    galleys = {anchor: galley for galley in laid.galleys for anchor in galley.anchors}
    pages = {galley.part: galley_texts(galley) for galley in laid.galleys}
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert set(ids) <= galleys.keys()
    for element in tree.iterfind(".//span[@class='name']"):
        galley = galleys[element.get("id")]
        text = pages[galley.part][galley.anchors[element.get("id")].page]
        assert visible(element.text or "")[:4] in text


def test_ids_in_blocks_without_text_of_their_own_stand_where_the_block_does(lay_out_html) -> None:
    galley = lay_out_html(
        '<main><p id="a">Text.</p><blockquote id="b"><span id="b1"></span><p id="c">Quoted</p>'
        '<span id="b2"></span></blockquote><p id="d"><a id="d1"></a></p>'
        '<p id="e"><a class="page-ref" id="e1" href="#a"></a></p></main>',
        folios={"a": "1"},
    )
    for mark in ("b1", "b2", "d1", "e1"):
        assert galley.anchors[mark] == galley.anchors[mark[0]]
