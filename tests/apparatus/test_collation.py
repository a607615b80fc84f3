"""The order of headings and subheadings."""

from __future__ import annotations

import random

import pytest
import pyuca
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.apparatus import collation
from publish.apparatus.collation import (
    group_letter,
    heading_key,
    subheading_key,
    without_particles,
)
from publish.edition.house_style import load_house_style

WHOLE = pyuca.Collator()
LETTERS = st.text(st.characters(max_codepoint=0x24F), max_size=12)
OTHERS = st.text("ÀéßŁøЖйїΣώ’–—“…、中かאª№ﬁᾳ\u0301\u030c\u0323", max_size=8)


@settings(deadline=None)  # the tables are read at the first use
@given(LETTERS | OTHERS)
def test_the_short_table_weighs_as_the_whole_one(text: str) -> None:
    assert collation._weights(text) == tuple(WHOLE.sort_key(text))


CHICAGO, HART = load_house_style("chicago"), load_house_style("hart")


def ordered(headings: list[str], style: object = CHICAGO, person: bool = False) -> list[str]:
    shuffled = random.Random(1).sample(headings, len(headings))
    return sorted(shuffled, key=lambda heading: heading_key(heading, style, person))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "headings",
    [
        # Chicago 17 §16.59 and §16.61
        [
            "NEW (Neighbors Ever Watchful)",
            "NEW (Now End War)",
            "New, Arthur",
            "New, Zoe",
            "New 12 program",
            "New Deal",
            "newel",
            "New England",
            "“new math”",
            "new/old continuum",
            "news, lamentable",
            "News, Networks, and the Arts",
            "newsboys",
            "news conferences",
            "newsletter",
            "News of the World",
            "news release",
            "newt",
            "NEWT (Northern Estuary Wind Tunnel)",
            "New Thorndale",
            "new town",
        ],
        ["Aircraft industry", "Air force", "Airplanes"],
        ["Light industry", "Li Shao-keng", "Litvinov, M. M."],
        ["Terror", "Ter-Vaganian, V. A."],
        ["L’Aigle", "Laird", "L’Humanité", "Lyon"],
        ["Macadam", "Macmillan", "McAllister", "McNab", "Mead"],
        ["Brown, A.", "Brünn", "Brunner, B.", "Brünner, C."],
        ["Muller, A.", "Müller, B.", "Muller, C."],
        ["resume", "résumé"],
        ["Élan", "Elbe", "Électricité"],
        ["Obrien", "O’Brien, A.", "O’Brien, B."],
        ["Nicholas II", "Nicholas IX", "Nicholas X"],
        ["Regiment 2", "Regiment 10"],
        ["5 May", "16 May", "Abyssinia"],
        ["*Pravda*", "Prices"],
        ["The Hague", "Hainan", "A Halt"],
    ],
)
def test_letter_by_letter(headings: list[str]) -> None:
    assert ordered(headings) == headings


@pytest.mark.parametrize(
    "headings",
    [
        ["New, Arthur", "New Deal", "New England", "New town", "Newel", "Newsboys"],
        ["Air force", "Air-raid shelters", "Aircraft industry", "Airplanes"],
        ["Li Shao-keng", "Light industry"],
    ],
)
def test_word_by_word(headings: list[str]) -> None:
    assert ordered(headings, HART) == headings


def test_particles_do_not_lead_a_person() -> None:
    people = ["Gaulle, A.", "de Gaulle, Charles", "Parker, B.", "von Papen, F.", "von der Tann, L."]
    assert ordered(people, person=True) == [
        "Gaulle, A.",
        "de Gaulle, Charles",
        "von Papen, F.",
        "Parker, B.",
        "von der Tann, L.",
    ]
    assert without_particles("d'Anvers, Jean", CHICAGO) == "Anvers, Jean"
    assert without_particles("De Quincey, Thomas", CHICAGO) == "De Quincey, Thomas"
    assert without_particles("Delacroix, E.", CHICAGO) == "Delacroix, E."


def test_an_article_is_part_of_a_persons_name() -> None:
    assert ordered(["An Li", "Bo Da"], person=True) == ["An Li", "Bo Da"]
    assert group_letter("An Li", CHICAGO, person=True) == "A"
    assert group_letter("An Archive", CHICAGO, person=False) == "A"
    assert group_letter("The Hague", CHICAGO, person=False) == "H"


@pytest.mark.parametrize(
    "subheads",
    [
        ["in Bolshevik revolution", "early career", "and grain", "on the Moscow line", "to Urals"],
        ["letters from", "letters to", "from the Urals"],
        ["X (1921)", "XVII (1934)", "XX (1956)"],
        ["V (1907)", "IX (1920)"],
        ["of", "with"],
    ],
)
def test_subheads_ignore_leading_words(subheads: list[str]) -> None:
    shuffled = random.Random(3).sample(subheads, len(subheads))
    assert sorted(shuffled, key=lambda text: subheading_key(text, CHICAGO)) == subheads


@pytest.mark.parametrize(
    ("heading", "letter"),
    [
        ("Élysée", "E"),
        ("Ørsted, H.", "O"),
        ("Łódź", "L"),
        ("Þingvellir", "Þ"),
        ("ß", "S"),
        ("Æsop", "A"),
        ("“new math”", "N"),
        ("*Pravda*", "P"),
        ("16 May", "0–9"),
        ("Жданов", "Ж"),
        ("йод", "И"),
        ("…", ""),
        ("zebra", "Z"),
    ],
)
def test_groups(heading: str, letter: str) -> None:
    assert group_letter(heading, CHICAGO, person=False) == letter


def test_the_order_does_not_depend_on_where_it_starts() -> None:
    headings = ["Ab", "ab", "A b", "A-b", "Áb", "A.B."]
    assert ordered(headings) == ordered(list(reversed(headings)))
