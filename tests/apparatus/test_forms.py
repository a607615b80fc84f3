"""Headings of people.yaml taken apart."""

from __future__ import annotations

import pytest

from publish.apparatus.forms import initials, name_parts, without_particle

from .sample import person


@pytest.mark.parametrize(
    ("name", "surnames", "givens"),
    [
        ("Orlov, G. K.", {"Orlov"}, {("G.", "K.")}),
        ("Orlov, Ya. Ya.", {"Orlov"}, {("Ya.", "Ya.")}),
        ("Orlov", {"Orlov"}, set()),
        ("Barbier, Henri", {"Barbier"}, {("Henri",), ("H.",)}),
        ("Carter, Colonel Hugh L.", {"Carter"}, {("Hugh", "L."), ("H.", "L.")}),
        ("Moroz (Zimin), M. A.", {"Moroz", "Zimin"}, {("M.", "A.")}),
        ("Olenin, N. (V. V. Obukhov)", {"Olenin", "Obukhov"}, {("N.",), ("V.", "V.")}),
        ("Alba (y Ríos), Manuel", {"Alba", "Alba y Ríos"}, {("Manuel",), ("M.",)}),
        ("Neacsu, Ion (Ioan)", {"Neacsu"}, {("Ion",), ("Ioan",), ("I.",)}),
        ("Barrow (inventor)", {"Barrow"}, set()),
        ("Barrow, A. V. (engineer)", {"Barrow"}, {("A.", "V.")}),
        ("Parpen, F. von", {"Parpen"}, {("F.",)}),
        ("Bagirov, M.-D. A.", {"Bagirov"}, {("M.", "D.", "A.")}),
        ("Barthes, Jean-Louis", {"Barthes"}, {("Jean", "Louis"), ("J.", "L."), ("Louis",)}),
        ("del Monte, Carlo", {"Monte"}, {("Carlo",), ("C.",)}),
        ("Martin du Lac, Roger", {"Martin du Lac"}, {("Roger",), ("R.",)}),
        ("Smith, John, Jr.", {"Smith"}, {("John",), ("J.",)}),
    ],
)
def test_headings(name: str, surnames: set[str], givens: set[tuple[str, ...]]) -> None:
    parts = name_parts(person("x", name))
    assert set(parts.surnames) == surnames
    assert set(parts.givens) == givens


def test_titles_and_particles_are_no_given_names() -> None:
    parts = name_parts(person("x", "Revel, Count Ernst zu", forms=("Graf Revel", "Lord Revel")))
    assert parts.titles == {"count", "lord"}
    assert parts.particles == {"zu"}
    assert ("Ernst",) in parts.givens


def test_given_names_make_the_name_with_patronymic() -> None:
    parts = name_parts(person("x", "Orlov, G. K.", given="Grigory Kirillovich"))
    assert parts.phrases == ("Grigory Kirillovich",)
    assert ("G.", "K.") in parts.givens
    assert parts.full_positions == {0, 1}


def test_given_name_with_particle_is_no_phrase() -> None:
    parts = name_parts(person("x", "Parpen, F. von", given="Franz von"))
    assert parts.phrases == ()
    assert ("Franz",) in parts.givens


def test_forms_are_sorted_into_variants_and_phrases() -> None:
    parts = name_parts(
        person(
            "x",
            "Kuo, Weston",
            nicknames=("Wes",),
            forms=("Kuow", "Weston P. Kuo", "Ku Wei-lin", "Comrade Wes"),
        )
    )
    assert set(parts.surnames) == {"Kuo", "Kuow"}
    assert ("Weston", "P.") in parts.givens
    assert parts.phrases == ("Ku Wei-lin",)
    assert ("Wes",) in parts.givens


def test_see_entries_lend_their_heading() -> None:
    parts = name_parts(person("x", "Olenin, N."), ["Obukhov, V. V.", "Sergei"])
    assert set(parts.surnames) == {"Olenin", "Obukhov"}
    assert ("V.", "V.") in parts.givens
    assert parts.nicknames == ("Sergei",)


def test_a_heading_that_is_a_given_name_is_a_nickname() -> None:
    assert name_parts(person("x", "Svetlana")).nicknames == ("Svetlana",)
    assert name_parts(person("x", "Svetlana")).surnames == ()


def test_small_helpers() -> None:
    assert initials(("Grigory", "K.")) == ("G.", "K.")
    assert without_particle("von der Tann") == "Tann"
    assert without_particle("von") == "von"
