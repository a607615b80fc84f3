"""Subheads that are proposed for headings with many bare locators."""

from __future__ import annotations

from dataclasses import replace

from publish.apparatus.index import Headings
from publish.apparatus.index_proposals import as_lines, propose_subheads
from publish.apparatus.model import Kind, Where
from publish.edition.house_style import load_house_style
from publish.edition.model import Edition
from publish.problems import Problems

from .sample import edition, on_pages, person, reference

STYLE = load_house_style("chicago")
MANY = STYLE.index.many_locators


def dated(made: Edition) -> Edition:
    """Documents 1–4 of 1931, the others of 1932."""
    chapter = made.chapters[0]
    documents = tuple(
        d.model_copy(update={"date": f"{1931 if d.number < 5 else 1932}-05"})
        for d in chapter.documents
    )
    return made.model_copy(
        update={"chapters": (chapter.model_copy(update={"documents": documents}),)}
    )


def proposals(count: int) -> str:
    orlov = [
        (reference("orlov-g", f"o{n}", f"{n:03}", note=1 if n == 1 else 0), 2 * n)
        for n in range(1, count + 1)
    ]
    oil = [(reference("Oil", f"s{n}", f"{n:03}", kind=Kind.SUBJECT), 2 * n) for n in (2, 3, 9)]
    references, pages = on_pages(*orlov, *oil)
    references = [replace(r, where=Where.NOTE if r.note else Where.TEXT) for r in references]
    book = dated(edition([person("orlov-g", "Orlov, G.")]))
    index = Headings.of(references, book, STYLE, Problems()).on(pages)
    return as_lines(propose_subheads(index, book, MANY))


def test_more_than_six_bare_locators_are_parted() -> None:
    assert proposals(MANY + 1).split("\n") == [
        "Orlov, G.: 7 locators without a subhead",
        "    by year: 1931, 2n1, 4, 6, 8; 1932, 10, 12, 14",
        "    by role: in the editors’ notes, 2n1; spoken of, 4, 6, 8, 10, 12, 14",
        "    spoken of with: Oil, 4, 6",
    ]


def test_six_are_not() -> None:
    assert proposals(MANY) == "No heading has too many locators without a subhead."
