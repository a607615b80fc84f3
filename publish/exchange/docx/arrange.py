"""Order, numbers and chapters of the documents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from publish.exchange.docx.fields import stated_number, year_of
from publish.exchange.docx.header import Header, read_header
from publish.exchange.docx.profile import WordProfile
from publish.exchange.docx.split import Text
from publish.exchange.ids import make_id
from publish.exchange.log import ImportLog

ALL_IN_ONE = "documents"  # folder of the only chapter, if nothing divides the documents


@dataclass(slots=True)
class Placed:
    """A document with its header, chapter and number."""

    text: Text
    header: Header
    chapter: str = ""
    folder: str = ""
    number: int = 0
    id: str = ""


def place_documents(
    texts: list[Text], profile: WordProfile, log: ImportLog
) -> tuple[list[Placed], dict[str, str]]:
    """Documents in the order of the book, and the title of each chapter's folder.

    A chapter is a subfolder, a heading above the documents, or else the year of the date.
    Numbers run on through the book: those given are kept if they do, else all are counted.
    """
    placed = []
    for text in texts:
        if text.kind == "document":
            header, text.blocks = read_header(text.heading, text.blocks, profile)
            placed.append(Placed(text, header))
    folders = _chapters(placed, texts)
    order = sorted(set(folders))
    placed.sort(key=lambda p: (order.index(p.folder), stated_number(p.header)))
    given = [stated_number(p.header) for p in placed]
    counted = list(range(1, len(placed) + 1))
    if any(given) and given != counted:
        log.doubt(
            "numbers", 1, "The numbers given do not run 1, 2, 3 …",
            "The documents were counted anew; the repairs “number” list each.",
        )  # fmt: skip
    digits = max(3, len(str(len(placed))))
    for number, one in zip(counted, placed, strict=True):
        one.number, one.id = number, f"{number:0{digits}}"
    return placed, {folder: folders[folder] for folder in order}


def _chapters(placed: list[Placed], texts: list[Text]) -> dict[str, str]:
    """Give each document its folder; returns the folders with their titles."""
    named = [t.chapter for t in texts if t.chapter]
    years = [year_of(p.header) for p in placed]
    titles = list(dict.fromkeys(named)) if named else sorted(set(filter(None, years)))
    last = titles[0] if titles else ALL_IN_ONE
    for one, year in zip(placed, years, strict=True):
        last = (one.text.chapter if named else year) or last
        one.chapter = last
    titles = titles or [ALL_IN_ONE]
    folders = folder_names(titles)
    for one in placed:
        one.folder = folders[one.chapter]
    return {folders[title]: title for title in titles}


def folder_names(titles: list[str]) -> dict[str, str]:
    """Folder of each chapter; a number goes before where names would sort wrongly."""
    made: dict[str, str] = {}
    for title in titles:
        made[title] = make_id(title, made.values())
    names = list(made.values())
    if names == sorted(names) and all(re.match(r"[a-z0-9]", name) for name in names):
        return made
    digits = len(str(len(titles)))
    return {
        title: f"{number:0{digits}}-{made[title]}" for number, title in enumerate(titles, start=1)
    }
