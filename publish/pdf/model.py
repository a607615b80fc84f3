"""What passes between the steps of PAGINATE and BIND: orders, galleys, the laid-out book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import msgspec

from publish.book.model import Part
from publish.pagemap import PageMap, Points
from publish.problems import Problem

Medium = Literal["print", "screen"]


class PageSize(NamedTuple):
    """Width and height of the trimmed page in pt."""

    width: float = 441.0
    height: float = 666.0


POINTS = {"pt": 1.0, "in": 72.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "px": 0.75}


def page_size(width: str, height: str) -> PageSize:
    """CSS lengths such as "6.125in" as pt; ValueError for anything else."""
    return PageSize(_points(width), _points(height))


def _points(length: str) -> float:
    number, unit = length[:-2], length[-2:]
    if unit not in POINTS:
        raise ValueError(f"{length} is no length")
    return round(float(number) * POINTS[unit], 3)


class Point(NamedTuple):
    """A point of a sheet: pt from the left and top edge of the trimmed page."""

    x: float
    y: float


class Spot(NamedTuple):
    """A point of a galley: its page counted from 0, pt from the left and top edge."""

    page: int
    x: float
    y: float


class Start(NamedTuple):
    """Start of a galley's page: block first on it, non-space characters before the page."""

    page: int
    block: str
    offset: int


class SheetStart(NamedTuple):
    """Start of a sheet's text: block first on it, non-space characters before the sheet."""

    block: str
    offset: int


class SetLine(NamedTuple):
    """A piece of a block's text as it is set: the block's non-space characters from `start`
    to before `end`, and the left top corner of the first."""

    block: str
    start: int
    end: int
    corner: Point


class Glyph(NamedTuple):
    """A glyph that is set: its number in the font, its advance in 1/1000 em, its characters."""

    number: int
    width: float
    text: str


class FontUse(NamedTuple):
    """Glyphs set in one face: a font file at a place of its design space."""

    file: str  # absolute path of the font file
    axes: tuple[tuple[str, float], ...]  # ("wght", 400.0)
    glyphs: tuple[Glyph, ...]  # each once, by number


class Link(NamedTuple):
    """A link on a sheet: where (pt, PDF's corners), whereto, and its structure element."""

    rectangle: tuple[float, float, float, float]
    anchor: str  # id in the book, "" if it leads out of it
    address: str  # whereto out of the book, "" if inside
    element: int  # number of its element among the sheet's `tags`


class Loose(NamedTuple):
    """A PDF object that has no number yet: its body, and its data if it is a stream.

    References to other objects stand in the body as marks, see `publish.pdf.relocate`.
    """

    body: bytes
    data: bytes | None = None


class Pictures(NamedTuple):
    """What a sheet's content refers to by name, besides fonts: one dictionary, its objects."""

    resources: bytes
    objects: tuple[Loose, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page laid out as a verso, without head and folio, ready to be numbered and bound.

    Nothing in it depends on its place in the book: the binder moves it over on a recto,
    numbers its objects and resolves its links. Contents are deflated. What only few readers of
    a kept sheet want to know is packed: thousands of small things take long to unpack.
    """

    screen: bytes  # page content with marks of structure
    print: bytes  # the same in black ink, without marks
    packed_fonts: bytes
    screen_pictures: Pictures
    print_pictures: Pictures
    tags: tuple[bytes, ...]  # structure elements
    roots: tuple[int, ...]  # those of them that belong to the document itself
    marked: tuple[int, ...]  # the element of each piece of marked content
    links: tuple[Link, ...]
    anchors: Mapping[str, Point]  # of elements that begin on this page
    packed_lines: bytes
    start: SheetStart | None  # None for a page without text
    blank: bool  # left empty by a forced break
    digest: str  # of all that a PDF shows of it

    @property
    def fonts(self) -> tuple[FontUse, ...]:
        """What it sets in each face."""
        return msgspec.msgpack.decode(self.packed_fonts, type=tuple[FontUse, ...])

    @property
    def lines(self) -> tuple[SetLine, ...]:
        """Its text, in reading order."""
        return msgspec.msgpack.decode(self.packed_lines, type=tuple[SetLine, ...])


def packed(things: Sequence[FontUse] | Sequence[SetLine] | Sequence[Sheet]) -> bytes:
    """Fonts or lines as a sheet keeps them, sheets as a galley does."""
    return msgspec.msgpack.encode(things)


NONE = packed(())
NO_PICTURES = Pictures(b"<<>>", ())
BLANK = Sheet(b"", b"", NONE, NO_PICTURES, NO_PICTURES, (), (), (), (), {}, NONE, None, True, "")


class SheetFacts(NamedTuple):
    """What the book must know of each sheet, even of those that it need not open."""

    digest: str
    screen_objects: int  # elements, links and pictures
    print_objects: int  # pictures
    start: SheetStart | None
    blank: bool

    @classmethod
    def of(cls, sheet: Sheet) -> SheetFacts:
        on_screen = len(sheet.tags) + len(sheet.links) + len(sheet.screen_pictures.objects)
        in_print = len(sheet.print_pictures.objects)
        return cls(sheet.digest, on_screen, in_print, sheet.start, sheet.blank)


class Seam(NamedTuple):
    """The state of the layout between two pages: equal seams, equal pages after them.

    `unit` counts the units of the galley's flow (documents, entries, blocks) before the
    page, `path` is the renderer's place inside the unit. A seam with `carried` notes or
    floats is no place to start from.
    """

    unit: int
    path: str  # JSON of nested child indexes, "null" at the start of a unit
    page: str  # JSON of the renderer's page name, break and groups
    read: tuple[tuple[str, int], ...]  # non-space characters of the unit's blocks set before
    carried: bool


@dataclass(frozen=True, slots=True)
class Order:
    """All that decides how a galley comes out; equal orders give equal galleys."""

    part: str  # id of the Part
    title: str
    language: str  # BCP 47
    html: str  # content of <body>
    css: str
    size: PageSize  # of the trimmed page
    folios: tuple[tuple[str, str], ...]  # anchor, printed number: for page references
    root: str  # absolute path of the manuscript


@dataclass(frozen=True, slots=True)
class Galley:
    """One part laid out, without heads and folios.

    Its sheets are packed: after a correction only those of few parts are wanted.
    """

    part: str
    facts: tuple[SheetFacts, ...]  # of its pages
    packed_sheets: bytes  # its pages
    packed_columns: bytes  # what they were put together from, none if each was set whole
    fonts: tuple[FontUse, ...]  # all that its pages set in each face
    points: Points  # where everything stands that has an id; its pages counted from 0
    seams: tuple[Seam, ...]  # before each column or sheet
    units: tuple[str, ...]  # digest of each unit of the flow
    frame: str  # digest of what stands around the units
    links: tuple[str, ...]  # anchors that its links lead to, sorted
    problems: tuple[Problem, ...]

    @property
    def pages(self) -> int:
        return len(self.facts)

    @property
    def anchors(self) -> dict[str, Spot]:
        """Where everything stands that has an id."""
        names, pages, xs, ys = self.points
        return dict(zip(names, map(Spot, pages, xs, ys), strict=True))

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Its pages, unpacked."""
        return msgspec.msgpack.decode(self.packed_sheets, type=tuple[Sheet, ...])

    @property
    def set_sheets(self) -> tuple[Sheet, ...]:
        """What was laid out one after the other: columns, or pages."""
        columns = msgspec.msgpack.decode(self.packed_columns, type=tuple[Sheet, ...])
        return columns or self.sheets

    @property
    def starts(self) -> tuple[Start, ...]:
        """With what text each page begins; pages counted from 0."""
        return tuple(
            Start(number, *sheet.start)
            for number, sheet in enumerate(self.facts)
            if sheet.start is not None
        )


@dataclass(frozen=True, slots=True)
class Laid:
    """A whole book laid out: page map and galleys in the order of the parts."""

    pagemap: PageMap
    parts: tuple[Part, ...]
    galleys: tuple[Galley, ...]
    verso_head: str  # running head of left-hand pages
    size: PageSize

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything the renderer said, of all galleys."""
        return tuple(problem for galley in self.galleys for problem in galley.problems)


class Findings(NamedTuple):
    """What is wrong with a bound file, and the digests of its streams that cannot colour."""

    problems: list[Problem]
    colourless: frozenset[bytes]
