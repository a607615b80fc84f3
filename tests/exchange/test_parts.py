"""What the importers share: words for dates, quotation marks, ids, YAML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.edition.edtf_dates import parse_date
from publish.edition.yaml_files import parse_yaml
from publish.exchange.date_words import ReadDate, is_date, read_date
from publish.exchange.ids import make_id
from publish.exchange.quotes import curl
from publish.exchange.yaml_text import yaml_text
from publish.problems import Problems


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("12 August", ReadDate("1931-08-12", "", year_added=True)),
        ("[12 August]", ReadDate("1931-08-12", "inferred", year_added=True)),
        ("2 [July]", ReadDate("1931-07-02", "month-inferred", year_added=True)),
        ("25 August [1930]", ReadDate("1930-08-25", "year-inferred")),
        ("20 August 1930", ReadDate("1930-08-20", "")),
        ("August 20, 1930", ReadDate("1930-08-20", "")),
        ("[July 1925]", ReadDate("1925-07", "inferred")),
        ("[after 21 June]", ReadDate("1931-06-21/..", "inferred", year_added=True)),
        ("[before 2 July]", ReadDate("../1931-07-02", "inferred", year_added=True)),
        (
            "[later than 11 August]",
            ReadDate("1931-08-11/..", "inferred", "[later than 11 August 1931]", True),
        ),
        (
            "[no later than 15 July]",
            ReadDate("../1931-07-15", "inferred", "[no later than 15 July 1931]", True),
        ),
        (
            "[after 8 September but before 20 September]",
            ReadDate("1931-09-08/1931-09-20", "inferred", year_added=True),
        ),
        (
            "[Between 6 and 11 July 1928]",
            ReadDate("1928-07-06/1928-07-11", "inferred", "[Between 6 and 11 July 1928]"),
        ),
        (
            "[Late August–Early September 1930]",
            ReadDate("1930-08-21/1930-09-10", "inferred", "[Late August–Early September 1930]"),
        ),
        (
            "[1932, before June 1932]",
            ReadDate("../1932-06", "inferred", "[1932, before June 1932]"),
        ),
        ("9/1/30", ReadDate("1930-09-01", "", "9/1/30")),
        ("[7 August 1925?]", ReadDate("1925-08-07?", "")),
        ("[undated]", ReadDate("", "")),
    ],
)
def test_date_phrases(phrase: str, expected: ReadDate) -> None:
    found = read_date(phrase, 1931)
    assert found == expected
    if expected.edtf:
        parse_date(expected.edtf)  # raises if no EDTF


@pytest.mark.parametrize("line", ["31 June", "Stalin", "1) 12 August", "F. 558, op. 11", ""])
def test_what_is_no_date(line: str) -> None:
    assert not is_date(line)


@pytest.mark.parametrize(
    ("straight", "curly"),
    [
        ('He said "no."', "He said “no.”"),
        ("the men's '32 plan", "the men’s ’32 plan"),
        ("\"'Yes,' he said\"", "“‘Yes,’ he said”"),
        ('*"Title"* end', "*“Title”* end"),
        ('(a "b") — "c"', "(a “b”) — “c”"),
        ('word"<sup>1</sup>', "word”<sup>1</sup>"),
    ],
)
def test_quotation_marks(straight: str, curly: str) -> None:
    assert curl(straight) == curly


def test_ids() -> None:
    assert make_id("Ordzhonikidze, G. K.") == "ordzhonikidze-g-k"
    assert make_id("Azaña (y Díaz), Manuel") == "azana-manuel"
    assert make_id("Marsh, J.", {"marsh-j"}) == "marsh-j-2"


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"),
                  exclude_characters="\x85\ufeff\ufffe\uffff"),
    min_size=1, max_size=40,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["title", "bio", "copy"]), TEXTS, min_size=1))
def test_yaml_comes_back_as_it_was(fields: dict[str, str]) -> None:
    problems = Problems()
    read = parse_yaml(yaml_text(fields), "x.yaml", 1, problems)
    assert not list(problems)
    assert read is not None
    assert read.value == fields
