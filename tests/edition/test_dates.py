"""Dates: the table of docs/manuscript.md, and the rest of EDTF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.edition import edtf_dates
from publish.edition.dates import DateError, format_date, life_dates, parse_date
from publish.edition.house_style import load_house_style

CHICAGO = load_house_style("chicago")
MANUAL = Path(__file__).parents[2] / "docs" / "manuscript.md"


def table_of_the_manual() -> list[tuple[str | None, str | None, str]]:
    rows = []
    for line in (
        MANUAL.read_text(encoding="utf-8").split("| you write | it prints |")[1].split("\n")
    ):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if "## 3" in line or "date-print" in line:
            break
        if len(cells) == 2 and not cells[0].startswith("---"):
            parts = cells[0].replace("`", "").split(" with date-note: ")
            edtf = None if parts[0] == "(absent)" else parts[0]
            rows.append((edtf, parts[1] if len(parts) > 1 else None, cells[1]))
    return rows


def test_the_table_of_the_manual_is_found() -> None:
    assert len(table_of_the_manual()) >= 10


@pytest.mark.parametrize(("edtf", "note", "printed"), table_of_the_manual())
def test_the_table_of_the_manual_holds(edtf: str | None, note: str | None, printed: str) -> None:
    assert format_date(edtf, note, CHICAGO) == printed


@pytest.mark.parametrize(
    ("edtf", "note", "printed"),
    [
        ("1932-07-02", "day-inferred", "[2] July 1932"),
        ("1932-07-02", "year-inferred", "2 July [1932]"),
        ("1936-09-08/1936-09-20", "stated", "8–20 September 1936"),
        ("1936-09-08/1936-10-20", "stated", "8 September–20 October 1936"),
        ("1936-12-08/1937-01-02", None, "[after 8 December 1936 but before 2 January 1937]"),
        ("1930-08/1930-09", None, "[August–September 1930]"),
        ("1930/1931", "inferred", "[1930–1931]"),
        ("1931-08-11%", None, "[about 11 August 1931?]"),
        ("1931-08-11?", "inferred", "[11 August 1931?]"),
        ("1931-?08-11", None, "11 [August?] 1931"),
        ("1931-08?-11", "inferred", "[11 August? 1931?]"),
        ("[..1932-07-15]", None, "[no later than 15 July 1932]"),
        ("[1932-07-15..]", None, "[no earlier than 15 July 1932]"),
        ("[1931-08-11..1931-08-14]", None, "[between 11 and 14 August 1931]"),
        ("{1931-08-11..1931-08-14}", None, "11–14 August 1931"),
        ("[1931-08-11,1931-08-12]", None, "[11 or 12 August 1931]"),
        ("{1931-08-11,1931-08-12,1931-09-01}", None, "11 August, 12 August, and 1 September 1931"),
        ("1931", None, "1931"),
        ("193X", None, "1930s"),
        ("1931-XX", None, "1931"),
        ("1931-08-XX", None, "August 1931"),
        ("1931-21", None, "Spring 1931"),
        ("1931-33", None, "First quarter of 1931"),
        ("1931-08-20T10:00:00Z", None, "20 August 1931"),
    ],
)
def test_other_dates(edtf: str, note: str | None, printed: str) -> None:
    assert format_date(edtf, note, CHICAGO) == printed


@pytest.mark.parametrize(
    ("edtf", "note", "always", "never"),
    [
        ("1931-08-20", None, "[20 August 1931]", "20 August 1931"),
        ("1932-07-02", "month-inferred", "[2 July 1932]", "2 July 1932"),
        ("1931-08-11/..", None, "[after 11 August 1931]", "After 11 August 1931"),
        ("1931-?08-11", None, "[11 August? 1931]", "11 August? 1931"),
        (None, None, "[undated]", "Undated"),
    ],
)
def test_brackets(edtf: str | None, note: str | None, always: str, never: str) -> None:
    assert format_date(edtf, note, CHICAGO, "always") == always
    assert format_date(edtf, note, CHICAGO, "never") == never


def test_wording_overrules() -> None:
    assert format_date("1932-07-15", None, CHICAGO, "always", "[July?]") == "[July?]"


@pytest.mark.parametrize(
    ("edtf", "printed"),
    [
        ("1931-08-20", "August 20, 1931"),
        ("1931-08", "August 1931"),
        ("{1931-08-11..1931-08-14}", "August 11–14, 1931"),
        ("1936-09-08/1936-09-20", "[after September 8 but before September 20, 1936]"),
    ],
)
def test_month_before_day(edtf: str, printed: str) -> None:
    american = CHICAGO.model_copy(update={"date_order": "month-day-year"})
    assert format_date(edtf, None, american) == printed


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("1931-08-20", date(1931, 8, 20), date(1931, 8, 20)),
        ("1931-02", date(1931, 2, 1), date(1931, 2, 28)),
        ("1932-02~", date(1932, 2, 1), date(1932, 2, 29)),
        ("1931-08-1X", date(1931, 8, 10), date(1931, 8, 19)),
        ("193X", date(1930, 1, 1), date(1939, 12, 31)),
        ("1931-22", date(1931, 6, 1), date(1931, 8, 31)),
        ("1931-08-11/..", date(1931, 8, 11), date.max),
        ("../1932-06-12", date.min, date(1932, 6, 12)),
        ("1931-08/1931-09", date(1931, 8, 1), date(1931, 9, 30)),
        ("{1931-08-12,1931-08-11}", date(1931, 8, 11), date(1931, 8, 12)),
    ],
)
def test_earliest_and_latest(edtf: str, earliest: date, latest: date) -> None:
    found = parse_date(edtf)
    assert (found.earliest, found.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "1931-02-29", "1931-06-31", "1931-13", "1931-00", "0000", "-0500", "Y17000",
        "1931-0X", "1931-08-20/1931-08-10", "../..", "20 August 1931", "1931-8-2", "1931-21-05",
        "[", "{" * 200, "1931" * 60,
    ],
)  # fmt: skip
def test_what_is_no_date(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DateError):
        parse_date(text)
    assert capsys.readouterr().out == ""


@settings(deadline=None)
@given(st.text("0123456789-/.?~%X[]{},YET ", max_size=24))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    try:
        found = parse_date(text)
    except DateError:
        return
    assert found.earliest <= found.latest
    assert format_date(text, None, CHICAGO)


DAYS = r"(18|19)\d\d(-(0[1-9]|1[0-2]|2[1-4])(-(0[1-9]|[12]\d|3[01]))?)?[?~%]?"
SIDES = st.from_regex(DAYS, fullmatch=True) | st.just("..")


@settings(deadline=None, max_examples=50)
@given(SIDES | st.tuples(SIDES, SIDES).map("/".join))
def test_the_short_way_for_plain_dates_gives_what_the_grammar_gives(text: str) -> None:
    def by_the_grammar(text: str) -> object:
        return edtf_dates._converted(edtf_dates._parsed(text))

    assert outcome(edtf_dates._common, text) in (None, outcome(by_the_grammar, text))


def outcome(parse: Callable[[str], object], text: str) -> object:
    try:
        return parse(text)
    except DateError:
        return "no date"


@settings(deadline=None)
@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_and_printed(day: date) -> None:
    found = parse_date(day.isoformat())
    assert found.earliest == found.latest == day
    printed = format_date(day.isoformat(), None, CHICAGO)
    assert printed == f"{day.day} {day:%B} {day.year}"


@pytest.mark.parametrize(
    ("born", "died", "printed"),
    [
        ("1886", "1937", "1886–1937"),
        ("1926", "", "b. 1926"),
        ("", "1937?", "d. 1937?"),
        ("1889-05-01", "1937~", "1889–ca. 1937"),
        ("1884/1885", "1946", "1884/1885–1946"),
        ("1880", "1937/..", "1880–after 1937"),
        ("", "", ""),
    ],
)
def test_life_dates(born: str, died: str, printed: str) -> None:
    assert life_dates(born, died) == printed
