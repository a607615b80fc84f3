"""EDTF (Extended Date/Time Format, ISO 8601-2, levels 0-2): texts to frozen dates."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

with warnings.catch_warnings():  # edtf 5.0.2 trips a diagnostic of pyparsing 3.3
    warnings.simplefilter("ignore")
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

LONGEST = 100  # characters; bounds the parser's work
LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Level 0 dates with at most one qualifier at the end are nearly all that occurs; the grammar
# of `edtf` needs 5 ms for each, which is seconds for a volume and its authority file.
COMMON = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)")
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

    POINT = "point"
    INTERVAL = "interval"  # first and last; None for an open side
    ONE_OF = "one of"
    ALL_OF = "all of"


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
    common = COMMON.fullmatch(text)
    if common:
        year, month, day, mark = common.groups()
        return _point_date(text, _point(year, month or "", day or "", mark=mark))
    if len(text) > LONGEST:
        raise DateError(text)
    return _converted(text, _parsed(text))


def _parsed(text: str) -> object:
    try:
        # the library prints to stdout before some of its own errors
        with contextlib.redirect_stdout(io.StringIO()):
            return parse_edtf(text)
    except (EDTFParseException, AttributeError, KeyError, TypeError, ValueError) as error:
        raise DateError(text) from error
