"""English date phrases, as editors print them over documents, to EDTF and date-note.

Shared by the importers. EDTF levels 0 to 2; docs/manuscript.md, section 2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
MONTH_NAMES = "|".join((*MONTHS, *(f"{name[:3]}" for name in MONTHS), "sept"))
DAY_MONTH = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?"
    rf"(?P<month>{MONTH_NAMES})\b\.?(?:,? (?P<year>\d{{4}}))?"
)
MONTH_DAY = re.compile(
    rf"(?P<month>{MONTH_NAMES})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?"
)
NUMERIC = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?")
YEAR = re.compile(r"(?P<year>\d{4})")
DAYS = re.compile(
    rf"(?P<first>\d{{1,2}})(?: ?[-–—] ?| (?:or|and) )(?P<last>\d{{1,2}}) "
    rf"(?P<rest>(?:{MONTH_NAMES})\b.*)"
)
PART_OF_MONTH = re.compile(r"(?:(early|beginning of|mid|middle of|late|end of)[ -])(.+)")
PARTS = {"early": (1, 10), "beginning of": (1, 10), "mid": (11, 20), "middle of": (11, 20),
         "late": (21, 31), "end of": (21, 31)}  # fmt: skip
BOUNDS = (
    (re.compile(r"(?:later than|after|not before|no earlier than|not earlier than) (.+)"), "after"),
    (re.compile(r"(?:earlier than|before|prior to|no later than|not later than) (.+)"), "before"),
)
BETWEEN = re.compile(
    r"(?:between (.+?) and (.+)"
    r"|(?:after|later than) (.+?),? (?:but|and) (?:before|earlier than) (.+))"
)
ABOUT = re.compile(r"(?:about|around|circa|ca\.?|c\.|approximately) (.+)")
UNDATED = re.compile(r"(?:undated|no date|n\. ?d\.?)")
LEADING_YEAR = re.compile(r"(\d{4}), (.+)")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date as read: EDTF (empty: undated), date-note (empty: none), and what must be printed.

    `wording` is not empty where docs/manuscript.md has no EDTF that prints these words;
    `year_added` says that the phrase has no year and the chapter's was taken.
    """

    edtf: str
    note: str
    wording: str = ""
    year_added: bool = False


def read_date(phrase: str, year: int | None = None) -> ReadDate | None:
    """Read a date phrase such as "[later than 11 August]"; None if it is no date.

    `year` completes a phrase without a year. Brackets around all of it say that it is the
    editor's, brackets around the month or year that this part is.
    """
    text = " ".join(phrase.strip().rstrip(".").split())
    whole = bool(re.fullmatch(r"\[[^\[\]]+\]\??", text))
    inner_bracket = re.search(r"\[([^\[\]]+)\]", text) if not whole else None
    bare = re.sub(r"[\[\]]", "", text).strip().rstrip(".")
    uncertain = bare.endswith("?")
    bare = bare.rstrip("?").strip().lower()
    if UNDATED.fullmatch(bare):
        return ReadDate("", "")
    found = _edtf(bare, year)
    if found is None:
        return None
    edtf, usual = found
    edtf += "?" if uncertain and "/" not in edtf else ""
    added = year is not None and not re.search(r"\b\d{4}\b|/\d{2}\b", bare)
    note = "inferred" if whole else _partial(inner_bracket.group(1) if inner_bracket else "")
    if "/" in edtf and not whole:
        note = "stated"
    if "?" in edtf or "~" in edtf:
        note = "" if whole else note
    wording = "" if usual else _with_year(text, year if added else None)
    return ReadDate(edtf, note, wording, added)


def is_date(line: str) -> bool:
    """Whether a line is nothing but a date."""
    return len(line) < 90 and read_date(line, 1900) is not None


def _partial(bracketed: str) -> str:
    if not bracketed:
        return ""
    if re.fullmatch(r"\d{3,4}", bracketed):
        return "year-inferred"
    if bracketed.isdigit():
        return "day-inferred"
    if bracketed.lower().rstrip(".") in MONTH_NAMES.split("|"):
        return "month-inferred"
    return "inferred"


def _with_year(text: str, year: int | None) -> str:
    if year is None:
        return text
    return f"{text[:-1]} {year}]" if text.endswith("]") else f"{text} {year}"


def _edtf(text: str, year: int | None) -> tuple[str, bool] | None:
    """EDTF of a phrase, and whether the house style prints the same words from it."""
    if point := _point(text, year):
        return point, not NUMERIC.fullmatch(text)
    if between := BETWEEN.fullmatch(text):
        sides = [side for side in between.groups() if side]
        year_of = re.search(r"\b\d{4}\b", sides[1])
        first_side = sides[0]
        if first_side.isdigit():  # "between 6 and 11 July"
            first_side += " " + sides[1].partition(" ")[2]
        first = _point(first_side, int(year_of.group()) if year_of else year)
        last = _point(sides[1], year)
        usual = text.startswith("after") and "but before" in text
        return (f"{first}/{last}", usual) if first and last else None
    for pattern, side in BOUNDS:
        if bound := pattern.fullmatch(text):
            point = _point(bound[1], year) or _edge(bound[1], year, side)
            usual = text.startswith(side)
            if point:
                return (f"{point}/.." if side == "after" else f"../{point}"), usual
    return _vague(text, year)


def _vague(text: str, year: int | None) -> tuple[str, bool] | None:
    if about := ABOUT.fullmatch(text):
        point = _point(about[1], year)
        return (f"{point}~", text.startswith("about")) if point else None
    if (part := PART_OF_MONTH.fullmatch(text)) and (found := _part_of_month(part, year)):
        return found
    return _span(text, year)


def _span(text: str, year: int | None) -> tuple[str, bool] | None:
    """ "6–7 June", "August or September 1926", "late May–early June"."""
    if days := DAYS.fullmatch(text):
        first = _point(f"{days['first']} {days['rest']}", year)
        last = _point(f"{days['last']} {days['rest']}", year)
        return (f"{first}/{last}", False) if first and last else None
    if leading := LEADING_YEAR.fullmatch(text):  # "1932, before June 1932"
        rest = _edtf(leading[2], int(leading[1]))
        return (rest[0], False) if rest else None
    for separator in (" or ", " to ", "–", "—", "-"):
        first_words, found_one, last_words = text.partition(separator)
        if found_one and (sides := _two(first_words.strip(), last_words.strip(), year)):
            return sides, False
    return None


def _two(first_words: str, last_words: str, year: int | None) -> str:
    """An interval of two phrases, the first perhaps without its year."""
    year_of = re.search(r"\b\d{4}\b", last_words)
    first_year = int(year_of.group()) if year_of else year
    first, last = _edtf(first_words, first_year), _edtf(last_words, year)
    if not first or not last:
        return ""
    return f"{first[0].partition('/')[0]}/{last[0].rpartition('/')[2]}"


def _edge(text: str, year: int | None, side: str) -> str:
    """The day that "late August" means as a bound."""
    part = PART_OF_MONTH.fullmatch(text)
    found = _part_of_month(part, year) if part else None
    if found is None:
        return ""
    first, _, last = found[0].partition("/")
    return first if side == "after" else last


def _part_of_month(part: re.Match[str], year: int | None) -> tuple[str, bool] | None:
    month = _point(part[2], year)
    if not re.fullmatch(r"\d{4}-\d\d", month):
        return None
    first, last = PARTS[part[1]]
    return f"{month}-{first:02}/{month}-{min(last, _days_in(month)):02}", False


def _days_in(month: str) -> int:
    year, number = (int(part) for part in month.split("-"))
    if number == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if number in (4, 6, 9, 11) else 31


def _point(text: str, year: int | None) -> str:
    """EDTF of one day, month or year; empty if the text is none."""
    match = DAY_MONTH.fullmatch(text) or MONTH_DAY.fullmatch(text)
    match = match or NUMERIC.fullmatch(text) or YEAR.fullmatch(text)
    found = match.groupdict() if match else {}
    full_year = _full_year(found.get("year"), year)
    if match is None or full_year is None:
        return ""
    month, day = found.get("month"), found.get("day")
    if month is None:
        return f"{full_year:04}"
    number = int(month) if month.isdigit() else _month_number(month)
    if not 1 <= number <= 12 or (day and not 1 <= int(day) <= _days_in(f"{full_year}-{number}")):
        return ""
    return f"{full_year:04}-{number:02}" + (f"-{int(day):02}" if day else "")


def _full_year(digits: str | None, year: int | None) -> int | None:
    if digits is None:
        return year
    return int(digits) if len(digits) == 4 else 1900 + int(digits)


def _month_number(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, start=1) if month.startswith(name[:3]))
