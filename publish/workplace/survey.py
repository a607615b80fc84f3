"""The survey: everything about the names of an edition that an editor should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from pathlib import Path

from publish.apparatus.anchors import Work, passages_of
from publish.apparatus.annotate import annotate, open_texts, text_unit
from publish.apparatus.mentions import QUERIES, Query
from publish.apparatus.model import Kind, Reference
from publish.apparatus.register import Register, RegisterSource, register_of
from publish.apparatus.resolve import resolve
from publish.cache import Store
from publish.edition.checks import check_edition
from publish.edition.house_style import house_style_of
from publish.edition.load import load
from publish.edition.model import Edition, Person
from publish.problems import Problems
from publish.prose.edition_texts import parse_edition
from publish.workplace.likeness import misspellings, near_homonyms
from publish.workplace.model import Asked, OpenForm, Unmet, Workplace
from publish.workplace.spots import candidate, spot_in
from publish.workplace.unknown_names import Word, capitalised_words, unknown_names
from publish.workplace.untimely import untimely


def survey_folder(root: Path, store: Store, problems: Problems, jobs: int = 1) -> Workplace | None:
    """Read the manuscript in `root` and survey it; None if there is no usable edition.yaml.

    All that `check` would report is added to `problems`; what is in `store` is not made again.
    """
    edition = load(root, problems, store)
    if edition is None:
        return None
    check_edition(edition, root, problems, store)
    style = house_style_of(edition.settings)
    prose = parse_edition(edition, store, jobs)
    apparatus = annotate(edition, prose, style, problems, store)
    texts = open_texts(edition, prose, style, store)
    asking = {one.file for one in problems if one.code in QUERIES}
    return survey(edition, texts, apparatus.references, asking)


def survey(
    edition: Edition, texts: Iterable[Work], references: Iterable[Reference], asking: Set[str]
) -> Workplace:
    """Look at all names of an edition; `references` are those of its apparatus, `asking` the
    files with open queries.

    Nothing is changed and nothing raised; the result depends on the arguments alone.
    """
    people = {person.id: person for person in edition.people if not person.see}
    named = [one for one in references if one.kind is Kind.PERSON]
    mentions = Counter(reference.target for reference in named)
    register = register_of(RegisterSource.of(edition))
    works = [work for work in texts if work.unit.indexed]
    words = capitalised_words(works, register)
    return Workplace(
        title=edition.settings.title,
        open_forms=_open_forms(
            (work for work in works if work.unit.source.body.place.file in asking),
            register,
            people,
        ),
        unknown=unknown_names(_without_terms(words, edition), register),
        unmet=tuple(
            Unmet(candidate(person), person.place)
            for person in people.values()
            if person.id not in mentions
        ),
        misspellings=misspellings(words, register, people),
        homonyms=near_homonyms(register, people, mentions),
        untimely=untimely(named, edition.documents, register, people),
    )


def _open_forms(
    works: Iterable[Work], register: Register, people: dict[str, Person]
) -> tuple[OpenForm, ...]:
    """The queries of all texts by form; forms with most passages first."""
    found: dict[str, list[Asked]] = {}
    for work in works:
        _, queries = resolve(text_unit(work, passages_of(work)), register)
        for query in queries:
            found.setdefault(query.form, []).append(_asked(work, query, people))
    forms = [OpenForm(form, tuple(asked)) for form, asked in found.items()]
    return tuple(sorted(forms, key=lambda one: (-len(one.asked), one.form)))


def _asked(work: Work, query: Query, people: dict[str, Person]) -> Asked:
    return Asked(
        spot=spot_in(work, query.passage, query.start, query.end),
        why=query.why,
        code=query.code,
        candidates=tuple(candidate(people[person]) for person in query.candidates),
    )


def _without_terms(words: Iterable[Word], edition: Edition) -> list[Word]:
    """Words that no term of the glossary and no subject has, in any of its forms."""
    texts = [subject.heading for subject in edition.index.subjects]
    for group in edition.glossary:
        for term in group.terms:
            texts += [term.term, term.original, term.expansion, *term.forms]
    taken = {word.strip(".,;:()“”’[]*") for text in texts for word in text.split()}
    return [word for word in words if word.text not in taken]
