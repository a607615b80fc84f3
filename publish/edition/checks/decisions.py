"""Decisions on names in index.yaml: on a known person, for a known text, once."""

from __future__ import annotations

import re

from publish.edition.checks.view import View
from publish.edition.model import Decision
from publish.edition.suggest import did_you_mean
from publish.problems import Problems

WORD = re.compile(r"[^\W\d_]{2,}")


def check_decisions(view: View, problems: Problems) -> None:
    """Check the decisions of index.yaml."""
    made: dict[tuple[str, str], Decision] = {}
    for decision in view.edition.index.decisions:
        _check_meaning(decision, view, problems)
        if decision.in_ and not view.knows_text(decision.in_):
            problems.add(
                "E707",
                decision.place,
                f"There is no text “{decision.in_}”.",
                did_you_mean(decision.in_, view.by_id),
            )
        other = made.setdefault((decision.form, decision.in_), decision)
        if other is not decision:
            problems.add(
                "E708",
                decision.place,
                f"What “{decision.form}” means is already decided in line {other.place.line}.",
            )


def _check_meaning(decision: Decision, view: View, problems: Problems) -> None:
    person = view.people.get(decision.person)
    if decision.none == bool(decision.person):
        problems.add(
            "E706",
            decision.place,
            f"“{decision.form}”: say either a person or none: true.",
        )
    elif decision.person and not view.knows_person(decision.person):
        problems.add(
            "E706",
            decision.place,
            f"There is no person “{decision.person}”.",
            did_you_mean(decision.person, view.people),
        )
    elif person and not _shares_a_word(decision.form, decision.person, view):
        problems.add("E709", decision.place, f"{person.name} is nowhere called “{decision.form}”.")


def _shares_a_word(form: str, person: str, view: View) -> bool:
    """Whether a form has a word in common with any name of the person."""
    names: list[str] = []
    for entry in view.edition.people:
        if person in (entry.id, entry.see):
            names += [entry.name, entry.given, *entry.nicknames, *entry.forms]
    known = {word for name in names for word in WORD.findall(name.casefold())}
    return any(_is_form_of(word, known) for word in WORD.findall(form.casefold()))


def _is_form_of(word: str, known: set[str]) -> bool:
    """Whether a word is a known one, or its possessive or plural."""
    return word in known or word.removesuffix("s") in known or word.removesuffix("es") in known
