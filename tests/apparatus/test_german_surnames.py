"""German surnames: of a woman or a man, of a family, spelled by ear, in compounds."""

from __future__ import annotations

import pytest

from publish.apparatus.register import Register
from publish.apparatus.spellings import by_ear, spellings
from publish.edition.model import Person
from tests.apparatus.sample import decision, person, resolved, unit

KAINZ = [
    person("kainz-j", "Kainz, Josef", sex="male"),
    person("kainz-m", "Kainz, Margarethe"),  # her name says that she is a woman
    person("fulda", "Fulda, Ludwig", sex="male"),
]


def found(
    words: str, people: list[Person], language: str = "de-AT"
) -> tuple[list[tuple[str, tuple[str, ...]]], list[tuple[str, str]]]:
    return resolved(unit(words), Register(people, (), (), (), language))


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Kainz spielt.", "kainz-j"),
        ("Gestern war Frau Kainz da.", "kainz-m"),
        ("Gestern war Frl. Kainz da.", "kainz-m"),
        ("Gestern war Frau Dr. Kainz da.", "kainz-m"),
        ("Die Kainz war da.", "kainz-m"),
        ("Ich war mit der Kainz dort.", "kainz-m"),
        ("Ich habe die Kainz-Briefe.", "kainz-j"),
        ("Ich habe die Kainzsche Ausgabe.", "kainz-j"),
        ("Ich habe die Kainz’esche Ausgabe.", "kainz-j"),
        ("Ich sah den Kainz.", "kainz-j"),
    ],
)
def test_a_woman_or_a_man(words: str, who: str) -> None:
    assert [people for _, people in found(words, KAINZ)[0]] == [(who,)]


def test_a_woman_is_not_the_man_of_her_name() -> None:
    assert found("Frau Fulda kam.", KAINZ) == ([], [("Fulda", "W511")])
    unsaid = [person("ott-k", "Ott, Karl"), person("lax-x", "Lax, Xaveria")]
    assert found("Frau Ott kam.", unsaid) == ([], [("Ott", "W511")])  # a man's given name
    assert found("Frau Lax kam.", unsaid)[0] == [("Lax", ("lax-x",))]
    both = [person("rilke", "Rilke, Rainer Maria"), person("clara", "Rilke, Clara")]
    assert found("Rilke kam.", both)[0] == [("Rilke", ("rilke",))]


def test_other_languages_do_not_tell_men_by_the_surname_alone() -> None:
    assert found("Kainz plays.", KAINZ, "en")[1] == [("Kainz", "W510")]


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("bei Kainzs war", "Kainzs"),
        ("grüßen Kainzs und", "Kainzs"),
        ("im Nachlass Kainzs gefunden", "Kainz"),
        ("zum Geburtstag Kainzs war", "Kainz"),
        ("mit Kainz’s gegessen", "Kainz’s"),
        ("Herr Ott, Kainzs, Lind", "Kainzs"),
        ("auch Kainzs neues Stück", "Kainz"),
    ],
)
def test_a_family_or_a_genitive(words: str, form: str) -> None:
    assert found(words, KAINZ)[0][0][0] == form


def test_two_men_are_no_family() -> None:
    brothers = [person("o", "Brahm, Otto"), person("l", "Brahm, Ludwig")]
    assert found("zu Brahms fünfzigstem", brothers) == ([], [("Brahms", "W510")])
    assert found("mit den beiden Brahms", brothers)[0] == [("Brahms", ("o", "l"))]
    assert found("zu Kainzs gegangen", KAINZ)[0] == [("Kainzs", ("kainz-j", "kainz-m"))]


@pytest.mark.parametrize("words", ["in Heinrichs Seele", "die Mannschen Romane"])
def test_a_noun_stands_after_a_genitive_and_an_adjective(words: str) -> None:
    mann = person("m", "Mann, Heinrich", bare_surname=False, forms=["Heinrichs", "Mannschen"])
    assert [who for _, who in found(words, [mann])[0]] == [("m",)]


@pytest.mark.parametrize(
    ("written", "registered"),
    [
        ("Burkhardt", "Burckhard"),
        ("Guttmann", "Gutmann"),
        ("Bismark", "Bismarck"),
        ("Edschmidt", "Edschmid"),
        ("Jacobsohn", "Jacobson"),
        ("Schick", "Schik"),
        ("Safonoff", "Safonov"),
        ("Loewenfeld", "Löwenfeld"),
        ("Rothenstern", "Rotenstern"),
    ],
)
def test_spelled_by_ear(written: str, registered: str) -> None:
    people = [person("x", f"{registered}, Otto")]
    assert found(f"Heute kommt {written}.", people)[0] == [(written, ("x",))]
    assert found(f"Heute {written}s Brief.", people)[0] == [(written, ("x",))]
    assert found(f"Today {written} comes.", people, "en") == ([], [])


def test_spelled_by_ear_in_a_compound() -> None:
    people = [person("x", "Huberman, Otto"), person("y", "Kayser, Rudolf")]
    assert found("nach dem Hubermannconcert", people)[0] == [("Hubermann", ("x",))]
    assert found("Heute kam Kaiser Franz.", people) == ([], [])  # a noun
    assert found("Heute kam Kaysser.", people)[0] == [("Kaysser", ("y",))]


CUT = [
    person("s", "Schwarzkopf, Gustav"),
    person("h", "Hofmannsthal, Hugo von"),
    person("b", "Beer-Hofmann, Richard"),
    person("g", "Goldmann, Paul"),
    person("k", "Goldmark, Karl"),
    person("w", "Landau, Isidor"),
    person("m", "Hauptmann, Gerhart", bare_surname=False),
]


@pytest.mark.parametrize(
    ("words", "form", "who"),
    [
        ("Gestern hat Schwarzk. geschrieben", "Schwarzk", "s"),
        ("von Gust. Schwarzk., dem", "Gust. Schwarzk", "s"),
        ("dass Hofmth. kommt", "Hofmth", "h"),
        ("bevor Beerhfm. wegreist", "Beerhfm", "b"),
    ],
)
def test_cut_short(words: str, form: str, who: str) -> None:
    assert found(words, CUT)[0] == [(form, (who,))]
    assert found(words, CUT, "en") == ([], [])


@pytest.mark.parametrize(
    "words",
    [
        "Goldm. kam",  # one of two
        "Schwarzk. Er kam",  # may end a sentence
        "im Land. – Aber",
        "Schwarzkop. kam",  # who would save one letter?
        "Hofmht. kam",
        "Hauptm. kam",  # a common word
    ],
)
def test_what_is_not_cut_short(words: str) -> None:
    assert found(words, CUT) == ([], [])


def test_a_decision_holds_with_hyphen_and_without() -> None:
    people = [*CUT, person("p", "Beer-Hofmann, Paul")]
    decided = Register(people, [decision("Beer-Hofmann", "b")], (), (), "de")
    assert resolved(unit("Beer Hofmann kam"), decided)[0] == [("Beer Hofmann", ("b",))]


def test_a_particle_in_small_letters() -> None:
    people = [person("d", "D’Annunzio, Gabriele")]
    assert found("von d’Annunzio gelesen", people)[0] == [("d’Annunzio", ("d",))]


def test_decisions_hold_however_a_surname_is_spelled() -> None:
    people = [*CUT, person("e", "Schwarzkopf, Emil")]
    for words in ("Schwarzk. kam", "Schwartzkopf kam"):
        assert found(words, people)[1][0][1] == "W510"
        decided = Register(people, [decision("Schwarzkopf", "s")], (), (), "de")
        assert resolved(unit(words), decided)[0][0][1] == ("s",)


@pytest.mark.parametrize("name", ["Mizi Kron", "Mizzi Kron", "Marie Kron", "M. Kron"])
def test_a_pet_name_before_a_surname(name: str) -> None:
    people = [person("m", "Kron, Marie"), person("e", "Kron, Elisabeth")]
    assert found(f"Heute kam {name}.", people)[0] == [(name, ("m",))]
    assert found("Heute kam Gusti Kron.", people) == ([], [("Gusti Kron", "W511")])


def test_a_pet_name_before_a_name_of_birth() -> None:
    people = [person("e", "Epstein, Marie", forms=["Marie Hudetz"])]
    assert found("geborne Mizzi Hudetz", people)[0] == [("Mizzi Hudetz", ("e",))]
    assert found("born Mizzi Hudetz", people, "en") == ([], [])


@pytest.mark.parametrize("form", ["Hervay von Kirchberg", "Hervay", "Elvira Hervay"])
def test_the_name_of_an_estate_may_be_left_out(form: str) -> None:
    people = [person("h", "Hervay von Kirchberg, Elvira")]
    assert found(f"Heute kam {form}.", people)[0] == [(form, ("h",))]
    assert found("Heute in Kirchberg.", people) == ([], [])


def test_a_surname_that_is_known_by_its_beginning() -> None:
    people = [person("f", "Fr., Emma"), person("s", "St., Aur.")]
    assert found("Fr. O. und St. Anton, Fr. Emma", people) == ([], [])
    assert found("Emma Fr. und Aur. St. kamen", people)[0] == [
        ("Emma Fr.", ("f",)),
        ("Aur. St.", ("s",)),
    ]


def test_what_sounds_like_two_surnames_is_nobodys() -> None:
    people = [person("a", "Guttmann, A."), person("b", "Gutmann, B.")]
    assert found("Guthmann kam.", people) == ([], [])
    assert found("Gutmann kam.", people)[0] == [("Gutmann", ("b",))]


@pytest.mark.parametrize(("one", "other"), [("Burger", "Berger"), ("Weber", "Weger")])
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert by_ear(one) != by_ear(other)


def test_spellings_of_a_surname() -> None:
    assert {"Groß-Hoff", "Gross Hoff", "GROSS-HOFF"} <= spellings("Groß-Hoff")


def test_given_names_spelled_by_ear() -> None:
    people = [person("x", "Straus, Oscar"), person("y", "Straus, Emil")]
    assert found("von Oskar Straus", people)[0] == [("Oskar Straus", ("x",))]


@pytest.mark.parametrize("words", ["in der Hervayvorlesung", "nach dem Hervayconcert"])
def test_joined_with_a_noun(words: str) -> None:
    assert found(words, [person("x", "Hervay, Otto")])[0] == [("Hervay", ("x",))]


def test_the_name_by_which_somebody_is_called() -> None:
    shaw = [person("shaw", "Shaw, George Bernard"), person("other", "Shaw, Anna")]
    assert found("der Bernard Shaw", shaw)[0] == [("Bernard Shaw", ("shaw",))]
    russian = [person("r", "Ordin, Grigory Konstantinovich"), person("s", "Ordin, Anna")]
    assert found("Konstantinovich Ordin", russian)[0] == []


NOUNS = [person("h", "Holländer, Felix", sex="male"), person("z", "Zsolnay, Paul", sex="male")]


@pytest.mark.parametrize(
    "words",
    [
        "Ein Holländer kam.",
        "eine junge Holländer",
        "die Frau des Holländers",
        "der Zsolnay Verlag",
        "im Zsolnay-Theater",
    ],
)
def test_a_noun_or_a_house_is_no_name(words: str) -> None:
    assert found(words, NOUNS) == ([], [])
    decided = [decision("Zsolnay", "z"), decision("Holländer", "h")]
    assert resolved(unit(words), Register(NOUNS, decided, (), (), "de")) == ([], [])


@pytest.mark.parametrize(
    "words", ["ein Holländer-Buch", "einen Holländeraufsatz", "einer guten Holländer-Rolle"]
)
def test_the_article_is_that_of_the_compound(words: str) -> None:
    assert found(words, NOUNS)[0] == [("Holländer", ("h",))]


@pytest.mark.parametrize("words", ["Der Holländer kam.", "des Holländer", "Zsolnay verlegt"])
def test_an_article_alone_makes_no_noun(words: str) -> None:
    assert len(found(words, NOUNS)[0]) == 1


def test_a_relative_pronoun_is_no_article() -> None:
    words = "das Stück, die Kainz spielte, und der Herr, mit der Kainz sprach"
    assert [who for _, who in found(words, KAINZ)[0]] == [("kainz-j",), ("kainz-j",)]
