"""A book with three indexes: each is in the PDF, the EPUB and its navigation, true, and in the
edition's own punctuation."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from publish.build import build
from publish.problems import Problems
from publish.proofs.verify import verify_folder

CASES = Path(__file__).parent / "apparatus" / "index_cases"
TITLES = ["Index of Persons", "Index of Subjects and Places", "Documents by Archive"]
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("indexes")
    shutil.copytree(CASES / "_base", folder / "in")
    shutil.copytree(CASES / "several-indexes" / "in", folder / "in", dirs_exist_ok=True)
    with (folder / "in" / "edition.yaml").open("a", encoding="utf-8") as settings:
        settings.write("house-style: mhra\n")
    problems = Problems()
    build(folder / "in", folder / "out", problems, ("screen", "epub"), strict=True)
    assert not list(problems)
    return folder / "out"


def test_every_locator_is_true(out: Path) -> None:
    found = verify_folder(out)
    assert len(found) == 2
    assert not any(found.values())


def test_data_say_which_index(out: Path) -> None:
    groups = json.loads((out / "index.json").read_text("utf-8"))["groups"]
    assert list(dict.fromkeys(group["index"] for group in groups)) == TITLES


def test_navigation_of_the_epub_leads_to_each(out: Path) -> None:
    (file,) = out.glob("*.epub")
    with zipfile.ZipFile(file) as epub:
        nav = etree.fromstring(epub.read("EPUB/nav.xhtml"))
        links = {link.text: link.get("href", "") for link in nav.iter(f"{XHTML}a")}
        for title in TITLES:
            page = etree.fromstring(epub.read(f"EPUB/{links[title]}"))
            assert [h.text for h in page.iter(f"{XHTML}h2")] == [title]
            assert page.find(f".//{XHTML}section[@role='doc-index']") is not None


def test_landmarks_of_the_epub_name_each(out: Path) -> None:
    (file,) = out.glob("*.epub")
    with zipfile.ZipFile(file) as epub:
        nav = etree.fromstring(epub.read("EPUB/nav.xhtml"))
    links = nav.iterfind(f".//{XHTML}nav[@id='landmarks']//{XHTML}a[@{EPUB_TYPE}='index']")
    assert [link.text for link in links] == TITLES


def test_both_media_have_the_punctuation_of_the_house_style(out: Path) -> None:
    (file,) = out.glob("*.epub")
    with zipfile.ZipFile(file) as epub:
        pages = [etree.fromstring(epub.read(name)) for name in epub.namelist() if "/index" in name]
    entries = {
        entry.get("id"): "".join(entry.itertext())
        for page in pages
        for entry in page.iter(f"{XHTML}li")
    }
    assert entries["ix-granite"].startswith("Granite\N{EN SPACE}Introduction (1)")
    with pypdfium2.PdfDocument(next(out.glob("*.pdf"))) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert re.search(r"Granite\s+\d", text)
