"""Forms that hold only in some texts, things that are called like people, and who is chief."""

from __future__ import annotations

import pytest

from publish.apparatus.mentions import TextUnit
from publish.apparatus.model import Where
from publish.apparatus.register import Register
from publish.apparatus.resolve import resolve
from tests.apparatus.sample import decision, person, register, resolved, unit, year

ORLOV = person(
    "orlov",
    "Orlov, G. K.",
    limited_forms=[
        {"form": "Goga", "from": "petrov"},
        {"form": "the captain", "dates": "1893/1895"},
        {"form": "the old one", "after-full": True},
    ],
)


def written_by(writer: str, text: str) -> TextUnit:
    return TextUnit("001", None, (writer,), unit(text).passages, (writer,), (writer,))


def test_a_form_that_only_one_writer_uses() -> None:
    people = register([ORLOV, person("petrov", "Petrov, A."), person("sidorov", "Sidorov, B.")])
    assert resolved(written_by("petrov", "Goga came."), people)[0] == [("Goga", ("orlov",))]
    assert resolved(written_by("sidorov", "Goga came."), people) == ([], [])


@pytest.mark.parametrize(
    ("when", "meant"), [(1892, False), (1893, True), (1895, True), (1896, False)]
)
def test_a_form_of_a_span_of_time(when: int, meant: bool) -> None:
    mentions, queries = resolved(unit("Ask the captain.", written=year(when)), register([ORLOV]))
    assert (bool(mentions), queries) == (meant, [])


def test_a_form_of_a_span_of_time_needs_a_date() -> None:
    assert resolved(unit("Ask the captain."), register([ORLOV])) == ([], [])


def test_a_form_after_a_full_mention() -> None:
    people = register([ORLOV])
    assert resolved(unit("the old one"), people) == ([], [])
    assert resolved(unit("the old one and G. K. Orlov"), people)[0] == [("G. K. Orlov", ("orlov",))]
    mentions, _ = resolved(unit("G. K. Orlov left", "the old one stayed"), people)
    assert mentions[1:] == [("the old one", ("orlov",))]


def test_half_of_a_double_surname_after_the_whole() -> None:
    people = register([person("andrian", "Andri-Werburg, Leopold")])
    assert resolved(unit("Andri came"), people) == ([], [])
    assert resolved(unit("Leopold Andri came"), people)[0] == [("Leopold Andri", ("andrian",))]
    assert len(resolved(unit("Leopold Andri-Werburg", "Andri left"), people)[0]) == 2


def test_half_of_a_double_surname_that_is_no_word() -> None:
    people = register([person("gans", "Gans-Ludassy, Julius")])
    assert resolved(unit("Ludassy came"), people)[0] == [("Ludassy", ("gans",))]
    assert resolved(unit("Gans came"), people) == ([], [])


NIKOLAEV = person("nikolaev-l-v", "Nikolaev, L. V.")
TOWN = person("nikolaev-town", "Nikolaev (town)", kind="place")
WORKS = person("orlov-yard", "Orlov Yard", kind="organisation", forms=("the Yard",))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("He lives in Nikolaev.", "nikolaev-town"),
        ("L. V. Nikolaev came.", "nikolaev-l-v"),
        ("Comrade Nikolaev came.", "nikolaev-l-v"),
        ("the Orlov Yard is full", "orlov-yard"),
    ],
)
def test_places_and_organisations(text: str, who: str) -> None:
    mentions, queries = resolved(unit(text), register([NIKOLAEV, TOWN, WORKS, ORLOV]))
    assert ([people for _, people in mentions], queries) == ([(who,)], [])


def test_town_or_man_is_asked_where_nothing_tells() -> None:
    assert resolved(unit("Nikolaev fell."), register([NIKOLAEV, TOWN])) == (
        [],
        [("Nikolaev", "W510")],
    )


def test_who_held_office_then() -> None:
    people = register(
        [
            person("a", "Orlov, A.", offices=[{"title": "Consul", "dates": "1890/1893"}]),
            person("b", "Orlov, B.", offices=[{"title": "Consul", "dates": "1894/1899"}]),
        ]
    )
    assert resolved(unit("Orlov came", written=year(1895)), people)[0] == [("Orlov", ("b",))]
    assert resolved(unit("Orlov came", written=year(1901)), people)[1] == [("Orlov", "W510")]


BAHRS = [person("bahr-h", "Bahr, Hermann"), person("bahr-r", "Bahr, Rosa")]


def edition(*writers: str, language: str = "en") -> Register:
    return Register(BAHRS, (), (), writers, language)


def test_the_chief_correspondent_is_meant() -> None:
    mentions, _ = resolved(unit("Bahr came."), edition(*["bahr-h"] * 5, "bahr-r"))
    assert mentions == [("Bahr", ("bahr-h",))]


@pytest.mark.parametrize("writers", [(), ("bahr-h", "bahr-r"), ("bahr-h",) * 4 + ("bahr-r",)])
def test_nobody_is_chief_by_a_little(writers: tuple[str, ...]) -> None:
    assert resolved(unit("Bahr came."), edition(*writers))[1] == [("Bahr", "W510")]


def test_a_decision_for_the_edition_comes_before_the_chief() -> None:
    people = Register(BAHRS, [decision("Bahr", "bahr-r")], (), ["bahr-h"] * 9)
    assert resolved(unit("Bahr came."), people)[0] == [("Bahr", ("bahr-r",))]


def test_given_names_in_letters() -> None:
    people = edition("bahr-h", "bahr-r")
    letter = written_by("bahr-h", "Greet Rosa from Hermann.")
    assert [who for _, who in resolved(letter, people)[0]] == [("bahr-r",), ("bahr-h",)]
    assert resolved(unit("Greet Rosa."), people) == ([], [])  # no letter
    assert resolved(written_by("bahr-h", "Greet Rosa Mayer."), people) == ([], [])
    note = TextUnit("1", None, ("bahr-h",), unit((Where.NOTE, "Rosa")).passages)
    assert resolve(note, people) == ([], [])


@pytest.mark.parametrize("form", ["Bahrs", "Bahr's", "Bahrsche", "Bahrschen"])
def test_german_endings(form: str) -> None:
    people = edition(*["bahr-h"] * 5, language="de-AT")
    assert resolved(unit(f"auf {form} Wunsch"), people)[0] == [("Bahr", ("bahr-h",))]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Heute zu Hahns gegangen.", [("Hahns", ("hahn-a", "hahn-b"))]),
        ("Heute Hahns Brief gelesen.", []),  # whose is a query
        ("Auf der Rott-Seite nichts.", [("Rott", ("rott",))]),
        ("Im Rott-Theater nichts.", []),
        ("Hg. Rott sagt das.", [("Rott", ("rott",))]),
        ("Grüßt Sie. Rott kommt.", [("Rott", ("rott",))]),
    ],
)
def test_german_names(words: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    people = [
        person("hahn-a", "Hahn, A."),
        person("hahn-b", "Hahn, B."),
        person("rott", "Rott, C."),
    ]
    assert resolved(unit(words), Register(people, (), (), (), "de"))[0] == found


def test_headers_are_the_editors_words() -> None:
    people = register([person("rott", "Rott, C.", born="1902")])
    header = unit((Where.HEADER, "edited by C. Rott"), written=year(1891))
    assert resolved(header, people)[0] == [("C. Rott", ("rott",))]


@pytest.mark.parametrize("name", ["B., ??", "?? (Paris)"])
def test_the_unknown_have_no_form(name: str) -> None:
    assert resolved(unit("B. came; why??"), register([person("x", name)])) == ([], [])


@pytest.mark.parametrize(
    ("name", "form"),
    [("Stoessl, Otto", "Otto Stößl"), ("Krejčí, F.", "Krejci"), ("Weisse, A.", "Weiße")],
)
def test_spellings(name: str, form: str) -> None:
    assert resolved(unit(f"mit {form} nach"), register([person("x", name)]))[0] == [(form, ("x",))]


def test_a_publisher_is_no_person() -> None:
    people = register([person("fischer", "Fischer, Samuel")])
    assert resolved(unit("Dora. Berlin: S. Fischer 1893."), people) == ([], [])
    assert len(resolved(unit("S. Fischer came 1893."), people)[0]) == 1


def test_a_surname_that_is_a_given_name() -> None:
    people = register([person("thomas", "Thomas, John O.")])
    assert resolved(unit("Mr. Thomas came"), people)[0] == [("Thomas", ("thomas",))]
    assert resolved(unit("Mr. Thomas Waters came"), people)[1] == [("Thomas", "W513")]
