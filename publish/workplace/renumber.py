"""publish renumber: documents numbered anew when one has come or gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from publish.edition.load import load
from publish.edition.model import Document
from publish.outputs import replace_all
from publish.problems import Place, Problems

NUMBER = re.compile(rb"(?<![\w-])(number[\"']?[ \t]*:[ \t]*[\"']?)\d+")


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A document that has another number now; `file` relative to the manuscript."""

    file: str
    old: int
    new: int


def renumber(root: Path, problems: Problems) -> list[Renumbered]:
    """Number the documents of the chapters, and those of the appendix, 1, 2, 3 … as they stand:
    by chapter and number, two with one number by the names of their files.

    Only the numbers change in the files. Nothing is changed, and `problems` says why, if a file
    cannot be read: its place is not known. Raises OSError if nothing can be written.
    """
    edition = load(root, problems)
    if edition is None or problems.errors:
        return []
    in_chapters = [document for chapter in edition.chapters for document in chapter.documents]
    wrong = [*_out_of_turn(in_chapters), *_out_of_turn(edition.appendix)]
    files = {root / one.file: _with_number(root, one, new, problems) for one, new in wrong}
    if problems.errors:
        return []
    replace_all(files)
    return [Renumbered(document.file, document.number, new) for document, new in wrong]


def _out_of_turn(documents: Sequence[Document]) -> Iterator[tuple[Document, int]]:
    """Documents that have not the number of their turn, each with that number."""
    for turn, document in enumerate(documents, 1):
        if document.number != turn:
            yield document, turn


def _with_number(root: Path, document: Document, number: int, problems: Problems) -> bytes:
    """The file of a document with another number in the line of its header."""
    line = document.place_of["number"]
    lines = (root / document.file).read_bytes().split(b"\n")
    lines[line - 1], changed = NUMBER.subn(rb"\g<1>%d" % number, lines[line - 1], count=1)
    if not changed:
        message = "The number does not stand in the line of its field."
        problems.add("E011", Place(document.file, line), message, "Write “number: 5”.")
    return b"\n".join(lines)
