"""Names learned from the marks of an edition."""

from __future__ import annotations

from collections import Counter

import pytest

from publish.exchange.tei.attested import Attested, attested, marks_in
from publish.exchange.tei.common_words import common_words
from tests.apparatus.sample import person

PEOPLE = [
    person("maurer-h", "Maurer, Heinrich", given="Heinrich"),
    person("stein-e", "Stein, Else", given="Else"),
    person("stein-l", "Stein, Lilli", given="Lilli"),
    person("frohn", "Frohn, Karl", given="Karl"),
]


def learned(*texts: str, writing: tuple[str, ...] = ()) -> Attested:
    return attested(texts, PEOPLE, Counter(writing))


def test_marks_are_read_with_their_kind() -> None:
    text = '[Heini]{person=a} and [his [*wife*]{.del}]{person="b c" .implied}, [x]{.title}'
    marks = list(marks_in(text))
    assert [(mark.people, mark.named) for mark in marks] == [(("a",), True), (("b", "c"), False)]
    assert marks[0].form == "Heini"
    assert text[marks[1].start : marks[1].end].startswith("[his")


def test_a_marked_name_becomes_a_form() -> None:
    found = learned("[Heini]{person=maurer-h} kommt. Von [Maurer]{person=maurer-h} nichts.")
    assert found.forms == {"maurer-h": ["Heini"]}


def test_a_genitive_is_no_form_of_its_own() -> None:
    found = learned("[Heini]{person=maurer-h} und [Heinis]{person=maurer-h} Lehrer")
    assert found.forms == {"maurer-h": ["Heini"]}


@pytest.mark.parametrize(
    "text",
    [
        "[Frau]{person=stein-e}, Frau, Frau und eine Frau",  # stands unmarked mostly
        "[H.]{person=maurer-h} grüßt",  # initials may be anybody's
        "der [Bruder]{person=maurer-h .implied} grüßt",
        "die [Beiden]{person='stein-e stein-l'}".replace("'", '"'),
        "[Maurers]{person=maurer-h} Brief",  # the register has it
    ],
)
def test_what_is_no_form(text: str) -> None:
    assert not learned(text).forms


def test_of_namesakes_the_one_who_is_mostly_meant_is_decided() -> None:
    mostly = "[Stein]{person=stein-e} " * 3
    assert learned(mostly).decisions == {"Stein": "stein-e"}
    assert learned(f"{mostly}[Stein]{{person=stein-l}}").decisions == {"Stein": "stein-e"}
    assert not learned(f"{mostly}[Stein]{{person=stein-l}} [Stein]{{person=stein-l}}").decisions


def test_a_mark_among_many_others_is_a_slip() -> None:
    text = "[Maurer]{person=maurer-h} " * 20
    assert not learned(f"{text}[Maurer]{{person=frohn}}").forms
    assert learned("[Maurer]{person=maurer-h} [Maurer]{person=frohn}").forms == {
        "frohn": ["Maurer"]
    }


def test_a_surname_that_is_rather_a_word() -> None:
    text = "[Maurer]{person=maurer-h} und [Stein]{person=stein-e}; froh kam Frohn, ganz Frohn."
    assert learned(text).words == {"frohn"}
    assert not learned(text, writing=("frohn",)).words
    assert not learned("Maurer, Stein und Frohn, Maurer und Frohn, Stein").words  # nothing marked


@pytest.mark.parametrize("form", ["Fräulein", "Maurer bittet", "Sch."])
def test_marked_words_that_are_no_name(form: str) -> None:
    assert not learned(f"[{form}]{{person=maurer-h}} kam.").forms


def test_a_given_name_is_no_form_but_a_decision() -> None:
    found = learned("[Else]{person=stein-e} kam.")
    assert (found.forms, found.decisions) == ({}, {"Else": "stein-e"})


def test_a_pet_name_is_a_nickname() -> None:
    found = attested(["[Heini]{person=maurer-h} kam."], PEOPLE, Counter(), "de")
    assert (found.forms, found.nicknames, found.decisions) == ({}, {"maurer-h": ["Heini"]}, {})


def test_initials_are_no_form_but_a_decision() -> None:
    found = learned("[H. M.]{person=maurer-h} kam; [H.]{person=maurer-h} auch.")
    assert (found.forms, found.nicknames) == ({}, {})
    assert found.decisions == {"H. M.": "maurer-h"}


def test_implied_words_stand_unmarked() -> None:
    text = "[Sohn]{person=maurer-h} und " + "[Sohn]{person=stein-e .implied} " * 3
    assert not learned(text).forms


def test_of_namesakes_the_one_whom_most_texts_name_in_full_is_decided() -> None:
    texts = ["Else Stein kam, Stein ging.", "Stein und Else Stein", "Karl Frohn"]
    assert learned(*texts).decisions == {"Stein": "stein-e"}
    assert not learned(*texts, "Lilli Stein").decisions
    assert not learned(texts[0]).decisions  # one text says little


def test_who_writes_letters_is_in_them() -> None:
    texts = ["Else Stein kam, Stein ging.", "Stein und Else Stein"]
    assert not learned(*texts, writing=("stein-l",)).decisions
    assert learned(*texts, writing=("stein-e",)).decisions == {"Stein": "stein-e"}
    assert learned("Stein ging.", writing=("stein-l",) * 2).decisions == {"Stein": "stein-l"}


KARLS = [*PEOPLE, person("ziegler", "Ziegler, Karl", given="Karl")]


@pytest.mark.parametrize(
    ("texts", "decided"),
    [
        (["Frohn kam.", "Frohn und Ziegler", "Frohn", "Karl ging."], {"Karl": "frohn"}),
        (["Frohn kam.", "Frohn und Ziegler", "Karl ging."], {}),
        (["Frau Frohn kam.", "Frau Frohn", "Frau Frohn", "Karl ging."], {}),
        (["Frohn kam.", "Frohn", "Frohn", "frohn " * 5, "Karl ging."], {}),  # a word
    ],
)
def test_a_given_name_is_his_whose_surname_most_texts_have(
    texts: list[str], decided: dict[str, str]
) -> None:
    assert attested(texts, KARLS, Counter(), "de").decisions == decided


@pytest.mark.parametrize(
    ("words", "common"),
    [
        ("froh sein, froh werden: Frohn", False),
        ("ein Frohn und noch ein Frohn", True),
        ("das alte Frohn, zwei Frohn, der Frohn", True),
        ("der Frohn, den Frohn, mein Frohn", False),
        ("frohn und frohn, Frohn", True),
    ],
)
def test_common_words_of_unmarked_texts(words: str, common: bool) -> None:
    assert (common_words([words], ["Frohn"], german=True) == {"Frohn"}) is common


def test_articles_tell_nothing_in_other_languages() -> None:
    assert not common_words(["am Frohn, im Frohn"], ["Frohn"], german=False)


def test_words_that_only_sound_like_a_surname_are_ignored() -> None:
    people = [person("muther", "Muther, Richard", given="Richard")]
    texts = ["seine Mutter kam", "deine Mutter, meine Mutter"]
    assert attested(texts, people, Counter(), "de").ignored == {"Mutter"}
    assert not attested(["Herr Mutter kam", "Muther"], people, Counter(), "de").ignored
    assert not attested(texts, people, Counter(), "en").ignored


def test_a_hyphen_makes_no_other_form() -> None:
    people = [
        person("b-r", "Beer-Hofmann, Richard", given="Richard"),
        person("b-p", "Beer-Hofmann, Paula", given="Paula"),
    ]
    text = "[Beer-Hofmann]{person=b-r} [Beer-Hofmann]{person=b-r} [Beer Hofmann]{person=b-r}"
    assert attested([text], people, Counter(), "de").decisions == {"Beer-Hofmann": "b-r"}
