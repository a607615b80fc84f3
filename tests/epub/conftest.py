from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from publish.apparatus.index_model import Index, KnownIndex
from publish.book.model import Book
from publish.edition.index_policy import IndexPolicy
from publish.epub import package as packaging
from publish.epub.xhtml import OPS, XHTML
from publish.pagemap import PageMap
from publish.problems import Problems

from .sample import INDEX, make_book, make_pagemap

NAMESPACES = {
    "h": XHTML,
    "epub": OPS,
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def png(width: int = 8, height: int = 8) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    rows = b"".join(b"\x00" + b"\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )  # fmt: skip


class Empty:
    """A store that keeps nothing, so that everything is made."""

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        return {}

    def put_many(self, values: Mapping[str, bytes]) -> None: ...


CHICAGO = IndexPolicy()


def package(
    book: Book,
    pagemap: PageMap | None,
    index: Index | None,
    problems: Problems,
    rules: IndexPolicy = CHICAGO,
) -> bytes:
    return packaging.package(book, pagemap, known(index), rules, problems, Empty())


def known(index: Index | None) -> KnownIndex | None:
    """An index that is read already."""
    shown = repr(index and index.without_surroundings())
    return KnownIndex(shown, (), lambda: index) if index else None


@dataclass(frozen=True)
class Opened:
    """An EPUB taken apart."""

    content: bytes
    names: list[str]
    trees: dict[str, etree._Element]  # XHTML and OPF files by name inside EPUB/

    def xpath(self, file: str, path: str) -> list[etree._Element]:
        return self.trees[file].xpath(path, namespaces=NAMESPACES)

    def read(self, name: str) -> bytes:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return archive.read(name)

    @property
    def pages(self) -> dict[str, etree._Element]:
        return {name: tree for name, tree in self.trees.items() if name.endswith(".xhtml")}


def open_epub(content: bytes) -> Opened:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        trees = {
            name.removeprefix("EPUB/"): etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xhtml", ".opf"))
        }
        return Opened(content, archive.namelist(), trees)


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("manuscript")
    (folder / "images").mkdir()
    (folder / "images" / "lock.png").write_bytes(png())
    return folder


@pytest.fixture(scope="session")
def book(root: Path) -> Book:
    return make_book(root)


@pytest.fixture(scope="session")
def pagemap() -> PageMap:
    return make_pagemap()


@pytest.fixture(scope="session")
def opened(book: Book, pagemap: PageMap) -> Opened:
    problems = Problems()
    content = package(book, pagemap, INDEX, problems)
    assert list(problems) == []
    return open_epub(content)
