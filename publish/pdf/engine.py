"""What the pinned renderer must do and has no option for.

Some functions of WeasyPrint 70.0 are replaced inside the process that lays out, and its loop
over the pages is opened, so that it can start and stop between any two of them. Tests hold
each of these (`tests/pdf/test_engine.py`, `test_lines.py`), so that a new version cannot pass
unseen.
"""

from __future__ import annotations

import copy
import functools
import json
import math
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pydyf
import weasyprint.pdf
from weasyprint import CSS, DEFAULT_OPTIONS, draw, stacking
from weasyprint.css.counters import CounterStyle
from weasyprint.css.properties import Dimension
from weasyprint.document import Document
from weasyprint.draw import border
from weasyprint.formatting_structure.boxes import Box, ParentBox
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.layout import background, block, initialize_page_maker, inline, leader, preferred
from weasyprint.layout.background import layout_backgrounds
from weasyprint.layout.page import remake_page
from weasyprint.layout.percent import percentage
from weasyprint.text.fonts import FontConfiguration

from publish.pdf.balance import balancing
from publish.pdf.calls import bound_to_words
from publish.pdf.hyphens import divided_if_loose, few_in_a_row, or_divided
from publish.pdf.line_boxes import simple_line, without_layers, without_outlines
from publish.pdf.lines import drawing, learn_words, spacing, splitting
from publish.pdf.prepare import GRID_CLASS
from publish.pdf.right_to_left import with_spaces_of_the_font
from publish.pdf.shortcuts import (
    flow_of_style,
    no_background_of_style,
    pages_of_edges,
    strut_of_style,
    used_values_of_style,
    widths_of_style,
)
from publish.pdf.tree import Tree, remove_shells

_CLOSE_ENOUGH = 0.05  # px; sums of lengths differ by rounding


@functools.cache
def adapt_engine() -> None:
    """Make this process's renderer keep the grid, see no fonts but the book's, and be quick.

    `FONTCONFIG_FILE` names a configuration without folders: a glyph that none of the
    book's own fonts has is reported instead of coming from whatever the machine has.
    """
    os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
    weasyprint.pdf.build_fonts_dictionary = _no_fonts
    block.block_level_layout = _block_level_layout_on_grid(block.block_level_layout)
    _take_shortcuts()
    inline.split_first_line = mended_split(inline.split_first_line)
    inline.can_break_inside = or_divided(inline.can_break_inside)
    inline.split_inline_level = bound_to_words(inline.split_inline_level)
    inline.count_expandable_spaces = with_spaces_of_the_font(inline.count_expandable_spaces)
    inline.handle_leader = _with_one_space(inline.handle_leader)
    block.iter_line_boxes = balancing(few_in_a_row(block.iter_line_boxes))


def _take_shortcuts() -> None:
    inline.split_first_line = splitting(inline.split_first_line)
    inline.create_layout = spacing(inline.create_layout)
    draw.draw_text = drawing(draw.draw_text)
    inline.get_next_linebox = simple_line(inline.get_next_linebox)
    stacking._dispatch = without_layers(stacking._dispatch)
    border.draw_outline = draw.draw_outline = without_outlines(draw.draw_outline)
    inline.strut = strut_of_style(inline.strut)
    inline.can_break_text = functools.lru_cache(maxsize=10_000)(inline.can_break_text)
    inline.resolve_percentages = used_values_of_style(inline.resolve_percentages)
    block.resolve_percentages = inline.resolve_percentages
    preferred.split_first_line = widths_of_style(preferred.split_first_line)
    background.layout_box_backgrounds = no_background_of_style(background.layout_box_backgrounds)
    Box.is_in_normal_flow = flow_of_style(Box.is_in_normal_flow)
    ParentBox.page_values = pages_of_edges(ParentBox.page_values)


def mended_split(original: Any) -> Any:
    """What stands for the renderer's `split_first_line`, quick or slow."""
    return divided_if_loose(_split_without_trailing_space(original))


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


def _with_one_space(original: Any) -> Any:
    """Let a leader that is not seen be one space.

    WeasyPrint 70.0 fills its room with them: a page of contents had a thousand, which were copied
    with its text, and each was a piece in the structure.
    """

    @functools.wraps(original)
    def fill(context: Any, line: Any, containing_block: Any) -> None:
        _, box = leader.leader_index(line)
        if box is None:
            return
        original(context, line, containing_block)
        if box.children and not box.children[0].text.strip():
            box.children = box.children[:1]

    return fill


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


def _no_fonts(*_: Any) -> pydyf.Dictionary:
    """Stands for the fonts of a single page: the binder makes those of the whole book."""
    return pydyf.Dictionary()


class Style(NamedTuple):
    """Style sheets parsed and their fonts loaded, for any number of galleys; the last decides."""

    fonts: FontConfiguration
    counters: CounterStyle
    sheets: tuple[CSS, ...]


class State(NamedTuple):
    """Where the renderer stands between two pages.

    `resume_at` leads from the root box down to where the next page begins: child indexes
    inside each other, None for the beginning of what it leads to. `page` is JSON of the
    kind of page that comes next. What is `carried` over (notes, floats) is not in it.
    """

    resume_at: dict[int, Any] | None
    page: str
    carried: bool


PageName = Callable[[int, State | None], str]


class Flow:
    """The pages of one tree, laid out one after the other from any state."""

    def __init__(self, tree: Tree, style: Style) -> None:
        self._tree = tree
        self._context = Document._build_layout_context(
            tree,
            style.fonts,
            style.counters,
            {},
            {**DEFAULT_OPTIONS, "stylesheets": style.sheets},
        )
        remove_shells(tree.etree_element)
        self.root_box = build_formatting_structure(
            tree.etree_element,
            self._context.style_for,
            self._context.get_image_from_uri,
            tree.base_url,
            self._context.target_collector,
            style.counters,
            self._context.footnotes,
        )
        learn_words(self.root_box, *self._context.footnotes)
        initialize_page_maker(self._context, self.root_box)
        self._context.rendered_notes = []

    def add_style(self, sheet: CSS) -> None:
        """Let one more sheet decide how pages look whose kind has not been there before."""
        self._context.style_for._sheets.append((sheet, "user", None))

    def pages(
        self, start: State | None = None, name: PageName = lambda number, state: ""
    ) -> Iterator[tuple[Any, State | None]]:
        """Page boxes and the state after each (None after the last), from `start` on.

        `name` says which named page of the style sheet the next one is, from how many have
        been made here before it and the state (None before the first).
        """
        maker, index = self._context.page_maker, 0
        del maker[1:]  # of pages made here before
        if start is None:
            self._name_page(0, name(0, None))
        else:
            # As a second page: on a first one the renderer keeps the margin at the top.
            index, (break_, page_name) = 1, json.loads(start.page)
            next_page = {"break": break_, "page": page_name}
            maker.append((start.resume_at, next_page, *copy.deepcopy(maker[0][2:])))
        made = 0
        while True:
            page, resume_at = _make_page(index, self._context, self.root_box, self._tree)
            _finish(page, self._context)
            index, made = index + 1, made + 1
            if resume_at is None and not self._context.reported_footnotes:
                yield page, None
                return
            self._name_page(index, name(made, self._state(index)))
            yield page, self._state(index)

    def _name_page(self, index: int, name: str) -> None:
        if name:
            resume_at, next_page, *rest = self._context.page_maker[index]
            named = {"break": next_page["break"], "page": name}
            self._context.page_maker[index] = (resume_at, named, *rest)

    def _state(self, index: int) -> State:
        resume_at, next_page, *_ = self._context.page_maker[index]
        carried = bool(self._context.reported_footnotes or self._context.broken_out_of_flow)
        return State(resume_at, json.dumps([next_page["break"], next_page["page"]]), carried)


def _make_page(*arguments: Any) -> Any:
    return remake_page(*arguments)


# CPython (3.11 to 3.13) has its stack in chunks of 16 KB and gives one back to the system as soon
# as it is empty: a call at the end of a chunk took 12 µs instead of 0.03, and in text nested deep
# enough each line made such calls. A frame that wants more gets a chunk as large as all below it.
_make_page.__code__ = _make_page.__code__.replace(co_stacksize=8192)


def _finish(page: Any, context: Any) -> None:
    """Put together a page's boxes, as the renderer does when all pages are there."""
    root, *areas = page.children
    page.children = (root, *(area for area in areas if area.children))
    layout_backgrounds(page, context.get_image_from_uri)


def path_to(root_box: Any, element: Any) -> tuple[int, ...] | None:
    """Child indexes that lead from the root box to the block of an element; None without."""
    for index, child in enumerate(getattr(root_box, "children", ())):
        if child.element is element and child.element_tag == element.tag:
            return (index,)
        if (below := path_to(child, element)) is not None:
            return (index, *below)
    return None


def box_at(root_box: Any, path: Sequence[int]) -> Any:
    """The box that a path of child indexes leads to."""
    return functools.reduce(lambda box, index: box.children[index], path, root_box)


def to_points(pixels: float) -> float:
    """CSS pixels to pt, rounded to a thousandth so that equal layouts compare equal."""
    points = pixels * 0.75
    return round(points, 3) if math.isfinite(points) else 0.0
