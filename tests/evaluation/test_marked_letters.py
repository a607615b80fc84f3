"""Taking marks away, and counting what is found again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.apparatus.annotate import AnnotatedText, Apparatus
from publish.apparatus.model import How, Reference
from tests.apparatus.sample import reference
from tests.evaluation.marked_letters import at_marks, score, without_marks


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


def test_score_by_document() -> None:
    def named(target: str, how: How = How.NAMED, reason: str = "marked") -> Reference:
        return replace(reference(target, f"a-{target}"), how=how, reason=reason)

    marked = [named("a"), named("b"), named("c", How.IMPLIED), named("w", How.CORRESPONDENT)]
    found = [named(one, reason="full name") for one in ("a", "c", "w", "x")]
    result = score(marked, found)
    assert {person for _, person in result.found} == {"a"}
    assert {person for _, person in result.missed} == {"b"}
    assert {person for _, person in result.excess} == {"x"}
    assert (result.precision, result.recall, result.f1) == (0.5, 0.5, 0.5)


def test_score_at_marks_compares_what_shares_letters() -> None:
    def at(anchor: str, form: str, target: str, reason: str, how: How = How.NAMED) -> Reference:
        return replace(reference(target, anchor), form=form, reason=reason, how=how)

    def apparatus(body: str, *references: Reference) -> Apparatus:
        text = references[0].text
        return Apparatus({text: AnnotatedText(text, text, {}, body, ())}, references, {})

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
    assert [one[1] for one in result.excess] == ["other"]
