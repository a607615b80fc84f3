"""One font program for each face of the book, with the glyphs of all galleys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import uharfbuzz  # type: ignore[import-untyped]

from publish.pdf.model import FontUse

# What a CIDFontType2 with an identity map does not read (ISO 32000-1, table 126).
_UNREAD_TABLES = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "MATH", "OS/2", "STAT", "cmap",
                  "gasp", "meta", "name", "post")  # fmt: skip


def font_programs(uses: Iterable[FontUse]) -> dict[str, bytes]:
    """Font programs by the names that the galleys use.

    Names for the same file and axes share one program (the same bytes object). Glyphs keep
    their numbers, so every galley's strings stay right.
    """
    glyphs: dict[tuple[str, tuple[tuple[str, float], ...]], set[int]] = defaultdict(set)
    names: dict[str, tuple[str, tuple[tuple[str, float], ...]]] = {}
    for use in uses:
        glyphs[use.file, use.axes] |= use.glyphs
        names[use.name] = (use.file, use.axes)
    programs = {
        (file, axes): _subset(Path(file).read_bytes(), dict(axes), numbers)
        for (file, axes), numbers in sorted(glyphs.items())
    }
    return {name: programs[face] for name, face in names.items()}


def _subset(font: bytes, axes: dict[str, float], glyphs: set[int]) -> bytes:
    """A static TrueType font of `glyphs` at a place of the variable font's design space."""
    face = uharfbuzz.Face(uharfbuzz.Blob(font))
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(map(_tag, _UNREAD_TABLES))
    wanted.pin_all_axes_to_default(face)
    for axis, value in axes.items():
        wanted.pin_axis_location(face, axis, value)
    return bytes(wanted.subset(face).blob.data)


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")
