"""people.yaml: each person once, under a heading of his own; see-references that lead on."""

from __future__ import annotations

from publish.edition.authorities import PEOPLE
from publish.edition.checks.see import see_fault
from publish.edition.checks.view import View, nobody_is_known
from publish.edition.edtf_dates import is_date, parse_date
from publish.edition.model import Person
from publish.edition.suggest import did_you_mean
from publish.problems import Place, Problems


def check_people(view: View, problems: Problems) -> None:
    """Check the entries of people.yaml against each other."""
    if nobody_is_known(view.edition) and not any(each.file == PEOPLE for each in problems):
        message = "Nobody is in people.yaml, but documents name people."
        problems.add("E501", Place(PEOPLE), message, "Add them: docs/manuscript.md, section 7.")
    _check_unique(view, problems)
    _check_claims(view, problems)
    targets = {person.id: person.see for person in view.people.values()}
    for person in view.edition.people:
        if person.see:
            _check_see(person, view, targets, problems)
        elif person.born and person.died and _died_unborn(person):
            problems.add(
                "E503", person.place, f"{person.name} died ({person.died}) before birth "
                f"({person.born})."
            )  # fmt: skip
        _check_limits(person, view, problems)


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


def _check_claims(view: View, problems: Problems) -> None:
    """Warn of a form that two entries list and that no decision gives to one of them."""
    decided = {_folded(decision.form) for decision in view.edition.index.decisions}
    claimed: dict[str, Person] = {}
    for person in view.people.values():
        for form in dict.fromkeys(map(_folded, (*person.nicknames, *person.forms))):
            first = claimed.setdefault(form, person)
            if first is not person and form not in decided:
                problems.add(
                    "W508",
                    person.place,
                    f"“{form}” is a form of {first.name} (line {first.place.line}), too.",
                )


def _folded(form: str) -> str:
    return " ".join(form.split())


def _check_limits(person: Person, view: View, problems: Problems) -> None:
    """Conditions of forms and dates of offices."""
    for limited in person.limited_forms:
        for writer in limited.from_:
            if not view.knows_person(writer):
                hint = did_you_mean(writer, view.people)
                problems.add("E501", person.place, f"There is no person “{writer}”.", hint)
        if not (limited.from_ or limited.dates or limited.after_full):
            problems.add(
                "E509", person.place, f"“{limited.form}” of {person.name} has no condition."
            )
        if limited.dates:
            is_date(limited.dates, "dates", person.place, problems)
    for office in person.offices:
        is_date(office.dates, "dates", person.place, problems)


def _died_unborn(person: Person) -> bool:
    return parse_date(person.died).latest < parse_date(person.born).earliest


def _check_see(person: Person, view: View, targets: dict[str, str], problems: Problems) -> None:
    if not view.knows_person(person.see):
        problems.add(
            "E505",
            person.place,
            f"There is no person “{person.see}”.",
            did_you_mean(person.see, view.people),
        )
    elif fault := see_fault(person.id, targets):
        problems.add("E506", person.place, f"“{person.name}”: {fault}")
    given = (person.given, person.nicknames, person.forms, person.limited_forms, person.born,
             person.died, person.bio)  # fmt: skip
    if any(given):
        problems.add(
            "E507", person.place, f"“{person.name}” only refers to {person.see}, but says more."
        )
