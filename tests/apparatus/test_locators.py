"""Elision, ranges, note locators; and laws that hold for all of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.apparatus.index_model import Locator
from publish.apparatus.locators import Pages, elide, make_locators
from publish.apparatus.model import Reference
from publish.edition.house_style import load_house_style

from .sample import on_pages, pagemap, reference

CHICAGO, HART, MHRA = (load_house_style(name) for name in ("chicago", "hart", "mhra"))
TEXTS = {f"{number:03}": f"document {number}" for number in range(1, 10)}


@pytest.mark.parametrize(
    ("first", "last", "chicago", "hart", "mhra"),
    [
        ("3", "10", "3–10", "3–10", "3–10"),
        ("3", "5", "3–5", "3–5", "3–5"),
        ("10", "11", "10–11", "10–11", "10–11"),
        ("23", "24", "23–24", "23–4", "23–24"),
        ("30", "31", "30–31", "30–1", "30–31"),
        ("71", "72", "71–72", "71–2", "71–72"),
        ("96", "117", "96–117", "96–117", "96–117"),
        ("100", "101", "100–101", "100–1", "100–01"),
        ("100", "122", "100–122", "100–22", "100–22"),
        ("1100", "1113", "1100–1113", "1100–13", "1100–13"),
        ("101", "108", "101–8", "101–8", "101–08"),
        ("108", "109", "108–9", "108–9", "108–09"),
        ("808", "833", "808–33", "808–33", "808–33"),
        ("1103", "1104", "1103–4", "1103–4", "1103–04"),
        ("114", "118", "114–18", "114–18", "114–18"),
        ("132", "136", "132–36", "132–6", "132–36"),
        ("293", "294", "293–94", "293–4", "293–94"),
        ("300", "301", "300–301", "300–1", "300–01"),
        ("321", "328", "321–28", "321–8", "321–28"),
        ("389", "401", "389–401", "389–401", "389–401"),
        ("498", "532", "498–532", "498–532", "498–532"),
        ("1087", "1089", "1087–89", "1087–9", "1087–89"),
        ("1496", "1500", "1496–500", "1496–500", "1496–1500"),
        ("1933", "1939", "1933–39", "1933–9", "1933–39"),
        ("11564", "11615", "11564–615", "11564–615", "11564–11615"),
        ("12991", "13001", "12991–3001", "12991–3001", "12991–13001"),
        ("xii", "xiii", "xii–xiii", "xii–xiii", "xii–xiii"),
        ("xvi", "3", "xvi–3", "xvi–3", "xvi–3"),
    ],
)
def test_elision(first: str, last: str, chicago: str, hart: str, mhra: str) -> None:
    assert elide(first, last, "chicago") == chicago
    assert elide(first, last, "hart") == hart
    assert elide(first, last, "mhra") == mhra
    assert elide(first, last, "full") == f"{first}–{last}"


@given(st.integers(1, 20000), st.integers(1, 20000), st.sampled_from(["chicago", "hart", "mhra"]))
def test_an_elided_range_can_be_read_in_one_way(one: int, other: int, rule: str) -> None:
    first, last = min(one, other), max(one, other) + 1
    shown, shortened = elide(str(first), str(last), rule).split("–")
    assert int(shown) == first
    assert int(shown[: max(0, len(shown) - len(shortened))] + shortened) == last


def labels(*spots: tuple[Reference, int], style: object = CHICAGO, roman: int = 0) -> list[str]:
    references, pages = on_pages(*spots, roman=roman)
    made = Pages.of(references, pages, style, TEXTS)  # type: ignore[arg-type]
    return [locator.label for locator in make_locators(references, made)]


def at(page: int, text: str = "001", note: int = 0, suffix: str = "") -> tuple[Reference, int]:
    return reference("x", f"a-{text}-{page}-{note}{suffix}", text, note), page


class TestPages:
    def test_several_passages_on_a_page_make_one_locator(self) -> None:
        assert labels(at(5), at(5, suffix="b"), at(5, "002")) == ["5"]

    def test_consecutive_pages_of_one_text_make_a_range(self) -> None:
        assert labels(at(104), at(105), at(106)) == ["104–6"]

    def test_a_gap_ends_it(self) -> None:
        assert labels(at(104), at(105), at(107)) == ["104–5", "107"]

    def test_consecutive_pages_of_different_texts_stay_apart(self) -> None:
        assert labels(at(104), at(105, "002"), at(106, "003")) == ["104", "105", "106"]

    def test_ranges_that_meet_on_a_page_are_one(self) -> None:
        spots = [at(103), at(104), at(104, "002"), at(105, "002")]
        assert labels(*spots) == ["103–5"]

    def test_roman_before_arabic_and_no_range_over_both(self) -> None:
        roman = [reference("x", f"r{page}") for page in (1, 2)]
        spots = [(roman[0], 0), (roman[1], -1), at(1), at(2)]  # folios ii and i of two
        assert labels(*spots, roman=2) == ["i–ii", "1–2"]

    def test_a_marked_range_covers_its_pages(self) -> None:
        marked = reference("x", "start", end="end")
        _, pages = on_pages(at(3), at(9))
        where = pagemap({"start": 1, "end": 4, "a-001-3-0": 2, "a-001-9-0": 8})
        found = [marked, at(3)[0], at(9)[0]]
        made = make_locators(found, Pages.of(found, where, CHICAGO, TEXTS))
        assert [(one.label, len(one.references)) for one in made] == [("2–5", 2), ("9", 1)]
        assert len(pages.pages) == 9

    def test_a_marked_range_may_run_from_roman_to_arabic(self) -> None:
        marked = reference("x", "start", end="end")
        where = pagemap({"start": 1, "end": 4}, roman=2)
        assert make_locators([marked], Pages.of([marked], where, CHICAGO, TEXTS))[0].label == "ii–3"

    def test_a_locator_names_the_first_text(self) -> None:
        references, pages = on_pages(at(5, "002"), at(5, "003"))
        (one,) = make_locators(references, Pages.of(references, pages, CHICAGO, TEXTS))
        assert (one.document, one.anchors) == ("002", ("a-002-5-0", "a-003-5-0"))


class TestNotes:
    def test_one_note(self) -> None:
        assert labels(at(313, note=1)) == ["313n1"]
        assert labels(at(90, note=17), style=HART) == ["90 n. 17"]
        assert labels(at(41, note=3), style=MHRA) == ["41 n. 3"]

    def test_consecutive_notes(self) -> None:
        spots = [at(104, note=2), at(104, note=3), at(104, note=4)]
        assert labels(*spots) == ["104nn2–4"]
        assert labels(*spots, style=HART) == ["104 nn. 2, 3, 4"]
        assert labels(*spots, style=MHRA) == ["104 nn. 2, 3 & 4"]

    def test_notes_that_are_not_consecutive(self) -> None:
        spots = [at(90, note=17), at(90, note=19)]
        assert labels(*spots) == ["90n17", "90n19"]
        assert labels(*spots, style=HART) == ["90 nn. 17, 19"]
        assert labels(*spots, style=MHRA) == ["90 nn. 17 & 19"]

    def test_page_and_note_are_two_locators_the_page_first(self) -> None:
        assert labels(at(104, note=2), at(104)) == ["104", "104n2"]
        assert labels(at(103), at(104), at(103, note=2)) == ["103–4", "103n2"]

    def test_notes_make_no_range_of_pages(self) -> None:
        assert labels(at(104), at(105, note=2), at(106)) == ["104", "105n2", "106"]

    def test_a_note_over_two_pages(self) -> None:
        spots = [at(173, note=2), at(174, note=2), at(174, note=3)]
        assert labels(*spots) == ["173–74n2", "174n3"]

    def test_a_note_counts_from_the_page_of_the_passage(self) -> None:
        assert labels(at(174, note=2)) == ["174n2"]

    def test_two_notes_1_on_a_page_are_told_apart(self) -> None:
        assert labels(at(308, "004", note=1), at(308, "005", note=1), at(308, "005", note=2)) == [
            "308n1 (document 4)",
            "308nn1–2 (document 5)",
        ]

    def test_they_are_told_apart_even_if_the_other_is_anothers(self) -> None:
        mine, others = at(308, "004", note=1), at(308, "005", note=1)
        references, pages = on_pages(mine, others)
        made = Pages.of(references, pages, CHICAGO, TEXTS)
        assert [one.label for one in make_locators([mine[0]], made)] == ["308n1 (document 4)"]

    def test_consecutive_notes_of_two_texts_are_not_joined(self) -> None:
        assert labels(at(308, "004", note=2), at(308, "005", note=3)) == ["308n2", "308n3"]


REFERENCES = st.lists(
    st.tuples(st.integers(1, 12), st.sampled_from(["001", "002"]), st.integers(0, 3)), max_size=30
)


def made_of(
    spots: list[tuple[int, str, int]], style: object
) -> tuple[list[Reference], list[Locator]]:
    """References in reading order on their pages, and the locators made of them."""
    pairs = [
        (reference("x", f"a{number}", text, note), page)
        for number, (page, text, note) in enumerate(spots)
    ]
    references, pages = on_pages(*pairs, roman=3) if pairs else ([], pagemap({}))
    return references, list(make_locators(references, Pages.of(references, pages, style, TEXTS)))  # type: ignore[arg-type]


@given(REFERENCES, st.sampled_from([CHICAGO, HART, MHRA]))
def test_every_reference_is_in_exactly_one_locator(
    spots: list[tuple[int, str, int]], style: object
) -> None:
    references, locators = made_of(spots, style)
    held = [found for locator in locators for found in locator.references]
    assert sorted(found.anchor for found in held) == sorted(found.anchor for found in references)


@given(REFERENCES, st.sampled_from([CHICAGO, HART, MHRA]))
def test_locators_stand_in_the_order_of_pages_and_differ(
    spots: list[tuple[int, str, int]], style: object
) -> None:
    _, locators = made_of(spots, style)
    assert [one.first_page for one in locators] == sorted(one.first_page for one in locators)
    assert len({one.label for one in locators}) == len(locators)


@given(REFERENCES)
def test_every_page_of_a_range_has_a_reference(spots: list[tuple[int, str, int]]) -> None:
    references, locators = made_of(spots, CHICAGO)
    pages = {f"a{number}": page + 2 for number, (page, _, _) in enumerate(spots)}
    for locator in locators:
        assert {pages[anchor] for anchor in locator.anchors} >= {
            locator.first_page,
            locator.last_page,
        }
        if not locator.note_numbers:
            on = {pages[anchor] for anchor in locator.anchors}
            assert on == set(range(locator.first_page, locator.last_page + 1))
    assert len(references) == len(spots)


@given(REFERENCES)
def test_labels_say_the_pages_and_notes(spots: list[tuple[int, str, int]]) -> None:
    _, locators = made_of(spots, CHICAGO)
    for locator in locators:
        match = re.match(r"(\d+)(?:–\d+)?(?:nn?(\d+))?", locator.label)
        assert match and int(match[1]) == locator.first_page - 2
        assert (match[2] is not None) == bool(locator.note_numbers)
