"""Whom a given name alone means in a letter."""

from __future__ import annotations

import pytest

from publish.apparatus.mentions import TextUnit
from publish.apparatus.model import Where
from publish.apparatus.register import Register
from publish.apparatus.resolve import resolve
from tests.apparatus.sample import decision, person, resolved, unit

LETTERS = ["arth-r", "lind-k"]
PEOPLE = [
    person("arth-r", "Arth, Ruben"),
    person("arth-o", "Arth, Olga", sex="female"),
    person("arth-h", "Arth, Heinrich"),
    person("lind-k", "Lind, Karl"),
    person("moser-o", "Moser, Olga", sex="female"),
    person("moser-l", "Moser, Lucy", sex="female"),
    person("berg-l", "Berg, Lucy", sex="female"),
    person("berg-k", "Berg, Karl"),
]


def letter(words: str, *, writers: tuple[str, ...] = ("arth-r", "lind-k")) -> TextUnit:
    return TextUnit("001", None, writers, unit(words).passages, writers, writers[:1])


def meant(words: str, language: str = "de", **decided: str) -> list[tuple[str, ...]]:
    decisions = [decision(form, ident) for form, ident in decided.items()]
    people = Register(PEOPLE, decisions, (), LETTERS, language)
    return [who for _, who in resolved(letter(words), people)[0]]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Grüße von Olga.", "arth-o"),  # the writer's family, of two
        ("Ruben kommt.", "arth-r"),
        ("Wo ist Karl?", "lind-k"),
        ("Heini ist krank.", "arth-h"),  # a pet name
        ("Mit Olga Grüßungen.", "arth-o"),  # no surname follows
    ],
)
def test_who_is_near_to_the_writers(words: str, who: str) -> None:
    assert meant(words) == [(who,)]


BORN = [
    *PEOPLE,
    person("arth-e", "Arth, Erna", forms=("Erna Kron",)),
    person("weil", "Weil, Elisabeth", forms=("Elisabeth Kron",)),
    person("ott", "Ott, Elisabeth"),
    person("bach", "Bach, Ivan", given="Ivan Petrovich"),
    person("ruge", "Ruge, Sergei", given="Sergei Petrovich"),
    person("moll", "Moll, Sergei"),
]


def test_a_sister_has_another_surname() -> None:
    people = Register(BORN, (), (), LETTERS, "de")
    assert resolved(letter("Lisl kam.", writers=("arth-e",)), people)[0] == [("Lisl", ("weil",))]
    assert not resolved(letter("Lisl kam.", writers=("lind-k",)), people)[0]
    assert not resolved(letter("Sergei kam.", writers=("bach",)), people)[0]  # a patronymic


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("mit Ruben Olga Karl sehr froh", ["arth-r", "arth-o", "lind-k"]),
        ("mit Ruben Olga Karl Maurer", []),
        ("mit Ruben Olga Karl von Maurer", []),
        ("mit Ruben Olga froh", []),  # two may be one name
        ("mit Ruben Olga Xaver", []),
    ],
)
def test_a_row_of_given_names(words: str, who: list[str]) -> None:
    assert meant(words) == [(one,) for one in who]


@pytest.mark.parametrize(
    "words", ["die Königin Olga", "besetzen: Olga – Reicher, Karl – Forest", "in St. Karl"]
)
def test_sovereigns_saints_and_roles_are_nobody(words: str) -> None:
    assert meant(words) == []


def test_a_nickname_may_be_a_given_name() -> None:
    people = [*PEOPLE, person("feld", "Feld, Lily Maria", nicknames=["Olga"])]
    german, english = (Register(people, (), (), LETTERS, one) for one in ("de", "en"))
    assert resolved(letter("Olga kam."), german)[0] == [("Olga", ("arth-o",))]
    assert resolved(letter("Olga kam."), english)[0] == [("Olga", ("feld",))]
    far = letter("Olga kam.", writers=("lind-k",))
    assert resolved(far, Register(people, (), (), (), "de"))[0] == [("Olga", ("feld",))]


def test_a_given_name_behind_its_surname() -> None:
    people = Register([*PEOPLE, person("kern", "Kern, Olga")], (), (), LETTERS, "de")
    assert resolved(letter("Lese Kern (Olga v.) gern."), people)[0] == [("Kern", ("kern",))]
    assert meant("meine Frau (Olga) kam.") == [("arth-o",)]


@pytest.mark.parametrize("words", ["Lucy kam.", "Olga Maurer kam.", "Mizi kam."])
def test_who_is_not_near_is_nobody(words: str) -> None:
    assert meant(words) == []


def test_pet_names_are_german() -> None:
    assert meant("Heini is ill.", language="en") == []


def test_a_decision_comes_after_the_family() -> None:
    assert meant("Lucy kam.", Lucy="berg-l") == [("berg-l",)]
    assert meant("Olga kam.", Olga="moser-o") == [("arth-o",)]
    assert meant("Lucy Maurer kam.", Lucy="berg-l") == []
    called = [*PEOPLE, person("ott", "Ott, Lucy", nicknames=["Mucki"])]
    people = Register(called, [decision("Mucki", "ott")], (), LETTERS, "de")
    assert resolved(letter("Mucki Maurer kam."), people) == ([], [("Mucki", "W513")])
    assert resolved(letter("Mucki kam."), people)[0] == [("Mucki", ("ott",))]


def test_who_is_named_in_the_text_and_the_family_of_him() -> None:
    assert meant("Lucy Moser ist da; Lucy grüßt.") == [("moser-l",), ("moser-l",)]
    assert meant("Karl Berg ist da, auch Lucy.") == [("berg-k",), ("berg-l",)]


def test_a_woman_whose_given_name_nobody_else_has() -> None:
    people = Register([*PEOPLE, person("v", "Vogel, Berta"), person("w", "Wolf, Emil")], (), ())
    assert resolved(letter("Berta kam und Emil."), people)[0] == [("Berta", ("v",))]


def test_outside_letters_a_given_name_is_nobody() -> None:
    people = Register(PEOPLE, (), (), LETTERS, "de")
    assert resolved(unit("Ruben kam."), people) == ([], [])
    note = TextUnit("1", None, ("arth-r",), unit((Where.NOTE, "Olga")).passages)
    assert resolve(note, people) == ([], [])


@pytest.mark.parametrize("words", ["Olga und Karl Berg kamen.", "Lucy u. Karl Berg kamen."])
def test_two_given_names_of_one_surname(words: str) -> None:
    people = Register(PEOPLE, (), (), LETTERS, "de")
    mentions, _ = resolved(unit(words), people)
    assert [who for form, who in mentions if form == "Lucy"] == [("berg-l",)] * ("Lucy" in words)
    assert ("Karl Berg", ("berg-k",)) in mentions


def test_a_surname_cut_short() -> None:
    assert meant("Lucy Mos. war da.") == [("moser-l",)]
    assert meant("Lucy M. war da.") == [("moser-l",)]
    assert meant("Lucy Ma. war da.") == []


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Heute war H. A. da.", [("arth-h",)]),
        ("Heute war K. L. da.", [("lind-k",)]),
        ("L. M. kommt.", [("moser-l",)]),
        ("Heute war X. Y. da.", []),
        ("Heute war H. A. Maurer da.", []),
        ("Heute war B. H. A. da.", []),
        ("in der H. A. Z!", []),
    ],
)
def test_initials_alone(words: str, who: list[tuple[str, ...]]) -> None:
    assert meant(words) == who


def test_initials_of_two_are_the_one_whom_the_letter_names() -> None:
    people = [
        person("arth-r", "Arth, Ruben"),
        person("s", "Stern, Max"),
        person("t", "Seel, Moritz"),
    ]
    both = Register([*people, person("u", "Stolz, Moritz")], (), (), LETTERS, "de")
    named = letter("Moritz Stolz war da; M. S. grüßt.", writers=("arth-r",))
    assert resolved(named, both)[0] == [("Moritz Stolz", ("u",)), ("M. S.", ("u",))]
    assert resolved(letter("M. S. grüßt.", writers=("arth-r",)), both)[0] == []


def test_outside_letters_initials_are_nobody() -> None:
    assert resolved(unit("L. M. kommt."), Register(PEOPLE, (), (), LETTERS, "de")) == ([], [])
