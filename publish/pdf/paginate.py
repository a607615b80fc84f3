"""PAGINATE: the book laid out part by part, and the page map of the whole."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from publish.book.model import FILLED_KINDS, Book, Part, PartKind
from publish.pagemap import PageMap, Points
from publish.pdf.folios import PageMaps
from publish.pdf.model import (
    BLANK,
    NONE,
    Galley,
    Laid,
    Order,
    PageSize,
    SheetFacts,
    Spot,
    packed,
)
from publish.pdf.prepare import page_references
from publish.pdf.press import Meanwhile, Press
from publish.pdf.stylesheet import page_css
from publish.problem_codes import CODES
from publish.problems import Problem

Fill = Callable[[Part, PageMap], str]

# First the parts that need no page numbers, then contents and index. Contents of another length
# than those of the last build, or than guessed, move pages; a page reference of another width
# may move a line.
MAX_ROUNDS = 5
DEFAULT_SIZE = PageSize()
_LISTED_ON_A_PAGE = 30  # entries of the contents, about


class Beside(Protocol):
    """What the caller does while the press is at work, in steps: none is begun after that."""

    def while_text_is_set(self, last: Callable[[], PageMap | None]) -> Iterator[None]:
        """`last` gives the page map of the last build, if that had the same parts."""

    def while_index_is_set(self, laid: Laid) -> Iterator[None]:
        """`laid` is the book as far as it is set: contents and index are those of the last build,
        or guessed."""


class Nothing:
    """A caller that waits."""

    def while_text_is_set(self, last: Callable[[], PageMap | None]) -> Iterator[None]:
        yield from ()

    def while_index_is_set(self, laid: Laid) -> Iterator[None]:
        yield from ()


def paginate(
    book: Book,
    fill: Fill,
    press: Press,
    *,
    size: PageSize = DEFAULT_SIZE,
    folio_hints: Mapping[str, str] | None = None,
    beside: Beside | None = None,
) -> Laid:
    """Lay out the book and say where everything stands.

    `fill` gives the HTML of the contents and the index from a page map; it is called again
    until its answer no longer changes. `size` is the trimmed page in pt, `folio_hints` maps
    anchors to the page numbers of an earlier build (they only save rounds). What the renderer
    complained of stands in `Laid.problems`.
    """
    orders = [_order(book, part, size, folio_hints or {}) for part in book.parts]
    setting = _Setting(book, size, fill, press, PageMaps(book.parts), beside or Nothing())
    galleys, pagemap, unsettled = setting.settled(orders, setting.first_galleys(orders))
    return setting.laid(_with_problems(book.parts, galleys, pagemap, unsettled), pagemap)


def begin(book: Book, press: Press, size: PageSize = DEFAULT_SIZE) -> None:
    """Let the press begin with parts that need no page numbers; `paginate` goes on from there."""
    press.begin([_order(book, part, size, {}) for part in book.parts])


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


@dataclass(frozen=True, slots=True)
class _Setting:
    """A book that is being set."""

    book: Book
    size: PageSize
    fill: Fill
    press: Press
    pagemaps: PageMaps
    beside: Beside

    def first_galleys(self, orders: Sequence[Order]) -> list[Galley]:
        """Those of all parts that need no page numbers; the last ones, or guesses, of others."""
        pairs = list(zip(self.book.parts, orders, strict=True))
        filled = [order for part, order in pairs if part.kind in FILLED_KINDS]
        fixed = [order for part, order in pairs if part.kind not in FILLED_KINDS]
        laid = self.press.lay_out_all(
            fixed, lambda: self.beside.while_text_is_set(lambda: self._last_pages(orders))
        )
        done = {galley.part: galley for galley in (*self.press.recall(filled), *laid)}
        listed = sum(part.in_contents for part in self.book.parts)
        return [done.get(part.id) or _guessed_galley(part, listed) for part in self.book.parts]

    def _last_pages(self, orders: Sequence[Order]) -> PageMap | None:
        last = self.press.recall(orders)
        return self.pagemaps.of(last) if len(last) == len(orders) else None

    def settled(
        self, orders: list[Order], galleys: list[Galley]
    ) -> tuple[list[Galley], PageMap, set[str]]:
        """Lay out again what page numbers change, until nothing changes or rounds run out.

        Returns galleys, page map and the ids of parts that still changed in the last round.
        """
        pagemap, changed = self.pagemaps.of(galleys), {order.part for order in orders}
        meanwhile: Meanwhile | None = functools.partial(self._go_ahead, galleys, pagemap)
        for _ in range(MAX_ROUNDS):
            wanted = [
                _revised(part, order, self.fill, pagemap)
                for part, order in zip(self.book.parts, orders, strict=True)
            ]
            changed = {new.part for new, old in zip(wanted, orders, strict=True) if new != old}
            galleys, meanwhile = self.press.lay_out_all(wanted, meanwhile), None
            orders, pagemap = wanted, self.pagemaps.of(galleys)
            if not changed:
                break
        return galleys, pagemap, changed

    def _go_ahead(self, galleys: Sequence[Galley], pagemap: PageMap) -> Iterator[None]:
        return self.beside.while_index_is_set(self.laid(galleys, pagemap))

    def laid(self, galleys: Sequence[Galley], pagemap: PageMap) -> Laid:
        """The book with these galleys."""
        metadata = self.book.metadata
        verso_head = metadata.short_title or metadata.title
        return Laid(pagemap, self.book.parts, tuple(galleys), verso_head, self.size)


def _guessed_galley(part: Part, listed: int) -> Galley:
    """Stands for contents or index before they are known, with their sections on page one."""
    first = Points.of({section.id: Spot(0, 0.0, 0.0) for section in part.sections})
    pages = 1 + listed // _LISTED_ON_A_PAGE if part.kind is PartKind.CONTENTS else 1
    facts, sheets = (SheetFacts.of(BLANK),) * pages, packed((BLANK,) * pages)
    return Galley(part.id, facts, sheets, NONE, (), first, (), (), "", (), ())


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
    return [
        Problem(galley.part, 1, "E907", f"Link to '{anchor}' leads nowhere.", CODES["E907"].hint)
        for anchor in pagemap.anchors.missing(galley.links)
    ]


def _not_settled(part: Part) -> Problem:
    code = "E906" if part.kind in FILLED_KINDS else "E905"
    message = f"The page numbers of this part still change after {MAX_ROUNDS} rounds."
    return Problem(part.id, 1, code, message, CODES[code].hint)
