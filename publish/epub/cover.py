"""The cover: the manuscript's picture, or one drawn from the title."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from itertools import groupby

from publish.book.model import Metadata
from publish.cache import Store
from publish.epub.pictures import Picture, Pictures
from publish.epub.render import render_once
from publish.problems import Place, Problems

DRAWN_NAME = "images/cover.svg"
_TEXT_WIDTH = 1240.0  # units of the drawing, which is 1600 by 2400
_FOOT = 2180.0  # base line of the publisher
_LETTER_WIDTH = 0.52  # of the type size, for a roman serif on average


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover's picture and what it shows, for those who cannot see it."""

    picture: Picture
    description: str


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of type in the drawing; `y` is its base line."""

    text: str
    y: float
    size: float
    italic: bool


def make_cover(metadata: Metadata, pictures: Pictures, problems: Problems, store: Store) -> Cover:
    """The manuscript's cover picture if it has one that can be used, else a drawn one.

    A picture without a description (cover-alt) gives E914.
    """
    place = Place("edition.yaml")
    if metadata.cover:
        if not metadata.cover_alt.strip():
            problems.add("E914", place, "The cover has no description.")
        picture = pictures.find(metadata.cover, place)
        if picture is not None:
            return Cover(picture, metadata.cover_alt or metadata.title)
    return Cover(_drawn(metadata, store), f"Cover: {full_title(metadata)}")


def full_title(metadata: Metadata) -> str:
    """Title and subtitle in one line."""
    return ": ".join(text for text in (metadata.title, metadata.subtitle) if text)


def cover_html(cover: Cover, store: Store) -> str:
    """The body of the cover page."""
    return render_once(store, "cover.xhtml.j2", cover=cover)


def _drawn(metadata: Metadata, store: Store) -> Picture:
    lines = _set(metadata.title, 640, 150, 18, italic=False)
    if metadata.subtitle:
        lines += _set(metadata.subtitle, lines[-1].y + 160, 84, 30, italic=True)
    lines += _contributor_lines(metadata, max(lines[-1].y + 240, 1420))
    foot = _set(metadata.publisher, _FOOT, 58, 44, italic=False)
    svg = render_once(store, "cover.svg.j2", lines=lines + foot, title=full_title(metadata))
    return Picture(DRAWN_NAME, "image/svg+xml", svg.encode())


def _contributor_lines(metadata: Metadata, y: float) -> list[_Line]:
    """Roles and names as on the title page, as many as there is room for above the foot."""
    lines: list[_Line] = []
    for role, contributors in groupby(metadata.contributors, key=lambda one: one[0]):
        lines += _set(role, y, 46, 50, italic=True)
        for _, name, _ in contributors:
            lines += _set(name, lines[-1].y + 70, 58, 44, italic=False)
        y = lines[-1].y + 110
    return [line for line in lines if line.y < _FOOT - 100]


def _set(text: str, y: float, size: float, measure: int, italic: bool) -> list[_Line]:
    """Lines of at most `measure` letters if the words allow, made smaller if they do not."""
    rows = textwrap.wrap(text, measure, break_long_words=False, break_on_hyphens=False) or [""]
    longest = max(len(row) for row in rows)
    size = min(size, _TEXT_WIDTH / (_LETTER_WIDTH * max(longest, 1)))
    return [
        _Line(row, round(y + number * size * 1.25, 1), round(size, 1), italic)
        for number, row in enumerate(rows)
    ]
