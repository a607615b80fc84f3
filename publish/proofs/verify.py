"""Hold every locator of the index against the finished PDF and EPUB.

Nothing of the build's own tables is believed but the list of locators itself (`index.json`):
pages, folios, notes and passages are read back from the files.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZipFile

import pypdfium2
from lxml import etree

LETTERS = re.compile(r"[^\W\d_]+")
BRACKETS = str.maketrans("", "", "[]")
FIGURES = re.compile(r"\d+")
LINE_END_HYPHEN = re.compile(r"[\u2010\u00ad\ufffe\x02-]\s*\r?\n\s*")
NOTE_START = re.compile(r"^\s*(\d{1,3})\.(?=\s)", re.MULTILINE)
HEADING = re.compile(r"(?:^|\n)\s*(?:· ?\d+ ?·|[A-Z]\w+ \d+)\s*(?=\n)")
SHORTEST_STEM = 3  # letters of a mark that may be a part of a word
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class Untrue:
    """A locator that the finished file does not bear out."""

    heading: str
    label: str
    reason: str

    def __str__(self) -> str:
        return f"{self.heading}, {self.label}: {self.reason}"


@dataclass(frozen=True)
class _PrintedPage:
    """A page of the finished PDF: its label and its text as a reader copies it."""

    label: str
    text: str

    @cached_property
    def words(self) -> list[str]:
        return words(self.text)

    @cached_property
    def figures(self) -> list[str]:
        return FIGURES.findall(self.text)

    def like(self, wanted: Sequence[str]) -> list[str]:
        """What of the page to hold `wanted` against: its words, or figures as in "24/12 02"."""
        return self.figures if wanted[0].isdecimal() else self.words

    @cached_property
    def numbers(self) -> list[tuple[int, int, int]]:
        """Number, start and end of the figures of every line that begins like a note; a
        document's heading counts as 0: no note runs past it."""
        starts = [(int(m[1]), m.start(), m.end()) for m in NOTE_START.finditer(self.text)]
        headings = [(0, m.start(), m.end()) for m in HEADING.finditer(self.text)]
        return sorted(starts + headings, key=lambda row: row[1])

    def note_texts(self, number: int, before: _PrintedPage) -> Iterator[str]:
        """Text of every note of that number on the page, with one running over from `before`.

        A note may hold numbered points of its own, so it ends at the next note's number.
        """
        if before.is_open(number):
            yield self.text[: self._end(number, 0)]
        for found, start, end in self.numbers:
            if found == number:
                yield self.text[end : self._end(number, start + 1)]

    def is_open(self, number: int) -> bool:
        """Whether a note of that number begins here and no later one does."""
        last = max((start for found, start, _ in self.numbers if found == number), default=None)
        return last is not None and self._end(number, last + 1) is None

    def _end(self, number: int, position: int) -> int | None:
        ends = [start for found, start, _ in self.numbers if found in (0, number + 1)]
        return next((start for start in ends if start >= position), None)


def words(text: str) -> list[str]:
    """The words of a text, line-end hyphens undone, ligatures and accents in one form.

    Square brackets do not part a word ("S[uvalov]", "Sc[v?]epanski"). Figures count only in
    a text without letters: note numbers stand between words.
    """
    plain = unicodedata.normalize("NFKC", text).replace("?]", "").translate(BRACKETS)
    joined = LINE_END_HYPHEN.sub("", plain).casefold()
    return LETTERS.findall(joined) or FIGURES.findall(joined)


def verify_pdf(pdf: bytes, index: Mapping[str, Any]) -> list[Untrue]:
    """Every locator whose page, or the note on it, does not carry the reference.

    `index` is the content of `index.json`. A passage that begins on its page and ends on
    the next is true if its beginning is there.
    """
    pages = _read_pages(pdf)
    return [
        Untrue(heading, locator["label"], reason)
        for heading, locator in _locators(index)
        for reason in _faults(locator, pages)
    ]


def _read_pages(pdf: bytes) -> list[_PrintedPage]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            _PrintedPage(document.get_page_label(number), _page_text(page))
            for number, page in enumerate(document)
        ]
    finally:
        document.close()


def _page_text(page: pypdfium2.PdfPage) -> str:
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_bounded()).replace("\r\n", "\n")
    finally:
        text_page.close()
        page.close()


def _locators(index: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for group in index["groups"]:
        for entry in group["entries"]:
            for locator in entry["locators"]:
                yield entry["heading"], locator
            for subhead in entry["subheads"]:
                for locator in subhead["locators"]:
                    yield f"{entry['heading']}: {subhead['heading']}", locator


def _faults(locator: Mapping[str, Any], pages: Sequence[_PrintedPage]) -> Iterator[str]:
    first, last = locator["first_page"], locator["last_page"]
    if pages[first].label != locator["first_folio"]:
        yield f"page {first + 1} of the file is labelled {pages[first].label}"
    by_number = locator["label"].partition(" ")[2].partition("–")[0].isdecimal()  # "document 5"
    if not by_number and not locator["label"].startswith(locator["first_folio"]):
        yield f"its label does not begin with the folio {locator['first_folio']}"
    forms = [reference["form"] for reference in locator["references"]]
    ends = [r["end_form"] for r in locator["references"] if r["end_form"]]
    if locator["notes"]:
        yield from _note_faults(locator, pages)
    elif first == last:
        missing = [form for form in forms if not _carries(pages, first, form)]
        yield from (f"“{form}” does not stand on the page" for form in missing)
    elif ends:
        yield from _range_faults(pages, first, last, forms, ends)
    else:
        for page in range(first, last + 1):
            if not any(_carries(pages, page, form) for form in forms):
                yield f"nothing of it stands on page {pages[page].label}"


def _range_faults(
    pages: Sequence[_PrintedPage], first: int, last: int, forms: Sequence[str], ends: Sequence[str]
) -> Iterator[str]:
    """A range that was marked, or a whole document: what begins and what ends it must be there."""
    if not any(_carries(pages, first, form) for form in forms):
        yield f"nothing of it begins on page {pages[first].label}"
    if not any(_carries(pages, last, end) or _ends_on(pages, last, end) for end in ends):
        yield f"nothing of it ends on page {pages[last].label}"


def _ends_on(pages: Sequence[_PrintedPage], page: int, form: str) -> bool:
    """Whether words that begin on the page before end on this one."""
    wanted = words(form)
    if not wanted:
        return False
    over, before = pages[page].like(wanted), pages[page - 1].like(wanted)
    return any(_runs_over(before, wanted, over, cut) for cut in range(1, len(wanted)))


def _note_faults(locator: Mapping[str, Any], pages: Sequence[_PrintedPage]) -> Iterator[str]:
    for reference in locator["references"]:
        number, form = reference["note"], reference["form"]
        on_pages = range(locator["first_page"], locator["last_page"] + 1)
        if not any(_in_note(pages, page, number, form) for page in on_pages):
            yield f"“{form}” does not stand in note {number} on the page"


def _in_note(pages: Sequence[_PrintedPage], page: int, number: int, form: str) -> bool:
    notes = pages[page].note_texts(number, pages[page - 1])
    wanted = words(form)
    if not wanted:
        return any(form in note for note in notes)
    over = _next_page(pages, page, wanted)
    read = FIGURES.findall if wanted[0].isdecimal() else words
    return any(_contains(read(note), wanted, over) for note in notes)


def _next_page(pages: Sequence[_PrintedPage], page: int, wanted: Sequence[str]) -> list[str]:
    return pages[page + 1].like(wanted) if page + 1 < len(pages) else []


def _carries(pages: Sequence[_PrintedPage], page: int, form: str) -> bool:
    wanted = words(form)
    if not wanted:  # a sign alone: "†"
        return form in pages[page].text
    return _contains(pages[page].like(wanted), wanted, _next_page(pages, page, wanted))


def _contains(there: Sequence[str], wanted: Sequence[str], over: Sequence[str]) -> bool:
    """Whether `wanted` stands in `there`, or begins there and goes on in `over`."""
    size, letters = len(wanted), "".join(wanted)
    for start in range(len(there)):
        if _same(there[start : start + size], wanted) or _joined(there, start, letters):
            return True
    return any(_runs_over(there, wanted, over, cut) for cut in range(size))


def _same(there: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether words are those wanted. A mark may be set within a word: the last may go on in
    an ending ("Arthur" in "Arthurs"), the first may end a compound ("theater" in "Burgtheater")."""
    if len(there) != len(wanted):
        return False
    if len(wanted) == 1:
        return _begins(there[0], wanted[0]) or _ends(there[0], wanted[0])
    inner = list(there[1:-1]) == list(wanted[1:-1])
    return inner and there[0].endswith(wanted[0]) and _begins(there[-1], wanted[-1])


def _begins(word: str, stem: str) -> bool:
    return word == stem or (len(stem) >= SHORTEST_STEM and word.startswith(stem))


def _ends(word: str, tail: str) -> bool:
    return len(tail) >= SHORTEST_STEM and word.endswith(tail)


def _joined(there: Sequence[str], start: int, letters: str) -> bool:
    """Whether the words from `start` make up `letters`, however signs part them ("Hel‹l›brunn")."""
    made = ""
    for word in there[start : start + len(letters)]:
        made += word
        if made == letters or not letters.startswith(made):
            break
    return made == letters


def _runs_over(there: Sequence[str], wanted: Sequence[str], over: Sequence[str], cut: int) -> bool:
    """Whether `wanted` is cut at word `cut`: before it, or within it by a hyphen."""
    before, rest = list(wanted[:cut]), list(wanted[cut:])
    for end in range(max(0, len(there) - 400), len(there) + 1):
        if cut and list(there[end - cut : end]) != before:
            continue
        if cut and _follows(over, rest):
            return True
        half = there[end] if end < len(there) else ""
        divided = 1 < len(half) < len(rest[0]) and rest[0].startswith(half)
        if divided and _follows(over, [rest[0][len(half) :], *rest[1:]]):
            return True
    return False


def _follows(over: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether `rest` stands near the head of the next page (after its running head)."""
    size = len(rest)
    reach = min(40, len(over))
    return any(_same(over[start : start + size], rest) for start in range(reach))


def verify_epub(epub: bytes, index: Mapping[str, Any]) -> list[Untrue]:
    """Every locator link of the EPUB's index that does not lead to its passage.

    A link is true if its target exists and the words there are those of a reference that
    `index` gives for the heading. Every locator of `index` must have its link.
    """
    with ZipFile(BytesIO(epub)) as archive:
        files = {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xhtml")
        }
    targets = _ids_by_file(files)
    linked = {
        _target(name, href)
        for name, root in files.items()
        if any(section.get(EPUB_TYPE) == "index" for section in root.iter(f"{XHTML}section"))
        for link in root.iter(f"{XHTML}a")
        if (href := link.get("href"))
    }
    by_anchor = {file_and_id[1]: file_and_id for file_and_id in linked}
    return [
        Untrue(heading, locator["label"], reason)
        for heading, locator in _locators(index)
        for reason in _link_faults(locator, by_anchor, targets)
    ]


def _link_faults(
    locator: Mapping[str, Any],
    linked: Mapping[str, tuple[str, str]],
    targets: Mapping[tuple[str, str], etree._Element],
) -> Iterator[str]:
    found = [r for r in locator["references"] if r["anchor"] in linked]
    if not found:
        yield "no link of the index leads to a passage of it"
    for reference in found:
        element = targets.get(linked[reference["anchor"]])
        if element is None:
            yield f"its link leads nowhere ({linked[reference['anchor']]})"
            continue
        there, wanted = words("".join(element.itertext())), words(reference["form"])
        begins = bool(there) and "".join(wanted).startswith("".join(there))
        if not (begins or _contains(there, wanted, []) or _contains(wanted, there, [])):
            yield f"its link leads to {there}, not to “{reference['form']}”"


def verify_folder(out: Path) -> dict[Path, list[Untrue]]:
    """Each finished PDF and EPUB in a build folder with what is untrue of `index.json` there."""
    index = json.loads((out / "index.json").read_text("utf-8"))
    found = {file: verify_pdf(file.read_bytes(), index) for file in sorted(out.glob("*.pdf"))}
    return found | {
        file: verify_epub(file.read_bytes(), index) for file in sorted(out.glob("*.epub"))
    }


def _ids_by_file(files: Mapping[str, etree._Element]) -> dict[tuple[str, str], etree._Element]:
    return {
        (name, element.get("id", "")): element
        for name, root in files.items()
        for element in root.iter()
        if element.get("id")
    }


def _target(page: str, href: str) -> tuple[str, str]:
    file, _, anchor = href.partition("#")
    return (str(PurePosixPath(page).parent / file) if file else page, anchor)
