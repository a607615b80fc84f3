"""Which words of a passage are a name, and where it begins and ends."""

from __future__ import annotations

import pytest

from publish.apparatus.register import Register

from .sample import person, register, resolved, unit

ORLOV = person(
    "orlov-g-k",
    "Orlov, G. K.",
    given="Grigory Kirillovich",
    nicknames=("Grisha",),
    forms=("Comrade Grisha",),
)
ALONE = register([ORLOV])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Orlov came.", "Orlov"),
        ("when G. K. Orlov came", "G. K. Orlov"),
        ("when G.K. Orlov came", "G.K. Orlov"),
        ("when G.\u00a0K.\u00a0Orlov came", "G.\u00a0K.\u00a0Orlov"),
        ("when G.K.Orlov came", "G.K.Orlov"),
        ("when G. Orlov came", "G. Orlov"),
        ("when Grigory Orlov came", "Grigory Orlov"),
        ("when Grig. Orlov came", "Grig. Orlov"),
        ("when Grigory K. Orlov came", "Grigory K. Orlov"),
        ("Grigory Kirillovich Orlov came", "Grigory Kirillovich Orlov"),
        ("dear Grigory Kirillovich, come", "Grigory Kirillovich"),
        ("dear Grisha!", "Grisha"),
        ("Grisha Orlov", "Grisha Orlov"),
        ("Grisha [Orlov]", "Grisha [Orlov]"),
        ("Grigory (Grisha) Orlov", "Grigory (Grisha) Orlov"),
        ("Comrade Orlov", "Orlov"),
        ("Comrades Orlov", "Orlov"),
        ("Com. Orlov", "Orlov"),
        ("People's Commissar Orlov", "Orlov"),
        ("Orlov's plan", "Orlov"),
        ("Orlov’s plan", "Orlov"),
        ("the Orlovs’ house", "Orlovs"),
        ("both Orlovs", "Orlovs"),
        ("(Orlov)", "Orlov"),
        ("“Orlov”", "Orlov"),
        ("Orl[ov] asked", "Orl[ov]"),
        ("[G. K.] Orlov", "[G. K.] Orlov"),
        ("O\u00adrlov", "O\u00adrlov"),
        ("signed ORLOV", "ORLOV"),
        ("signed G. ORLOV", "G. ORLOV"),
        ("the anti-Orlov faction", "Orlov"),
        ("Orlov-like", "Orlov"),
        ("Lenin–Orlov talks", "Orlov"),
        ("lists Orlov, G. K.; Petrov", "Orlov, G. K."),
        ("(Orlov G. K.)", "Orlov G. K."),
        ("On 25 August Orlov agreed", "Orlov"),
        ("In Omsk Orlov agreed", "Orlov"),
        ("he lives in Omsk. Orlov agreed", "Orlov"),
        ("P.S. Orlov agreed", "Orlov"),
        ("at 9 P.M. Orlov agreed", "Orlov"),
        ("trade with the U.S. Orlov agreed", "Orlov"),
        ("the CC. Orlov agreed", "Orlov"),
        ("Cf. Orlov, Speeches", "Orlov"),
    ],
)
def test_one_person(text: str, found: str) -> None:
    assert resolved(unit(text), ALONE) == ([(found, ("orlov-g-k",))], [])


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Saito Makoto", "Saito"),  # no comma: the family name stands first
        ("Saito Makoto", "Saito Makoto"),
        ("Fritz-David, I. I.", "Fritz David"),
        ("Rutherford of Nelson, Lord Ernest", "Rutherford"),
        ("Yerzin, S. E.", "S. Ye. Yerzin"),  # one Cyrillic letter
        ("Kuibin, N. V.", "Nik. Kuibin"),
    ],
)
def test_shapes_of_headings(name: str, form: str) -> None:
    assert resolved(unit(f"when {form} came"), register([person("x", name)]))[0] == [(form, ("x",))]


@pytest.mark.parametrize(
    "text",
    [
        "Orlovsky came",
        "Korlov came",
        "in Orlovka",
        "Orlovism",
        "Orlov_a",
        "the Orlovites",
        "O'Orlov",
        "Orlov'ev",
        "orlov",
        "Grishanov",
        "Grigory came",
    ],
)
def test_other_words_are_no_names(text: str) -> None:
    assert resolved(unit(text), ALONE) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "on Orlov Street",
        "the Orlov Motor Works",
        "the G. K. Orlov Theater",
        "Orlov Region",
        "the Orlov auto plants",
        "the Orlov auto-plant project",
        "the Order of Orlov",
        "the Perm, Orlov, and Tomsk Regional Committees",
        "the Orlov (formerly Perm) Regional Committee",
        "the Orlov and Tomsk regions",
    ],
)
def test_what_is_called_after_a_person_is_not_the_person(text: str) -> None:
    assert resolved(unit(text), ALONE) == ([], [])


@pytest.mark.parametrize(
    ("text", "form", "code"),
    [
        ("N. V. Orlov came", "N. V. Orlov", "W511"),
        ("G. P. Orlov came", "G. P. Orlov", "W511"),
        ("Nik. Orlov came", "Nik. Orlov", "W511"),
        ("with Maria Orlov", "Maria Orlov", "W511"),
        ("with Gleb Orlov", "Gleb Orlov", "W511"),
        ("with Anna Petrovna Orlov", "Anna Petrovna Orlov", "W511"),
        ("(Orlov, N. V.)", "Orlov, N. V.", "W511"),
        ("Orlov-Davydov came", "Orlov-Davydov", "W513"),
        ("Chesmensky-Orlov came", "Chesmensky-Orlov", "W513"),
        ("Grisha Petrovsky came", "Grisha", "W513"),
        ("Grigory Kirillovich Petrovsky", "Grigory Kirillovich", "W513"),
        ("Orlov Wei-lin", "Orlov", "W513"),
    ],
)
def test_another_persons_name_is_asked_about(text: str, form: str, code: str) -> None:
    assert resolved(unit(text), ALONE) == ([], [(form, code)])


@pytest.mark.parametrize(
    "text",
    [
        "Orlov works at the plant",
        "in August Orlov Motor parts were late",
        "Orlov’s Works",
        "Orlov, Street’s friend",
    ],
)
def test_a_name_before_other_capitals_stays_a_name(text: str) -> None:
    mentions, queries = resolved(unit(text), ALONE)
    assert (mentions, queries) == ([("Orlov", ("orlov-g-k",))], [])


def test_bare_surname_can_be_forbidden() -> None:
    gold = register([person("gold-m", "Gold, Michael", bare_surname=False)])
    text = unit("Gold exports. Michael Gold and M. Gold. Karl Gold. The Golds. Gold Street")
    assert resolved(text, gold) == ([("Michael Gold", ("gold-m",)), ("M. Gold", ("gold-m",))], [])


@pytest.mark.parametrize(
    ("heading", "fields", "text", "found"),
    [
        ("Barbier, Henri", {}, "by Henri Barbier", "Henri Barbier"),
        ("Barbier, Henri", {}, "by H. Barbier", "H. Barbier"),
        ("Carter, Colonel Hugh L.", {}, "with Colonel Carter", "Carter"),
        ("Carter, Colonel Hugh L.", {}, "with Colonel Hugh Carter", "Hugh Carter"),
        ("Carter, Colonel Hugh L.", {}, "with Hugh L. Carter", "Hugh L. Carter"),
        ("Carter, Colonel Hugh L.", {}, "with H. L. Carter", "H. L. Carter"),
        ("Bull, William Christian", {}, "William C. Bull", "William C. Bull"),
        ("Moroz (Zimin), M. A.", {}, "M. A. Zimin", "M. A. Zimin"),
        ("Moroz (Zimin), M. A.", {}, "Comrade Zimin", "Zimin"),
        ("Parpen, F. von", {}, "Parpen", "Parpen"),
        ("Parpen, F. von", {}, "with von Parpen", "von Parpen"),
        ("Parpen, F. von", {"given": "Franz von"}, "with Franz von Parpen", "Franz von Parpen"),
        ("de Gaume, Charles", {}, "with de Gaume", "de Gaume"),
        ("de Gaume, Charles", {}, "with Charles de Gaume", "Charles de Gaume"),
        ("Dos Santos, John", {}, "John Dos Santos", "John Dos Santos"),
        ("Martin du Lac, Roger", {}, "Roger Martin du Lac", "Roger Martin du Lac"),
        ("Ter-Vagan, V. A.", {}, "V. A. Ter-Vagan", "V. A. Ter-Vagan"),
        ("Paul-Bonnard, Joseph", {"forms": ("Bonnard",)}, "to Bonnard", "Bonnard"),
        ("Paul-Bonnard, Joseph", {"forms": ("Bonnard",)}, "to Paul-Bonnard", "Paul-Bonnard"),
        ("Barthes, Jean-Louis", {}, "Jean-Louis Barthes", "Jean-Louis Barthes"),
        ("Barthes, Jean-Louis", {}, "J.-L. Barthes", "J.-L. Barthes"),
        ("Kuo, Weston", {"forms": ("Ku Wei-lin",)}, "Ku Wei-lin came", "Ku Wei-lin"),
        ("Kuo, Weston", {"forms": ("Ku Wei-lin",)}, "Dr. Weston Kuo", "Weston Kuo"),
        ("Brünn, Heinrich", {}, "Bru\u0308nn came", "Bru\u0308nn"),
        ("O’Hara, J.", {}, "J. O'Hara came", "J. O'Hara"),
        ("Rozents, A. P.", {}, "Rozents’ proposal", "Rozents"),
        ("Rozents, A. P.", {}, "Rozents’s proposal", "Rozents"),
        ("Kadevich, M.", {}, "the Kadeviches", "Kadeviches"),
        ("Orlov, G. K.", {"forms": ("Comrade G-k",)}, "Comrade G-k came", "Comrade G-k"),
    ],
)
def test_shapes_of_names(heading: str, fields: dict[str, object], text: str, found: str) -> None:
    people = register([person("x", heading, **fields)])
    assert resolved(unit(text), people) == ([(found, ("x",))], [])


def test_the_longest_name_wins() -> None:
    people = register([person("thomas-j", "Thomas, James"), person("mann-t", "Mann, Thomas")])
    assert resolved(unit("Thomas Mann met Thomas and Mann."), people)[0] == [
        ("Thomas Mann", ("mann-t",)),
        ("Thomas", ("thomas-j",)),
        ("Mann", ("mann-t",)),
    ]


def test_two_names_joined_by_a_hyphen_are_two_names() -> None:
    people = register([ORLOV, person("petrov", "Petrov, A.")])
    assert [form for form, _ in resolved(unit("the Orlov-Petrov pact"), people)[0]] == [
        "Orlov",
        "Petrov",
    ]


def test_initials_may_share_a_surname() -> None:
    people = register([person("lur-m", "Lur, M. L."), person("lur-n", "Lur, N. L.")])
    assert resolved(unit("and M. and N. Lur. Also K. and N. Lur."), people) == (
        [("M.", ("lur-m",)), ("N. Lur", ("lur-n",)), ("N. Lur", ("lur-n",))],
        [("K.", "W511")],
    )


def suppressing(*spans: tuple[int, int]) -> dict[str, tuple[tuple[int, int], ...]]:
    return {"p0": spans}


def test_nothing_is_found_in_suppressed_spans() -> None:
    text = "In Orlov and Peace G. Orlov wrote of [Orlov]."
    spans = suppressing((3, 18), (text.index("["), text.index("]")))
    assert resolved(unit(text, suppressed=spans), ALONE)[0] == [("G. Orlov", ("orlov-g-k",))]


def test_a_suppressed_word_is_no_part_of_the_name_after_it() -> None:
    text = "Maria Orlov"
    assert resolved(unit(text, suppressed=suppressing((0, 5))), ALONE)[0] == [
        ("Orlov", ("orlov-g-k",))
    ]


def test_ignored_phrases_hide_the_names_in_them() -> None:
    people = register([ORLOV], ignore=("Orlov Works", "Orlov Prize"))
    text = "Orlov at the Orlov\u00a0Works and the Orlov Prize’s jury, not at Orlov Workshops."
    assert [form for form, _ in resolved(unit(text), people)[0]] == ["Orlov", "Orlov"]


def test_an_empty_register_finds_nothing() -> None:
    assert resolved(unit("Orlov"), Register((), (), ())) == ([], [])
