"""The typefaces of the book and the style sheet that declares them."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import fontpkg

TEXT_FAMILY = "EB Garamond"
FALLBACK_FAMILIES = ("Source Serif 4", "Noto Serif")
UPRIGHT_FAMILIES = ("Frank Ruhl Libre", "Amiri")  # Hebrew and Arabic, which have no italics


@dataclass(frozen=True, slots=True)
class Face:
    """One font file."""

    family: str
    style: Literal["normal", "italic"]
    path: Path


@functools.cache
def faces() -> tuple[Face, ...]:
    """Roman and italic of the text family and of those that fill in its missing glyphs."""
    styles: tuple[Literal["normal", "italic"], ...] = ("normal", "italic")
    wanted = [
        *((family, style) for family in (TEXT_FAMILY, *FALLBACK_FAMILIES) for style in styles),
        *((family, styles[0]) for family in UPRIGHT_FAMILIES),
    ]
    return tuple(
        Face(family, style, Path(fontpkg.path(family, style=style))) for family, style in wanted
    )


def font_face_css(face: Face) -> str:
    """`@font-face` of one file. No weight: the files are variable, any weight is in them."""
    return (
        f'@font-face {{ font-family: "{face.family}"; font-style: {face.style}; '
        f'src: url("{face.path.as_uri()}") }}\n'
    )
