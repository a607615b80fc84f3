"""The structure of the screen PDF, read back from the finished file."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from typeset import galley_pdf

from publish.pdf.model import Galley

HTML = (
    '<main><h2 id="h">A heading</h2>'
    '<p id="p">Some <em>stressed</em> words and <a href="#h">a link inside</a>, '
    '<a href="https://a.example/x%20y?(z)">one out of it</a>, <span lang="ru">слово</span>.</p>'
    '<ul><li id="l1">One thing</li><li id="l2">Another</li></ul>'
    '<blockquote id="q"><p id="q1">Quoted.</p></blockquote>'
    '<table><thead><tr><th id="t1">Year</th><th id="t2">Tons</th></tr></thead>'
    '<tbody><tr><td id="t3">1859</td><td id="t4">1,250</td></tr>'
    '<tr><td id="t5" colspan="2">None</td></tr></tbody></table>'
    '<figure id="f"><img src="images/finch.png" alt="A finch (“Geospiza”)"/>'
    '<figcaption id="c">A finch.</figcaption></figure></main>'
)


@pytest.fixture(scope="module")
def galley(lay_out_html) -> Galley:
    return lay_out_html(HTML)


@pytest.fixture
def pdf(galley: Galley) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(galley_pdf(galley))) as pdf:
        yield pdf


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    return [kid for kid in element.K if isinstance(kid, Dictionary) and kid.get("/S") is not None]


def all_elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for kid in kids(element):
        assert kid.P.objgen == element.objgen
        yield from all_elements(kid)


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    (document,) = pdf.Root.StructTreeRoot.K
    return [element for element in all_elements(document) if str(element.S) == kind]


def text_of(pdf: pikepdf.Pdf, element: pikepdf.Object) -> str:
    """The text of the marked content of an element and of those below it, without spaces."""
    text = ""
    for kid in element.K:
        if isinstance(kid, int):
            text += contents(pdf)[element.Pg.objgen, kid]
        elif "/S" in kid:
            text += text_of(pdf, kid)
    return text


def full_pages(pdf: pikepdf.Pdf) -> list[pikepdf.Page]:
    return [page for page in pdf.pages if "/Contents" in page.obj]


def contents(pdf: pikepdf.Pdf) -> dict[tuple[tuple[int, int], int], str]:
    """Text of each piece of marked content, by page and number, read through /ToUnicode."""
    found: dict[tuple[tuple[int, int], int], str] = {}
    for page in full_pages(pdf):
        fonts = {name: to_unicode(font) for name, font in page.obj.Resources.Font.items()}
        font: dict[int, str] = {}
        piece = -1
        for line in pikepdf.parse_content_stream(page):
            operator, operands = str(line.operator), line.operands
            if operator == "BDC":
                piece = int(operands[1].get("/MCID", -1))
            elif operator == "Tf":
                font = fonts[str(operands[0])]
            elif operator == "TJ":
                codes = b"".join(bytes(item) for item in operands[0] if not is_number(item))
                numbers = [
                    int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2)
                ]
                shown = "".join(font[number] for number in numbers)
                key = (page.obj.objgen, piece)
                found[key] = found.get(key, "") + "".join(shown.split())
    return found


def is_number(item: object) -> bool:
    return not isinstance(item, pikepdf.String)


def to_unicode(font: pikepdf.Object) -> dict[int, str]:
    rows = [line.split() for line in font.ToUnicode.read_bytes().decode().splitlines()]
    return {
        int(row[0][1:-1], 16): bytes.fromhex(row[1][1:-1]).decode("utf-16-be")
        for row in rows
        if len(row) == 2 and row[0].startswith("<") and row[0] != "<0000>" and row[1] != "<ffff>"
    }


def test_elements_hold_their_text(pdf: pikepdf.Pdf) -> None:
    def texts(kind: str) -> list[str]:
        return [text_of(pdf, element) for element in elements(pdf, kind)]

    assert texts("/H2") == ["Aheading"]
    assert texts("/Link") == ["alinkinside", "oneoutofit"]
    assert texts("/TH") == ["Year", "Tons"]
    assert texts("/TD") == ["1859", "1,250", "None"]
    assert texts("/LBody") == ["•Onething", "•Another"]
    assert texts("/P")[0] == "Somestressedwordsandalinkinside,oneoutofit,слово."
    assert "Quoted." in texts("/BlockQuote")


def test_each_piece_of_content_has_its_element_and_the_parent_tree_knows_it(
    pdf: pikepdf.Pdf,
) -> None:
    rows = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, rows[::2]), rows[1::2], strict=True))
    for page in full_pages(pdf):
        marked = [
            int(line.operands[1].MCID)
            for line in pikepdf.parse_content_stream(page)
            if str(line.operator) == "BDC" and "/MCID" in line.operands[1]
        ]
        of_page = parents[int(page.obj.StructParents)]
        assert sorted(set(marked)) == list(range(len(of_page)))
        for number, element in enumerate(of_page):
            assert number in [kid for kid in element.K if isinstance(kid, int)]
            assert element.Pg.objgen == page.obj.objgen


def test_every_element_is_below_the_document_and_none_is_written_twice(pdf: pikepdf.Pdf) -> None:
    (document,) = pdf.Root.StructTreeRoot.K
    below = [element.objgen for element in all_elements(document)]
    written = [
        item.objgen
        for item in pdf.objects
        if isinstance(item, Dictionary) and item.get("/Type") == Name.StructElem
    ]
    assert sorted(below) == sorted(written) and len(set(below)) == len(below)


def test_cells_know_their_heads(pdf: pikepdf.Pdf) -> None:
    heads = elements(pdf, "/TH")
    names = [bytes(head.ID) for head in heads]
    assert len(set(names)) == 2
    found = [
        [
            bytes(name)
            for attributes in attributes_of(cell)
            for name in attributes.get("/Headers", ())
        ]
        for cell in elements(pdf, "/TD")
    ]
    assert found == [names[:1], names[1:], names]
    spans = [int(attributes.ColSpan) for cell in elements(pdf, "/TD")
             for attributes in attributes_of(cell) if "/ColSpan" in attributes]  # fmt: skip
    assert spans == [2]


def attributes_of(element: pikepdf.Object) -> list[pikepdf.Object]:
    attributes = element.get("/A", Array())
    return list(attributes) if isinstance(attributes, Array) else [attributes]


def test_figure_has_its_description_and_its_place(pdf: pikepdf.Pdf, galley: Galley) -> None:
    (figure,) = elements(pdf, "/Figure")
    assert str(figure.Alt) == "A finch (“Geospiza”)"
    boxes = [list(map(float, a.BBox)) for a in attributes_of(figure) if "/BBox" in a]
    ((left, bottom, right, top),) = boxes
    spot = galley.anchors["f"]
    shift = -6.0 if spot.page % 2 == 0 else 0.0
    assert left == pytest.approx(spot.x + shift, abs=20.0) and right - left == pytest.approx(300)
    assert top - bottom == pytest.approx(195) and top == pytest.approx(666.0 - spot.y, abs=20.0)


def test_links_say_where_they_lead(pdf: pikepdf.Pdf) -> None:
    inside, outside = (
        annotation for page in pdf.pages for annotation in page.obj.get("/Annots", ())
    )
    assert "/Dest" in inside and "/A" not in inside
    assert str(outside.A.URI) == str(outside.Contents) == "https://a.example/x%20y?(z)"
    for element, annotation in zip(elements(pdf, "/Link"), (inside, outside), strict=True):
        assert annotation.objgen in [
            kid.Obj.objgen for kid in element.K if isinstance(kid, Dictionary) and "/Obj" in kid
        ]
    left, bottom, right, top = map(float, outside.Rect)
    assert right > left and 8.0 < top - bottom < 20.0
