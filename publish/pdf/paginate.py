"""PAGINATE: the book laid out part by part, and the page map of the whole."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from publish.book.model import FILLED_KINDS, Book, Part, PartKind
from publish.pagemap import PageMap
from publish.pdf.folios import PageMaps
from publish.pdf.model import BLANK, Galley, Laid, Order, PageSize, Spot
from publish.pdf.prepare import page_references
from publish.pdf.press import Press
from publish.pdf.stylesheet import page_css
from publish.problem_codes import CODES
from publish.problems import Problem

Fill = Callable[[Part, PageMap], str]
Meanwhile = Callable[[Laid], None]

# First the parts that need no page numbers, then contents and index. Contents of another length
# than those of the last build, or than guessed, move pages; a page reference of another width
# may move a line.
MAX_ROUNDS = 5
DEFAULT_SIZE = PageSize()
_LISTED_ON_A_PAGE = 30  # entries of the contents, about


def paginate(
    book: Book,
    fill: Fill,
    press: Press,
    *,
    size: PageSize = DEFAULT_SIZE,
    folio_hints: Mapping[str, str] | None = None,
    at_first: Callable[[PageMap | None], None] | None = None,
    meanwhile: Meanwhile | None = None,
) -> Laid:
    """Lay out the book and say where everything stands.

    `fill` gives the HTML of the contents and the index from a page map; it is called again
    until its answer no longer changes. `size` is the trimmed page in pt, `folio_hints` maps
    anchors to the page numbers of an earlier build (they only save rounds). `at_first` is
    called while the parts that need no page numbers are laid out, with the page map of the last
    build, if that had the same parts; `meanwhile`, with the book as far as it is laid out, while
    contents and index are. What the renderer complained of stands
    in `Laid.problems`.
    """
    orders = [_order(book, part, size, folio_hints or {}) for part in book.parts]
    pagemaps = PageMaps(book.parts)

    def begin() -> None:
        if at_first is not None:
            last = press.last(orders)
            at_first(pagemaps.of(last) if len(last) == len(orders) else None)

    first = _first_galleys(book.parts, orders, press, begin)
    verso_head = book.metadata.short_title or book.metadata.title

    def so_far(galleys: Sequence[Galley], pagemap: PageMap) -> None:
        if meanwhile is not None:
            meanwhile(Laid(pagemap, book.parts, tuple(galleys), verso_head, size))

    galleys, pagemap, unsettled = _settle(book, fill, orders, first, pagemaps, press, so_far)
    checked = _with_problems(book.parts, galleys, pagemap, unsettled)
    return Laid(pagemap, book.parts, checked, verso_head, size)


def _order(book: Book, part: Part, size: PageSize, folios: Mapping[str, str]) -> Order:
    html = part_html(part, "".join(section.html for section in part.sections))
    return Order(
        part=part.id,
        title=part.title or book.metadata.title,
        language=book.metadata.language,
        html=html,
        css=page_css(size),
        size=size,
        folios=_known_folios(html, folios),
        root=book.root,
    )


def part_html(part: Part, content: str) -> str:
    """The part's sections inside the element that its style hangs on."""
    opener = " opener-part" if part.opener else ""
    return f'<main class="part {part.kind.value}{opener}">{content}</main>'


def _known_folios(html: str, folios: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    known = page_references(html) if folios else ()
    return tuple((anchor, folios[anchor]) for anchor in known if anchor in folios)


def _settle(
    book: Book,
    fill: Fill,
    orders: list[Order],
    galleys: list[Galley],
    pagemaps: PageMaps,
    press: Press,
    so_far: Callable[[Sequence[Galley], PageMap], None],
) -> tuple[list[Galley], PageMap, set[str]]:
    """Lay out again what page numbers change, until nothing changes or rounds run out.

    Returns galleys, page map and the ids of parts that still changed in the last round.
    """
    pagemap = pagemaps.of(galleys)
    for number in range(MAX_ROUNDS):
        wanted = [
            _revised(part, order, fill, pagemap)
            for part, order in zip(book.parts, orders, strict=True)
        ]
        meanwhile = functools.partial(so_far, galleys, pagemap) if number == 0 else None
        galleys_of_wanted = press.lay_out_all(wanted, meanwhile)
        settled = wanted == orders
        changed = {new.part for new, old in zip(wanted, orders, strict=True) if new != old}
        orders, galleys = wanted, galleys_of_wanted
        pagemap = pagemaps.of(galleys)
        if settled:
            return galleys, pagemap, set()
    return galleys, pagemap, changed


def _first_galleys(
    parts: Sequence[Part],
    orders: Sequence[Order],
    press: Press,
    meanwhile: Callable[[], None],
) -> list[Galley]:
    """The galleys of all parts that need no page numbers; the last ones, or guesses, of others."""
    pairs = list(zip(parts, orders, strict=True))
    filled = [order for part, order in pairs if part.kind in FILLED_KINDS]
    fixed = [order for part, order in pairs if part.kind not in FILLED_KINDS]
    laid = press.lay_out_all(fixed, meanwhile)
    done = {galley.part: galley for galley in (*press.last(filled), *laid)}
    listed = sum(part.in_contents for part in parts)
    return [done.get(part.id) or _guessed_galley(part, listed) for part in parts]


def _guessed_galley(part: Part, listed: int) -> Galley:
    """Stands for contents or index before they are known, with their sections on page one."""
    first = {section.id: Spot(0, 0.0, 0.0) for section in part.sections}
    pages = 1 + listed // _LISTED_ON_A_PAGE if part.kind is PartKind.CONTENTS else 1
    sheets = (BLANK,) * pages
    return Galley(part.id, sheets, (), (), first, (), (), "", frozenset(), ())


def _revised(part: Part, order: Order, fill: Fill, pagemap: PageMap) -> Order:
    """The order as the page map wants it; the same object if it is so already."""
    html = part_html(part, fill(part, pagemap)) if part.kind in FILLED_KINDS else order.html
    folios = {
        anchor: pagemap.folio(anchor)
        for anchor in page_references(html)
        if anchor in pagemap.anchors
    }
    revised = replace(order, html=html, folios=tuple(sorted(folios.items())))
    return order if revised == order else revised


def _with_problems(
    parts: Sequence[Part], galleys: Sequence[Galley], pagemap: PageMap, unsettled: set[str]
) -> tuple[Galley, ...]:
    """Add to each galley the problems that only the whole book shows."""
    checked = []
    for part, galley in zip(parts, galleys, strict=True):
        late = _dead_links(galley, pagemap)
        if part.id in unsettled:
            late.append(_not_settled(part))
        checked.append(replace(galley, problems=(*galley.problems, *late)))
    return tuple(checked)


def _dead_links(galley: Galley, pagemap: PageMap) -> list[Problem]:
    dead = sorted(anchor for anchor in galley.links if anchor not in pagemap.anchors)
    return [
        Problem(galley.part, 1, "E907", f"Link to '{anchor}' leads nowhere.", CODES["E907"].hint)
        for anchor in dead
    ]


def _not_settled(part: Part) -> Problem:
    code = "E906" if part.kind in FILLED_KINDS else "E905"
    message = f"The page numbers of this part still change after {MAX_ROUNDS} rounds."
    return Problem(part.id, 1, code, message, CODES[code].hint)
