"""people.yaml: each person once, under a heading of his own; see-references that lead on."""

from __future__ import annotations

from publish.edition.checks.see import see_fault
from publish.edition.checks.view import View
from publish.edition.edtf_dates import parse_date
from publish.edition.model import Person
from publish.edition.suggest import did_you_mean
from publish.problems import Problems


def check_people(view: View, problems: Problems) -> None:
    """Check the entries of people.yaml against each other."""
    _check_unique(view, problems)
    targets = {person.id: person.see for person in view.people.values()}
    for person in view.edition.people:
        if person.see:
            _check_see(person, view, targets, problems)
        elif person.born and person.died and _died_unborn(person):
            problems.add(
                "E503", person.place, f"{person.name} died ({person.died}) before birth "
                f"({person.born})."
            )  # fmt: skip


def _check_unique(view: View, problems: Problems) -> None:
    headings: dict[str, Person] = {}
    for person in view.edition.people:
        first = view.people[person.id]
        if first is not person:
            problems.add(
                "E502",
                person.place,
                f"The id “{person.id}” is already that of {first.name} (line {first.place.line}).",
            )
            continue
        heading = " ".join(person.name.casefold().split())
        other = headings.setdefault(heading, person)
        if other is not person:
            problems.add(
                "E504",
                person.place,
                f"“{person.name}” is already the heading of {other.id} (line {other.place.line}).",
            )


def _died_unborn(person: Person) -> bool:
    return parse_date(person.died).latest < parse_date(person.born).earliest


def _check_see(person: Person, view: View, targets: dict[str, str], problems: Problems) -> None:
    if not view.knows_person(person.see):
        problems.add(
            "E505",
            person.place,
            f"“{person.name}” refers to “{person.see}”, which is nobody.",
            did_you_mean(person.see, view.people),
        )
    elif fault := see_fault(person.id, targets):
        problems.add("E506", person.place, f"“{person.name}”: {fault}")
    given = (person.given, person.nicknames, person.forms, person.born, person.died, person.bio)
    if any(given):
        problems.add(
            "E507", person.place, f"“{person.name}” only refers to {person.see}, but says more."
        )
