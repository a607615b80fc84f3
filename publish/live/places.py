"""From a spot on a page, or an element of the EPUB, back to the line of the manuscript."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from publish.apparatus.source_lines import block_places
from publish.book.model import PartKind
from publish.build import Made
from publish.edition.model import Document, Essay
from publish.pagemap import Position
from publish.problems import Place
from publish.prose.edition_texts import all_essays

SLACK = 3.0  # pt by which a block may begin below or right of a click on its first letter
BLOCK_IDS = ("b-", "note-", "doc-", "sec-", "person-", "term-", "ix-")


@dataclass(frozen=True, slots=True)
class Found:
    """A block: its id, where it is written, and where it begins (None: not in print)."""

    anchor: str
    place: Place
    position: Position | None


class Places:
    """Where everything of a finished book is written."""

    def __init__(self, made: Made) -> None:
        edition = made.found.edition
        self._made = made
        self._pagemap = made.book.laid.pagemap
        self._columns = {
            part.id: 2 if part.kind is PartKind.INDEX else 1 for part in made.book.book.parts
        }
        texts: list[Document | Essay] = [*all_essays(edition), *edition.documents]
        self._sources = {text.id: text for text in texts}
        self._listed = _listed_places(made)
        self._of_texts: dict[str, dict[str, Place]] = {}  # of those asked for so far

    def at(self, page: int, x: float, y: float) -> Found | None:
        """The block at a spot of a page (index from 0, pt from the left and top edge)."""
        column = self._column(page, x)
        blocks = [(name, spot) for name, spot in self._blocks_on(page) if spot.y <= y + SLACK]
        here = [one for one in blocks if self._column(page, one[1].x) == column]
        for name, _ in sorted(
            here or blocks,
            key=lambda one: (one[1].y, one[1].x <= x + SLACK, one[1].x),
            reverse=True,
        ):
            if found := self.find([name]):
                return found
        return self.find([start.block for start in self._pagemap.starts if start.page == page])

    def find(self, anchors: Sequence[str]) -> Found | None:
        """The first of some ids whose place is known."""
        for anchor in anchors:
            place = self._place(anchor)
            if place is not None:
                return Found(anchor, place, self._pagemap.anchors.get(anchor))
        return None

    def page_of(self, file: str, line: int) -> int | None:
        """Index of the page on which a line of a file is printed; None if none is."""
        known = [
            (place.line, anchor)
            for text in self._sources.values()
            if text.body.place.file == file
            for anchor, place in self._of_text(text).items()
            if anchor in self._pagemap.anchors
        ]
        before = [one for one in known if one[0] <= line] or known[:1]
        return self._pagemap.anchors[max(before)[1]].page if before else None

    def _column(self, page: int, x: float) -> int:
        size = self._made.book.laid.size
        columns = self._columns[self._pagemap.pages[page].part]
        return int(x * columns / size.width)

    def _blocks_on(self, page: int) -> Iterator[tuple[str, Position]]:
        for name, position in self._pagemap.anchors.items():
            if position.page == page and name.startswith(BLOCK_IDS):
                yield name, position

    def _place(self, anchor: str) -> Place | None:
        if anchor in self._listed:
            return self._listed[anchor]
        text = self._sources.get(_text_id(anchor, self._sources))
        return self._of_text(text).get(anchor) if text is not None else None

    def _of_text(self, text: Document | Essay) -> dict[str, Place]:
        if text.id not in self._of_texts:
            annotated = self._made.found.apparatus.texts[text.id]
            self._of_texts[text.id] = block_places(annotated, text)
        return self._of_texts[text.id]


def _text_id(anchor: str, known: Collection[str]) -> str:
    """The text of a block's id: "b-005-3", "note-005-wold", "doc-005", "sec-preface-title"."""
    rest = anchor.partition("-")[2]
    while rest and rest not in known:
        rest = rest.rpartition("-")[0]
    return rest


def _listed_places(made: Made) -> dict[str, Place]:
    """Places of what is made from lists: people, terms, headings of the index."""
    edition = made.found.edition
    places = {f"person-{person.id}": person.place for person in edition.people}
    for group in edition.glossary:
        for term in group.terms:
            places |= {f"term-{term.id}": term.place, f"term-{term.id}-meaning": term.place}
    written = {person.id: person.place for person in edition.people}
    written |= {subject.heading: subject.place for subject in edition.index.subjects}
    for entry in made.book.index.entries:
        locators = [one for part in (entry, *entry.subheads) for one in part.locators]
        meant = locators[0].references[0].target if locators else entry.heading
        if meant in written:
            places[entry.id] = written[meant]
    return places
