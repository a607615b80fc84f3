"""Pictures of every kind come into both files, and into print in black alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pdf_sample
import pypdfium2
import pytest
from PIL import Image

from publish.book.model import Book, PartKind, Section
from publish.pdf.bind import bind_print, bind_screen
from publish.pdf.paginate import paginate
from publish.pdf.preflight import preflight
from publish.pdf.press import Press

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60"><defs><linearGradient id="g">'
    '<stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/>'
    "</linearGradient></defs>"
    '<rect width="100" height="60" fill="#c84"/><circle cx="50" cy="30" r="20" fill="navy" '
    'opacity="0.5"/>{}<path d="M0 0L100 60" stroke="green"/></svg>'
)


def save_pictures(folder: Path) -> None:
    red = Image.new("RGB", (60, 40), (200, 30, 30))
    red.save(folder / "rgb.jpg")
    red.quantize(8).save(folder / "palette.png")
    red.convert("L").save(folder / "gray.png")
    red.convert("CMYK").save(folder / "cmyk.jpg")
    Image.new("RGBA", (60, 40), (10, 200, 30, 128)).save(folder / "alpha.png")
    Image.new("1", (60, 40)).save(folder / "bitmap.png")
    (folder / "drawing.svg").write_text(SVG.format(""), encoding="utf-8")


PICTURES = ("rgb.jpg", "palette.png", "gray.png", "cmyk.jpg", "alpha.png", "bitmap.png",
            "drawing.svg")  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    save_pictures(folder)
    return folder


def book_with(picture: str, folder: Path) -> Book:
    html = (
        '<section class="essay" id="sec-p"><div class="essay-body"><p id="p">Text.</p>'
        f'<figure><img src="{picture}" alt="A picture"/></figure></div></section>'
    )
    book = pdf_sample.sample_book(str(folder), documents=2)
    part = pdf_sample.part(PartKind.ESSAY, "p", "P", Section("sec-p", "P", html), opener=False)
    return replace(book, parts=(part,))


@pytest.mark.parametrize("picture", PICTURES)
def test_picture_prints_in_black(picture: str, folder: Path, press: Press) -> None:
    book = book_with(picture, folder)
    laid = paginate(book, lambda part, pagemap: "", press)
    assert laid.problems == ()
    printed = bind_print(laid, book.metadata)
    assert preflight(printed, laid.size, "print") == []
    assert preflight(bind_screen(laid, book.metadata), laid.size, "screen") == []
    document = pypdfium2.PdfDocument(printed)
    pixels = document[0].render(scale=1).to_pil().convert("RGB").getcolors(1_000_000) or []
    document.close()
    assert all(max(color) - min(color) < 12 for _, color in pixels)
    assert sum(count for count, color in pixels if color != (255, 255, 255)) > 500


def test_gradient_is_reported_not_printed_in_colour(folder: Path, press: Press) -> None:
    gradient = '<rect width="50" height="30" fill="url(#g)"/>'
    (folder / "gradient.svg").write_text(SVG.format(gradient), encoding="utf-8")
    book = book_with("gradient.svg", folder)
    laid = paginate(book, lambda part, pagemap: "", press)
    problems = preflight(bind_print(laid, book.metadata), laid.size, "print")
    assert {problem.code for problem in problems} == {"E952"}
