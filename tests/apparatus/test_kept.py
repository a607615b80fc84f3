"""Texts kept from build to build: never another result, and only what a change touches is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.apparatus import annotate as stage
from publish.apparatus.annotate import Apparatus, annotate
from publish.apparatus.kept import Kept
from publish.edition.house_style import house_style_of
from publish.edition.load import load
from publish.edition.model import (
    Decision,
    Document,
    Edition,
    Person,
    Subhead,
    Subject,
    Term,
    TermGroup,
)
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
    return deciding(edition, next(one.name.split(",")[0] for one in edition.people if not one.see))


def with_a_decision_on_a_full_name(edition: Edition) -> Edition:
    return deciding(edition, next(f for one in edition.people for f in one.forms if " " in f))


def deciding(edition: Edition, form: str) -> Edition:
    said = Decision(form=form, none=True, place=PLACE)
    rules = edition.index.model_copy(update={"decisions": (said,)})
    return edition.model_copy(update={"index": rules})


def unborn(edition: Edition) -> Edition:
    return with_person(edition, lambda _: {"born": "1990"})


def with_other_writers(edition: Edition) -> Edition:
    chapters = [
        chapter.model_copy(update={"documents": tuple(map(without_writers, chapter.documents))})
        for chapter in edition.chapters
    ]
    return edition.model_copy(update={"chapters": tuple(chapters)})


def without_writers(document: Document) -> Document:
    return document.model_copy(update={"from_": (), "to": ()})


def unindexed(edition: Edition) -> Edition:
    return with_person(edition, lambda _: {"index": False})


def without_terms_and_subjects(edition: Edition) -> Edition:
    rules = edition.index.model_copy(update={"subjects": ()})
    return edition.model_copy(update={"index": rules, "glossary": ()})


CHANGES = [
    without_bare_surnames, with_another_heading, with_namesakes, with_biographies,
    with_a_decision, with_a_decision_on_a_full_name, unborn, with_other_writers, unindexed,
    without_terms_and_subjects,
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


def test_few_texts_at_once_make_the_same(
    read: tuple[Edition, Prose, Memory], monkeypatch: pytest.MonkeyPatch
) -> None:
    edition, prose, parsed = read
    at_once = annotated(edition, prose, Memory(parsed))
    monkeypatch.setattr(stage, "_OPEN_AT_ONCE", 3)
    assert annotated(edition, prose, Memory(parsed)) == at_once


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from(["Lindgren, K.", "Brandt, Ilse", "Old Wold", "Vlachos (Kostas), K."]),
    "given": st.sampled_from(["", "Ned", "Ilsebill Maria", "Captain"]),
    "forms": st.lists(st.sampled_from(["Lindgren", "Ned", "the mayor", "Dr. Brandt"]), max_size=2),
    "nicknames": st.lists(st.sampled_from(["Ilya", "Sir George", "Mina"]), max_size=2),
    "born": st.sampled_from(["", "1822", "1894", "1895-06"]),
    "died": st.sampled_from(["", "1830", "1895-03-02"]),
    "bio": st.sampled_from(["", "Captain of the harbor.", "Engineer of the dam and the lock."]),
    "bare_surname": st.booleans(),
    "index": st.sampled_from([True, False, "letters"]),
    "kind": st.sampled_from(["person", "place"]),
    "sex": st.sampled_from(["female", "male", None]),
}
Correction = tuple[int, str, Any]  # of the person with this number: field and value
CORRECTION = st.integers(0, 30).flatmap(
    lambda number: st.sampled_from(sorted(VALUES)).flatmap(
        lambda field: st.tuples(st.just(number), st.just(field), VALUES[field])
    )
)


def corrected(edition: Edition, correction: Correction) -> Edition:
    number, field, value = correction
    value = tuple(value) if isinstance(value, list) else value
    meant = edition.people[number % len(edition.people)].id
    return with_person(edition, lambda one: {field: value} if one.id == meant else {})


@settings(max_examples=12, deadline=None)
@given(
    corrections=st.lists(CORRECTION, min_size=1, max_size=4),
    language=st.sampled_from(["en-US", "de-AT"]),
)
def test_corrections_of_the_register_one_after_the_other(
    read: tuple[Edition, Prose, Memory], corrections: list[Correction], language: str
) -> None:
    edition, prose, parsed = read
    own = edition.settings.model_copy(update={"language": language})
    edition = edition.model_copy(update={"settings": own})
    warm = Memory(parsed)
    annotated(edition, prose, warm)
    for correction in corrections:
        edition = corrected(edition, correction)
        prose = parse_edition(edition, parsed)  # it may have a new biography
        assert annotated(edition, prose, warm) == annotated(edition, prose, Memory(parsed))


PATTERNS = st.lists(
    st.sampled_from(["clay", "hospital", "Kell Hill", "kell*", "petition", "Petition", "quay*"]),
    max_size=3,
)
SUBHEADS = st.builds(
    lambda text, patterns: Subhead(text=text, patterns=tuple(patterns)),
    st.sampled_from(["of the hill", "at the lock"]),
    PATTERNS,
)
SUBJECTS = st.lists(
    st.builds(
        lambda heading, patterns, subheads: Subject(
            heading=heading, patterns=tuple(patterns), subheads=tuple(subheads), place=PLACE
        ),
        st.sampled_from(["Clay", "Hill", "Gates"]),
        PATTERNS,
        st.lists(SUBHEADS, max_size=2, unique_by=lambda one: one.text),
    ),
    max_size=3,
    unique_by=lambda one: one.heading,
)


FORMS = st.sampled_from(["lock", "Lock", "loc", "clay puddle", "Kell Hill", "шлюз", "e", "nowhere"])
TERMS = st.lists(
    st.builds(
        lambda ident, forms: Term(id=ident, term=ident, forms=tuple(forms), place=PLACE),
        st.sampled_from(["first", "second", "third"]),
        st.lists(FORMS, max_size=3),
    ),
    max_size=3,
    unique_by=lambda one: one.id,
)


def with_terms(edition: Edition, terms: Sequence[Term]) -> Edition:
    return edition.model_copy(update={"glossary": (TermGroup(terms=tuple(terms)),)})


def with_subjects(edition: Edition, subjects: Sequence[Subject]) -> Edition:
    rules = edition.index.model_copy(update={"subjects": tuple(subjects)})
    return edition.model_copy(update={"index": rules})


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(SUBJECTS, TERMS), min_size=2, max_size=4))
def test_corrections_of_subjects_and_terms_one_after_the_other(
    read: tuple[Edition, Prose, Memory], lists: list[tuple[list[Subject], list[Term]]]
) -> None:
    edition, _, parsed = read
    warm = Memory(parsed)
    for subjects, terms in lists:
        edition = with_terms(with_subjects(edition, subjects), terms)
        prose = parse_edition(edition, parsed)
        assert annotated(edition, prose, warm) == annotated(edition, prose, Memory(parsed))


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are annotated, by id."""
    texts: list[str] = []
    original = stage._annotated

    def noting(work: Any, rules: Any) -> Kept:
        texts.append(work.unit.id)
        return original(work, rules)

    monkeypatch.setattr(stage, "_annotated", noting)
    return texts


def test_only_texts_that_have_the_name_are_annotated_again(
    read: tuple[Edition, Prose, Memory], done: list[str]
) -> None:
    edition, prose, parsed = read
    store = Memory(parsed)
    found, _ = annotated(edition, prose, store)
    counts: dict[str, set[str]] = {}
    for reference in found.references:
        counts.setdefault(reference.target, set()).add(reference.text)
    rare = min((p for p in edition.people if p.id in counts), key=lambda p: len(counts[p.id]))
    done.clear()
    annotated(edition, prose, store)
    assert done == []
    changed = with_person(edition, lambda p: {"given": "Zoltan"} if p.id == rare.id else {})
    annotated(changed, prose, store)
    assert counts[rare.id] <= set(done)
    assert len(done) < len(found.texts) / 2


@pytest.mark.parametrize("count", [0, None])
def test_only_texts_that_have_the_pattern_are_annotated_again(
    read: tuple[Edition, Prose, Memory], done: list[str], count: int | None
) -> None:
    edition, prose, parsed = read
    edition = with_subjects(edition, edition.index.subjects[:count])
    store = Memory(parsed)
    annotated(edition, prose, store)
    done.clear()
    new = Subject(heading="Zinc", patterns=("hospital",), place=PLACE)
    changed = with_subjects(edition, (*edition.index.subjects, new))
    found, _ = annotated(changed, prose, store)
    having = {one.text for one in found.references if one.target == "Zinc"}
    assert having
    assert having == set(done)


def test_only_texts_that_have_the_term_are_annotated_again(
    read: tuple[Edition, Prose, Memory], done: list[str]
) -> None:
    edition, prose, parsed = read
    store = Memory(parsed)
    annotated(edition, prose, store)
    done.clear()
    known = [term for group in edition.glossary for term in group.terms]
    new = Term(id="zinc", term="hospital", place=PLACE)
    changed = with_terms(edition, (*known, new))
    found, _ = annotated(changed, parse_edition(changed, parsed), store)
    linked = {ident for ident, text in found.texts.items() if "#term-zinc" in repr(text)}
    assert linked
    assert linked <= set(done)  # some have the word in a note only
    assert len(done) < len(found.texts) / 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("born", "1801"),  # another year, but as much before all documents
        ("died", "1951"),
        ("forms", ("Comrade Number 7",)),  # stands nowhere
        ("bio", "Once more in list 7."),  # tells nobody apart
        ("links", {"viaf": "1"}),
    ],
)
def test_what_no_text_depends_on_touches_none(
    read: tuple[Edition, Prose, Memory], done: list[str], field: str, value: object
) -> None:
    edition, prose, parsed = read
    store = Memory(parsed)
    annotated(edition, prose, store)
    done.clear()
    changed = with_person(edition, lambda p: {field: value} if p.id == "quill-t" else {})
    annotated(changed, parse_edition(changed, parsed), store)
    assert (done, changed != edition) == ([], True)
