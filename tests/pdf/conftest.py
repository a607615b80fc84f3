from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pdf_sample
import pytest
from apart import Apart, process_apart
from PIL import Image, ImageDraw
from slow_renderer import be_slow

from publish.book.model import Book
from publish.pdf.bind import bind_print, bind_screen
from publish.pdf.model import Galley, Laid
from publish.pdf.paginate import paginate
from publish.pdf.press import Press


@pytest.fixture(scope="session")
def manuscript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("manuscript")
    (root / "images").mkdir()
    picture = Image.new("RGB", (400, 260), (200, 180, 120))
    ImageDraw.Draw(picture).ellipse((60, 40, 340, 220), fill=(40, 90, 60))
    picture.save(root / "images" / "finch.png")
    return root


@pytest.fixture(scope="session")
def book(manuscript: Path) -> Book:
    return pdf_sample.sample_book(str(manuscript), documents=12)


@pytest.fixture(scope="session")
def laid(book: Book) -> Laid:
    with closing(Press(2, lambda part, pages: None)) as two_at_once:
        return paginate(book, functools.partial(pdf_sample.fill, book), two_at_once)


@pytest.fixture(scope="session")
def screen(laid: Laid, book: Book) -> bytes:
    return bind_screen(laid, book.metadata)


@pytest.fixture(scope="session")
def printed(laid: Laid, book: Book) -> bytes:
    return bind_print(laid, book.metadata)


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    with closing(Press(1, lambda part, pages: None)) as running:
        yield running


class Compositor:
    """Lays out a piece of HTML in the press of the test session."""

    def __init__(self, press: Press, root: Path) -> None:
        self._press = press
        self._root = root

    def __call__(self, html: str, css: str = "", folios: dict[str, str] | None = None) -> Galley:
        return self._press.lay_out_all([pdf_sample.order(html, self._root, css, folios)])[0]


@pytest.fixture(scope="session")
def lay_out_html(press: Press, manuscript: Path) -> Compositor:
    return Compositor(press, manuscript)


@pytest.fixture(scope="session")
def apart() -> Iterator[Apart]:
    with process_apart() as process:
        yield process


@pytest.fixture(scope="session")
def slow() -> Iterator[Apart]:
    """A process that takes no shortcuts."""
    with process_apart(be_slow) as process:
        yield process
