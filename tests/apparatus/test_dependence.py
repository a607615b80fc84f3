"""Two registers that give a text the same facts and the same advice resolve it alike."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.apparatus.biography import Consulted
from publish.apparatus.dependence import RegisterFacts, Searched
from publish.apparatus.mentions import TextUnit
from publish.apparatus.model import Where
from publish.apparatus.plain_text import plain_text
from publish.apparatus.register import Register
from publish.apparatus.resolve import resolve
from publish.edition.model import Decision, Person
from tests.apparatus.sample import decision, person, unit

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from(["Orlov, A. K.", "Orlov, Count B.", "Lur, M. A.", "Vidal Orlov"]),
    "given": st.sampled_from(["", "Andrei", "Vladimir Ilyich", "Hugh"]),
    "forms": st.lists(st.sampled_from(["Lur", "the old man", "A. K. Orlov"]), max_size=2),
    "nicknames": st.lists(st.sampled_from(["Hugh", "Vlad", "Mina"]), max_size=2),
    "born": st.sampled_from(["", "1822", "1894", "1896"]),
    "died": st.sampled_from(["", "1830", "1895-03-02"]),
    "bio": st.sampled_from(["", "Captain of the harbor.", "Writer of tales.", "Tales of harbors."]),
    "bare_surname": st.booleans(),
    "kind": st.sampled_from(["person", "person", "place"]),
    "offices": st.lists(
        st.fixed_dictionaries(
            {"title": st.just("mayor"), "dates": st.sampled_from(["1890/1896", "1880"])}
        ),
        max_size=1,
    ),
    "limited_forms": st.lists(
        st.fixed_dictionaries(
            {
                "form": st.sampled_from(["the old man", "Hugh"]),
                "from": st.sampled_from([[], ["p0"], ["p1"]]),
                "dates": st.sampled_from(["", "1890/1896", "1880"]),
                "after_full": st.booleans(),
            }
        ),
        max_size=1,
    ),
}
ENTRY = st.fixed_dictionaries(
    {"name": FIELDS["name"]}, optional={name: one for name, one in FIELDS.items() if name != "name"}
)
DECISION = st.builds(
    decision,
    st.sampled_from(["Orlov", "Vlad. Orlov", "A. K. ORLOV", "the old man"]),
    st.sampled_from(["", "p0", "p1"]),
    st.sampled_from(["", "001", "002"]),
)
WORDS = st.lists(
    st.sampled_from(
        "Orlov came. Lur Vlad. Hugh Orlov’s A. K. the old man harbor in tales, writer Captain "
        "Orlovs and M. Vladimir".split(" ")
    ),
    min_size=1,
    max_size=12,
).map(" ".join)
TEXT = st.builds(
    unit,
    WORDS,
    WORDS,
    st.tuples(st.just(Where.NOTE), WORDS),
    correspondents=st.sampled_from([(), ("p0", "p1"), ("p2",)]),
    written=st.sampled_from([None, (date(1895, 1, 1), date(1895, 1, 9))]),
)


@st.composite
def registers(draw: st.DrawFn) -> tuple[Register, Register]:
    """A register, and one in which one thing is otherwise."""
    entries = draw(st.lists(ENTRY, min_size=3, max_size=4))
    decisions = draw(st.lists(DECISION, max_size=2))
    writers = draw(st.lists(st.sampled_from(["p0", "p1", "p2"]), max_size=7))
    before = made(entries, decisions, writers)
    match draw(st.sampled_from(["field", "field", "decision", "writers", "entry"])):
        case "field":
            number, field = draw(st.integers(0, 2)), draw(st.sampled_from(sorted(FIELDS)))
            changed = {**entries[number], field: draw(FIELDS[field])}
            entries = [*entries[:number], changed, *entries[number + 1 :]]
        case "decision":
            decisions = [*decisions, draw(DECISION)]
        case "writers":
            writers = [*writers, draw(st.sampled_from(["p0", "p1", "p2"]))]
        case _:
            entries = [*entries, draw(ENTRY)]
    return before, made(entries, decisions, writers)


def made(entries: list[dict[str, Any]], decisions: list[Decision], writers: list[str]) -> Register:
    people: list[Person] = [
        person(f"p{number}", **{name.replace("_", "-"): value for name, value in entry.items()})
        for number, entry in enumerate(entries)
    ]
    return Register(people, decisions, (), writers)


def facts(register: Register, text: TextUnit, unindexed: frozenset[str] = frozenset()) -> str:
    searched = Searched.of(plain_text(passage.text).text for passage in text.passages)
    return RegisterFacts(register, unindexed).of(searched, text.id, text.date, text.correspondents)


@settings(max_examples=400, deadline=None)
@given(text=TEXT, pair=registers())
def test_equal_facts_and_advice_give_equal_names(
    text: TextUnit, pair: tuple[Register, Register]
) -> None:
    before, after = pair
    if facts(before, text) != facts(after, text):
        return
    consulted = Consulted(before.biographies)
    found = resolve(text, before, consulted)
    if all(advice.holds(after.biographies) for advice in consulted.advice):
        assert found == resolve(text, after)


ORLOVS = [
    {"name": "Orlov, A. K.", "given": "Andrei", "born": "1850", "bio": "Writer of tales."},
    {"name": "Orlov, B."},
    {"name": "Lur, M. A."},
]
"""The first two are namesakes."""


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("Orlov came.", {"given": "Boris"}),
        ("Orlov came.", {"born": "1896"}),
        ("Orlov came with the old man.", {"forms": ["the old man"]}),
        ("Orlov came.", {"bare_surname": False}),
        ("Count Orlov came.", {"forms": ["Count Orlov"]}),
    ],
)
def test_what_a_text_asks_is_among_its_facts(words: str, changes: dict[str, Any]) -> None:
    text = unit(words, written=(date(1895, 1, 1), date(1895, 1, 9)))
    changed = [{**ORLOVS[0], **changes}, *ORLOVS[1:]]
    assert facts(made(ORLOVS, [], []), text) != facts(made(changed, [], []), text)


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("Lur came.", {"given": "Boris"}),
        ("Orlov came.", {"born": "1851"}),
        ("Orlov came.", {"forms": ["the old man"]}),
        ("Orlov came.", {"bio": "Writer."}),  # asked where it matters, and kept with the answer
    ],
)
def test_what_a_text_does_not_ask_is_not(words: str, changes: dict[str, Any]) -> None:
    text = unit(words, written=(date(1895, 1, 1), date(1895, 1, 9)))
    changed = [{**ORLOVS[0], **changes}, *ORLOVS[1:]]
    assert facts(made(ORLOVS, [], []), text) == facts(made(changed, [], []), text)


def test_the_conditions_of_a_form_are_facts() -> None:
    one, other = (
        made(
            [*ORLOVS, {"name": "Pell", "limited_forms": [{"form": "Hugh", "dates": when}]}], [], []
        )
        for when in ("1890/1896", "1880")
    )
    assert facts(one, unit("Hugh came.")) != facts(other, unit("Hugh came."))


def test_documents_count_only_as_far_as_they_tell_namesakes_apart() -> None:
    text = unit("Orlov came.")
    given = {many: facts(made(ORLOVS, [], ["p0"] * many + ["p1"]), text) for many in (2, 3, 5, 6)}
    assert given[2] == given[3] != given[5] == given[6]


def test_a_given_name_counts_where_a_word_begins_so() -> None:
    named = [*ORLOVS, {"name": "Pell, H.", "given": "Hughbert"}]
    for words, asks in (("Hugh. Orlov came.", True), ("huge harbors", False), ("Orlov", False)):
        with_and_without = (facts(made(one, [], []), unit(words)) for one in (named, ORLOVS))
        assert len(set(with_and_without)) == 1 + asks


def test_whom_no_index_shows_is_a_fact() -> None:
    register = made(ORLOVS, [decision("the boss", "p2")], [])
    for words, who in (("Orlov came.", "p0"), ("We saw the boss.", "p2")):
        assert facts(register, unit(words), frozenset({who})) != facts(register, unit(words))
