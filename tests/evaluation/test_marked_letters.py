"""Taking marks away, and counting what is found again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.apparatus.model import How, Reference
from tests.apparatus.sample import reference
from tests.evaluation.marked_letters import score, without_marks


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
