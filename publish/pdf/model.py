"""What passes between the steps of PAGINATE and BIND: orders, galleys, the laid-out book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from publish.book.model import Part
from publish.pagemap import PageMap
from publish.problems import Problem


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


class FontUse(NamedTuple):
    """Glyphs that a galley sets in one face; `name` is the name in its PDF."""

    name: str
    file: str  # absolute path of the font file
    axes: tuple[tuple[str, float], ...]  # ("wght", 400.0)
    glyphs: frozenset[int]


@dataclass(frozen=True, slots=True)
class Order:
    """All that decides how a galley comes out; equal orders give equal galleys."""

    part: str  # id of the Part
    title: str
    language: str  # BCP 47
    html: str  # content of <body>
    css: str
    right: bool  # the first page is a right-hand page
    folios: tuple[tuple[str, str], ...]  # anchor, printed number: for page references
    root: str  # absolute path of the manuscript
    tagged: bool = True


@dataclass(frozen=True, slots=True)
class Galley:
    """One part laid out, without heads and folios.

    `pdf` names its fonts but holds no font programs: the binder embeds each once.
    """

    part: str
    pdf: bytes
    pages: int
    anchors: Mapping[str, Spot]
    starts: tuple[Start, ...]
    blanks: frozenset[int]  # pages without content, counted from 0
    fonts: tuple[FontUse, ...]
    links: frozenset[str]  # anchors that its links lead to
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A whole book laid out: page map, galleys in the order of the parts, heads."""

    pagemap: PageMap
    parts: tuple[Part, ...]
    galleys: tuple[Galley, ...]
    heads: Galley
    size: PageSize

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything the renderer said, of all galleys."""
        return tuple(
            problem for galley in (*self.galleys, self.heads) for problem in galley.problems
        )
