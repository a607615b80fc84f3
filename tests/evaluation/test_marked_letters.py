"""Taking marks away, and counting what is found again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.apparatus.annotate import Apparatus
from publish.apparatus.kept import AnnotatedText, Texts
from publish.apparatus.model import How, Reference
from publish.apparatus.references import References
from tests.apparatus.sample import reference
from tests.evaluation.marked_letters import at_marks, by_document, is_named, without_marks


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("from [Bahr]{person=bahr} to", "from Bahr to"),
        ("[Rozen[golts]{.expansion}]{person=r .uncertain}.", "Rozen[golts]{.expansion}."),
        ('[the Luries]{person="lurie-m lurie-n"} [x]{.title}', "the Luries [x]{.title}"),
        ("[[Bahr]{person=a}, *he*]{person=b .implied}", "Bahr, *he*"),
    ],
)
def test_marks_go_and_words_stay(marked: str, bare: str) -> None:
    assert without_marks(marked) == bare


def at(
    anchor: str, form: str, target: str, reason: str = "marked", how: How = How.NAMED
) -> Reference:
    return replace(reference(target, anchor), form=form, reason=reason, how=how)


def apparatus(body: str, *references: Reference) -> Apparatus:
    text = references[0].text
    return Apparatus(
        Texts.of([AnnotatedText(text, text, {}, body, ())]), References.of(references), {}
    )


def test_score_by_document() -> None:
    body = "<p>{} and {}, {}, {}; {}, {}, {}</p>".format(
        *(f'<b id="{one}">Name{one}</b>' for one in range(7))
    )
    marked = apparatus(
        body,
        at("0", "Name0", "a"),
        at("1", "Name1", "b"),
        at("2", "he", "c", how=How.IMPLIED),
        at("3", "Vater", "d"),  # a mark without a name
        at("", "", "writer", "header", How.CORRESPONDENT),
    )
    people = ["a", "x", "c", "d", "writer", "y", "y"]
    found = apparatus(
        body, *(at(str(place), f"Name{place}", who, "") for place, who in enumerate(people))
    )
    result = by_document(marked, found)
    names = [{one[1] for one in some} for some in (
        result.found, result.missed, result.wrong, result.unmarked
    )]  # fmt: skip
    assert names == [{"a"}, {"b"}, {"x"}, {"y"}]
    assert (result.precision, result.recall, result.f1) == (0.5, 0.5, 0.5)
    assert (result.strict_precision, result.strict_f1) == (1 / 3, 0.4)


@pytest.mark.parametrize(
    ("form", "named"),
    [
        ("Hermann", True),
        ("D.", True),
        ("Dr.", True),
        ("Herr Bahr", True),
        ("meine Frau", False),
        ("er", False),
    ],
)
def test_a_role_is_no_name(form: str, named: bool) -> None:
    assert is_named(at("1", form, "x")) is named
    assert not is_named(at("1", form, "x", how=How.UNCERTAIN))


def test_score_at_marks_compares_what_shares_letters() -> None:
    marked = apparatus(
        '<p>of F. <b id="1">Holländer</b> and <b id="2">her</b>, <b id="3">Bahr</b></p>',
        at("1", "Holländer", "h", "marked"),
        at("2", "her", "w", "marked", How.IMPLIED),
        at("3", "Bahr", "b", "marked"),
    )
    found = apparatus(
        '<p>of <b id="1">F. Holländer</b> and <b id="2">her</b>, <b id="3">Bahr</b></p>',
        at("1", "F. Holländer", "h", "full name"),
        at("2", "her", "x", "full name"),
        at("3", "Bahr", "other", "full name"),
    )
    result = at_marks(marked, found)
    assert [one[1] for one in result.found] == ["h"]
    assert [one[1] for one in result.missed] == ["b"]
    assert [one[1] for one in result.wrong] == ["other"]
