"""Passages that refer to something, and the anchors put around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from publish.apparatus.model import How, Kind, Passage, Reference
from publish.apparatus.passages import Block, Element, add_class, classes, wrap
from publish.apparatus.units import Piece, Unit
from publish.problems import Place

CONTEXT = 60  # characters to either side of a passage
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


@dataclass(slots=True)
class Hit:
    """A passage of a block that refers to something, before it has an anchor."""

    start: int
    end: int
    kind: Kind
    targets: tuple[str, ...]
    subhead: str
    how: How
    reason: str


@dataclass(slots=True)
class Work:
    """One unit while it is annotated."""

    unit: Unit
    blocks: dict[str, tuple[Piece, Block]]
    unindexed: frozenset[str]  # people whose mentions no index shows
    references: list[Reference] = field(default_factory=list)
    lines: list[str] = field(init=False)
    anchors: int = 0

    def __post_init__(self) -> None:
        self.lines = self.unit.source.body.text.split("\n")

    def next_anchor(self) -> str:
        self.anchors += 1
        return f"r-{self.unit.id}-{self.anchors}"


def passages_of(work: Work) -> list[Passage]:
    """The blocks of a text as they are searched."""
    return [
        Passage(key, block.text, piece.where, block.unsearched)
        for key, (piece, block) in work.blocks.items()
    ]


def put_anchors(work: Work, piece: Piece, block: Block, hits: list[Hit]) -> None:
    """Put one anchor around each cluster of overlapping hits and record their references."""
    ranges: list[tuple[int, int, Element]] = []
    ident = block.element.get("id")
    for cluster in _clusters(hits):
        if ident and all(_is_unindexed(hit, work) for hit in cluster):
            # no locator leads there: the block's own id will do, and the page is set faster
            for hit in cluster:
                for target in hit.targets:
                    work.references.append(
                        reference_to(work, piece, block, hit, target, block.element)
                    )
            continue
        start, end = min(h.start for h in cluster), max(h.end for h in cluster)
        element = etree.Element("span", {"id": work.next_anchor()})
        for hit in cluster:
            _dress(element, hit)
            for target in hit.targets if hit.kind is not Kind.TERM else ():
                work.references.append(reference_to(work, piece, block, hit, target, element))
        ranges.append((start, end, element))
    wrap(block, ranges)


def _is_unindexed(hit: Hit, work: Work) -> bool:
    return hit.kind is Kind.PERSON and work.unindexed.issuperset(hit.targets)


def _clusters(hits: list[Hit]) -> Iterator[list[Hit]]:
    cluster: list[Hit] = []
    reach = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        if cluster and hit.start >= reach:
            yield cluster
            cluster = []
        reach = max(reach, hit.end) if cluster else hit.end
        cluster.append(hit)
    if cluster:
        yield cluster


def _dress(element: Element, hit: Hit) -> None:
    match hit.kind:
        case Kind.PERSON:
            add_class(element, "name")
        case Kind.SUBJECT:
            add_class(element, "index-point")
        case Kind.TERM:
            element.tag = "a"
            element.set("href", f"#term-{hit.targets[0]}")
            add_class(element, "term")


def reference_to(
    work: Work, piece: Piece, block: Block, hit: Hit, target: str, element: Element
) -> Reference:
    """The row of a passage that refers to `target`; `element` is its anchor."""
    return Reference(
        kind=hit.kind,
        target=target,
        subhead=hit.subhead,
        how=hit.how,
        where=piece.where,
        text=work.unit.id,
        note=piece.note,
        note_number=work.unit.numbers.get(piece.note, 0),
        anchor=element.get("id", ""),
        end_anchor="",
        form=block.text[hit.start : hit.end],
        reason=hit.reason,
        place=place_of(work, piece, block, hit.start),
        context=context(block.text, hit.start, hit.end),
        line=kind_of_line(block),
    )


def kind_of_line(block: Block) -> str:
    """ "heading", or the class of the div around a block: "salutation"; "" for plain text."""
    if block.element.tag in HEADINGS:
        return "heading"
    around = next((e for e in block.element.iterancestors("div") if e.get("class")), None)
    return classes(around)[0] if around is not None else ""


def context(text: str, start: int, end: int) -> str:
    """The words around a passage of a block."""
    return text[max(0, start - CONTEXT) : end + CONTEXT].strip()


def place_of(work: Work, piece: Piece, block: Block, start: int) -> Place:
    """The line of the source that holds the passage: the first that has its words.

    Marks and typed quotes may stand between the words, so fewer words are tried in turn.
    """
    first = work.unit.source.body.place.line
    words = block.text[start : start + 40].split()
    for length in (4, 2, 1):
        wanted = " ".join(words[:length])
        for number in range(max(0, piece.place.line - first), len(work.lines)):
            if wanted and wanted in work.lines[number]:
                return Place(piece.place.file, first + number)
    return piece.place
