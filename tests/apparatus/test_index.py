"""The index as a whole: people and subjects, cross-references, checks, output."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.apparatus.index import Headings, slug
from publish.apparatus.index_model import Index
from publish.apparatus.index_output import as_json, as_text, explain_heading
from publish.apparatus.model import How, Kind, Reference
from publish.edition.house_style import load_house_style
from publish.edition.model import Person, Subhead, Subject
from publish.pagemap import PageMap
from publish.problems import Problems

from .sample import edition, on_pages, pagemap, person, reference, subject

CHICAGO = load_house_style("chicago")
PEOPLE = [
    person("orlov-g", "Orlov, G. K."),
    person("grisha", "Grisha", see="orlov-g"),
    person("lur-m", "Lur, Mark"),
    person("lur", "Lurie, A.", index=False),
    person("len", "Len", see="lur"),
    person("absent", "Absent, A."),
    person("nobody", "Nobody", see="absent"),
]


def about(heading: str, anchor: str, subhead: str = "", text: str = "001") -> Reference:
    return reference(heading, anchor, text, subhead=subhead, kind=Kind.SUBJECT)


def built(
    spots: Iterable[tuple[Reference, int]],
    people: Sequence[Person] = PEOPLE,
    subjects: Sequence[Subject] = (),
) -> tuple[Index, PageMap, list[str]]:
    references, pages = on_pages(*spots)
    problems = Problems()
    index = Headings.of(references, edition(people, subjects), CHICAGO, problems).on(pages)
    return index, pages, [f"{problem.code} {problem.message}" for problem in problems]


def lines(*spots: tuple[Reference, int], subjects: Sequence[Subject] = ()) -> list[str]:
    return as_text(built(spots, subjects=subjects)[0], CHICAGO.index).split("\n")


def test_people_and_subjects_stand_in_one_alphabet() -> None:
    found = lines(
        (reference("orlov-g", "a"), 3),
        (about("Oil", "b"), 4),
        (reference("lur-m", "c"), 4),
        (about("Orel (city)", "d"), 5),
    )
    assert found == [
        "Grisha. See Orlov, G. K.",
        "",
        "Lur, Mark, 4",
        "",
        "Oil, 4",
        "Orel (city), 5",
        "Orlov, G. K., 3",
    ]


def test_see_entries_of_people_need_somebody_with_pages() -> None:
    assert lines((reference("lur-m", "a"), 3)) == ["Lur, Mark, 3"]
    assert "Grisha. See Orlov, G. K." in lines((reference("orlov-g", "a"), 3))


def test_references_to_a_see_entry_are_its_targets() -> None:
    assert "Orlov, G. K., 3" in lines((reference("grisha", "a"), 3))


def test_people_not_to_be_indexed_are_left_out() -> None:
    assert lines((reference("lur", "a"), 3), (reference("unknown", "b"), 3)) == [""]


def test_of_some_people_only_the_letters_are_indexed() -> None:
    people = [person("orlov-g", "Orlov, G.", index="letters"), PEOPLE[1]]
    letter = replace(reference("orlov-g", "a", subhead="letters to"), how=How.CORRESPONDENT)
    spots = [(letter, 1), (reference("orlov-g", "b"), 2), (reference("grisha", "c"), 3)]
    index, _, _ = built([*spots, (about("Orlov, G.", "d", "marked"), 4)], people)
    assert as_text(index, CHICAGO.index).split("\n")[-1] == "Orlov, G.: letters to, 1; marked, 4"


def test_terms_are_not_indexed() -> None:
    assert lines((reference("politburo", "a", kind=Kind.TERM), 3)) == [""]


def test_subheads_are_run_in_and_sorted_without_prepositions() -> None:
    assert lines(
        (about("Grain", "a"), 1),
        (about("Grain", "b", "in Ukraine"), 2),
        (about("Grain", "c", "and bread"), 3),
        (about("Oil", "d", "from Baku"), 4),
    ) == ["Grain, 1; and bread, 3; in Ukraine, 2", "", "Oil: from Baku, 4"]


def test_a_subject_that_is_called_like_a_person_is_that_person() -> None:
    orlov = subject("Orlov, G. K.", subheads={"health of": ("ill",)}, see_also=("lur-m",))
    spots = [
        (reference("orlov-g", "a"), 1),
        (about("Orlov, G. K.", "b", "health of"), 2),
        (reference("orlov-g", "c", subhead="letters to"), 3),
        (reference("lur-m", "d"), 9),
    ]
    index, _, problems = built(spots, PEOPLE[:3], [orlov])
    assert as_text(index, CHICAGO.index).split("\n")[-1] == (
        "Orlov, G. K., 1; health of, 2; letters to, 3. See also Lur, Mark"
    )
    assert problems == []


class TestCrossReferences:
    OIL = (about("Oil", "a"), 1)

    def test_see(self) -> None:
        petroleum = subject("Petroleum", see=("Oil", "lur-m"))
        spots = (self.OIL, (reference("lur-m", "b"), 2))
        assert "Petroleum. See Lur, Mark; Oil" in lines(*spots, subjects=[petroleum])

    def test_see_also(self) -> None:
        grain = subject("Grain", patterns=("grain",), see_also=("Oil",))
        assert "Grain, 2. See also Oil" in lines(
            self.OIL, (about("Grain", "b"), 2), subjects=[grain]
        )

    def test_to_a_subhead(self) -> None:
        spots = ((about("Oil", "a", "in Baku"), 1),)
        petroleum = subject("Petroleum", see=("Oil: in Baku",))
        assert "Petroleum. See Oil: in Baku" in lines(*spots, subjects=[petroleum])

    def test_within_a_subhead(self) -> None:
        fuel = subject("Fuel").model_copy(
            update={"subheads": (Subhead(text="naphtha"), Subhead(text="oil", see=("Oil",)))}
        )
        spots = (self.OIL, (about("Fuel", "b", "naphtha"), 2))
        assert "Fuel: naphtha, 2; oil (see Oil)" in lines(*spots, subjects=[fuel])
        assert "Fuel: oil (see Oil)" in lines(self.OIL, subjects=[fuel])

    def test_general_ones_stand_last_as_they_are(self) -> None:
        grain = subject("Grain", patterns=("grain",), see_also=("and specific regions", "Oil"))
        assert "Grain, 2. See also Oil; and specific regions" in lines(
            self.OIL, (about("Grain", "b"), 2), subjects=[grain]
        )

    @pytest.mark.parametrize("target", ["Coal", "absent", "lur", "Oil: in Baku", "Naphtha"])
    def test_blind_ones_are_left_out_and_reported(self, target: str) -> None:
        subjects = [
            subject("Petroleum", see=(target,)),
            subject("Oil", see_also=(target,)),
            subject("Naphtha", see=("Oil",)),
            subject("Coal", patterns=("coal",)),
        ]
        index, _, problems = built([self.OIL], subjects=subjects)
        assert as_text(index, CHICAGO.index) == "Naphtha. See Oil\n\nOil, 1"
        assert [problem[:4] for problem in problems] == ["W750", "W750", "W751"]
        assert f"see “{target}”" in problems[0] + problems[1]

    def test_circles_are_blind(self) -> None:
        subjects = [subject("A", see=("B",)), subject("B", see=("A",))]
        index, _, problems = built([], subjects=subjects)
        assert index.entries == ()
        assert [problem[:4] for problem in problems] == ["W750", "W750"]


def test_headings_that_nothing_belongs_under_are_reported() -> None:
    subjects = [
        subject("Oil", patterns=("oil",), subheads={"in Baku": ("Baku",), "marked": ()}),
        subject("Coal", patterns=("coal",), subheads={"in Perm": ("Perm",)}),
    ]
    _, _, problems = built([(about("Oil", "a"), 1)], subjects=subjects)
    assert problems == [
        "W751 No passage belongs under “Coal”.",
        "W751 No passage belongs under “Oil: in Baku”.",
    ]


def test_italic_headings() -> None:
    index, _, _ = built([(about("*Pravda*", "a"), 1), (about("*Lie, The* (play)", "b"), 1)])
    assert [(entry.heading, entry.italic) for entry in index.entries] == [
        ("*Lie, The* (play)", False),
        ("Pravda", True),
    ]


def test_ids_are_unique_and_plain() -> None:
    spots = [
        (reference("orlov-g", "a"), 1),
        (about("Orlov G", "b"), 1),
        (about("Orlov—G!", "c", "é à"), 1),
        (about("Orlov—G!", "d", "e a"), 1),
        (about("Ж", "e"), 1),
        (about("Щ", "f"), 1),
    ]
    entries = built(spots)[0].entries
    ids = [one.id for entry in entries for one in (entry, *entry.subheads)]
    assert len(set(ids)) == len(ids)
    assert {"ix-orlov-g", "ix-orlov-g-2", "ix-orlov-g-3", "ix-entry", "ix-entry-2"} <= set(ids)
    assert all(one.isascii() and " " not in one for one in ids)
    assert slug("Élysée Palace") == "elysee-palace"


def test_groups_are_lettered() -> None:
    index, _, _ = built([(about(name, name), 1) for name in ("Élan", "Echo", "5 May", "Oil")])
    assert [letter for letter, _ in index.groups] == ["0–9", "E", "O"]


def test_a_missing_anchor_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        Headings.of([reference("orlov-g", "a")], edition(PEOPLE), CHICAGO, Problems()).on(
            pagemap({})
        )


class TestOutput:
    SPOTS = (
        (reference("orlov-g", "a"), 293),
        (reference("orlov-g", "b"), 294),
        (reference("orlov-g", "c", note=2), 294),
        (reference("orlov-g", "d", "002", subhead="letters to"), 300),
    )

    def test_json_holds_everything(self) -> None:
        index, pages, _ = built(self.SPOTS)
        data = json.loads(json.dumps(as_json(index, pages)))
        entry = data["groups"][-1]["entries"][0]
        assert entry["heading"] == "Orlov, G. K."
        assert [locator["label"] for locator in entry["locators"]] == ["293–94", "294n2"]
        assert entry["locators"][0] == {
            "label": "293–94",
            "first_page": 292,
            "last_page": 293,
            "first_folio": "293",
            "last_folio": "294",
            "text": "001",
            "notes": [],
            "references": [
                {
                    "anchor": anchor,
                    "end_anchor": "",
                    "text": "001",
                    "note": None,
                    "how": "named",
                    "form": "orlov-g",
                    "end_form": "",
                    "reason": "full name",
                }
                for anchor in "ab"
            ],
        }
        assert entry["locators"][1]["notes"] == [2]
        assert entry["subheads"][0]["locators"][0]["label"] == "300"
        assert data["groups"][0]["entries"][0]["see"] == ["Orlov, G. K."]

    def test_explanation_shows_every_passage(self) -> None:
        index, pages, _ = built(self.SPOTS)
        text = explain_heading(index, "orlov, g. k.", pages)
        assert text.split("\n")[:3] == [
            "Orlov, G. K.",
            "    293–94",
            "      p. 293, 001 (file.yaml:7): “orlov-g” (named, full name): …words around orlov-g…",
        ]
        assert "  letters to" in text.split("\n")
        assert "p. 294, 001 note 2 " in text
        assert text.count("words around") == 4

    def test_explanation_says_what_was_left_out_and_why(self) -> None:
        people = [person("orlov-g", "Orlov, G.", index="letters"), person("lur", "L.", index=False)]
        letter = replace(reference("orlov-g", "a", subhead="letters to"), how=How.CORRESPONDENT)
        spots = [(letter, 1), (reference("orlov-g", "b"), 2), (reference("lur", "c"), 3)]
        index, pages, _ = built(spots, people)
        rows = explain_heading(index, "Orlov", pages).split("\n")
        assert rows[-2] == "    left out: people.yaml says index: letters"
        assert rows[-1].startswith("      p. 2, 001 (file.yaml:7): “orlov-g”")
        assert explain_heading(index, "L.", pages).split("\n")[:3] == [
            "L.",
            "    not in the index",
            "    left out: people.yaml says index: false",
        ]

    def test_explanation_of_a_see_entry_and_of_nothing(self) -> None:
        index, pages, _ = built(self.SPOTS)
        assert explain_heading(index, "Grisha", pages).split("\n") == [
            "Grisha",
            "    see Orlov, G. K.",
        ]
        assert explain_heading(index, "Orlow, G. K.", pages) == (
            "The index has no heading “Orlow, G. K.”. Did you mean “Orlov, G. K.”?"
        )

    def test_a_heading_that_ends_in_a_stop_has_one_before_see(self) -> None:
        index, _, _ = built(
            [(reference("b", "a"), 1)], [person("b", "B, C."), person("z", "Z, Y.", see="b")]
        )
        assert as_text(index, CHICAGO.index) == "B, C., 1\n\nZ, Y. See B, C."


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["orlov-g", "lur-m", "grisha", "lur", "unknown"]),
            st.sampled_from(["", "letters to"]),
            st.integers(1, 9),
            st.integers(0, 2),
        ),
        max_size=20,
    )
)
def test_every_reference_of_an_indexed_person_is_in_exactly_one_locator(
    rows: list[tuple[str, str, int, int]],
) -> None:
    spots = [
        (reference(who, f"a{number}", note=note, subhead=subhead), page)
        for number, (who, subhead, page, note) in enumerate(rows)
    ]
    index, _, _ = built(spots)
    held = [
        anchor
        for entry in index.entries
        for part in (entry, *entry.subheads)
        for locator in part.locators
        for anchor in locator.anchors
    ]
    indexed = [one.anchor for one, _ in spots if one.target in ("orlov-g", "lur-m", "grisha")]
    assert sorted(held) == sorted(indexed)
