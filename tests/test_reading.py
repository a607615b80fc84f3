"""The EPUB opened in a browser: notes, index locators and page marks are clicked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.conftest import Built

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture
def unpacked(built: Built, tmp_path: Path) -> Path:
    with ZipFile(built.epub) as archive:
        archive.extractall(tmp_path)
    return next(tmp_path.rglob("index.xhtml")).parent


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_page()
        browser.close()


def _target_text(page: Page) -> str:
    """Text of the element that the address points at; fails if there is none."""
    return str(page.evaluate("document.getElementById(location.hash.slice(1)).textContent"))


def test_a_locator_leads_to_its_passage(unpacked: Path, page: Page) -> None:
    page.goto((unpacked / "index.xhtml").as_uri())
    links = page.locator("section a[href*='#r-']")
    assert links.count() > 50
    links.nth(20).click()
    page.wait_for_url("**#r-*")
    assert _target_text(page).strip()
    assert page.evaluate("document.querySelector(':target') !== null")


def test_a_note_and_the_way_back(unpacked: Path, page: Page) -> None:
    page.goto((unpacked / "doc-001.xhtml").as_uri())
    call = page.locator("a[role='doc-noteref']").first
    number = call.inner_text()
    call.click()
    note = _target_text(page)
    assert number in note[:5]
    page.locator(":target a[role='doc-backlink'], :target a.note-number").first.click()
    assert _target_text(page) == number


def test_the_navigation_opens_every_part(unpacked: Path, page: Page) -> None:
    page.goto((unpacked / "nav.xhtml").as_uri())
    for link in page.locator("nav a").evaluate_all("links => links.map(link => link.href)"):
        file, _, anchor = link.partition("#")
        text = Path(file.removeprefix("file://")).read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in text, link


@pytest.mark.parametrize("type_size", ["100%", "200%"])
def test_nothing_is_wider_than_a_telephone(unpacked: Path, page: Page, type_size: str) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    for file in sorted(unpacked.glob("*.xhtml")):
        page.goto(file.as_uri())
        page.add_style_tag(content=f"html {{ font-size: {type_size} }}")
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), file.name


def _largest_with(unpacked: Path, mark: str) -> str:
    """Address of the file in which a string occurs most often."""
    files = sorted(unpacked.glob("*.xhtml"))
    return max(files, key=lambda file: file.read_text("utf-8").count(mark)).as_uri()


def test_a_wide_table_scrolls_in_its_own_box(unpacked: Path, page: Page) -> None:
    page.set_viewport_size({"width": 160, "height": 568})
    page.goto(_largest_with(unpacked, 'class="table"'))
    page.add_style_tag(content="html { font-size: 200% }")
    box = "document.querySelector('.table')"
    assert page.evaluate(f"{box}.scrollWidth > {box}.clientWidth")
    assert page.evaluate(f"getComputedStyle({box}).overflowX") == "auto"


def test_a_note_call_stands_on_the_line_of_its_word(unpacked: Path, page: Page) -> None:
    page.goto(_largest_with(unpacked, 'class="note-call"'))
    for width in range(200, 500, 20):
        page.set_viewport_size({"width": width, "height": 568})
        distances = page.evaluate(
            """[...document.querySelectorAll('.nobreak > .note-call')].map(call => {
                const word = document.createRange(), text = call.previousSibling;
                word.setStart(text, text.length - 1);
                word.setEnd(text, text.length);
                return Math.abs(word.getBoundingClientRect().bottom
                                - call.getBoundingClientRect().bottom) })"""
        )
        assert len(distances) > 3
        assert max(distances) < 12, width  # px; a line is 22
