"""Of namesakes the one whom by far most texts name, and who is thus meant where nothing tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from publish.apparatus.plain_text import fold
from publish.apparatus.register import Register

LEAD = 3  # times as many texts, or marks of a form, as any other bearer has
MOSTLY = 2  # texts that name a person, without which nothing is said of a name


def mostly_named(
    named: Sequence[Set[str]],
    alone: Sequence[Set[str]],
    register: Register,
    writing: Counter[str],
) -> Mapping[str, str]:
    """Those of the surnames and given names that stand `alone`, each with the one of its
    bearers who is in by far most texts, named or by `writing` them.

    `named` has the people of each text. Who has given names is asked after the surnames: who is
    meant by one of those is then named, too.
    """
    by_surname, by_given_name = _bearers_of_names(register)
    standing = frozenset[str]().union(*alone)
    decided = dict(_leading(by_surname, writing | _in_texts(named)))
    only = {name: min(people) for name, people in by_surname.items() if len(people) == 1}
    meant = {
        name: one for name, one in (only | decided).items()
        if fold(name) not in register.given_names
    }  # fmt: skip
    by_names = ({meant[name] for name in names if name in meant} for names in alone)
    counts = writing | _in_texts(a | b for a, b in zip(named, by_names, strict=True))
    decided |= dict(_leading(by_given_name, counts))
    return {name: person for name, person in sorted(decided.items()) if name in standing}


def _bearers_of_names(
    register: Register,
) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """Who has each surname, and each given name by which people are called."""
    by_surname, by_given_name = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for one in register.parts.values():
        for given in one.givens:
            if (given[0], one.person) in register.limits:
                by_given_name[given[0]].add(one.person)
        for surname in one.surnames if one.bare_surname else ():
            by_surname[surname].add(one.person)
    return by_surname, by_given_name


def _in_texts(named: Iterable[Set[str]]) -> Counter[str]:
    return Counter(person for people in named for person in people)


def _leading(bearers: Mapping[str, set[str]], counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """Names of several people with the one who is in by far most texts."""
    for name, people in bearers.items():
        ranked = sorted(((counts[person], person) for person in people), reverse=True)
        if len(ranked) > 1 and ranked[0][0] >= max(MOSTLY, LEAD * ranked[1][0]):
            yield name, ranked[0][1]
