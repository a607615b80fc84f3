"""Dates as they are printed, after the table of `docs/manuscript.md`, section 2."""

from __future__ import annotations

from dataclasses import dataclass

from publish.edition.edtf_dates import DateError, DatePoint, EdtfDate, Shape, parse_date
from publish.edition.house_style import HouseStyle

__all__ = ["DateError", "EdtfDate", "format_date", "life_dates", "parse_date"]

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SEASON_NAMES = ("spring", "summer", "autumn", "winter")
ORDINALS = ("first", "second", "third", "fourth")
UNDATED = "undated"
INFERRED_PARTS = {"day-inferred": "day", "month-inferred": "month", "year-inferred": "year"}


def format_date(
    document_date: str | None,
    date_note: str | None,
    style: HouseStyle,
    brackets: str = "inferred",
    date_print: str = "",
) -> str:
    """The printed form of a document's date.

    `document_date` is EDTF or None, `date_note` the header's date-note (None: not given, so
    that an interval counts as the editor's), `brackets` the edition's date-brackets
    ("inferred", "always", "never"). `date_print` is returned as it is.
    Raises DateError if `document_date` is no EDTF.
    """
    if date_print:
        return date_print
    never = brackets == "never"
    date = parse_date(document_date) if document_date is not None else None
    whole = not never and (brackets == "always" or date is None or _is_editors(date, date_note))
    inferred_part = "" if whole or never else INFERRED_PARTS.get(date_note or "", "")
    words = _Words(style, inferred_part, doubt_in_brackets=not (whole or never))
    text = words.of(date, stated=date_note == "stated") if date else UNDATED
    return _bracketed(text, style) if whole else text[0].upper() + text[1:]


def life_dates(born: str, died: str) -> str:
    """Years of a life from two EDTF texts, either of which may be empty.

    "1886–1937", "b. 1926", "d. 1937", "1884/1885–1946", "1889–1937?", "ca. 1870–1931", "".
    Raises DateError for what is no EDTF.
    """
    birth, death = (_life_year(text) for text in (born, died))
    if birth and death:
        return f"{birth}–{death}"
    return f"b. {birth}" if birth else f"d. {death}" if death else ""


def _life_year(text: str) -> str:
    if not text:
        return ""
    date = parse_date(text)
    open_side = {0: "before ", 1: "after "} if len(date.points) == 2 else {}
    for side, word in open_side.items():
        if date.points[side] is None:
            return word + _year_mark(date.points[1 - side])
    return "/".join(dict.fromkeys(_year_mark(point) for point in date.points))


def _year_mark(point: DatePoint | None) -> str:
    if point is None:
        return ""
    doubtful = point.uncertain or "year" in point.doubtful
    return f"{'ca. ' if point.approximate else ''}{_year(point)}{'?' if doubtful else ''}"


def _year(point: DatePoint) -> str:
    """ "1931"; a decade as "1930s", a century as "1900s"."""
    known = point.year.rstrip("X")
    unknown = len(point.year) - len(known)
    return f"{known}{'0' * unknown}s" if unknown and "X" not in known else point.year.lstrip("0")


def _is_editors(date: EdtfDate, date_note: str | None) -> bool:
    """Whether the whole date is the editor's and not the source's."""
    doubted = any(point and (point.uncertain or point.approximate) for point in date.points)
    concluded = date.shape in (Shape.INTERVAL, Shape.SPAN, Shape.ONE_OF)
    return date_note == "inferred" or doubted or (concluded and date_note != "stated")


def _bracketed(text: str, style: HouseStyle) -> str:
    return style.brackets[0] + text + style.brackets[1]


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of a date: which part stands in brackets, and whether a doubtful part may."""

    style: HouseStyle
    inferred_part: str
    doubt_in_brackets: bool

    def of(self, date: EdtfDate, stated: bool) -> str:
        points = date.points
        if date.shape is Shape.POINT and points[0]:
            return self._point(points[0])
        if date.shape is Shape.ONE_OF:
            return self._list([point for point in points if point], "or")
        if date.shape is Shape.ALL_OF:
            return self._list([point for point in points if point], "and")
        before, after = {
            Shape.SPAN: ("no later than", "no earlier than"),
            Shape.INTERVAL: ("before", "after"),
            Shape.RUN: ("until", "from"),
        }[date.shape]
        first, last = points
        if first is None or last is None:
            end = first or last
            return f"{before if first is None else after} {self._point(end)}" if end else ""
        return self._two(date.shape, first, last, stated)

    def _two(self, shape: Shape, first: DatePoint, last: DatePoint, stated: bool) -> str:
        if shape is Shape.INTERVAL and first.day and last.day and not stated:
            start = self._point(first, year=first.year != last.year)
            return f"after {start} but before {self._point(last)}"
        start, end = self._sharing([first, last])
        return f"between {start} and {end}" if shape is Shape.SPAN else f"{start}–{end}"

    def _list(self, points: list[DatePoint], conjunction: str) -> str:
        words = self._sharing(points)
        if len(words) == 2:
            return f"{words[0]} {conjunction} {words[1]}"
        comma = "," if self.style.serial_comma else ""
        return f"{', '.join(words[:-1])}{comma} {conjunction} {words[-1]}"

    def _sharing(self, points: list[DatePoint]) -> list[str]:
        """Points in words; month and year that all share stand once, where they are read."""
        many_years = len({point.year for point in points}) > 1
        many_months = many_years or len({point.month or point.season for point in points}) > 1
        repeat_month = many_months or not all(point.day for point in points)
        month_at = -1 if self.style.date_order == "day-month-year" else 0
        bearer = points[month_at]
        return [
            self._point(
                point,
                month=repeat_month or point is bearer,
                year=many_years or point is points[-1],
            )
            for point in points
        ]

    def _point(self, point: DatePoint, month: bool = True, year: bool = True) -> str:
        """One point, on request without the month or year that another one carries."""
        day = self._part(point, "day", str(point.day)) if point.month and point.day else ""
        parts = {"day": day, "month": self._month(point) if month else ""}
        parts["year"] = self._part(point, "year", _year(point)) if year else ""
        if self.style.date_order == "day-month-year" or not day:
            text = " ".join(word for word in parts.values() if word)
        else:
            text = f"{parts['month']} {day}".strip() + (f", {parts['year']}" if year else "")
        return f"{'about ' if point.approximate else ''}{text}{'?' if point.uncertain else ''}"

    def _month(self, point: DatePoint) -> str:
        if point.season:
            return _season(point.season)
        return self._part(point, "month", MONTHS[point.month - 1]) if point.month else ""

    def _part(self, point: DatePoint, name: str, text: str) -> str:
        if name == self.inferred_part:
            return _bracketed(text, self.style)
        if name in point.doubtful:
            return _bracketed(f"{text}?", self.style) if self.doubt_in_brackets else f"{text}?"
        return text


def _season(number: int) -> str:
    """Season, quarter, third or half of a year, EDTF level 1 and 2."""
    if number < 33:
        return SEASON_NAMES[(number - 21) % 4]
    start, unit = {33: (33, "quarter"), 37: (37, "third"), 40: (40, "half")}[
        33 if number < 37 else 37 if number < 40 else 40
    ]
    return f"{ORDINALS[number - start]} {unit} of"
