"""Index policies on a small manuscript: what each makes of the same letters.

A case is `_base` with the files of `CASE/in` laid over it, and the index it gives, as text, in
`CASE/expected/index.txt`, with what was left out and why below it. Every paragraph stands on a
page of its own, a document's notes on its last page.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import etree

from publish.apparatus.index import Headings
from publish.apparatus.index_output import as_text
from publish.apparatus.units import tree
from publish.build import Read, Silent, read
from publish.cache import Cache
from publish.pagemap import PageMap
from publish.problems import Problems

from .sample import pagemap

HERE = Path(__file__).with_name("index_cases")
CASES = sorted(path for path in HERE.iterdir() if not path.name.startswith("_"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    return Cache(tmp_path_factory.mktemp("cache"))


def paragraph_pages(found: Read) -> PageMap:
    """A page for the header of each text and its first paragraph, one for each further one."""
    anchors: dict[str, int] = {}
    page = -1
    for text in found.apparatus.texts.values():
        page += 1
        for line in text.lines.values():
            anchors |= dict.fromkeys(ids(tree(line)), page)
        for number, paragraph in enumerate(tree(text.body).iter("p", "h2")):
            page += 1 if number else 0
            anchors |= dict.fromkeys(ids(paragraph), page)
        for note in text.notes:
            anchors |= dict.fromkeys(ids(tree(note.html)), page)
    return pagemap(anchors)


def ids(root: etree._Element) -> list[str]:
    return [element.get("id", "") for element in root.iter() if element.get("id")]


def report(root: Path, cache: Cache) -> str:
    problems = Problems()
    found = read(root, cache, problems, Silent())
    assert found is not None
    assert not list(problems)
    pages = paragraph_pages(found)
    references = found.apparatus.references
    index = Headings.of(references, found.edition, found.style, problems).on(pages)
    assert not list(problems)
    rows = [
        f"{left.heading}, {pages.folio(left.reference.anchor)} “{left.reference.form}”: {left.why}"
        for left in index.left_out
    ]
    return "\n".join([as_text(index, found.style.index), "", "left out:", *rows]) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_index_of_case(case: Path, tmp_path: Path, cache: Cache) -> None:
    root = tmp_path / "manuscript"
    shutil.copytree(HERE / "_base", root)
    shutil.copytree(case / "in", root, dirs_exist_ok=True)
    expected = (case / "expected" / "index.txt").read_text(encoding="utf-8")
    assert report(root, cache) == expected
