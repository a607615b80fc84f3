"""People of the printed index: whom it adds, which spellings, and what it must not take."""

from __future__ import annotations

import pytest

from publish.exchange.log import ImportLog
from publish.exchange.ocr.index_people import called_after_people, complete_people
from publish.exchange.ocr.lists import Entry
from publish.exchange.ocr.printed_index import IndexEntry

TEXT = (
    "Comrade Tarsky wrote to Langdon Hale and to Vorontsov. The Harbor Office is in Lisbon.",
    "In Lisbon Vorontsov met Maria Selim, and Rozengard came.",
)


def biographies() -> list[Entry]:
    names = {
        "vorontzov-a-p": "Vorontzov, A. P.",
        "selim-m-d": "Selim, M. D.",
        "rozenkard": "Rozenkard, L.",
        "lund-a": "Lund, A.",
    }
    return [
        ({"id": ident, "name": name, "bio": "A captain."}, (1,)) for ident, name in names.items()
    ]


def completed(*index: str) -> tuple[list[Entry], list[Entry]]:
    people = biographies()
    entries = [IndexEntry(text, (number,)) for number, text in enumerate(index, 1)]
    return people, complete_people(people, (), entries, TEXT, ImportLog("book.md"))


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Ames, J. B., 12", "Ames, J. B."),
        ("Hale, Langdon, 3, 4n1", "Hale, Langdon"),  # the text has "Langdon Hale"
        ("Kapitsa, Peter (Pyotr) L., detention of, 239–40", "Kapitsa, Peter (Pyotr) L."),
        ("Barlow (inventor), 178", "Barlow (inventor)"),
        ("Tarsky, 5", "Tarsky"),  # the text calls him Comrade
        ("Rutherford of Nelson, Lord Ernest, 239", "Rutherford of Nelson, Lord Ernest"),
    ],
)
def test_who_has_no_biography_is_added(heading: str, name: str) -> None:
    _, added = completed(heading)
    assert [entry["name"] for entry, _ in added] == [name]


@pytest.mark.parametrize(
    "heading",
    [
        "Abyssinia, invasion of, 293",
        "Agriculture, People’s Commissariat of, 4",
        "Lisbon, 7",
        "Harbor Office (HO), 2",
        "*Lie, The* (Afinogenov), 9",
        "Schools. *See* Education",
    ],
)
def test_subjects_are_no_people(heading: str) -> None:
    assert completed(heading)[1] == []


def test_spelling_and_given_name_of_the_index() -> None:
    people, added = completed("Vorontsov, A. P., 3", "Selim, Maria D., 4")
    assert added == []
    assert people[0][0]["forms"] == ["Vorontsov"]
    assert people[1][0]["given"] == "Maria D."


def test_spelling_of_the_text_where_no_other_stands_there() -> None:
    people, _ = completed()
    assert people[2][0]["forms"] == ["Rozengard"]


def test_a_namesake_without_biography_is_not_meant_by_the_surname_alone() -> None:
    _, added = completed("Lund, A., 3", "Lund, Maria (wife), 4")
    assert [(entry["name"], entry["bare-surname"]) for entry, _ in added] == [
        ("Lund, Maria (wife)", False)
    ]


def test_see_references_between_names() -> None:
    _, added = completed("Vorontsoff. *See* Vorontzov, A. P.")
    assert [(entry["name"], entry["see"]) for entry, _ in added] == [
        ("Vorontsoff", "vorontzov-a-p")
    ]


def test_things_called_after_people_are_no_people() -> None:
    headings = ("Vorontzov-Selim trial, 3", "Lund, A., 4", "Selim commission, 5", "Air force, 6")
    index = [IndexEntry(text, (1,)) for text in headings]
    assert called_after_people(index, biographies()) == [
        "Vorontzov-Selim trial",
        "Selim commission",
    ]
