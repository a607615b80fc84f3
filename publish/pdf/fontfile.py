"""One font for each face of the book, with the glyphs of all its pages."""

from __future__ import annotations

import functools
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import uharfbuzz  # type: ignore[import-untyped]

from publish.cache import Store
from publish.kept import made_once
from publish.pdf.model import FontUse, Glyph, Sheet
from publish.pdf.store import key_of

# What a CIDFontType2 with an identity map does not read (ISO 32000-1, table 126).
_UNREAD_TABLES = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "MATH", "OS/2", "STAT", "cmap",
                  "gasp", "meta", "name", "post")  # fmt: skip
_SYMBOLIC, _SERIF, _ITALIC = 4, 2, 64  # flags of a descriptor (ISO 32000-1, table 123)
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_ROWS = 100  # of a CMap's section at most (Adobe Technical Note 5014)


class FaceName(NamedTuple):
    """A font file at a place of its design space."""

    file: str
    axes: tuple[tuple[str, float], ...]


class Font(NamedTuple):
    """All of a font that a PDF holds; measures in 1/1000 em."""

    name: str  # of the resource, and of the font
    program: bytes  # TrueType, deflated
    length: int  # of the program before
    flags: int
    ascent: int
    descent: int
    widest: int
    widths: bytes  # /W of the CIDFont
    to_unicode: bytes  # deflated


@functools.cache
def font_name(file: str, axes: tuple[tuple[str, float], ...]) -> str:
    """The name by which content refers to a face: EBGaramond-Italic-400."""
    stem = re.sub(r"\[.*", "", Path(file).stem)
    places = "".join(f"-{value:g}" for _, value in axes)
    return re.sub(r"[^A-Za-z0-9-]", "", stem + places.replace(".", "p"))


def united(uses: Iterable[FontUse]) -> dict[FaceName, dict[int, Glyph]]:
    """All glyphs of each face; the same whatever the order of the uses."""
    faces: dict[FaceName, dict[int, Glyph]] = defaultdict(dict)
    for use in uses:
        glyphs = faces[FaceName(use.file, use.axes)]
        for glyph in use.glyphs:
            glyphs[glyph.number] = best_glyph(glyphs.get(glyph.number), glyph)
    return dict(sorted(faces.items()))


def fonts_of(sheets: Iterable[Sheet], more: Iterable[FontUse] = ()) -> tuple[FontUse, ...]:
    """All that sheets, and `more`, set in each face."""
    uses = chain(more, *(sheet.fonts for sheet in sheets))
    return tuple(
        FontUse(face.file, face.axes, tuple(glyphs[number] for number in sorted(glyphs)))
        for face, glyphs in united(uses).items()
    )


def best_glyph(one: Glyph | None, other: Glyph) -> Glyph:
    """Of two uses of a glyph the one whose text says more; a small capital is a small letter."""
    if one is None or one == other:
        return other
    return max(one, other, key=lambda glyph: (len(glyph.text), glyph.text, glyph.width))


def fonts(uses: Iterable[FontUse], store: Store) -> list[Font]:
    """The fonts of a book, by face. Glyphs keep their numbers, so that content stays right."""
    used = list(united(uses).items())
    keys = [key_of("font", repr((face, sorted(glyphs.items()))).encode()) for face, glyphs in used]
    return made_once(store, Font, keys, lambda index: _font(*used[index]))


def _font(face: FaceName, glyphs: Mapping[int, Glyph]) -> Font:
    data = Path(face.file).read_bytes()
    blob = uharfbuzz.Face(uharfbuzz.Blob(data))
    extents = uharfbuzz.Font(blob).get_font_extents("ltr")
    scale = 1000 / blob.upem
    italic = _ITALIC if "Italic" in Path(face.file).stem else 0
    program = _subset(blob, dict(face.axes), set(glyphs))
    return Font(
        name=font_name(*face),
        program=zlib.compress(program),
        length=len(program),
        flags=_SYMBOLIC | _SERIF | italic,
        ascent=round(extents.ascender * scale),
        descent=round(extents.descender * scale),
        widest=round(max(glyph.width for glyph in glyphs.values())),
        widths=_widths(glyphs),
        to_unicode=zlib.compress(_to_unicode(glyphs)),
    )


def _subset(face: uharfbuzz.Face, axes: Mapping[str, float], glyphs: set[int]) -> bytes:
    """A static TrueType font of `glyphs` at a place of the variable font's design space."""
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


def _widths(glyphs: Mapping[int, Glyph]) -> bytes:
    runs: list[str] = []
    for number in sorted(glyphs):
        if number - 1 not in glyphs:
            runs.append(f"{'] ' if runs else ''}{number} [")
        runs.append(f"{glyphs[number].width:g} ")
    return f"[{''.join(runs)}]]".encode()


def _to_unicode(glyphs: Mapping[int, Glyph]) -> bytes:
    rows = [
        f"<{number:04x}> <{glyphs[number].text.encode('utf-16-be').hex()}>"
        for number in sorted(glyphs)
        if glyphs[number].text
    ]
    sections = []
    for start in range(0, len(rows), _ROWS):
        section = rows[start : start + _ROWS]
        sections.append("\n".join([f"{len(section)} beginbfchar", *section, "endbfchar"]))
    return _TO_UNICODE % "\n".join(sections).encode()
