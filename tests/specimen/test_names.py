"""The specimen's difficult names mean whom its editors meant."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from publish.apparatus.model import How, Kind, Reference
from publish.build import Silent, read
from publish.cache import Cache
from publish.problems import Problems

SPECIMEN = Path(__file__).parents[2] / "publish" / "specimen"


@cache
def references() -> tuple[Reference, ...]:
    problems = Problems()
    with TemporaryDirectory() as folder:
        store = Cache(Path(folder))
        found = read(SPECIMEN, store, problems, Silent())
        store.close()
    assert found is not None
    assert list(problems) == []
    return found.apparatus.references


def people(text: str, note: str = "", how: How | None = None) -> list[str]:
    """Ids of those whom a text or one of its notes names, sorted, header left out."""
    return sorted(
        reference.target
        for reference in references()
        if reference.kind is Kind.PERSON
        and (reference.text, reference.note) == (text, note)
        and reference.how is not How.CORRESPONDENT
        and (how is None or reference.how is how)
    )


@pytest.mark.parametrize(
    ("text", "person", "times"),
    [
        ("001", "vlachos-k", 1),  # decided: a note names the other Vlachos
        ("001", "vlachos-s", 1),  # "the paymaster"
        ("001", "lindgren-a", 1),  # decided for the whole edition
        ("002", "suvalov-d-a", 1),  # "S[uvalov]"
        ("002", "saranina-l-n", 1),  # "Lida"
        ("004", "mackworth-c", 1),  # misspelt
        ("004", "harcastle-g", 1),  # "Sir George"; not "Harcastle Lock"
        ("005", "lindgren-a", 0),
        ("005", "wold-h", 1),  # "Old Wold"; not "the Wold quarries"
        ("008", "brandt-i", 1),  # "the Brandts"
        ("008", "brandt-w", 1),
        ("008", "saranin-p-i", 1),  # "Petya"
        ("010", "brandt-i", 1),  # "Miss Brandt"
        ("010", "brandt-w", 1),
        ("012", "lindgren-a", 0),  # "Captain Lindgren"
        ("012", "montfer-e-de", 1),  # "Ét. de Montfer"
        ("appendix-2", "vlachos-k", 0),  # "the Vlachos men"
        ("appendix-2", "vlachos-s", 0),
    ],
)
def test_who_is_meant(text: str, person: str, times: int) -> None:
    assert people(text).count(person) == times


def test_hints_are_told_from_names() -> None:
    assert people("007", how=How.IMPLIED) == ["harcastle-g"]
    assert people("008", how=How.IMPLIED) == ["saranin-i-p", "thorley-e"]
    assert people("011", how=How.UNCERTAIN) == ["quill-t"]


def test_names_in_notes_carry_their_note() -> None:
    assert people("005", "wold") == ["wold-h"]
    assert people("appendix-2", "lamps") == ["brandt-w"]
