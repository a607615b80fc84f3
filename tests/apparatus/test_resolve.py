"""Who is meant when several people have one form."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.apparatus.model import Where
from publish.apparatus.resolve import resolve

from .sample import decision, person, register, resolved, unit, year

FEDOR = person("lur-f", "Lur, F. A.", given="Fedor Andreevich", born="1880", died="1933")
MARK = person("lur-m", "Lur, M. A.", given="Mark Andreevich", born="1890")
VERA = person("lur-v", "Lur, V. M.", given="Vera Markovna", born="1925", bare_surname=False)
FAMILY = [FEDOR, MARK, VERA]
ALL = register(FAMILY)


def who(*texts: str | tuple[Where, str], **facts: object) -> list[tuple[str, ...]]:
    """Ids of the people of all mentions, in order; each query is an empty one."""
    people = facts.pop("register", ALL)
    mentions, queries = resolve(unit(*texts, **facts), people)  # type: ignore[arg-type]
    found = [(m.passage, m.start, m.people) for m in mentions]
    found += [(q.passage, q.start, ()) for q in queries]
    return [people for _, _, people in sorted(found)]


def test_initials_tell_brothers_apart() -> None:
    assert who("F. A. Lur and M. Lur and Vera Lur") == [("lur-f",), ("lur-m",), ("lur-v",)]


def test_a_bare_surname_of_two_is_asked_about() -> None:
    mentions, queries = resolve(unit("Lur came."), ALL)
    assert mentions == []
    (query,) = queries
    assert (query.form, query.candidates, query.code) == ("Lur", ("lur-f", "lur-m"), "W510")
    assert "Lur, F. A. and of Lur, M. A." in query.why


@pytest.mark.parametrize(
    "texts",
    [
        ("M. A. Lur spoke.", "Then Lur left."),
        ("Then Lur left.", "M. A. Lur spoke."),
        ("Then Lur left.", (Where.NOTE, "Mark Lur, of the ministry.")),
        ((Where.HEADER, "M. A. Lur to the Council"), "Then Lur left."),
        ("Dear Mark Andreevich!", "Then Lur left."),
    ],
)
def test_a_full_name_in_the_same_text_binds(texts: tuple[str | tuple[Where, str], ...]) -> None:
    assert set(who(*texts)) == {("lur-m",)}


def test_a_mark_or_a_header_binds() -> None:
    assert who("Then Lur left.", established=("lur-f",)) == [("lur-f",)]


def test_another_text_does_not_bind() -> None:
    assert who("M. A. Lur spoke.") == [("lur-m",)]
    assert who("Then Lur left.") == [()]


def test_of_two_named_in_the_text_the_nearest_before_is_meant() -> None:
    found = who("F. A. Lur. Lur.", "M. A. Lur. Lur. Lur.", "F. A. Lur.", "Lur.")
    assert [ids[0][-1] for ids in found] == list("ffmmmff")


def test_of_two_named_only_after_it_none_is_meant() -> None:
    assert who("Lur. F. A. Lur. M. A. Lur.") == [(), ("lur-f",), ("lur-m",)]


def test_the_correspondent_is_meant_by_his_surname() -> None:
    found = who("F. A. Lur came. Lur writes.", correspondents=("lur-m",))
    assert found == [("lur-f",), ("lur-m",)]


def test_shared_initials_are_bound_like_a_surname() -> None:
    people = register([person("lur-m", "Lur, M. A."), person("lur-p", "Lur, M. P.")])
    assert who("M. Lur.", register=people) == [()]
    assert who("M. P. Lur. M. Lur.", register=people) == [("lur-p",), ("lur-p",)]


def test_an_exact_form_is_stronger_than_longer_initials() -> None:
    people = register([person("lur-m", "Lur, M. A."), person("lur-x", "Lur, M.")])
    assert who("M. Lur. M. A. Lur.", register=people) == [("lur-x",), ("lur-m",)]


def test_a_title_tells_apart() -> None:
    people = register([person("pop-g", "Pop, General Ivan"), person("pop-i", "Pop, Igor")])
    assert who("General Pop.", register=people) == [("pop-g",)]
    assert who("Minister Pop.", register=people) == [()]


class TestLives:
    def test_the_dead_do_not_answer(self) -> None:
        assert who("Lur writes.", written=year(1935)) == [("lur-m",)]
        assert who("Lur writes.", written=year(1932)) == [()]

    def test_notes_may_speak_of_the_dead(self) -> None:
        assert who((Where.NOTE, "Lur had written."), written=year(1935)) == [()]

    def test_the_only_bearer_may_be_dead(self) -> None:
        people = register([person("len", "Len, V.", died="1924")])
        assert who("As Len said.", register=people, written=year(1935)) == [("len",)]

    def test_the_unborn_are_asked_about(self) -> None:
        people = register([person("len", "Len, V.", born="1940")])
        for text in ("As Len said.", "As V. Len said."):
            mentions, queries = resolve(unit(text, written=year(1935)), people)
            assert [q.code for q in queries] == ["W512"] and not mentions
        assert who("As Len said.", register=people, written=year(1940)) == [("len",)]
        assert who((Where.NOTE, "As Len said."), register=people, written=year(1935)) == [("len",)]

    def test_a_text_named_in_it_is_stronger_than_dates(self) -> None:
        assert who("F. A. Lur and Lur.", written=year(1935)) == [("lur-f",), ("lur-f",)]

    @pytest.mark.parametrize(
        ("died", "left"), [("1934", ("lur-m",)), ("1935", ()), ("1933~", ("lur-m",)), ("193X", ())]
    )
    def test_only_a_sure_death_counts(self, died: str, left: tuple[str, ...]) -> None:
        people = register([person("lur-f", "Lur, F.", died=died), MARK])
        assert who("Lur.", register=people, written=year(1935)) == [left]


class TestDecisions:
    def test_for_one_text(self) -> None:
        people = register(FAMILY, [decision("Lur", "lur-f", "001")])
        assert who("Lur.", register=people) == [("lur-f",)]
        assert who("Lur.", register=people, ident="002") == [()]

    def test_for_one_text_before_all_other_evidence(self) -> None:
        people = register(FAMILY, [decision("Lur", "lur-f", "001")])
        text = "M. A. Lur. Lur."
        assert who(text, register=people, written=year(1935)) == [("lur-m",), ("lur-f",)]

    def test_for_the_edition_after_the_evidence_of_the_text(self) -> None:
        people = register(FAMILY, [decision("Lur", "lur-f")])
        assert who("Lur.", register=people) == [("lur-f",)]
        assert who("M. A. Lur. Lur.", register=people) == [("lur-m",), ("lur-m",)]

    def test_one_for_the_text_outranks_one_for_the_edition(self) -> None:
        people = register(FAMILY, [decision("Lur", "lur-f"), decision("Lur", "lur-m", "001")])
        assert who("Lur.", register=people) == [("lur-m",)]
        assert who("Lur.", register=people, ident="002") == [("lur-f",)]

    def test_nobody(self) -> None:
        people = register([MARK], [decision("Lur", text="001")])
        assert who("Lur. M. A. Lur.", register=people) == [("lur-m",)]
        assert who("Lur.", register=people, ident="002") == [("lur-m",)]

    def test_nobody_in_the_edition_unless_the_text_names_him(self) -> None:
        people = register([MARK], [decision("Lur")])
        assert who("Lur.", register=people) == []
        assert who("M. A. Lur. Lur.", register=people) == [("lur-m",), ("lur-m",)]

    def test_on_initials(self) -> None:
        people = register(FAMILY, [decision("N. Lur"), decision("K.P. Lur", "lur-m", "001")])
        assert who("N. Lur. K. P. Lur. K.P. Lur.", register=people) == [("lur-m",), ("lur-m",)]

    def test_on_a_surname_that_may_not_stand_alone(self) -> None:
        people = register([VERA], [decision("Lur", "lur-v", "001")])
        assert who("Lur.", register=people) == [("lur-v",)]
        assert who("Lur.", register=people, ident="002") == []

    def test_on_a_place(self) -> None:
        people = register([MARK], [decision("Lur Region")])
        assert who("Lur Region. Lur.", register=people) == [("lur-m",)]

    def test_on_a_form_that_people_yaml_does_not_have(self) -> None:
        people = register([MARK], [decision("Comrade Minister Lur-Lurie", "lur-m")])
        assert who("Comrade Minister Lur-Lurie.", register=people) == [("lur-m",)]

    def test_in_capitals(self) -> None:
        longer = [person("lurie-f", "Lurie, F."), person("lurie-m", "Lurie, M.")]
        people = register(longer, [decision("Lurie", "lurie-f", "001")])
        assert who("LURIE.", register=people) == [("lurie-f",)]

    def test_on_nobody_known_is_left_out(self) -> None:
        assert who("Lur.", register=register(FAMILY, [decision("Lur", "nobody")])) == [()]


class TestPlurals:
    def test_of_two(self) -> None:
        assert who("The Lurs came.") == [("lur-f", "lur-m")]

    def test_of_three_the_text_must_tell(self) -> None:
        people = register([FEDOR, MARK, person("lur-s", "Lur, S.")])
        assert who("The Lurs came.", register=people) == [()]
        found = who("F. A. Lur and S. Lur: the Lurs came.", register=people)
        assert found[-1] == ("lur-f", "lur-s")

    def test_of_one_is_he(self) -> None:
        assert who("The Lurs came.", register=register([MARK])) == [("lur-m",)]


class TestHardCases:
    """Analogues of what printed indexes get wrong."""

    def test_name_and_patronymic_that_two_have(self) -> None:
        people = register(
            [
                person("bar-n", "Bar, N. I.", given="Nikolai Ivanovich"),
                person("yez-n", "Yez, N. I.", given="Nikolai Ivanovich"),
            ]
        )
        assert who("Dear Nikolai Ivanovich!", register=people) == [()]
        found = who("Dear Nikolai Ivanovich!", register=people, correspondents=("yez-n",))
        assert found == [("yez-n",)]
        assert who("Nikolai Ivanovich Bar", register=people) == [("bar-n",)]

    def test_an_alias_that_is_anothers_surname(self) -> None:
        people = register([person("mor", "Moroz (Zimin), M. A."), person("zim", "Zimin, I. M.")])
        assert who("Zimin.", register=people) == [()]
        assert who("M. A. Zimin. I. M. Zimin.", register=people) == [("mor",), ("zim",)]
        assert who("Moroz. Zimin.", register=people) == [("mor",), ()]

    def test_the_wifes_first_name_makes_her_another(self) -> None:
        people = register(
            [
                person("orakh-m", "Orakh, M. D.", given="Mamia Dmitrievich"),
                person("orakh-p", "Orakh, M. P.", given="Maria", bare_surname=False),
            ]
        )
        text = "Maria Orakh and Orakh and M. P. Orakh and M. Orakh"
        found = who(text, register=people)
        assert found == [("orakh-p",), ("orakh-m",), ("orakh-p",), ("orakh-p",)]

    def test_a_nickname_establishes(self) -> None:
        people = register(
            [
                person("ord-g", "Ord, G. K.", nicknames=("Sergo",)),
                person("ord-z", "Ord, Z. G."),
            ]
        )
        assert who("Sergo came. Ord left.", register=people) == [("ord-g",), ("ord-g",)]

    def test_a_daughter_called_the_boss(self) -> None:
        people = register(
            [person("svetlana", "Svetlana"), person("stan-i", "Stan, I. V.", nicknames=("Koba",))]
        )
        assert who("Svetlana and Koba.", register=people) == [("svetlana",), ("stan-i",)]
        assert who("Svetlana Petrova.", register=people) == [()]

    def test_a_misspelling_is_a_form(self) -> None:
        people = register(
            [person("pun", "Puntsuk", forms=("Muntsuk",)), person("m", "Muntsuk", see="pun")]
        )
        assert who("Muntsuk [Puntsuk]", register=people) == [("pun",), ("pun",)]

    def test_see_entries_lead_over_others(self) -> None:
        people = register(
            [
                person("a", "Ander, P."),
                person("b", "Benno", see="a"),
                person("c", "Cenno", see="b"),
                person("d", "Denno", see="e"),
                person("e", "Eddo", see="d"),
                person("f", "Fenno", see="nobody"),
            ]
        )
        assert who("Benno, Cenno, Denno, Fenno.", register=people) == [("a",), ("a",)]

    def test_dates_of_unknown_format_are_unknown(self) -> None:
        people = register([person("lur-f", "Lur, F.", died="after the war"), MARK])
        assert who("Lur.", register=people, written=year(1935)) == [()]

    def test_unknown_correspondents_do_not_matter(self) -> None:
        assert who("Lur.", correspondents=("nobody",), established=("nobody",)) == [()]


def test_reasons_tell_why() -> None:
    mentions, _ = resolve(unit("M. A. Lur. Lur.", correspondents=()), ALL)
    assert [m.reason for m in mentions] == [
        "nobody else has this full form",
        "bound by “M. A. Lur” in this text",
    ]


WORDS = st.sampled_from(
    "Lur Lurs Lur's F. M. A. Fedor Mark Vera Andreevich and [ ] - . , Comrade the On August "
    "P.S. K. Lur-Lur LUR General".split()
)


@given(st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=4))
def test_every_result_is_a_span_of_its_passage_and_none_overlap(texts: list[str]) -> None:
    text = unit(*texts)
    mentions, queries = resolve(text, ALL)
    length = {passage.key: len(passage.text) for passage in text.passages}
    spans = sorted((r.passage, r.start, r.end) for r in (*mentions, *queries))
    for key, start, end in spans:
        assert 0 <= start < end <= length[key]
    for (key, _, end), (other, start, _) in pairwise(spans):
        assert key != other or end <= start
    assert resolved(text, ALL) == resolved(text, ALL)


@pytest.mark.long
def test_a_book_of_500_pages_takes_less_than_1500_ms() -> None:
    people = [person(f"p-{n}", f"{_surname(n)}, {chr(65 + n % 26)}. K.") for n in range(343)]
    sentence = "On {n} May {a} told V. K. {b} that the plan of {c}’s ministry was not ready. "
    sentence += "What had been bought was to be paid for; what had been promised, to be sent. " * 4
    texts = [
        "".join(
            sentence.format(n=n % 30, a=_surname(n), b=_surname(n * 7 % 343), c=_surname(n % 90))
            for n in range(start, start + 6)
        )
        for start in range(500)
    ]
    assert sum(map(len, texts)) > 1_100_000
    began = time.process_time()
    everyone = register(people)
    for number in range(0, 500, 3):
        resolve(unit(*texts[number : number + 3], ident=str(number)), everyone)
    assert time.process_time() - began < 1.5


def _surname(number: int) -> str:
    syllables = ("ba", "cho", "dim", "ger", "kal", "lo", "mir")
    return "".join(syllables[number // step % 7] for step in (1, 7, 49)).capitalize() + "ov"
