"""What the page in the browser shows: the last good book and the last attempt, as plain data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from publish.apparatus.index_model import Entry
from publish.build import Made
from publish.live.loop import Update
from publish.live.places import Places
from publish.live.printed import Printed, Touched
from publish.live.wording import HERE, update_line
from publish.problems import Problem
from publish.proofs.compare_pages import GENERATED
from publish.proofs.sources import files_by_text

Data = dict[str, object]
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS_TYPE = "{http://www.idpf.org/2007/ops}type"


@dataclass(frozen=True, slots=True)
class View:
    """All that is served. `epub` are the EPUB's files by name, `epub_key` changes with them."""

    data: Data
    places: Places | None
    epub: dict[str, bytes]
    epub_key: str


EMPTY = View({"book": None, "problems": [], "said": "", "good": True}, None, {}, "")


def next_view(before: View, update: Update) -> View:
    """The view after an update: of the new book, or of the old one with the problems of today."""
    made, book = update.attempt.made, update.book
    if made is None or book is None:
        problems = _problems(update, before.places)
        data = before.data | {"problems": problems, "said": update_line(update), "good": False}
        return View(data, before.places, before.epub, before.epub_key)
    places = Places(made)
    files = _unpacked(made.contents["epub"])
    key = hashlib.sha256(made.contents["epub"]).hexdigest()[:16]
    data = {
        "book": _book(made, book, update.touched, files, key),
        "problems": _problems(update, places),
        "said": update_line(update),
        "good": True,
    }
    return View(data, places, files, key)


def _problems(update: Update, places: Places | None) -> list[Data]:
    def page(problem: Problem) -> int | None:
        return places.page_of(problem.file, problem.line) if places else None

    return [
        {
            "severity": problem.severity.value, "code": problem.code, "file": problem.file,
            "line": problem.line, "message": problem.message, "hint": problem.hint,
            "page": page(problem),
        }
        for problem in update.attempt.problems
    ]  # fmt: skip


def _book(
    made: Made, book: Printed, touched: Touched, files: dict[str, bytes], epub_key: str
) -> Data:
    size = made.book.laid.size
    drawn = "".join(page.whole for page in book.keys)
    return {
        "key": hashlib.sha256(f"{epub_key} {drawn}".encode()).hexdigest(),
        "title": made.book.book.metadata.title,
        "shortTitle": made.book.book.metadata.short_title,
        "language": made.book.book.metadata.language,
        "width": size.width,
        "height": size.height,
        "pages": [
            {"folio": page.folio, "kind": page.kind.value, "key": key.whole}
            for page, key in zip(book.pagemap.pages, book.keys, strict=True)
        ],
        "texts": list(_texts(made)),
        "index": [_entry(entry, made) for entry in made.book.index.entries],
        "touched": [page.after for page in touched.pages if page.state in HERE],
        "jump": _jump(touched, book),
        "marks": {
            at: [[box.left, box.top, box.right, box.bottom] for box in boxes]
            for at, boxes in touched.marks
        },
        "epub": epub_key,
        "epubPages": _page_list(files),
    }


def _texts(made: Made) -> Iterator[Data]:
    """Everything that has a title, in order; documents under the title of their part."""
    anchors, files = made.book.laid.pagemap.anchors, files_by_text(made.found.edition)
    pages = made.book.laid.pagemap.pages
    for part in made.book.book.parts:
        several = len(part.sections) > 1
        for section in part.sections:
            is_sub = several and section is not part.sections[0]
            if section.id in anchors:
                text = section.id.partition("-")[2]
                page = anchors[section.id].page
                yield {
                    "title": section.title if is_sub else part.full_title,
                    "level": "sub" if is_sub else "group" if several else "single",
                    "page": page,
                    "folio": pages[page].folio,
                    "file": files.get(text, files.get(section.id, "")),
                }


def _jump(touched: Touched, book: Printed) -> int | None:
    """The first page touched, of the text if there is one; contents and index follow from it."""
    kinds = {part.id: part.kind for part in book.parts}
    here = [page for page in touched.pages if page.state in HERE]
    text = [page for page in here if kinds[page.part] not in GENERATED]
    return next((page.after for page in text or here), None)


def _entry(entry: Entry, made: Made) -> Data:
    return {
        "heading": entry.heading,
        "italic": entry.italic,
        "locators": [
            {"label": one.label, "page": one.first_page, "y": _height(one.anchors[0], made)}
            for one in entry.locators
        ],
        "subheads": [_entry(subhead, made) for subhead in entry.subheads],
        "see": list(entry.see),
        "seeAlso": list(entry.see_also),
    }


def _height(anchor: str, made: Made) -> float | None:
    position = made.book.laid.pagemap.anchors.get(anchor)
    return position.y if position else None


def _unpacked(epub: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(epub)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _page_list(files: dict[str, bytes]) -> dict[str, str]:
    """Where each folio begins in the EPUB: path of a file in it and anchor."""
    name = next(name for name in files if name.endswith("nav.xhtml"))
    folder = name.rpartition("/")[0]
    root = etree.fromstring(files[name])
    lists = [nav for nav in root.iter(f"{XHTML}nav") if nav.get(OPS_TYPE) == "page-list"]
    return {
        "".join(link.itertext()): f"{folder}/{link.get('href')}" if folder else link.get("href", "")
        for nav in lists
        for link in nav.iter(f"{XHTML}a")
    }
