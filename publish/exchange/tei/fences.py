"""Blocks inside a fenced div of Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from publish.exchange.linemap import Piece
from publish.exchange.tei.inline import quoted

EMBEDDED = ("quoted", "letter", "enclosure", "marginalia")


def fenced(
    kind: str,
    inside: Sequence[Piece],
    lines: tuple[int, ...],
    title: str = "",
    by: str = "",
    language: str = "",
) -> list[Piece]:
    """Blocks inside a div; nothing if there are none."""
    if not inside and not title:
        return []
    values = (f" title={quoted(title)}" if title else "") + (f" by={by}" if by else "")
    values += f" lang={language}" if language else ""
    opening = f"::: {{.{kind}{values}}}" if values else f"::: {kind}"
    if kind not in EMBEDDED and all(piece.kind in ("paragraph", "verse") for piece in inside):
        said = "\n\n".join(piece.text for piece in inside)
        return [Piece("div", f"{opening}\n{said}\n:::", lines)]
    return [Piece("open", opening, lines[:1]), *inside, Piece("close", ":::", lines[-1:])]
