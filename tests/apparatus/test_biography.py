"""Namesakes told apart by what their biographies say."""

from __future__ import annotations

import pytest

from tests.apparatus.sample import decision, person, register, resolved, unit

PEOPLE = [
    person("orlov-a", "Orlov, A. K.", bio="Writer of stories for children."),
    person("orlov-b", "Orlov, B. D.", bio="Secretary of the legation in Lisbon, 1892–94."),
    *(person(f"other-{i}", f"Other{i}", bio="Member of the harbor board.") for i in range(200)),
]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Orlov, the writer, came.", "orlov-a"),
        ("A letter from the legation in Lisbon: Orlov wants leave.", "orlov-b"),
        ("Orlov’s stories are printed.", "orlov-a"),
    ],
)
def test_words_around_a_name(text: str, who: str) -> None:
    mentions, queries = resolved(unit(text), register(PEOPLE))
    assert ([people for _, people in mentions], queries) == ([(who,)], [])


@pytest.mark.parametrize(
    "text",
    [
        "Orlov came.",
        "Orlov is a member of the board.",  # what many biographies have says nothing
        "The stories of the writer Orlov of the legation in Lisbon",  # each fits
    ],
)
def test_what_tells_nothing_stays_a_query(text: str) -> None:
    assert resolved(unit(text), register(PEOPLE)) == ([], [("Orlov", "W510")])


def test_one_passage_binds_the_others() -> None:
    mentions, queries = resolved(
        unit("Orlov came.", "The writer Orlov came.", "Orlov left."), register(PEOPLE)
    )
    assert ([people for _, people in mentions], queries) == ([("orlov-a",)] * 3, [])


def test_a_decision_for_the_text_comes_first() -> None:
    people = register(PEOPLE, [decision("Orlov", "orlov-b", "001")])
    mentions, _ = resolved(unit("Orlov, the writer, came."), people)
    assert mentions == [("Orlov", ("orlov-b",))]
