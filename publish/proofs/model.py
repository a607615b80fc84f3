"""A recorded proof: what was printed on which page, and from which sources."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from publish.edition.suggest import did_you_mean

FOLDER = "proofs"
SCREEN = "screen.pdf"
SOURCES = "sources"
INDEX = "index.json"
PAGEMAP = "pagemap.json"
RECORD = "proof.json"
TEXT_KINDS = frozenset({".md", ".yaml"})  # sources that are kept as they are
HEADER, BODY, NOTE, ENTRY = "header", "body", "note ", "entry "


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PrintedLine(_Frozen):
    """A line of type; `top`, `bottom` and `left` in pt from the top and left of the page."""

    text: str
    top: float
    bottom: float
    left: float

    @property
    def middle(self) -> float:
        """Height of its middle, pt from the top of the page."""
        return (self.top + self.bottom) / 2


class ProofPage(_Frozen):
    """A page without its running head and folio: its lines, and hashes of what it says and
    how it looks (place of the text between the margins apart)."""

    index: int
    folio: str
    part: str
    lines: tuple[PrintedLine, ...]
    text: str = Field(description="SHA-256 of the lines")
    image: str = Field(description="SHA-256 of the rendered page")


class ProofPart(_Frozen):
    """A part of the book: its id, kind and title."""

    id: str
    kind: str
    title: str


class CrossReference(_Frozen):
    """A cross-reference as printed; `target` is the id of what it leads to."""

    target: str
    printed: str


class Piece(_Frozen):
    """Where a piece of a text begins, or goes on after the notes at the foot of a page.

    `of` is HEADER, BODY, the label of a note after NOTE, or the id of a person or term after ENTRY.
    """

    of: str
    page: int
    top: float  # pt


class ProofText(_Frozen):
    """A document, essay or list: where it and its pieces begin, its notes and cross-references."""

    id: str
    title: str
    file: str
    page: int
    top: float  # pt
    notes: dict[str, str] = Field(description="Printed number by label")
    crossrefs: tuple[CrossReference, ...]
    pieces: tuple[Piece, ...] = Field(description="In reading order")

    def piece_at(self, page: int, top: float) -> str:
        """`of` of the piece that stands `top` pt from the head of a page; "" if none does."""
        before = [piece for piece in self.pieces if (piece.page, piece.top) <= (page, top)]
        last = max(before, key=lambda piece: (piece.page, piece.top), default=None)
        return last.of if last is not None else ""


class Proof(_Frozen):
    """A proof; `sources` are SHA-256 by path, `tables` those of the files beside it."""

    name: str
    slug: str
    edition: str = Field(description="Identifier of the edition")
    sources: dict[str, str]
    tables: dict[str, str]
    parts: tuple[ProofPart, ...]
    pages: tuple[ProofPage, ...]
    texts: tuple[ProofText, ...]

    def text_at(self, page: int, top: float) -> ProofText | None:
        """The text that stands `top` pt from the head of a page (index from 0)."""
        before = [t for t in self.texts if (t.page, t.top) <= (page, top)]
        found = max(before, key=lambda text: (text.page, text.top), default=None)
        same_part = found is not None and self.pages[found.page].part == self.pages[page].part
        return found if same_part else None


class ProofError(Exception):
    """A proof that is not there or cannot be read; the message is for the user."""


class Recorded:
    """A proof in its folder, whole when it was opened."""

    def __init__(self, folder: Path, proof: Proof) -> None:
        self.folder = folder
        self.proof = proof

    @cached_property
    def index(self) -> dict[str, Any]:
        """Content of `index.json`."""
        data: dict[str, Any] = json.loads((self.folder / INDEX).read_text("utf-8"))
        return data

    @cached_property
    def anchors(self) -> dict[str, tuple[int, float]]:
        """Page (index) and height, pt from the top of the page, of every anchor."""
        table = json.loads((self.folder / PAGEMAP).read_text("utf-8"))
        return {name: (at["page"], at["y"]) for name, at in table["anchors"].items()}

    @property
    def pdf(self) -> bytes:
        return (self.folder / SCREEN).read_bytes()

    def source(self, file: str) -> str:
        """Text of a source as it was, "" if there was none."""
        path = self.folder / SOURCES / file
        return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""


def proof_folder(out: Path, name: str) -> Path:
    """Where a proof lies; ProofError if the name is not one folder's name."""
    if not name or name.startswith(".") or Path(name).name != name or "\\" in name:
        raise ProofError(f"“{name}” cannot be the name of a proof: use letters and figures.")
    return out / FOLDER / name


def open_proof(out: Path, name: str) -> Recorded:
    """The proof `name` of the build folder `out`, every file of it as it was recorded.

    Raises ProofError if it is not there or not whole.
    """
    folder = proof_folder(out, name)
    try:
        proof = Proof.model_validate_json((folder / RECORD).read_bytes())
        _check_files(folder, proof)
    except FileNotFoundError as error:
        if folder.is_dir():
            raise _damaged(folder, f"{Path(str(error.filename)).name} is missing") from error
        names = recorded_names(out)
        there = f"{out / FOLDER} (recorded: {', '.join(names) or 'none'})."
        raise ProofError(
            f"There is no proof “{name}” in {there} {did_you_mean(name, names)}".rstrip()
        ) from error
    except ValidationError as error:
        raise _damaged(folder, f"{RECORD} cannot be read") from error
    except OSError as error:
        raise _damaged(folder, f"{error.filename}: {error.strerror}") from error
    return Recorded(folder, proof)


def _check_files(folder: Path, proof: Proof) -> None:
    """Hold every file of a proof against its hash."""
    sources = {
        f"{SOURCES}/{file}": expected
        for file, expected in proof.sources.items()
        if Path(file).suffix.lower() in TEXT_KINDS
    }
    for file, expected in (proof.tables | sources).items():
        if sha256((folder / file).read_bytes()) != expected:
            raise _damaged(folder, f"{file} is not as it was recorded")


def _damaged(folder: Path, reason: str) -> ProofError:
    return ProofError(
        f"The proof in {folder} is damaged: {reason}. "
        f"Hint: delete the folder and record the proof again from the same sources."
    )


def same_edition(one: Proof, other: Proof) -> None:
    """Raise ProofError if two proofs are not of one edition."""
    if one.edition != other.edition:
        raise ProofError(
            f"Proof “{one.name}” is of {one.slug}, proof “{other.name}” of {other.slug}: "
            "only proofs of one edition can be compared."
        )


def recorded_names(out: Path) -> list[str]:
    """Names of the proofs recorded in a build folder, sorted."""
    return sorted(path.parent.name for path in (out / FOLDER).glob(f"*/{RECORD}"))


def sha256(data: bytes) -> str:
    """Hash of some content, in hexadecimal figures."""
    return hashlib.sha256(data).hexdigest()
