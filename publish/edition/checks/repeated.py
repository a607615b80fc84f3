"""One mistake is said once, however many places suffer from it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from publish.problems import Problem, Problems

ABSENT = frozenset(("E402", "E403", "E404", "E501", "E505", "E602", "E702", "E706", "E707"))
NUMBERS = frozenset(("E202", "E203"))
NAMED = 3  # of the other places


def say_once(problems: Problems) -> None:
    """Make one problem, at the first place, of all that say the same thing is not there.

    That a range runs backwards (E405) may come of a wrong number, and waits until there is none.
    """
    found = list(problems)
    if any(problem.code in NUMBERS for problem in found):
        problems.remove(*(problem for problem in found if problem.code == "E405"))
    alike: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in sorted(found, key=lambda one: (one.code, one)):
        if problem.code in ABSENT:
            # What one place calls a text is a document to another.
            alike[problem.message.replace("no text", "no document")].append(problem)
    for first, *others in alike.values():
        if others:
            problems.remove(first, *others)
            message = f"{first.message.removesuffix('.')} (asked for in {_also(others)}, too)."
            problems.add_problem(replace(first, message=message))


def _also(others: list[Problem]) -> str:
    spots = sorted({(one.file, one.line) for one in others})
    places = [f"{file}:{line}" for file, line in spots]
    if len(places) > NAMED + 1:
        places[NAMED:] = [f"{len(places) - NAMED} other places"]
    *most, last = places
    return f"{', '.join(most)} and {last}" if most else last
