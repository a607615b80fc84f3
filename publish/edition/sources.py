"""Archival references as they are printed."""

from __future__ import annotations

import re

from publish.edition.model import Source

EN_DASH = "–"
# several folios: a range, a list, or a folio with its verso ("55-55ob")
SEVERAL = re.compile(r"[-–,;]|\band\b")
RANGE = re.compile(r"(?<=\w)\s*-{1,2}\s*(?=\d)")
LISTY = re.compile(r"\d+[a-zа-я]*(?:ob|об)?(?:\s*(?:[-–,;]|and)\s*\d+[a-zа-я]*(?:ob|об)?)*")


def source_line(source: Source) -> str:
    """The reference as a sentence: "RGASPI, f. 558, op. 11, d. 739, ll. 28–39."

    Archive, fond, opis, delo and listy in this order, each only if it is given; `ob` (verso)
    is kept, and folio ranges are never shortened, since "ll. 128–9" can mean another leaf.
    """
    if source.text:
        return _as_sentence(source.text)
    return _as_sentence(", ".join(part for part in archive_heading(source) if part))


def archive_heading(source: Source) -> tuple[str, str]:
    """Where a source stands in an index of archives: ("RGASPI, f. 558, op. 11", "d. 739, ll.
    28–39"); a free text is a heading of its own."""
    if source.text:
        return source.text.strip().rstrip("."), ""
    held = (source.archive, _labelled("f.", source.fond), _labelled("op.", source.opis))
    folios = f"{_folio_label(source.listy)} {_folios(source.listy)}" if source.listy else ""
    inside = (_labelled("d.", source.delo), folios)
    return ", ".join(filter(None, held)), ", ".join(filter(None, inside))


def _labelled(label: str, value: str) -> str:
    return f"{label} {value}" if value else ""


def is_folio_list(listy: str) -> bool:
    """Whether a text is folios: "38", "28-39", "55-55ob", "1, 3-4"."""
    return LISTY.fullmatch(listy.strip()) is not None


def _folio_label(listy: str) -> str:
    return "ll." if SEVERAL.search(listy) else "l."


def _folios(listy: str) -> str:
    return RANGE.sub(EN_DASH, listy.strip())


def _as_sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
