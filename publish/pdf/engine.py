"""Three things that the pinned renderer must do and has no option for.

Each replaces a function of WeasyPrint 70.0 inside the process that lays out; tests hold
each of them (`tests/pdf/test_engine.py`), so that a new version cannot pass unseen.
"""

from __future__ import annotations

import functools
import hashlib
import math
import os
from pathlib import Path
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.layout import block, inline
from weasyprint.layout.percent import percentage
from weasyprint.pdf.fonts import Font

from publish.pdf.model import FontUse
from publish.pdf.typefaces import faces

GRID_CLASS = "to-grid"
_CLOSE_ENOUGH = 0.05  # px; sums of lengths differ by rounding


@functools.cache
def adapt_engine() -> None:
    """Make this process's renderer keep the grid, leave out font programs, see no other fonts.

    `FONTCONFIG_FILE` names a configuration without folders: a glyph that none of the
    book's own fonts has is reported instead of coming from whatever the machine has.
    """
    os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
    block.block_level_layout = _block_level_layout_on_grid(block.block_level_layout)
    inline.split_first_line = _split_without_trailing_space(inline.split_first_line)
    Font.clean = _leave_out_program


def _split_without_trailing_space(original: Any) -> Any:
    """Let a space at the end of a text hang over the edge, as CSS Text 3 §4.1.3 wants.

    WeasyPrint 70.0 takes a text that fits but for its last space ("did not reach " before a
    link) for one that cannot be broken, and breaks it after its first word.
    """

    @functools.wraps(original)
    def split(text: str, style: Any, context: Any, max_width: Any, *rest: Any, **named: Any) -> Any:
        collapses = style["white_space"] in {"normal", "pre-line"}
        if max_width is None or not collapses or not text[:-1] or not text.endswith(" "):
            return original(text, style, context, max_width, *rest, **named)
        line = original(text.rstrip(" "), style, context, max_width, *rest, **named)
        if line[2] is None:
            return original(text, style, context, None, *rest, **named)
        return line

    return split


def _block_level_layout_on_grid(original: Any) -> Any:
    """Give elements of class `to-grid` the height up to the next line of the grid.

    The grid starts at the top of the page's text area, its step is the element's own
    line height. CSS has no word for it (css-rhythm's `block-step` is not implemented).
    """

    @functools.wraps(original)
    def layout(context: Any, box: Any, *arguments: Any, **named: Any) -> Any:
        if box.element is not None and box.element.get("class") == GRID_CLASS:
            adjoining = named.get("adjoining_margins") or (
                arguments[6] if len(arguments) > 6 else None
            )
            top = box.position_y + block.collapse_margin(adjoining or [0])
            box.style = box.style.copy()
            box.style["height"] = Dimension(_rest_of_line(context, box, top), "px")
        return original(context, box, *arguments, **named)

    return layout


def _rest_of_line(context: Any, box: Any, top: float) -> float:
    """Height in px from `top` to the next grid line, at most to the foot of the page."""
    step = percentage(box.style["line_height"], box.style, box.style["font_size"])
    used = float((top - context.current_footnote_area.page.content_box_y()) % step)
    if min(used, step - used) < _CLOSE_ENOUGH:
        return 0.0
    return max(0.0, min(float(step) - used, float(context.page_bottom) - top))


def _leave_out_program(font: Any, to_unicode: Any, hinting: Any) -> None:
    """Write an empty font program; the binder embeds one program for all galleys.

    Stands for `Font.clean`, which would subset and instance each face once per galley.
    """
    font.book_file = _face_files()[_digest(font.file_content)]
    font.file_content = b""


def font_uses(document: Any) -> tuple[FontUse, ...]:
    """Glyphs of each face that a written WeasyPrint document sets."""
    uses: dict[str, FontUse] = {}
    for font in document.fonts.values():
        glyphs = frozenset(font.to_unicode) | uses.get(font.hash, _NO_USE).glyphs
        file = getattr(font, "book_file", "") or uses[font.hash].file
        axes = tuple(sorted({"wght": float(font.weight), **font.variations}.items()))
        uses[font.hash] = FontUse(font.hash, file, axes, glyphs)
    return tuple(uses[name] for name in sorted(uses))


_NO_USE = FontUse("", "", (), frozenset())


@functools.cache
def _face_files() -> dict[str, str]:
    return {_digest(face.path.read_bytes()): str(face.path) for face in faces()}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def to_points(pixels: float) -> float:
    """CSS pixels to pt, rounded to a thousandth so that equal layouts compare equal."""
    points = pixels * 0.75
    return round(points, 3) if math.isfinite(points) else 0.0
