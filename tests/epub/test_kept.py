"""What the cache keeps changes nothing but the time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from publish.book.model import Book
from publish.epub.package import package as package_with
from publish.pagemap import PageMap
from publish.problems import Problems

from .conftest import CHICAGO, known, package
from .sample import INDEX


@dataclass
class Counting:
    """A store that remembers what was put into it last."""

    entries: dict[str, bytes] = field(default_factory=dict)
    put: list[str] = field(default_factory=list)

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        return {key: self.entries[key] for key in keys if key in self.entries}

    def put_many(self, values: Mapping[str, bytes]) -> None:
        self.entries.update(values)
        self.put += values


def with_words(book: Book, old: str, new: str) -> Book:
    """The book with other words in the html of its sections."""
    parts = tuple(
        replace(part, sections=tuple(
            replace(section, html=section.html.replace(old, new)) for section in part.sections
        ))
        for part in book.parts
    )  # fmt: skip
    return replace(book, parts=parts)


def test_the_second_time_nothing_is_made(book: Book, pagemap: PageMap) -> None:
    store = Counting()
    first = package_with(book, pagemap, known(INDEX), CHICAGO, Problems(), store)
    store.put.clear()
    assert package_with(book, pagemap, known(INDEX), CHICAGO, Problems(), store) == first
    assert store.put == []


def test_a_correction_makes_one_file(book: Book, pagemap: PageMap) -> None:
    store = Counting()
    package_with(book, pagemap, known(INDEX), CHICAGO, Problems(), store)
    store.put.clear()
    corrected = with_words(book, "incomprehensibilities", "incomprehensiblenesses")
    assert corrected != book
    made = package_with(corrected, pagemap, known(INDEX), CHICAGO, Problems(), store)
    assert made == package(corrected, pagemap, INDEX, Problems())
    assert sorted(key.split("-")[1] for key in store.put) == ["facts", "text"]


@pytest.mark.parametrize(
    "change",
    [
        lambda book: replace(book, metadata=replace(book.metadata, language="de")),
        lambda book: replace(book, parts=book.parts[:-1]),
        lambda book: with_words(book, 'id="b-001-2"', 'id="b-001-two"'),
        lambda book: with_words(book, "<em>", "<em class='title'>"),
    ],
)  # fmt: skip
def test_what_else_changes_is_made_anew(book: Book, change: object, tmp_path: Path) -> None:
    store = Counting()
    package_with(book, None, known(INDEX), CHICAGO, Problems(), store)
    assert callable(change)
    changed = change(book)
    assert package_with(changed, None, known(INDEX), CHICAGO, Problems(), store) == package(
        changed, None, INDEX, Problems()
    )


def test_problems_are_found_again(book: Book) -> None:
    broken = with_words(book, 'href="#doc-002"', 'href="#doc-999"')
    broken = with_words(broken, "lock.png", "key.png")
    store = Counting()
    first, second = Problems(), Problems()
    package_with(broken, None, known(INDEX), CHICAGO, first, store)
    package_with(broken, None, known(INDEX), CHICAGO, second, store)
    assert {problem.code for problem in first} == {"E910", "E912"}
    assert list(first) == list(second)


def test_pages_that_move_are_marked_anew(book: Book, pagemap: PageMap) -> None:
    store = Counting()
    package_with(book, pagemap, known(INDEX), CHICAGO, Problems(), store)
    starts = tuple(
        replace(start, offset=start.offset + 1) if start.block == "b-002-1" else start
        for start in pagemap.starts
    )
    moved = replace(pagemap, starts=starts)
    assert starts != pagemap.starts
    made = package_with(book, moved, known(INDEX), CHICAGO, Problems(), store)
    assert made == package(book, moved, INDEX, Problems())
