"""What the survey finds, on a manuscript made for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.cache import NoStore
from publish.problems import Problems
from publish.workplace.model import Workplace
from publish.workplace.survey import survey_folder


def survey(root: Path) -> Workplace:
    found = survey_folder(root, NoStore(), Problems())
    assert found is not None
    return found


@pytest.fixture
def found(desk: Path) -> Workplace:
    return survey(desk)


def add(desk: Path, text: str) -> None:
    path = desk / "years" / "1931" / "002.md"
    path.write_text(path.read_text("utf-8") + f"\n{text}\n", "utf-8")


def test_open_forms_have_context_and_candidates(found: Workplace) -> None:
    (shared,) = [one for one in found.open_forms if one.form == "Andreev"]
    (asked,) = shared.asked
    assert [one.id for one in asked.candidates] == ["andreev-a-a", "andreev-a-n"]
    assert asked.candidates[0].life == "1895–1971"
    assert asked.spot.text == "001"
    assert asked.spot.place == ("years/1931/001.md", 7)
    assert asked.spot.before.endswith("letter to ")
    assert asked.spot.after.startswith(" about the grain")


def test_unknown_given_names_are_open_too(found: Workplace) -> None:
    assert "P. K. Andreev" in [one.form for one in found.open_forms]


def test_what_is_decided_is_no_longer_open(desk: Path) -> None:
    index = desk / "index.yaml"
    decision = '  - {form: Andreev, in: "001", person: andreev-a-a}\n\nignore'
    index.write_text(index.read_text("utf-8").replace("\nignore", decision), "utf-8")
    assert [one.form for one in survey(desk).open_forms] == ["P. K. Andreev"]


def test_forms_with_most_passages_come_first(desk: Path) -> None:
    add(desk, "P. K. Andreev is well. P. K. Andreev sleeps.")
    assert [len(one.asked) for one in survey(desk).open_forms] == [3, 1]


def test_unknown_names_are_ranked(found: Workplace) -> None:
    words = [one.word for one in found.unknown]
    assert set(words[:2]) == {"Petrosyan", "Dulov"}
    assert not {"Kremlin", "Tiflis", "In", "Ask", "The"} & set(words)


def test_evidence_is_named(found: Workplace) -> None:
    evidence = {one.word: one.evidence for one in found.unknown}
    assert evidence["Petrosyan"] == ("addressed or titled", "ends like a surname")
    assert "in a list of people" in evidence["Dulov"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Dulova and the dulova of it.", "stands in lower case too"),
        ("[Dulova]{.noindex} came.", "marked as no name"),
        ("Old DULOVA came.", "capitals"),
        ("It is so.[^b]\n\n[^b]: B. Dulova, My Life (Perm, 1930), 12.", "author of a book"),
    ],
)
def test_no_unknown_name(desk: Path, text: str, why: str) -> None:
    add(desk, text)
    found = {one.word: one.score for one in survey(desk).unknown}
    assert found.get("Dulova", 0) < found["Petrosyan"], why


def test_glossary_words_are_no_names(desk: Path) -> None:
    add(desk, "It was the view of Comrade Torgsinov.")
    assert "Torgsinov" in [one.word for one in survey(desk).unknown]
    (desk / "glossary.yaml").write_text(
        "sections: [{terms: [{id: t, term: Torgsinov, expansion: a shop}]}]\n", "utf-8"
    )
    assert "Torgsinov" not in [one.word for one in survey(desk).unknown]


def test_never_met(found: Workplace) -> None:
    assert [one.person.id for one in found.unmet] == ["andreev-a-a", "andreev-a-n", "nobody-x"]
    assert found.unmet[-1].place == ("people.yaml", 10)


def test_misspelling(found: Workplace) -> None:
    (word,) = found.misspellings
    assert (word.word, word.distance, word.count) == ("Rozenkolts", 1, 1)
    assert [one.id for one in word.people] == ["rozengolts-a-p"]
    assert word.spots[0].place.line == 7


@pytest.mark.parametrize(
    ("word", "distance"),
    [
        ("Lominadez", 1),  # two letters swapped
        ("Lominade", 1),  # one left out
        ("Lominagge", 2),
        ("Lomonagge", None),
        ("Kapakof", None),  # two in a short word
    ],
)
def test_distance(desk: Path, word: str, distance: int | None) -> None:
    add(desk, f"We heard {word} speak.")
    found = {one.word: one.distance for one in survey(desk).misspellings}
    assert found.get(word) == distance


def test_people_easily_confused(found: Workplace) -> None:
    groups = [(one.distance, [p.id for p in one.people]) for one in found.homonyms]
    assert groups == [(0, ["andreev-a-a", "andreev-a-n"]), (1, ["kabakov-i", "tabakov-z"])]
    assert found.homonyms[1].mentions == (1, 1)


def test_untimely(found: Workplace) -> None:
    told = [(one.when, one.person.id, len(one.spots)) for one in found.untimely]
    assert told == [("before birth", "late-c", 1), ("after death", "lominadze-v-v", 1)]


def test_notes_know_what_came_later(found: Workplace) -> None:
    dead = found.untimely[-1]
    assert "is silent" in dead.spots[0].after


@pytest.mark.parametrize(("date", "count"), [("1930", 1), ("1930-12-31/1931-01-02", 1)])
def test_a_date_that_allows_it_is_no_trouble(desk: Path, date: str, count: int) -> None:
    path = desk / "years" / "1931" / "001.md"
    path.write_text(path.read_text("utf-8").replace("1931-08-20", date), "utf-8")
    assert len(survey(desk).untimely) == count


def test_order_of_calls_does_not_matter(desk: Path) -> None:
    assert survey(desk) == survey(desk)


def test_unreadable_edition(tmp_path: Path) -> None:
    problems = Problems()
    assert survey_folder(tmp_path, NoStore(), problems) is None
    assert problems.errors
