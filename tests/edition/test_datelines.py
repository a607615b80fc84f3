"""What a dateline can mean, and when it contradicts the header."""

from __future__ import annotations

import pytest

from publish.edition.checks.datelines import check_datelines, readings_of
from publish.edition.checks.view import View
from publish.edition.model import (
    Chapter,
    Document,
    Edition,
    IndexRules,
    Markdown,
    Publisher,
    Settings,
)
from publish.problems import Place, Problems

SETTINGS = Settings(title="T", slug="t", publisher=Publisher(name="P", year=2026), identifier="u")


def warned(dateline: str, date: str, date_note: str | None = None) -> bool:
    body = Markdown(text=f"::: dateline\n{dateline}\n:::\n", place=Place("1.md", 5))
    document = Document.model_validate(
        {"id": "1", "number": 1, "date": date, "date_note": date_note, "body": body, "place_of": {}}
    )
    edition = Edition(
        settings=SETTINGS, front=(), introductions=(), appendix=(), plates=None, people=(),
        glossary=(), index=IndexRules(),
        chapters=(Chapter(folder="1931", title="1931", documents=(document,)),),
    )  # fmt: skip
    problems = Problems()
    check_datelines(View.of(edition, problems), problems)
    return [problem.code for problem in problems] == ["W206"]


@pytest.mark.parametrize(
    ("words", "readings"),
    [
        ("25 August [1931]", [(1931, 8, 25)]),
        ("12 June [1]932", [(1932, 6, 12)]),
        ("Sochi, 9 September 1931. I. Stalin", [(1931, 9, 9)]),
        ("Sept. 3rd, 1931", [(1931, 9, 3)]),
        ("25 [August]{.supplied}", [(None, 8, 25)]),
        ("13/25 December 1895", [(1895, 12, 25), (1895, 12, 13)]),
        ("7/12", [(None, 12, 7), (None, 7, 12)]),
        ("9/25/30", [(1930, 9, 25)]),
        ("12.VI.32", [(1932, 6, 12)]),
        ("From Moscow 17 August 1936 at 9:52 P.M.", [(1936, 8, 17)]),
        ("3.05 A.M.", []),
        ("23-10", []),
        ("Gagry", []),
        ("No. 35/36/1910", []),
        ("in May", []),
    ],
)
def test_readings(words: str, readings: list[tuple[int | None, int, int]]) -> None:
    assert sorted(readings_of(words), key=str) == sorted(readings, key=str)


@pytest.mark.parametrize(
    ("dateline", "date", "note"),
    [
        ("26 August", "1931-08-25", None),
        ("25 August 1932", "1931-08-25", None),
        ("25 August", "1931-09", "inferred"),
        ("2 June 1932", "1932-07-03", "month-inferred"),
        ("10 August 1931", "1931-08-11/..", None),
        ("8/13", "1931-08-12", None),
    ],
)
def test_contradictions(dateline: str, date: str, note: str | None) -> None:
    assert warned(dateline, date, note)


@pytest.mark.parametrize(
    ("dateline", "date", "note"),
    [
        ("25 August", "1931-08-25", None),
        ("25 August", "1931-08", None),
        ("25 August", "1931", None),
        ("2 June 1932", "1932-07-02", "month-inferred"),
        ("25 August 1913", "1931-08-25", "year-inferred"),
        ("12 August 1931", "1931-08-11/..", None),
        ("1 August", "../1931-08-11", None),
        ("31 December", "1931-12-20/1932-01-05", None),
        ("8/12", "1931-08-12", None),
        ("8/12", "1931-12-08", None),
        ("the 26th, 1931 or so", "1931-08-25", None),
    ],
)
def test_agreements(dateline: str, date: str, note: str | None) -> None:
    assert not warned(dateline, date, note)
