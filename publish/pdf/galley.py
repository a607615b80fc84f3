"""Lay out one part: HTML and style in, sheets and their facts out.

Layout runs forward: a page depends on where the one before it ended and on the text that
follows, a little beyond its own foot. So after a correction only the pages from just
before it are laid out, up to the first seam at which everything is as it was; the
sheets before and after are those of the earlier galley.
"""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from weasyprint import CSS
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from publish.pdf.engine import Flow, State, Style, Tree, adapt_engine
from publish.pdf.fetcher import FolderFetcher
from publish.pdf.flow import Copy, Places, copy_of, page_source, place_json, stretch_end
from publish.pdf.model import Galley, Order, Seam, Sheet
from publish.pdf.prepare import link_targets, parse, prepare
from publish.pdf.reading import Reader, locate
from publish.pdf.sheets import Setter
from publish.pdf.stylesheet import STYLES
from publish.pdf.typefaces import faces, font_face_css
from publish.problem_codes import CODES
from publish.problems import Problem

_MESSAGES = (
    (re.compile(r"\.notdef glyph"), "E902"),
    (re.compile(r"Failed to load (image|inline SVG)"), "E903"),
    (re.compile(r"has no required alt description"), "E904"),
)
# Bytes of text to lay out after a correction at first, and how many times more each time
# that the old seams were not met; a page holds about 3,500.
_STRETCH, _FURTHER = 14_000, 4
_FIRST = Seam(0, "null", "", (), False)


@dataclass(frozen=True, slots=True)
class _Run:
    """Sheets laid out one after the other, with the seam before each."""

    sheets: list[Sheet]
    seams: list[Seam]


def lay_out(order: Order, earlier: Galley | None = None) -> Galley:
    """Lay out one part into sheets without heads and folios.

    `earlier` is a galley of the same part in the same style, of which unchanged pages are
    taken over; the result is the same without it. Positions are pt from the top left corner
    of the trimmed page. Whatever the renderer logs as a warning or an error comes
    back as a problem. Raises lxml.etree.XMLSyntaxError if the HTML is not well-formed.
    """
    adapt_engine()
    tree = parse(order.html)
    links = link_targets(tree)
    copy = copy_of(order, prepare(tree, dict(order.folios), order.css))
    with _renderer_log() as records:
        run = None if earlier is None else _corrected(order, copy, earlier)
        if run is None or records:
            records.clear()
            run = _whole(order, copy)
    return Galley(
        part=order.part,
        sheets=tuple(run.sheets),
        anchors=locate(run.sheets, copy.prepared.marks),
        seams=tuple(run.seams),
        units=copy.digests,
        frame=copy.frame,
        links=links,
        problems=tuple(sorted({_problem(order, record) for record in records})),
    )


def _whole(order: Order, copy: Copy) -> _Run:
    run = _Run([], [])
    stretch = _Stretch(order, copy, 0, len(copy.units))
    for seam, sheet in stretch.sheets(_FIRST):
        run.seams.append(seam)
        run.sheets.append(sheet)
    return run


def _corrected(order: Order, copy: Copy, earlier: Galley) -> _Run | None:
    """The galley with only the pages laid out that a correction can have changed.

    None if too little is as it was to be worth it, or if the part is not of a kind that
    allows it.
    """
    if earlier.frame != copy.frame or earlier.problems:
        return None
    same_before = _common(earlier.units, copy.digests)
    if earlier.units == copy.digests:
        return _Run(list(earlier.sheets), list(earlier.seams))
    rest = min(len(earlier.units), len(copy.digests)) - same_before
    same_after = min(_common(earlier.units[::-1], copy.digests[::-1]), rest)
    first = _first_page(earlier, same_before)
    changed_end = len(copy.digests) - same_after
    moved = len(copy.digests) - len(earlier.units)
    ends = {
        seam._replace(unit=seam.unit + moved): number
        for number, seam in enumerate(earlier.seams)
        if seam.unit + moved >= changed_end and not seam.carried
    }
    length = _STRETCH
    while True:
        end = stretch_end(copy.units, changed_end, length)
        run = _Run(list(earlier.sheets[:first]), list(earlier.seams[:first]))
        start = earlier.seams[first]
        stretch = _Stretch(order, copy, start.unit, end)
        if not stretch.regular:
            return None
        for seam, sheet in stretch.sheets(start):
            # A page whose seam lies in the last unit may have been made for want of text.
            safe = end == len(copy.units) or seam.unit + 1 < end
            if len(run.sheets) > first and safe and seam in ends:
                return _joined(run, earlier, ends[seam], moved)
            run.seams.append(seam)
            run.sheets.append(sheet)
        if end == len(copy.units):
            return run
        length *= _FURTHER


def _joined(run: _Run, earlier: Galley, page: int, moved: int) -> _Run:
    run.sheets.extend(earlier.sheets[page:])
    run.seams.extend(seam._replace(unit=seam.unit + moved) for seam in earlier.seams[page:])
    return run


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many elements two sequences have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))


def _first_page(earlier: Galley, unit: int) -> int:
    """The page before the one on which a unit begins, or the last before it to start from.

    The page before may end as it does because of how the unit begins.
    """
    before = [
        number
        for number, seam in enumerate(earlier.seams)
        if seam.unit < unit or (seam.unit == unit and seam.path == "null")
    ]
    page = max(len(before) - 2, 0)
    while page and earlier.seams[page].carried:
        page -= 1
    return page


class _Stretch:
    """Some units of a part, laid out from a seam on."""

    def __init__(self, order: Order, copy: Copy, first: int, end: int) -> None:
        style = _style(order.css)
        source = page_source(order, copy, first, end)
        fetcher = FolderFetcher([Path(order.root), STYLES])
        tree = Tree(source, Path(order.root).as_uri() + "/", fetcher)
        self._copy = copy
        self._flow = Flow(tree, style)
        self._places = Places(self._flow, source, copy)
        self._setter = Setter(tree, style)

    @property
    def regular(self) -> bool:
        return self._places.regular

    def sheets(self, start: Seam) -> Iterator[tuple[Seam, Sheet]]:
        """Each sheet with the seam before it."""
        state = None if start == _FIRST else self._places.state(start)
        open_ids = set() if state is None else self._places.open_ids(state)
        reader = Reader(self._copy.prepared.texts, start.read, open_ids)
        seam = start
        for page, after in self._flow.pages(state):
            yield seam, self._setter.sheet(page, reader.read_page(page))
            if after is not None:
                seam = self._seam(after, reader)

    def _seam(self, state: State, reader: Reader) -> Seam:
        place = self._places.unit(state) if self.regular else None
        if place is None:
            return Seam(0, "null", state.page, (), True)
        unit, inside = place
        read = reader.read_so_far(self._copy.blocks[unit]) if inside is not None else ()
        return Seam(unit, place_json(inside), state.page, read, state.carried)


@functools.lru_cache(maxsize=2)
def _style(css: str) -> Style:
    """Parse the style sheet and load the fonts once for all galleys of a process."""
    fonts, counters = FontConfiguration(), CounterStyle()
    fetcher = FolderFetcher({face.path.parent for face in faces()} | {STYLES})
    css = "".join(map(font_face_css, faces())) + css
    base = STYLES.as_uri() + "/"
    sheet = CSS(
        string=css, base_url=base, font_config=fonts, counter_style=counters, url_fetcher=fetcher
    )
    return Style(fonts, counters, sheet)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record.getMessage())


@contextmanager
def _renderer_log() -> Iterator[list[str]]:
    """Collect what the renderer logs, from WARNING up."""
    logger, collector = logging.getLogger("weasyprint"), _Collector()
    logger.addHandler(collector)
    try:
        yield collector.records
    finally:
        logger.removeHandler(collector)


def _problem(order: Order, message: str) -> Problem:
    code = next((code for pattern, code in _MESSAGES if pattern.search(message)), "E901")
    message = message.replace(Path(order.root).as_uri() + "/", "").rstrip(".") + "."
    return Problem(order.part, 1, code, message, CODES[code].hint)
