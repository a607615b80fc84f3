"""The renderer's own way to do what `publish.pdf` does otherwise to be quick.

All of this runs in a process of its own, where `adapt_engine` may change the renderer.
"""

from __future__ import annotations

import functools
from types import SimpleNamespace
from typing import Any, NamedTuple

import cssselect2
from weasyprint import CSS, HTML, draw, stacking
from weasyprint.css.counters import CounterStyle
from weasyprint.draw import border
from weasyprint.formatting_structure.boxes import Box, ParentBox, TextBox
from weasyprint.layout import background, block, inline, preferred
from weasyprint.text.fonts import FontConfiguration

from publish.pdf import engine
from publish.pdf.model import PageSize
from publish.pdf.stylesheet import page_css
from publish.pdf.typefaces import faces, font_face_css

KINDS = {
    "text": "<p>x</p>",
    "emphasis": "<p><em>x</em></p>",
    "note": '<div class="notes"><div class="note"><p>x</p></div></div>',
    "note call": '<p><a class="note-call">x</a></p>',
    "half bold": "<p><strong>x</strong></p>",
    "not divided": "<h3>x</h3>",
    "unbroken": '<p><span style="white-space: nowrap">x</span></p>',
    "Russian": '<p lang="ru">x</p>',
    "small capitals": '<p><span class="smallcaps">x</span></p>',
}


class Case(NamedTuple):
    text: str
    kind: str  # of KINDS
    width: float | None  # px


# What is on the line; its bytes and those before the next line; width, height, baseline in px.
Broken = tuple[str, int, int | None, float, float, float]


def broken_in_both_ways(case: Case) -> tuple[Broken, Broken]:
    """The first line of a text, as it is in the book and as the renderer has it."""
    engine.adapt_engine()
    original = engine.mended_split(_original(inline.split_first_line))
    return _broken(inline.split_first_line, case), _broken(original, case)


def be_slow() -> None:
    """Let this process do all the work that the renderer does."""
    engine.adapt_engine()
    inline.split_first_line = engine.mended_split(_original(inline.split_first_line))
    draw.draw_text = _original(draw.draw_text)
    stacking._dispatch = _original(stacking._dispatch)
    border.draw_outline = draw.draw_outline = _original(draw.draw_outline)
    names = (
        "create_layout", "strut", "can_break_text", "resolve_percentages", "get_next_linebox",
    )  # fmt: skip
    for name in names:
        setattr(inline, name, _original(getattr(inline, name)))
    block.resolve_percentages = inline.resolve_percentages
    preferred.split_first_line = _original(preferred.split_first_line)
    background.layout_box_backgrounds = _original(background.layout_box_backgrounds)
    engine._Element = cssselect2.ElementWrapper
    Box.is_in_normal_flow = _original(Box.is_in_normal_flow)
    ParentBox.page_values = _original(ParentBox.page_values)


def _original(function: Any) -> Any:
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return function


def _broken(split: Any, case: Case) -> Broken:
    context = SimpleNamespace(dictionaries={})
    layout, *rest = split(case.text, _styles()[case.kind], context, case.width, 0)
    return (layout.text, *rest)


@functools.cache
def _styles() -> dict[str, Any]:
    fonts, counters = FontConfiguration(), CounterStyle()
    css = "".join(map(font_face_css, faces())) + page_css(PageSize())
    sheet = CSS(string=css, font_config=fonts, counter_style=counters)
    html = f'<html lang="en-US"><body>{"".join(KINDS.values())}</body></html>'
    document = HTML(string=html).render(
        stylesheets=[sheet], font_config=fonts, counter_style=counters
    )
    boxes = [box for box in document.pages[0]._page_box.descendants() if isinstance(box, TextBox)]
    return {kind: box.style for kind, box in zip(KINDS, boxes, strict=True)}
