"""Columns put side by side: two sheets become one."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from publish.pdf.fontfile import fonts_of
from publish.pdf.model import Link, Point, SetLine, Sheet, packed
from publish.pdf.relocate import Kind, mark, resolve
from publish.pdf.sheets import deflated, with_digest
from publish.pdf.writer import numbers

_PIECE = re.compile(rb"(/MCID )(\d+)")
_KIDS = re.compile(rb"(?<=/K\[)[^\]]*")
_PIECE_IN_KIDS = re.compile(rb"(?<![^ ])\d+(?![^ ])")


def impose(parts: Sequence[tuple[Sheet, float]]) -> Sheet:
    """One sheet of several, each moved to the right by so many pt.

    What is read first stands first. Raises ValueError if two of them hold pictures.
    """
    sheets = [sheet for sheet, _ in parts]
    with_pictures = [sheet for sheet in sheets if sheet.screen_pictures.objects] or sheets[:1]
    if len(with_pictures) > 1:
        raise ValueError("two columns of a page hold pictures")
    elements = [0, *accumulate(len(sheet.tags) for sheet in sheets)]
    pieces = [0, *accumulate(len(sheet.marked) for sheet in sheets)]
    links = [0, *accumulate(len(sheet.links) for sheet in sheets)]
    numbered = list(zip(parts, elements, pieces, links, strict=False))
    anchors: dict[str, Point] = {}
    for sheet, shift in parts:
        for anchor, point in sheet.anchors.items():
            anchors.setdefault(anchor, _moved(point, shift))
    return with_digest(
        replace(
            sheets[0],
            screen=_side_by_side(
                (_renumbered(sheet, piece), shift) for (sheet, shift), _, piece, _ in numbered
            ),
            print=_side_by_side((zlib.decompress(sheet.print), shift) for sheet, shift in parts),
            packed_fonts=packed(fonts_of(sheets)),
            screen_pictures=with_pictures[0].screen_pictures,
            print_pictures=with_pictures[0].print_pictures,
            tags=tuple(
                _tag(tag, shift, element, piece, link)
                for (sheet, shift), element, piece, link in numbered
                for tag in sheet.tags
            ),
            roots=tuple(
                root + element for (sheet, _), element, *_ in numbered for root in sheet.roots
            ),
            marked=tuple(
                tag + element for (sheet, _), element, *_ in numbered for tag in sheet.marked
            ),
            links=tuple(
                _link(link, shift, element)
                for (sheet, shift), element, *_ in numbered
                for link in sheet.links
            ),
            anchors=anchors,
            packed_lines=packed(
                [
                    SetLine(line.block, line.start, line.end, _moved(line.corner, shift))
                    for sheet, shift in parts
                    for line in sheet.lines
                ]
            ),
            start=next((sheet.start for sheet in sheets if sheet.start), None),
        )
    )


def _side_by_side(contents: Iterator[tuple[bytes, float]]) -> bytes:
    return deflated(
        b"".join(
            b"q\n1 0 0 1 %s cm\n%sQ\n" % (numbers(shift, 0), content) for content, shift in contents
        )
    )


def _renumbered(sheet: Sheet, by: int) -> bytes:
    """Content whose pieces are numbered from `by` on."""
    content = zlib.decompress(sheet.screen)
    if not by:
        return content
    return _PIECE.sub(lambda found: found[1] + b"%d" % (int(found[2]) + by), content)


def _tag(tag: bytes, shift: float, element: int, piece: int, link: int) -> bytes:
    """An element whose numbers of elements, pieces and links begin further on."""
    if not (shift or element or piece or link):
        return tag

    def value(kind: Kind, argument: bytes) -> bytes:
        if kind is Kind.ELEMENT:
            return mark(kind, int(argument) + element)
        if kind is Kind.LINK:
            return mark(kind, int(argument) + link)
        if kind is Kind.X:
            return mark(kind, round(float(argument) + shift, 3))
        return mark(kind, argument.decode())

    def kids(found: re.Match[bytes]) -> bytes:
        return _PIECE_IN_KIDS.sub(lambda number: b"%d" % (int(number[0]) + piece), found[0])

    return resolve(_KIDS.sub(kids, tag, count=1), value)


def _link(link: Link, shift: float, element: int) -> Link:
    left, bottom, right, top = link.rectangle
    moved = (round(left + shift, 3), bottom, round(right + shift, 3), top)
    return link._replace(rectangle=moved, element=link.element + element)


def _moved(point: Point, by: float) -> Point:
    return Point(round(point.x + by, 3), point.y)
