"""A recorded proof: what was printed on which page, and from which sources."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

FOLDER = "proofs"
SCREEN = "screen.pdf"
SOURCES = "sources"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PrintedLine(_Frozen):
    """A line of type; `top` and `bottom` in pt from the top of the page."""

    text: str
    top: float
    bottom: float


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


class ProofText(_Frozen):
    """A document, essay or list: where it begins, its notes and cross-references."""

    id: str
    title: str
    file: str
    page: int
    top: float  # pt
    notes: dict[str, str] = Field(description="Printed number by label")
    crossrefs: tuple[CrossReference, ...]


class Proof(_Frozen):
    """A proof; `sources` are SHA-256 by path."""

    name: str
    slug: str
    sources: dict[str, str]
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
    """A proof in its folder."""

    def __init__(self, folder: Path, proof: Proof) -> None:
        self.folder = folder
        self.proof = proof

    @property
    def index(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads((self.folder / "index.json").read_text("utf-8"))
        return data

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
    """The proof `name` of the build folder `out`. Raises ProofError."""
    folder = proof_folder(out, name)
    try:
        proof = Proof.model_validate_json((folder / "proof.json").read_bytes())
    except FileNotFoundError as error:
        there = ", ".join(recorded_names(out)) or "none"
        raise ProofError(
            f"There is no proof “{name}” in {out / FOLDER} (recorded: {there}). "
            f"Hint: publish proof record --name {name}"
        ) from error
    except (ValidationError, OSError) as error:
        raise ProofError(f"The proof in {folder} is damaged: record it again.") from error
    return Recorded(folder, proof)


def recorded_names(out: Path) -> list[str]:
    """Names of the proofs recorded in a build folder, sorted."""
    return sorted(path.parent.name for path in (out / FOLDER).glob("*/proof.json"))


def sha256(data: bytes) -> str:
    """Hash of some content, in hexadecimal figures."""
    return hashlib.sha256(data).hexdigest()
