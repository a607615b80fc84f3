"""Passages found by the patterns of subject headings."""

from __future__ import annotations

import pytest

from publish.apparatus.model import Passage, Where
from publish.apparatus.subjects import SubjectFinder

from .sample import subject


def hits(text: str, *subjects: object, suppressed: tuple[tuple[int, int], ...] = ()) -> list[str]:
    """ "heading!subhead=words" of each hit."""
    finder = SubjectFinder(subjects)  # type: ignore[arg-type]
    found = finder.find([Passage("p", text, Where.TEXT, suppressed)])
    return [f"{hit.heading}!{hit.subhead}={text[hit.start : hit.end]}" for hit in found]


GRAIN = subject(
    "Grain",
    patterns=("grain procurement*", "wheat"),
    subheads={"in Ukraine": ("Ukrainian grain*", "ukraine"), "export of": ("export* of wheat",)},
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the grain procurements of May", ["Grain!=grain procurements"]),
        ("Grain\u00a0procurement", ["Grain!=Grain\u00a0procurement"]),
        ("GRAIN\n  PROCUREMENT", ["Grain!=GRAIN\n  PROCUREMENT"]),
        ("grain procurement’s", ["Grain!=grain procurement"]),
        ("buckwheat", []),
        ("wheaten bread", []),
        ("wheat. Wheat, and wheat", ["Grain!=wheat"]),
        ("wheat and grain procurement", ["Grain!=wheat"]),
        ("Ukrainian grain", ["Grain!in Ukraine=Ukrainian grain"]),
        ("wheat in Ukraine", ["Grain!in Ukraine=Ukraine"]),
        ("exports of wheat", ["Grain!export of=exports of wheat"]),
        (
            "Ukraine: exporting of wheat",
            ["Grain!in Ukraine=Ukraine", "Grain!export of=exporting of wheat"],
        ),
        ("gr[ain] procurement", ["Grain!=gr[ain] procurement"]),
    ],
)
def test_patterns(text: str, found: list[str]) -> None:
    assert hits(text, GRAIN) == found


def test_the_longer_of_two_at_one_place_is_shown() -> None:
    assert hits("wheat fields", subject("Wheat", patterns=("wheat", "wheat field*"))) == [
        "Wheat!=wheat fields"
    ]


def test_several_subjects_may_share_words() -> None:
    tanks = subject("Tanks", patterns=("tank*",))
    found = hits("tank plant", tanks, subject("Plants", patterns=("tank plant",)))
    assert found == ["Tanks!=tank", "Plants!=tank plant"]


def test_suppressed_spans_hide_no_subject() -> None:
    assert hits("in Wheat and Rye", GRAIN, suppressed=((3, 16),)) == ["Grain!=Wheat"]


@pytest.mark.parametrize("pattern", ["*", "", " ", "İ", "a.b(c"])
def test_odd_patterns_do_no_harm(pattern: str) -> None:
    assert hits("wheat İ a.b(c", subject("X", patterns=(pattern, "wheat")))[0] == "X!=wheat"


def test_a_star_between_words_stays_in_its_word() -> None:
    collective = subject("C", patterns=("collectiv* farm*",))
    assert hits("collectivized farms", collective) == ["C!=collectivized farms"]
    assert hits("collectivized and other farms", collective) == []


def test_no_subjects() -> None:
    assert hits("wheat") == []
    assert hits("wheat", subject("Marked only")) == []
