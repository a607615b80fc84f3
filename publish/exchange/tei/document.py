"""A document as read from TEI, and how it becomes a file of the manuscript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from publish.exchange.linemap import Piece, TextFile
from publish.exchange.tei.context import Context, Note
from publish.exchange.tei.xml import Element
from publish.exchange.yaml_text import Value

ORDER = (
    "id", "number", "from", "from-note", "to", "to-note", "date", "date-note", "date-print",
    "place", "time", "type", "type-note", "message-number", "source", "copy", "other-sources",
    "title", "form",
)  # fmt: skip


@dataclass(slots=True)
class ReadText:
    """A document or essay: header, blocks and notes, and the source that it came from."""

    id: str
    fields: dict[str, Value]
    pieces: list[Piece]
    notes: list[Note]
    file: str  # of the source
    lines: tuple[int, ...]
    words: str  # all text of the source that must come back
    dropped: Sequence[str] = ()
    added: Sequence[str] = ()
    header: str = ""  # YAML as it was typed, of a text of our own export
    path: str = ""  # in the manuscript
    chapter: str = ""
    sort_key: tuple[object, ...] = ()
    names_from: list[str] = field(default_factory=list)

    def text_file(self) -> TextFile:
        """The file, fields in the order of docs/manuscript.md."""
        header: dict[str, Value] = {
            name: self.fields[name] for name in ORDER if name in self.fields
        }
        header |= {name: value for name, value in self.fields.items() if name not in header}
        notes = [Piece("note", note.text, note.lines, note.label) for note in self.notes]
        return TextFile(self.path, self.header or header, [*self.pieces, *notes], self.lines)


def source_words(elements: Sequence[Element]) -> str:
    """All characters of some elements as the source has them."""
    return "".join("".join(element.itertext()) for element in elements)


def finished(
    context: Context,
    fields: dict[str, Value],
    pieces: list[Piece],
    source: Sequence[Element],
    words: str,
) -> ReadText:
    """Put a text together; one that has no words says so, since a file must have a text."""
    if not any(piece.kind not in ("open", "close") for piece in pieces):
        line = source[0].sourceline or 1 if source else 1
        context.doubt("text", line, f"{context.text_id} has no text.", "Give its text.")
        pieces = [*pieces, Piece("paragraph", '[]{.gap reason="no text in the source"}', (line,))]
    lines = tuple(sorted({element.sourceline or 1 for element in source}))
    return ReadText(
        context.text_id, fields, pieces, context.notes, context.file, lines, words,
        context.dropped, context.added,
    )  # fmt: skip
