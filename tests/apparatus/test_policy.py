"""Which mentions are in passing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.apparatus.model import Reference
from publish.apparatus.policy import Policy
from publish.edition.index_policy import IndexPolicy
from publish.edition.model import Document, Edition
from tests.apparatus.sample import edition, reference

RULES = IndexPolicy(chief_correspondents=2, passing=("in favor", "regards"))


def letters() -> Edition:
    """Nine letters from Berg to Dorn; Esk writes none."""
    book = edition()
    chapter = book.chapters[0]
    documents = tuple(
        Document.model_validate({**dict(one), "from_": ("berg",), "to": ("dorn",)})
        for one in chapter.documents
    )
    return book.model_copy(
        update={"chapters": (chapter.model_copy(update={"documents": documents}),)}
    )


def mention(target: str, form: str, context: str, note: str = "") -> Reference:
    return replace(reference(target, "a", note=note), form=form, context=context)


def why(one: Reference) -> str:
    return Policy.of(RULES, letters(), [mention("berg", "Berg", "Berg came")]).why_not(one)


@pytest.mark.parametrize(
    "context",
    [
        "Berg and Dorn agreed",
        "We sent it to you and Comrade Dorn.",
        "Dorn and I have read it",
        "Regards to Dr. Dorn.",
        "Berg, Count Dorn agreed",
    ],
)
def test_a_chief_correspondent_in_passing(context: str) -> None:
    assert why(mention("dorn", "Dorn", context))
    assert not why(mention("esk", "Dorn", context))  # who is no chief correspondent counts


@pytest.mark.parametrize("context", ["You sent Dorn away.", "Dorn said I should go."])
def test_a_chief_correspondent_spoken_of(context: str) -> None:
    assert not why(mention("dorn", "Dorn", context))


def test_in_favor_of_something_is_no_vote() -> None:
    assert why(mention("esk", "Esk", "in favor: Esk", note="n"))
    assert not why(mention("esk", "Esk", "was in favor of bringing Esk here", note="n"))
