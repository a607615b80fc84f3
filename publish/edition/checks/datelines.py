"""The date of a header against the date that the writer put down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from publish.edition.checks.view import View
from publish.edition.edtf_dates import Shape, parse_date
from publish.edition.model import Document
from publish.problems import Problems

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
YEAR = r"(?:,?\s*(?P<year>(?:1\d|20)\d\d)\b)?"
DAY = r"\b(?:(?P<other>\d{1,2})/)?(?P<day>\d{1,2})(?:st|nd|rd|th)?"  # 13/25: Julian/Gregorian
PATTERNS = (
    re.compile(rf"{DAY}\s+(?:of\s+)?{MONTH}{YEAR}", re.IGNORECASE),
    re.compile(rf"\b{MONTH}\s*{DAY}\b{YEAR}", re.IGNORECASE),
    re.compile(
        r"\b(?P<day>\d{1,2})[./\s]+(?P<month>[ivx]{1,4})[./\s]+(?P<year>\d{4}|\d\d)\b",
        re.IGNORECASE,
    ),
    # 7/12 and 7.12.31, where either figure may be the month; but 3.05 and 23-10 are hours
    re.compile(r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?\b"),
    re.compile(r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d\d)\b"),
)
BRACES = re.compile(r"\{[^{}]*\}")
SIGNS = re.compile(r"[\[\]*]|\\")  # "25 August [1931]" and "[1]932" are read without brackets

Reading = tuple[int | None, int, int]  # year if given, month, day
IGNORED = {"day-inferred": 2, "month-inferred": 1, "year-inferred": 0}


def check_datelines(view: View, problems: Problems) -> None:
    """Warn where a dateline cannot mean the header's date and no note is called there.

    What `date-note` says is inferred is not compared, and of an open interval ("after 11
    August") only the known end counts.
    """
    for text in view.texts:
        if not isinstance(text.source, Document) or text.source.date is None:
            continue
        for written in text.body.dates:
            readings = list(readings_of(written.text))
            if readings and not written.noted and not _agrees(text.source, readings):
                problems.add(
                    "W206",
                    text.place(written.line),
                    f"The dateline and the header (date: {text.source.date}) disagree.",
                )


def readings_of(words: str) -> Iterator[Reading]:
    """What the first date in a line of text can mean; nothing if there is none."""
    plain = SIGNS.sub("", BRACES.sub("", words))
    for pattern in PATTERNS:
        if found := pattern.search(plain):
            yield from _readings(found)
            return


def _readings(found: re.Match[str]) -> Iterator[Reading]:
    day, month, year = int(found["day"]), found["month"].lower(), found["year"]
    century = "19" if year and len(year) == 2 else ""
    full_year = int(century + year) if year else None
    if month[:3] in MONTHS:
        for either in (day, found["other"]):
            if either:
                yield full_year, MONTHS.index(month[:3]) + 1, int(either)
    elif month in ROMAN:
        yield full_year, ROMAN.index(month) + 1, day
    elif month.isdigit():
        for first, second in ((int(month), day), (day, int(month))):
            if 1 <= first <= 12 and 1 <= second <= 31:
                yield full_year, first, second


def _agrees(document: Document, readings: list[Reading]) -> bool:
    header = parse_date(document.date or "")
    skipped = IGNORED.get(document.date_note or "")
    if skipped is not None and header.shape is Shape.POINT:
        this = header.earliest
        expected = (this.year, this.month, this.day)
        return any(
            all(part in (None, expected[i]) or i == skipped for i, part in enumerate(reading))
            for reading in readings
        )
    return any(_within(reading, header.earliest, header.latest) for reading in readings)


def _within(reading: Reading, earliest: date, latest: date) -> bool:
    """Whether a date can lie between two days; without its year in any year between."""
    year, month, day = reading
    if year is None and latest.year - earliest.year > 1:
        return True
    years = [year] if year is not None else range(earliest.year, latest.year + 1)
    return any(
        (earliest.year, earliest.month, earliest.day)
        <= (y, month, day)
        <= (latest.year, latest.month, latest.day)
        for y in years
    )
