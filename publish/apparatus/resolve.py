"""Who is meant: every sighting of a name becomes a mention or a query.

Evidence, strongest first: a decision for this text; a form that only one person has; people
established in the same text; dates of life and office; biographies; a decision for the whole
edition; the namesake who writes and receives most of it; the only bearer of the surname.
What none of them settles is asked, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from publish.apparatus.address import of_that_sex
from publish.apparatus.biography import Consulted
from publish.apparatus.circle import Circle
from publish.apparatus.evidence import OF_THE_TIME, Evidence
from publish.apparatus.lexicon_german import SEVERAL_BEFORE
from publish.apparatus.mentions import (
    LONGER_NAME,
    NOT_BORN,
    OTHER_NAME,
    SHARED,
    Mention,
    Query,
    TextUnit,
)
from publish.apparatus.model import How
from publish.apparatus.names import OTHER_PERSON, Sighting, sightings
from publish.apparatus.register import Register
from publish.edition.model import Decision

DESCRIBED = "the biography has words that stand here:"

_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|to|from|into|for|through|of)\W$")


@dataclass(frozen=True, slots=True)
class _Nobody:
    """A sighting that is no person's name."""


Result = Mention | Query | _Nobody


def resolve(
    unit: TextUnit, register: Register, consulted: Consulted | None = None
) -> tuple[list[Mention], list[Query]]:
    """Resolve all names of a text; mentions and queries in reading order.

    Spans count characters of the passage's text as it was given, possessive endings
    excluded. Nothing is raised; the result depends on the arguments alone. What the
    register's biographies are asked and say is noted in `consulted`.
    """
    seen = [name for passage in unit.passages for name in sightings(passage, register)]
    texts = {passage.key: passage.text for passage in unit.passages}
    biographies = consulted or Consulted(register.biographies)
    evidence = Evidence(unit, register, frozenset(unit.correspondents), biographies, texts)
    for person in dict.fromkeys([*unit.correspondents, *unit.established]):
        evidence.establish(person, -1, "")
    settled = [_settle(name, evidence) for name in seen]
    for position, (name, result) in enumerate(zip(seen, settled, strict=True)):
        for person in result.people if isinstance(result, Mention) else ():
            evidence.establish(person, position, name.form)
    results = _weigh_all(seen, settled, evidence)
    return (
        [result for result in results if isinstance(result, Mention)],
        [result for result in results if isinstance(result, Query)],
    )


def _weigh_all(
    seen: Sequence[Sighting], settled: Sequence[Result | None], evidence: Evidence
) -> list[Result]:
    """Settle the rest; whom a biography or a given name tells is then known elsewhere."""
    results = [
        result or _weigh(name, position, evidence)
        for position, (name, result) in enumerate(zip(seen, settled, strict=True))
    ]
    given = [_is_given_name(name, evidence.register) for name in seen]
    told = [
        (position, name, result)
        for position, (name, result) in enumerate(zip(seen, results, strict=True))
        if isinstance(result, Mention) and (given[position] or result.reason.startswith(DESCRIBED))
    ]
    for position, name, result in told:
        for person in result.people:
            evidence.establish(person, position, name.form)
    return [
        _weigh(name, position, evidence)
        if told and (_is_shared(result) or (given[position] and isinstance(result, _Nobody)))
        else result
        for position, (name, result) in enumerate(zip(seen, results, strict=True))
    ]


def _is_shared(result: Result) -> bool:
    return isinstance(result, Query) and result.code == SHARED


def _settle(name: Sighting, evidence: Evidence) -> Result | None:
    """Settle what needs no other name of the text; None leaves it open."""
    decision = _decision_here(name, evidence)
    if decision is not None:
        return _decided(name, decision)
    if name.trouble:
        code = OTHER_NAME if name.trouble == OTHER_PERSON else LONGER_NAME
        return _query(name, name.bearers, name.trouble, code)
    if not name.people:  # known from decisions only, none of which is meant for this text
        return _Nobody()
    if name.full and len(name.people) == 1 and not evidence.limits(name):
        return _unless_unborn(name, name.people, "nobody else has this full form", evidence)
    return None


def _decision_here(name: Sighting, evidence: Evidence) -> Decision | None:
    """The decision that comes before all other evidence.

    A decision on the whole form counts for this text, and for all if it is more than a bare
    surname and no other word of a name follows. One for this text on the surname alone must not
    contradict given names.
    """
    register, text = evidence.register, evidence.unit.id
    decision = register.decision(name.form, text)
    ends = name.trouble in ("", OTHER_PERSON)
    if decision is None and ends and (name.full or not name.people):
        decision = register.decision(name.form, "")
    if decision is None and not name.trouble and not name.plural:
        on_surname = register.decision(name.core, text)
        if on_surname and not _contradicts(name, on_surname):
            decision = on_surname
    return decision


def _contradicts(name: Sighting, decision: Decision) -> bool:
    """Whether given names in the text rule out, or settle without it, what a decision says."""
    return name.full and (len(name.people) == 1 or decision.person not in name.people)


def _decided(name: Sighting, decision: Decision) -> Result:
    if decision.none:
        return _Nobody()
    where = "for this text" if decision.in_ else "for the whole edition"
    return _mention(name, (decision.person,), f"decided {where} in index.yaml")


def _weigh(name: Sighting, position: int, evidence: Evidence) -> Result:
    """Settle a bare surname, a form that several people have, or one with conditions."""
    people = tuple(p for p in name.people if evidence.holds(name, p, position))
    if not people:
        return _Nobody()
    if _is_given_name(name, evidence.register):
        return _by_given_name(name, people, evidence)
    if evidence.register.german and not name.full:
        text = evidence.texts[name.passage]
        namesakes = people
        people = of_that_sex(people, text, name.start, name.end, evidence.register)
        if not people:
            why = f"is {_headings(namesakes, evidence.register)}, and a woman is meant"
            return _query(name, namesakes, why, OTHER_NAME)
    if name.plural:
        several = _plural(name, evidence)
        if isinstance(several, Mention) or not evidence.register.german:
            return several  # a German "s" may be a genitive
    decision = evidence.register.decision(name.core, "")
    if decision and people[0] in evidence.register.women and decision.person not in people:
        decision = None  # "Frau Kainz", where "Kainz" is decided to be the man
    if len(people) > 1 or decision is not None:
        bound = _bound(name, people, position, evidence)
        if bound is not None:
            return bound
    told = _told_apart(name, people, evidence) if len(people) > 1 else None
    return told or _by_default(name, people, decision, evidence)


def _is_given_name(name: Sighting, register: Register) -> bool:
    return not name.full and register.is_given_name_of(name.people, name.core)


def _by_given_name(name: Sighting, people: Sequence[str], evidence: Evidence) -> Result:
    """Whom a given name or initials alone mean, if anybody; see `circle`."""
    register = evidence.register
    alive = evidence.alive(name, people)
    circle = Circle(evidence.correspondents, evidence.seen(), register)
    initials = name.core.endswith(".")
    called = None if initials else circle.near(alive)
    decision = register.decision(name.core, "")
    if not called and decision and (decision.none or decision.person in alive):
        return _decided(name, decision)
    if initials:
        called = circle.by_initials(alive)
    called = called or circle.further(name.core, alive, name.people)
    return _mention(name, (called.person,), called.reason) if called else _Nobody()


def _by_default(
    name: Sighting, people: Sequence[str], decision: Decision | None, evidence: Evidence
) -> Result:
    """What holds for the whole edition, or a query."""
    if decision is not None and not _contradicts(name, decision):
        return _decided(name, decision)
    if len(people) == 1:
        return _unless_unborn(name, people, "nobody else has this name", evidence)
    chief = evidence.register.chief(people)
    if chief:
        reason = "of this name writes and receives by far most documents"
        return _unless_unborn(name, (chief,), reason, evidence)
    alive = evidence.alive(name, people)
    return _query(name, alive, _shared(alive, evidence.register), SHARED)


def _told_apart(name: Sighting, people: Sequence[str], evidence: Evidence) -> Result | None:
    """What the word before, dates of life and office, else biographies, say of namesakes."""
    things = [person for person in people if person in evidence.register.things]
    if things and _PLACE_BEFORE.search(evidence.texts[name.passage][: name.start]):
        people = things
        if len(things) == 1:
            return _mention(name, things, "after a word of place")
    alive = evidence.alive(name, people)
    if len(alive) == 1:
        return _unless_unborn(name, alive, "the others of this name were not alive", evidence)
    when = evidence.unit.date
    lives = {p: evidence.register.lives[p].at(when) for p in alive} if when else {}
    serving = [person for person, life in lives.items() if life.is_in_office]
    if len(serving) == 1 and all(life.has_offices for life in lives.values()):
        return _mention(name, serving, "the others of this name held no office then")
    return _described(name, alive, evidence)


def _shared(people: Sequence[str], register: Register) -> str:
    return f"is a name of {_headings(people, register)}; nothing in this text tells which"


def _headings(people: Sequence[str], register: Register) -> str:
    return " and of ".join(register.heading(person) for person in people)


def _bound(
    name: Sighting, people: Sequence[str], position: int, evidence: Evidence
) -> Mention | None:
    """The one of `people` whom this text names elsewhere."""
    here = [person for person in people if person in evidence.named]
    if len(here) == 1:
        return _mention(name, here, evidence.binding(here[0], position))
    writing = [person for person in here if person in evidence.correspondents]
    if len(writing) == 1 and not name.full:
        return _mention(name, writing, "sender or recipient of this text")
    before = [(evidence.last_before(person, position), person) for person in here]
    nearest = max(before, default=(-1, ""))
    if nearest[0] < 0:
        return None
    reason = f"{evidence.binding(nearest[1], position)}, the nearest before"
    return _mention(name, [nearest[1]], reason)


def _described(name: Sighting, people: Sequence[str], evidence: Evidence) -> Mention | None:
    """The one whose biography has the words around the name."""
    text = evidence.texts[name.passage]
    found = evidence.biographies.best(people, text, name.start, name.end)
    if found is None:
        return None
    words = ", ".join(f"“{word}”" for word in found.words)
    return _mention(name, (found.person,), f"{DESCRIBED} {words}")


def _unless_unborn(
    name: Sighting, people: Sequence[str], reason: str, evidence: Evidence
) -> Result:
    """A mention; a query if the person was born after the text was written."""
    when = evidence.unit.date
    unborn = evidence.register.lives[people[0]].at(when).unborn if when else 0
    if unborn and name.where in OF_THE_TIME:
        why = f"is {evidence.register.heading(people[0])}, born only in {unborn}"
        return _query(name, people, why, NOT_BORN)
    return _mention(name, people, reason)


def _plural(name: Sighting, evidence: Evidence) -> Result:
    """ "The Luries": all who bear the surname if they are two, else those this text names.

    In German, where a genitive looks alike, two men are no family, unless an article says so.
    """
    people, register = name.people, evidence.register
    if len(people) == 1:
        return _unless_unborn(name, people, "nobody else has this name", evidence)
    here = tuple(person for person in people if person in evidence.named)
    if len(here) > 1:
        return _mention(name, here, "plural of a surname that this text gives to each of them")
    before = evidence.texts[name.passage][: name.start]
    may_be_genitive = register.german and not SEVERAL_BEFORE.search(before)
    if len(people) == 2 and not (may_be_genitive and register.men.issuperset(people)):
        return _mention(name, people, "plural of a surname that two people have")
    return _query(name, people, _shared(people, register), SHARED)


def _mention(name: Sighting, people: Iterable[str], reason: str) -> Mention:
    return Mention(name.passage, name.start, name.end, tuple(people), How.NAMED, reason)


def _query(name: Sighting, people: Iterable[str], why: str, code: str) -> Query:
    return Query(name.passage, name.start, name.end, name.form, tuple(people), why, code)
