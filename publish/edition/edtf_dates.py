"""EDTF (Extended Date/Time Format, ISO 8601-2, levels 0-2): texts to frozen dates."""

from __future__ import annotations

import calendar
import contextlib
import io
import re
import warnings
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from publish.problems import Place, Problems

LONGEST = 100  # characters; bounds the parser's work
# Level 0 dates with at most one qualifier at the end, and intervals of them, are nearly all that
# occurs; the grammar of `edtf` needs 5 ms for each, which is seconds for a volume and its
# authority file.
COMMON = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)", re.ASCII)
OPEN = ".."
SEASONS = {
    **dict.fromkeys((21, 25), (3, 5)),
    **dict.fromkeys((22, 26), (6, 8)),
    **dict.fromkeys((23, 27), (9, 11)),
    **dict.fromkeys((24, 28), (12, 12)),  # sorted at the year's end, as EDTF orders them
    **dict.fromkeys((29,), (9, 11)),
    **dict.fromkeys((30,), (12, 12)),
    **dict.fromkeys((31,), (3, 5)),
    **dict.fromkeys((32,), (6, 8)),
    **{33 + i: (3 * i + 1, 3 * i + 3) for i in range(4)},
    **{37 + i: (4 * i + 1, 4 * i + 4) for i in range(3)},
    **{40 + i: (6 * i + 1, 6 * i + 6) for i in range(2)},
}
"""First and last month of the seasons, quarters, thirds and halves of EDTF level 1 and 2."""


class DateError(ValueError):
    """A text is no EDTF date that a book can print."""


class Shape(StrEnum):
    """What the points of a date are."""

    POINT = "point"  # one
    INTERVAL = "interval"  # `a/b`: two, None for an open side
    SPAN = "span"  # `[a..b]`: one day from a to b; two, None for an open side
    RUN = "run"  # `{a..b}`: all days from a to b; two, None for an open side
    ONE_OF = "one of"  # `[a,b]`
    ALL_OF = "all of"  # `{a,b}`


SETS = {"[]": Shape.ONE_OF, "{}": Shape.ALL_OF}


@dataclass(frozen=True, slots=True)
class DatePoint:
    """A day, month, season or year as far as it is known.

    `year` is the text as typed ("193X"); `month` and `day` are None where unknown.
    `uncertain` and `approximate` speak of the whole; `doubtful` names single parts
    ("year", "month", "day") that are qualified by themselves.
    """

    year: str
    month: int | None
    day: int | None
    season: int | None
    uncertain: bool
    approximate: bool
    doubtful: frozenset[str]
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date with the first and last day that it can mean (open sides: date.min, date.max)."""

    text: str
    shape: Shape
    points: tuple[DatePoint | None, ...]
    earliest: date
    latest: date


@lru_cache(maxsize=4096)
def parse_date(text: str) -> EdtfDate:
    """Parse EDTF, level 0 to 2, years 1 to 9999; raises DateError for anything else."""
    text = text.strip()
    if len(text) > LONGEST:
        raise DateError(text)
    shape, points = _common(text) or _converted(_parsed(text))
    return _date(text, shape, *points)


def _common(text: str) -> tuple[Shape, list[DatePoint | None]] | None:
    """Shape and points of a plain date, an interval or a set of such; None for all else."""
    if text[:1] + text[-1:] in SETS:
        return _common_set(text[1:-1], SETS[text[:1] + text[-1:]])
    sides = text.split("/")
    found = [COMMON.fullmatch(side) for side in sides]
    plain = all(match or side == OPEN for match, side in zip(found, sides, strict=True))
    if not plain or len(sides) > 2 or text == OPEN:
        return None
    points = [_point(match[1], match[2], match[3], match[4]) if match else None for match in found]
    return (Shape.INTERVAL if len(sides) == 2 else Shape.POINT), points


def _common_set(text: str, shape: Shape) -> tuple[Shape, list[DatePoint | None]] | None:
    found = [COMMON.fullmatch(item) for item in text.split(",")]
    points = [_point(one[1], one[2], one[3], one[4]) for one in found if one]
    return (shape, [*points]) if len(points) == len(found) > 1 else None


def is_date(text: str, field: str, place: Place, problems: Problems) -> bool:
    """Whether a text is EDTF; reports it as the value of `field` if not."""
    try:
        parse_date(text)
    except DateError:
        problems.add("E205", place, f"“{field}: {text}” is no date.")
        return False
    return True


def _date(text: str, shape: Shape, *points: DatePoint | None) -> EdtfDate:
    """A date around its points; raises DateError if an interval runs backwards."""
    first, last = points[0], points[-1]
    if shape in (Shape.ONE_OF, Shape.ALL_OF):
        known = [point for point in points if point]
        earliest = min(point.earliest for point in known)
        latest = max(point.latest for point in known)
    else:
        earliest = first.earliest if first else date.min
        latest = last.latest if last else date.max
    if earliest > latest or not any(points):
        raise DateError(text)
    return EdtfDate(text, shape, points, earliest, latest)


def _point(
    year: str,
    month: str | None,
    day: str | None,
    mark: str = "",
    doubtful: frozenset[str] = frozenset(),
) -> DatePoint:
    """A point from its digits, where X stands for an unknown digit."""
    season = int(month) if month and month.isdigit() and int(month) in SEASONS else None
    if season and day:
        raise DateError(f"{year}-{month}-{day}")
    years = int(year.replace("X", "0")), int(year.replace("X", "9"))
    months = SEASONS[season] if season else _span(month, 1, 12)
    last_day = calendar.monthrange(max(years[1], 1), months[1])[1]
    days = _span(day, 1, last_day)
    try:
        return DatePoint(
            year=year,
            month=None if season else _known(month),
            day=_known(day),
            season=season,
            uncertain=mark in ("?", "%"),
            approximate=mark in ("~", "%"),
            doubtful=doubtful,
            earliest=date(years[0], months[0], days[0]),
            latest=date(years[1], months[1], days[1]),
        )
    except ValueError as error:  # 31 June, year 0
        raise DateError(f"{year}-{month}-{day}") from error


def _known(digits: str | None) -> int | None:
    return int(digits) if digits and digits.isdigit() else None


def _span(digits: str | None, low: int, high: int) -> tuple[int, int]:
    """First and last value between `low` and `high` that digits with X can stand for."""
    pattern = re.compile((digits or "XX").replace("X", r"\d"))
    fitting = [value for value in range(low, high + 1) if pattern.fullmatch(f"{value:02}")]
    if not fitting:
        raise DateError(str(digits))
    return fitting[0], fitting[-1]


def _parsed(text: str) -> object:
    """The object that the library makes of a text."""
    with warnings.catch_warnings():  # edtf 5.0.2 trips a diagnostic of pyparsing 3.3
        warnings.simplefilter("ignore")
        from edtf import parse_edtf  # noqa: PLC0415  (slow import, seldom needed)
        from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415
    try:
        # the library prints to stdout before some of its own errors
        with contextlib.redirect_stdout(io.StringIO()):
            return parse_edtf(text)
    except (EDTFParseException, AttributeError, KeyError, TypeError, ValueError) as error:
        raise DateError(text) from error


def _converted(found: object) -> tuple[Shape, list[DatePoint | None]]:
    """Shape and points of an object of the library's."""
    kind = type(found).__name__
    if kind in ("Interval", "Level1Interval", "Level2Interval"):
        return Shape.INTERVAL, _ends(found)
    if kind not in ("OneOfASet", "MultipleDates"):
        return Shape.POINT, [_converted_point(found)]
    one_of = kind == "OneOfASet"
    objects: tuple[object, ...] = getattr(found, "objects", ())
    if len(objects) == 1:
        return (Shape.SPAN if one_of else Shape.RUN), _ends(objects[0])
    points: list[DatePoint | None] = []
    for item in objects:
        points += _ends(item) if hasattr(item, "lower") else [_converted_point(item)]
    return (Shape.ONE_OF if one_of else Shape.ALL_OF), points


def _ends(found: object) -> list[DatePoint | None]:
    sides = (getattr(found, "lower", None), getattr(found, "upper", None))
    return [
        None if type(side).__name__ == "UnspecifiedIntervalSection" else _converted_point(side)
        for side in sides
    ]


def _converted_point(found: object) -> DatePoint:
    """A point from one of the library's single dates; raises DateError for long years."""
    mark = _mark(getattr(found, "ua", None))
    inner = getattr(found, "date", found)
    year = getattr(inner, "_year", None)
    if not isinstance(year, str) or not re.fullmatch(r"[\dX]{4}", year):
        raise DateError(str(found))
    month = getattr(inner, "season", None) or getattr(inner, "_month", None)
    doubtful = {
        part
        for part in ("year", "month", "day")
        if any(_mark(getattr(inner, f"{part}{side}", None)) for side in ("_ua", "_ua_b"))
    }
    if _mark(getattr(inner, "year_month_ua", None)):
        doubtful |= {"year", "month"}
    day = getattr(inner, "_day", None)
    return _point(year, month, day, mark, frozenset(doubtful))


def _mark(found: object) -> str:
    """`?`, `~`, `%` or nothing, of a qualifier of the library's."""
    if getattr(found, "_uncertain_and_approximate", False):
        return "%"
    if getattr(found, "_is_uncertain", False):
        return "?"
    return "~" if getattr(found, "_is_approximate", False) else ""
