"""What the cache keeps changes nothing in the book but the time it takes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import publish
from publish.apparatus.annotate import annotate
from publish.book.assemble import assemble
from publish.book.model import Book
from publish.cache import Store
from publish.edition.house_style import load_house_style
from publish.edition.load import load
from publish.problems import Problems
from publish.prose.edition_texts import parse_edition

OF_EARLIER_STAGES = ("prose-", "outline-", "searched-", "annotated-", "terms-")
SPECIMEN = Path(publish.__file__).with_name("specimen")


@dataclass
class Counting:
    """A store that remembers the kinds of what was put into it."""

    entries: dict[str, bytes] = field(default_factory=dict)
    put: list[str] = field(default_factory=list)

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        return {key: self.entries[key] for key in keys if key in self.entries}

    def put_many(self, values: Mapping[str, bytes]) -> None:
        self.entries.update(values)
        self.put += [key.split("-")[0] for key in values if not key.startswith(OF_EARLIER_STAGES)]


def assembled(root: Path, store: Store) -> Book:
    problems = Problems()
    edition = load(root, problems)
    assert edition is not None
    style = load_house_style(edition.settings.house_style)
    apparatus = annotate(edition, parse_edition(edition, store), style, problems, store)
    return assemble(edition, apparatus, style, root, "2026-01-01T00:00:00Z", store)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SPECIMEN, tmp_path / "specimen"))


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_second_time_nothing_is_made(root: Path) -> None:
    store = Counting()
    first = assembled(root, store)
    store.put.clear()
    assert assembled(root, store) == first
    assert store.put == []


CORRECTIONS: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "a word": (
        lambda root: replaced(root / "years/1894/002.md", " the ", " that "),
        {"section"},
    ),
    "a biography": (
        lambda root: replaced(root / "people.yaml", "bio: ", "bio: Some "),
        {"biographies"},
    ),
    "the house style": (
        lambda root: replaced(root / "edition.yaml", "house-style: chicago", "house-style: mhra"),
        {"section", "biographies", "glossary", "opener", "half", "title"},
    ),
}


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_correction_makes_what_it_touches(root: Path, name: str) -> None:
    correct, kinds = CORRECTIONS[name]
    store = Counting()
    before = assembled(root, store)
    correct(root)
    store.put.clear()
    after = assembled(root, store)
    assert after != before
    assert after == assembled(root, Counting())
    assert set(store.put) == kinds
    if name == "a word":
        assert len(store.put) == 1
