"""Subjects of index.yaml: headings once, references that lead somewhere, patterns that select."""

from __future__ import annotations

import re

from publish.edition.checks.see import see_fault
from publish.edition.checks.view import View
from publish.edition.index_policy import is_general
from publish.edition.model import Subject
from publish.edition.suggest import did_you_mean
from publish.problems import Problems

# words so common that a heading that follows them follows every page
COMMON_WORDS = frozenset(
    "a an and are as at be but by for from he his if in into is it no not of on or she so that "
    "the their they this to was we were which who will with you".split()
)
STAR_INSIDE_OR_BEFORE = re.compile(r"\*(?=[\w*])|(?<!\w)\*")


def check_subjects(view: View, problems: Problems) -> None:
    """Check the subjects of index.yaml."""
    references = {heading: _only(subject.see) for heading, subject in view.subjects.items()}
    for subject in view.edition.index.subjects:
        first = view.subjects[subject.heading]
        if first is not subject:
            problems.add(
                "E701",
                subject.place,
                f"“{subject.heading}” stands already in line {first.place.line}.",
            )
        _check_references(subject, view, references, problems)
        _check_patterns(subject, problems)


def _only(see: tuple[str, ...]) -> str:
    """The target by which a circle can be followed; several targets make no circle."""
    return see[0] if len(see) == 1 else ""


def _check_references(
    subject: Subject, view: View, references: dict[str, str], problems: Problems
) -> None:
    inner = [target for subhead in subject.subheads for target in subhead.see]
    for target in (*subject.see, *subject.see_also, *inner):
        if is_general(target):
            continue
        if not (view.knows_heading(target) or view.knows_person(target)):
            known = [*view.subjects, *view.people]
            problems.add(
                "E702",
                subject.place,
                f"“{subject.heading}” refers to “{target}”, which is no heading.",
                did_you_mean(target, known),
            )
        elif target == subject.heading:
            problems.add("E703", subject.place, f"“{target}” refers to itself.")
        elif target in subject.see_also and _is_reference(target, view):
            problems.add(
                "E703",
                subject.place,
                f"“{subject.heading}” refers to “{target}”, which only refers on.",
            )
    own = subject.heading in subject.see
    if not own and (fault := see_fault(subject.heading, references)):
        problems.add("E703", subject.place, f"“{subject.heading}”: {fault}")
    if subject.see and (subject.patterns or subject.subheads or subject.see_also):
        problems.add(
            "E704",
            subject.place,
            f"“{subject.heading}” is a see-reference and cannot have pages of its own.",
        )


def _is_reference(heading: str, view: View) -> bool:
    return heading in view.subjects and bool(view.subjects[heading].see)


def _check_patterns(subject: Subject, problems: Problems) -> None:
    patterns = [*subject.patterns, *(p for subhead in subject.subheads for p in subhead.patterns)]
    for pattern in patterns:
        words = re.findall(r"\w+", pattern.casefold())
        if len("".join(words)) < 2 or all(word in COMMON_WORDS for word in words):
            message = f"The pattern “{pattern}” would match on every page."
        elif STAR_INSIDE_OR_BEFORE.search(pattern):
            message = f"In the pattern “{pattern}” the * does not end a word."
        else:
            continue
        problems.add("E705", subject.place, message)
