"""What only the finished index shows: headings and cross-references that lead nowhere."""

from __future__ import annotations

from collections.abc import Container, Iterable

from publish.edition.model import Subject
from publish.problems import Problems


def report_blind(subject: Subject, target: str, problems: Problems) -> None:
    """Report a cross-reference to a heading without locators (Chicago 17 §16.19)."""
    kind = "see also" if target in subject.see_also else "see"
    problems.add(
        "W750",
        subject.place,
        f"“{subject.heading}”: {kind} “{target}”, where no page is given; it is left out.",
    )


def report_unfound(
    subjects: Iterable[Subject], filled: Container[tuple[str, str]], problems: Problems
) -> None:
    """Report headings that nothing refers to and subheads whose patterns are found nowhere.

    `filled` holds the (heading, subhead) that have references, (heading, "") if any part has.
    """
    for subject in subjects:
        missing = [
            f"{subject.heading}: {subhead.text}"
            for subhead in subject.subheads
            if subhead.patterns and (subject.heading, subhead.text) not in filled
        ]
        leads_on = subject.see or any(subhead.see for subhead in subject.subheads)
        if not leads_on and (subject.heading, "") not in filled:
            missing = [subject.heading]
        for heading in missing:
            problems.add("W751", subject.place, f"No passage belongs under “{heading}”.")
