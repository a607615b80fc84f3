"""A decision on a name, taken at the desk and written into index.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from publish.apparatus.register import Register
from publish.edition.authorities import INDEX
from publish.edition.checks.decisions import check_decisions
from publish.edition.checks.view import View
from publish.edition.load import load
from publish.edition.model import Decision, Edition
from publish.edition.wording import context_of, wording
from publish.problems import Place, Problem, Problems, Severity
from publish.workplace.files import replace_file
from publish.workplace.insert import LayoutError, entry_line, with_decision

NOBODY = "none"
NEW = Place(INDEX, 0)  # of the decision that is not yet written


class RefusalError(ValueError):
    """A decision that cannot be written; the message says why, and a hint what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} Hint: {hint}")


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of index.yaml: its line, and whether it was written now or stood there."""

    line: int
    entry: str
    written: bool


def decide(root: Path, form: str, person: str, text: str = "") -> Decided:
    """Write into index.yaml what a form means: a person's id, or "none".

    `text` is the id of a document or essay, "" for the whole edition. A decision for one text
    takes the words around the form along as its context. Comments and layout stay. Raises
    RefusalError if the decision contradicts another, or `check` would report it.
    """
    problems = Problems()
    edition = load(root, problems)
    for problem in problems:
        if problem.file == INDEX and problem.severity is Severity.ERROR:
            raise RefusalError(str(problem).rstrip("."), "Nothing was written.")
    if edition is None:
        raise RefusalError("edition.yaml cannot be read.", "See publish check.")
    nobody = person == NOBODY
    wanted = Decision.model_validate(
        {"form": form, "in": text, "person": "" if nobody else person, "none": nobody, "place": NEW}
    )
    standing = _standing(wanted, edition)
    if standing is not None:
        return standing
    _refuse_what_check_reports(wanted, edition, problems)
    fields = _fields(wanted, _context(wanted, edition))
    line = _write(root / INDEX, fields)
    return Decided(line, entry_line(fields), written=True)


def _standing(wanted: Decision, edition: Edition) -> Decided | None:
    """The decision for the same form and scope, if it says the same; another is in the way."""
    register = Register(edition.people, edition.index.decisions, ())
    found = register.decision(wanted.form, wanted.in_)
    if found is None:
        return None
    if (found.person, found.none) != (wanted.person, wanted.none):
        scope = f"in “{wanted.in_}”" if wanted.in_ else "in the whole edition"
        meant = "nobody" if found.none else found.person
        raise RefusalError(
            f"{INDEX}:{found.place.line} already decides {scope}: “{found.form}” means {meant}.",
            "Change that line, or decide for one text with --in.",
        )
    return Decided(found.place.line, entry_line(_fields(found, found.context)), written=False)


def _refuse_what_check_reports(wanted: Decision, edition: Edition, problems: Problems) -> None:
    for entry in edition.people:
        if entry.id == wanted.person and entry.see:
            raise RefusalError(
                f"“{entry.id}” only refers to {entry.see}.", f"Decide for {entry.see}."
            )
    decisions = (*edition.index.decisions, wanted)
    rules = edition.index.model_copy(update={"decisions": decisions})
    proposed = edition.model_copy(update={"index": rules})
    found = Problems()
    check_decisions(View.of(proposed, problems), found)
    for problem in found:
        if (problem.file, problem.line) == NEW:
            raise RefusalError(problem.message, _hint(problem))


def _hint(problem: Problem) -> str:
    if problem.code == "W711":
        return "Write the form as it stands in the text."
    return problem.hint


def _fields(decision: Decision, context: str) -> dict[str, str | bool]:
    """The fields of a decision in the order in which they are written."""
    fields: dict[str, str | bool] = {"form": decision.form}
    if decision.in_:
        fields["in"] = decision.in_
    if decision.none:
        fields["none"] = True
    else:
        fields["person"] = decision.person
    if context:
        fields["context"] = context
    return fields


def _context(decision: Decision, edition: Edition) -> str:
    if not decision.in_:
        return ""
    text = View.of(edition, Problems()).by_id.get(decision.in_)
    return context_of(decision.form, wording(text.source)) if text else ""


def _write(file: Path, fields: dict[str, str | bool]) -> int:
    """Write the file anew beside itself and rename it; the line of the entry."""
    old = file.read_bytes().decode("utf-8") if file.exists() else ""
    try:
        new, line = with_decision(old, fields)
    except LayoutError as error:
        raise RefusalError(
            f"{INDEX} is laid out so that the entry cannot be put in safely.",
            f"Write it into the list `decisions` yourself: {entry_line(fields)}",
        ) from error
    replace_file(file, new)
    return line
