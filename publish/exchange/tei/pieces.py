"""Points and quotations: pieces of Markdown made of others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from publish.exchange.linemap import Piece


def is_text(piece: Piece) -> bool:
    """Whether it is paragraphs or points, which a point or a quotation can hold."""
    return piece.kind in ("paragraph", "item")


def as_point(inside: Sequence[Piece], lines: tuple[int, ...]) -> Piece:
    """A point that holds paragraphs and points; `lines` of the source."""
    points = [piece.kind for piece in inside] == ["paragraph", "item"]
    written = ("\n" if points else "\n\n").join(piece.text for piece in inside)
    first, *others = written.split("\n")
    return Piece(
        "item", "\n".join([f"- {first}", *(f"  {one}" if one else "" for one in others)]), lines
    )


def without_gaps(found: Sequence[Piece]) -> list[Piece]:
    """Points of one paragraph each as one list: blank lines would set them apart."""
    joined: list[Piece] = []
    for piece in found:
        if joined and all(
            one.kind == "item" and "\n\n" not in one.text for one in (joined[-1], piece)
        ):
            before = joined.pop()
            joined.append(_together("item", [before, piece], "\n"))
        else:
            joined.append(piece)
    return joined


def as_quotation(found: Sequence[Piece]) -> list[Piece]:
    """Paragraphs and points that follow each other as one quotation; others as they are."""
    quoted: list[Piece] = []
    for is_quoted, pieces in groupby(found, is_text):
        if is_quoted:
            whole = _together("paragraph", list(pieces), "\n\n")
            text = "\n".join(f"> {line}".rstrip() for line in whole.text.split("\n"))
            quoted.append(Piece(whole.kind, text, whole.lines))
        else:
            quoted += pieces
    return quoted


def _together(kind: str, pieces: Sequence[Piece], gap: str) -> Piece:
    lines = sorted({line for piece in pieces for line in piece.lines})
    return Piece(kind, gap.join(piece.text for piece in pieces), tuple(lines))
