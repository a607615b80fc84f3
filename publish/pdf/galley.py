"""Lay out one part: HTML and style in, sheets and their facts out.

Layout runs forward: a page depends on where the one before it ended and on the text that
follows, a little beyond its own foot. So after a correction only the pages from just
before it are laid out, up to the first seam at which everything is as it was; the
sheets before and after are those of the earlier galley.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from publish.pagemap import Points
from publish.pdf.columns import Columns, has_columns
from publish.pdf.engine import adapt_engine
from publish.pdf.fetcher import MANUSCRIPT
from publish.pdf.flow import Copy, copy_of, stretch_end
from publish.pdf.fontfile import fonts_of
from publish.pdf.model import Galley, Order, PageSize, Seam, Sheet, SheetFacts, packed
from publish.pdf.prepare import link_targets, parse, prepare
from publish.pdf.reading import locate
from publish.pdf.stretch import FIRST, NOWHERE, Stretch
from publish.problem_codes import CODES
from publish.problems import Problem

_MESSAGES = (
    (re.compile(r"Failed to load (image|inline SVG)"), "E903"),
    (re.compile(r"has no required alt description"), "E904"),
)
_MISSING = re.compile(r'unsupported by fonts: "(.+)" \(U\+')
_NAMED = 5  # of the characters that no typeface has
_AROUND = 30  # characters before the first of them, and from it on
# Bytes of text to lay out after a correction at first, and how many times more each time that
# the old seams were not met in them; a page holds about 3,500.
_STRETCH, _FURTHER = 14_000, 16


_SAMPLE = "Incomprehensibilities notwithstanding, <em>correspondence</em> followed. "


@dataclass(frozen=True, slots=True)
class _Run:
    """Sheets laid out one after the other, with the seam before each; if more follow, also that
    before them."""

    sheets: list[Sheet]
    seams: list[Seam]

    @property
    def ended(self) -> bool:
        """Whether no sheet follows."""
        return len(self.seams) == len(self.sheets)


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
        columns = Columns(order, copy) if has_columns(copy.prepared.root) else None
        setting = _Setting(order, copy, columns)
        run = None if earlier is None else _corrected(setting, earlier)
        if run is None or records:
            records.clear()
            run = setting.run(_Run([], []), FIRST, len(copy.units)) or _Run([], [])
        sheets = run.sheets if columns is None else columns.pages(run.sheets, run.seams)
    return Galley(
        part=order.part,
        facts=tuple(map(SheetFacts.of, sheets)),
        packed_sheets=packed(sheets),
        packed_columns=packed(() if columns is None else run.sheets),
        fonts=fonts_of(sheets),
        points=Points.of(locate(sheets, copy.prepared.marks)),
        seams=tuple(run.seams),
        units=copy.digests,
        frame=copy.frame,
        links=tuple(sorted(links)),
        problems=tuple(sorted(_problems(order, records))),
    )


def load_style(css: str, size: PageSize, language: str) -> None:
    """Load what every galley in a style needs, before the first of them comes.

    That is the style sheet, its fonts and the rules by which words of the language are divided:
    all of it is looked up when a few lines are set.
    """
    lay_out(Order("", "", language, f"<main><p>{_SAMPLE * 9}</p></main>", css, size, (), ""))


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the units of a part are set: down pages, or down columns."""

    order: Order
    copy: Copy
    columns: Columns | None

    def stretch(self, first: int, end: int) -> Stretch:
        if self.columns is not None:
            return self.columns.stretch(first, end)
        return Stretch(self.order, self.copy, first, end)

    def run(self, before: _Run, start: Seam, end: int, ends: Collection[Seam] = ()) -> _Run | None:
        """What stands before, and the sheets from `start` on up to the first of `ends`, or to the
        last that the units up to `end` decide. None if a layout can't begin at `start`.
        """
        whole = end == len(self.copy.units)
        stretch = self.stretch(start.unit, end)
        if before.sheets and not stretch.regular:
            return None
        columns, sheets, seams = self.columns, list(before.sheets), [*before.seams, start]
        decided = len(sheets)
        laid_out = (
            stretch.sheets(start)
            if columns is None
            else stretch.sheets(start, decided, columns.page_name)
        )
        for sheet, after in laid_out:
            sheets.append(
                sheet if columns is None else columns.headed(sheet, len(sheets), seams[-1])
            )
            if after is None:
                break
            seams.append(after)
            # A page that ends in the last unit may end there for want of text.
            if not whole and after.unit + 1 >= end:
                break
            if not after.carried:
                decided = len(sheets)
            if after in ends:
                break
        if whole and after is None:
            return _Run(sheets, seams)
        return _Run(sheets[:decided], seams[: decided + 1])


def _corrected(setting: _Setting, earlier: Galley) -> _Run | None:
    """The run with only the pages laid out that a correction can have changed.

    None if the part is not of a kind that allows it, or was not laid out without fault.
    """
    copy = setting.copy
    if earlier.frame != copy.frame or earlier.problems:
        return None
    kept = _Run(list(earlier.set_sheets), list(earlier.seams))
    if earlier.units == copy.digests:
        return kept
    same_before = _common(earlier.units, copy.digests)
    rest = min(len(earlier.units), len(copy.digests)) - same_before
    same_after = min(_common(earlier.units[::-1], copy.digests[::-1]), rest)
    changed_end = len(copy.digests) - same_after
    moved = len(copy.digests) - len(earlier.units)
    ends = {
        seam._replace(unit=seam.unit + moved): number
        for number, seam in enumerate(earlier.seams)
        if seam.unit + moved >= changed_end and not seam.carried
    }
    first = _first_page(earlier.seams, same_before)
    run, start = _Run(kept.sheets[:first], kept.seams[:first]), kept.seams[first]
    length = _STRETCH
    while True:
        end = stretch_end(copy.units, max(start.unit, changed_end), length)
        longer = setting.run(run, start, end, ends)
        if longer is None or longer.ended or longer.seams[-1] in ends:
            return longer and _joined(longer, kept, ends, moved)
        *seams, start = longer.seams
        run = _Run(longer.sheets, seams)
        length *= _FURTHER


def _joined(run: _Run, kept: _Run, ends: Mapping[Seam, int], moved: int) -> _Run:
    """A run, and behind the seam at which it met the earlier one what followed there."""
    if run.ended:
        return run
    page = ends[run.seams[-1]]
    further = [seam._replace(unit=seam.unit + moved) for seam in kept.seams[page:]]
    return _Run([*run.sheets, *kept.sheets[page:]], [*run.seams[:-1], *further])


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many elements two sequences have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))


def _first_page(seams: Sequence[Seam], unit: int) -> int:
    """The page before the one on which a unit begins, or the last before it to start from.

    The page before may end as it does because of how the unit begins.
    """
    after = (
        number
        for number, seam in enumerate(seams)
        if seam == NOWHERE or seam.unit > unit or (seam.unit == unit and seam.path != "null")
    )
    page = max(next(after, len(seams)) - 2, 0)
    while page and seams[page].carried:
        page -= 1
    return page


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


def _problems(order: Order, messages: Sequence[str]) -> set[Problem]:
    missing = {found[1] for message in messages if (found := _MISSING.search(message))}
    others = {_problem(order, each) for each in messages if not _MISSING.search(each)}
    return others | ({_missing_characters(order, missing)} if missing else set())


def _missing_characters(order: Order, missing: set[str]) -> Problem:
    """One problem for all characters of a part that no typeface has, with the words around one."""
    text = " ".join("".join(parse(order.html).itertext()).split())
    named = ", ".join(f"“{each}” (U+{ord(each[0]):04X})" for each in sorted(missing)[:_NAMED])
    more = f" and {len(missing) - _NAMED} others" if len(missing) > _NAMED else ""
    at = min((text.find(each) for each in missing if each in text), default=0)
    around = text[max(0, at - _AROUND) : at + _AROUND]
    message = f"No typeface of the book has {named}{more}: “…{around}…”."
    return Problem(order.part, 1, "E902", message, CODES["E902"].hint)


def _problem(order: Order, message: str) -> Problem:
    code = next((code for pattern, code in _MESSAGES if pattern.search(message)), "E901")
    message = message.replace(MANUSCRIPT, "").rstrip(".") + "."
    return Problem(order.part, 1, code, message, CODES[code].hint)
