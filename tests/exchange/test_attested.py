"""Names learned from the marks of an edition."""

from __future__ import annotations

import pytest

from publish.exchange.tei.attested import Attested, attested, marks_in
from tests.apparatus.sample import person

PEOPLE = [
    person("maurer-h", "Maurer, Heinrich", given="Heinrich"),
    person("stein-e", "Stein, Else", given="Else"),
    person("stein-l", "Stein, Lilli", given="Lilli"),
    person("frohn", "Frohn, Karl", given="Karl"),
]


def learned(*texts: str, writing: tuple[str, ...] = ()) -> Attested:
    return attested(texts, PEOPLE, writing)


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
