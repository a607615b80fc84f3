"""Texts kept from build to build: never another result, and only what a change touches is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from publish.apparatus import annotate as stage
from publish.apparatus.annotate import Apparatus, annotate
from publish.apparatus.kept import Kept
from publish.edition.house_style import house_style_of
from publish.edition.load import load
from publish.edition.model import Decision, Edition, Person
from publish.problems import Place, Problem, Problems
from publish.prose.edition_texts import Prose, parse_edition

SPECIMEN = Path(stage.__file__).parents[1] / "specimen"
PLACE = Place("people.yaml", 1)


class Memory(dict[str, bytes]):
    """A store."""

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        return {key: self[key] for key in keys if key in self}

    def put_many(self, values: Mapping[str, bytes]) -> None:
        self.update(values)


@pytest.fixture(scope="module")
def read() -> tuple[Edition, Prose, Memory]:
    edition = load(SPECIMEN, Problems())
    assert edition is not None
    store = Memory()
    return edition, parse_edition(edition, store), store


def annotated(edition: Edition, prose: Prose, store: Memory) -> tuple[Apparatus, list[Problem]]:
    problems = Problems()
    found = annotate(edition, prose, house_style_of(edition.settings), problems, store)
    return found, list(problems)


def with_person(edition: Edition, change: Callable[[Person], dict[str, Any]]) -> Edition:
    people = [person.model_copy(update=change(person)) for person in edition.people]
    return edition.model_copy(update={"people": tuple(people)})


def without_bare_surnames(edition: Edition) -> Edition:
    return with_person(edition, lambda _: {"bare_surname": False})


def with_another_heading(edition: Edition) -> Edition:
    first = edition.people[0].id
    return with_person(edition, lambda one: {"name": f"Van {one.name}"} if one.id == first else {})


def with_namesakes(edition: Edition) -> Edition:
    twins = [
        Person(id=f"twin-{one.id}", name=one.name, place=PLACE)
        for one in edition.people
        if not one.see
    ]
    return edition.model_copy(update={"people": (*edition.people, *twins)})


def with_biographies(edition: Edition) -> Edition:
    said = next(person.bio for person in edition.people if person.bio)
    return with_person(with_namesakes(edition), lambda one: {"bio": said})


def with_a_decision(edition: Edition) -> Edition:
    name = next(one.name.split(",")[0] for one in edition.people if not one.see)
    said = Decision(form=name, none=True, place=PLACE)
    rules = edition.index.model_copy(update={"decisions": (said,)})
    return edition.model_copy(update={"index": rules})


def unindexed(edition: Edition) -> Edition:
    return with_person(edition, lambda _: {"index": False})


def without_terms_and_subjects(edition: Edition) -> Edition:
    rules = edition.index.model_copy(update={"subjects": ()})
    return edition.model_copy(update={"index": rules, "glossary": ()})


CHANGES = [
    without_bare_surnames, with_another_heading, with_namesakes, with_biographies,
    with_a_decision, unindexed, without_terms_and_subjects,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_is_kept_never_makes_another_result(
    read: tuple[Edition, Prose, Memory], change: Callable[[Edition], Edition]
) -> None:
    edition, prose, parsed = read
    warm = Memory(parsed)
    before = annotated(edition, prose, warm)
    changed = change(edition)
    after = annotated(changed, prose, warm)
    assert after == annotated(changed, prose, Memory(parsed))
    assert after != before
    assert annotated(edition, prose, warm) == before


def test_only_texts_that_have_the_name_are_annotated_again(
    read: tuple[Edition, Prose, Memory], monkeypatch: pytest.MonkeyPatch
) -> None:
    edition, prose, parsed = read
    store = Memory(parsed)
    found, _ = annotated(edition, prose, store)
    counts: dict[str, set[str]] = {}
    for reference in found.references:
        counts.setdefault(reference.target, set()).add(reference.text)
    rare = min((p for p in edition.people if p.id in counts), key=lambda p: len(counts[p.id]))
    done: list[str] = []
    original = stage._annotated

    def counting(work: Any, rules: Any) -> Kept:
        done.append(work.unit.id)
        return original(work, rules)

    monkeypatch.setattr(stage, "_annotated", counting)
    annotated(edition, prose, store)
    assert done == []
    changed = with_person(edition, lambda p: {"born": "1801"} if p.id == rare.id else {})
    annotated(changed, prose, store)
    assert counts[rare.id] <= set(done)
    assert len(done) < len(found.texts) / 2
