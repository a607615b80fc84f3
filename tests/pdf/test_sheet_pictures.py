"""Pictures, patterns and states that pages name, read back from finished files."""

from __future__ import annotations

import io
from pathlib import Path

import pdf_sample
import pikepdf
import pytest
from pikepdf import Name
from PIL import Image
from typeset import galley_pdf, galley_texts

from publish.book.model import PartKind
from publish.pdf.bind import bind_print
from publish.pdf.folios import PageMaps
from publish.pdf.model import Galley, Laid, PageSize

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60"><rect width="200" height="60" '
    'fill="#f00" opacity="0.5"/><text x="9" y="30" font-family="EB Garamond" font-size="20">'
    "Finches</text></svg>"
)


@pytest.fixture(scope="module")
def shown(lay_out_html, manuscript: Path) -> Galley:
    images = manuscript / "images"
    Image.new("RGB", (30, 20), (200, 30, 30)).save(images / "colour.png")
    Image.new("L", (30, 20), 77).save(images / "gray.png")
    Image.new("RGBA", (30, 20), (10, 200, 30, 128)).save(images / "alpha.png")
    (images / "drawing.svg").write_text(SVG, "utf-8")
    names = ("colour.png", "gray.png", "alpha.png", "drawing.svg")
    pictures = "".join(
        f'<figure id="f-{name}"><img src="images/{name}" alt="x" style="width: 60pt"/></figure>'
        for name in names
    )
    return lay_out_html(f"<main>{pictures}</main>")


def printed(galley: Galley) -> bytes:
    part = pdf_sample.part(
        PartKind.HALF_TITLE, "", "", id=galley.part, opener=False, in_contents=False
    )
    laid = Laid(PageMaps((part,)).of((galley,)), (part,), (galley,), "", PageSize())
    return bind_print(laid, pdf_sample.metadata())


def images(content: bytes) -> dict[tuple[tuple[bool, str], object], tuple[int, int]]:
    """Sizes of the first page's pictures, by mask, kind of colour and colour."""
    found = {}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for item in pdf.pages[0].obj.Resources.XObject.values():
            if item.get("/Subtype") == Name.Image:
                picture = pikepdf.PdfImage(item).as_pil_image()
                key = ("/SMask" in item, str(item.ColorSpace))
                found[key, picture.getpixel((9, 9))] = picture.size
    return found


def test_pictures_keep_their_colours_on_the_screen(shown: Galley) -> None:
    assert shown.problems == ()
    assert images(galley_pdf(shown)) == {
        ((False, "/DeviceRGB"), (200, 30, 30)): (30, 20),
        ((False, "/DeviceGray"), 77): (30, 20),
        ((True, "/DeviceRGB"), (10, 200, 30, 128)): (30, 20),
    }


def test_pictures_are_gray_in_print_and_keep_their_transparency(shown: Galley) -> None:
    grays = [Image.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0))
             for colour in ((200, 30, 30), (10, 200, 30))]  # fmt: skip
    assert images(printed(shown)) == {
        ((False, "/DeviceGray"), grays[0]): (30, 20),
        ((False, "/DeviceGray"), 77): (30, 20),
        ((True, "/DeviceGray"), (grays[1], 128)): (30, 20),
    }


def test_text_of_a_drawing_is_text_in_the_book_s_own_font(shown: Galley) -> None:
    assert "Finches" in "".join(galley_texts(shown))
    assert any("EBGaramond" in use.file for sheet in shown.sheets for use in sheet.fonts)
    for content in (galley_pdf(shown), printed(shown)):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert pdf.check_pdf_syntax() == []


def test_drawing_is_painted_in_black_of_cmyk(shown: Galley) -> None:
    painted = set()
    with pikepdf.open(io.BytesIO(printed(shown))) as pdf:
        contents = [
            pdf.pages[0],
            *(
                item
                for item in pdf.objects
                if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Form
            ),
        ]
        for content in contents:
            for line in pikepdf.parse_content_stream(content):
                if str(line.operator) in ("k", "K", "rg", "RG", "g", "G"):
                    painted.add((str(line.operator), tuple(map(float, line.operands))))
    assert {operator for operator, _ in painted} <= {"k", "K"}
    assert ("k", (0.0, 0.0, 0.0, 0.7874)) in painted  # red
