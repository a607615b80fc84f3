"""A stretch of a part laid out: some of its units, from a seam on."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from pathlib import Path

from weasyprint import CSS
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from publish.pdf.engine import Flow, State, Style
from publish.pdf.fetcher import MANUSCRIPT, FolderFetcher
from publish.pdf.flow import Copy, Places, page_source, place_json
from publish.pdf.model import Order, Seam, Sheet
from publish.pdf.reading import Reader
from publish.pdf.sheets import Setter
from publish.pdf.stylesheet import STYLES, common_css
from publish.pdf.tree import Tree
from publish.pdf.typefaces import faces, font_face_css

FIRST = Seam(0, "null", "", (), False)
NOWHERE = Seam(-1, "null", "", (), True)  # between pages that do not part among the units

# The named page of the style sheet on which a seam goes on, from how many pages are before and the
# unit that goes on or begins there, with whether it goes on.
NameOfPage = Callable[[int, tuple[int, bool] | None], str]


def _no_name(number: int, place: tuple[int, bool] | None) -> str:
    return ""


class Stretch:
    """The units of a part from `first` to before `end`, in the part's style and `css` after it."""

    def __init__(self, order: Order, copy: Copy, first: int, end: int, css: str = "") -> None:
        style = gone_further(order.css, css) if css else style_of(order.css)
        source = page_source(order, copy, first, end)
        fetcher = FolderFetcher([Path(order.root), STYLES])
        tree = Tree(source, MANUSCRIPT, fetcher)
        self._copy = copy
        self._flow = Flow(tree, style)
        self._places = Places(self._flow, source, copy, first)
        self._setter = Setter(tree, style)

    @property
    def regular(self) -> bool:
        """Whether its seams can be compared with those of another layout."""
        return self._places.regular

    def add_css(self, css: str) -> None:
        """Let the style go further, for pages of names that none had before."""
        self._flow.add_style(CSS(string=css))

    def only_sheet(self) -> tuple[Sheet, float]:
        """The first page alone, and the height in pt of what stands on it."""
        page, _ = next(self._flow.pages())
        reader = Reader(self._copy.prepared.texts)
        height = float(page.children[0].margin_height()) * 0.75
        return self._setter.sheet(page, reader.read_page(page)), height

    def sheets(
        self, start: Seam, number: int = 0, name: NameOfPage = _no_name
    ) -> Iterator[tuple[Sheet, Seam | None]]:
        """Each sheet with the seam after it, None after the last; `number` are before the first.

        `name` says which named page of the style comes next, from how many sheets are before
        it and where in which unit it begins.
        """
        state = None if start == FIRST else self._places.state(start)
        open_ids = set() if state is None else self._places.open_ids(state)
        reader = Reader(self._copy.prepared.texts, start.read, open_ids)

        def page_name(made: int, state: State | None) -> str:
            place = None if state is None else self._places.unit(state)
            return name(number + made, None if place is None else (place[0], place[1] is not None))

        for page, after in self._flow.pages(state, page_name):
            sheet = self._setter.sheet(page, reader.read_page(page))
            yield sheet, None if after is None else self._seam(after, reader)

    def _seam(self, state: State, reader: Reader) -> Seam:
        place = self._places.unit(state) if self.regular else None
        if place is None:
            return NOWHERE
        unit, inside = place
        read = reader.read_so_far(self._copy.blocks[unit]) if inside is not None else ()
        return Seam(unit, place_json(inside), state.page, read, state.carried)


@functools.lru_cache(maxsize=4)
def style_of(css: str) -> Style:
    """Parse a style sheet and load the fonts once for all galleys of a process."""
    style = Style(FontConfiguration(), CounterStyle(), ())
    common = common_css() if css.startswith(common_css()) else ""
    own = "".join(map(font_face_css, faces())) + css.removeprefix(common)
    return style._replace(sheets=(parsed(common), _sheet(own, style)))


@functools.lru_cache(maxsize=4)
def gone_further(css: str, further: str) -> Style:
    """The style with another sheet behind its own, in the same fonts: words are shaped once."""
    style = style_of(css)
    return style._replace(sheets=(*style.sheets, _sheet(further, style)))


@functools.lru_cache(maxsize=4)
def parsed(css: str) -> CSS:
    """A style sheet without fonts and counters of its own, parsed for all styles it is part of."""
    return CSS(string=css, base_url=STYLES.as_uri() + "/")


def _sheet(css: str, style: Style) -> CSS:
    return CSS(
        string=css,
        base_url=STYLES.as_uri() + "/",
        font_config=style.fonts,
        counter_style=style.counters,
        url_fetcher=FolderFetcher({face.path.parent for face in faces()} | {STYLES}),
    )
