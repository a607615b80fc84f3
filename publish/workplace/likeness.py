"""Names that are nearly alike: probable misspellings, and people who are easily confused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from publish.apparatus.plain_text import fold
from publish.apparatus.register import Register
from publish.edition.model import Person
from publish.workplace.model import Misspelling, NearHomonyms
from publish.workplace.spots import candidate, spot_in
from publish.workplace.unknown_names import MOST_SPOTS, Word

SHORTEST = 5  # letters: shorter words are too often alike by chance
LONG = 8  # letters: from here two may differ
SURELY_PLACE = 0.5  # share of the passages that say "in …" or "the …"


def misspellings(
    words: Iterable[Word], register: Register, people: Mapping[str, Person]
) -> tuple[Misspelling, ...]:
    """Words of the texts that nobody bears and that differ little from somebody's surname.

    One letter changed, added, left out or swapped with its neighbour counts 1 (optimal string
    alignment); words of eight letters and more may differ by 2. The nearest come first.
    """
    bearers = _bearers(register)
    found = []
    for word in words:
        distance, near = _nearest(fold(word.text), bearers)
        if near and max(word.share("place"), word.share("the")) < SURELY_PLACE:
            found.append(_misspelling(word, distance, near, bearers, people))
    return tuple(sorted(found, key=lambda one: (one.distance, one.count, one.word)))


def near_homonyms(
    register: Register, people: Mapping[str, Person], mentions: Mapping[str, int]
) -> tuple[NearHomonyms, ...]:
    """People of one surname, and people whose surnames differ by as little as a misspelling."""
    bearers = _bearers(register)
    groups = {(0, tuple(sorted(ids))) for ids in bearers.values() if len(ids) > 1}
    for one, other in _near_pairs(sorted(bearers)):
        for first in bearers[one]:
            for second in bearers[other]:
                if first != second:
                    groups.add((OSA.distance(one, other), tuple(sorted((first, second)))))
    same = {pair for distance, ids in groups if not distance for pair in combinations(ids, 2)}
    kept = [group for group in groups if group[0] == 0 or group[1] not in same]
    return tuple(
        NearHomonyms(
            people=tuple(candidate(people[person]) for person in ids),
            mentions=tuple(mentions.get(person, 0) for person in ids),
            distance=distance,
        )
        for distance, ids in sorted(kept, key=lambda group: (group[0], _headings(group[1], people)))
    )


def _headings(ids: Iterable[str], people: Mapping[str, Person]) -> list[str]:
    return [people[person].name for person in ids]


def _bearers(register: Register) -> dict[str, list[str]]:
    """Ids of the people by each of their surnames, folded."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for person, parts in register.parts.items():
        for surname in dict.fromkeys(map(fold, parts.surnames)):
            bearers[surname].append(person)
    return dict(bearers)


def _allowed(word: str) -> int:
    """By how many letters a word may differ and still be a misspelling."""
    if len(word) < SHORTEST:
        return 0
    return 2 if len(word) >= LONG else 1


def _nearest(word: str, bearers: Mapping[str, list[str]]) -> tuple[int, list[str]]:
    """The least distance to a surname and the surnames at it; no surname if none is near."""
    near = process.extract(
        word, bearers.keys(), scorer=OSA.distance, score_cutoff=_allowed(word), limit=None
    )
    least = min((distance for _, distance, _ in near), default=0)
    return int(least), [surname for surname, distance, _ in near if distance == least > 0]


def _near_pairs(surnames: list[str]) -> Iterator[tuple[str, str]]:
    for place, surname in enumerate(surnames):
        rest = surnames[place + 1 :]
        for other, _, _ in process.extract(
            surname, rest, scorer=OSA.distance, score_cutoff=_allowed(surname), limit=None
        ):
            if OSA.distance(surname, other) <= _allowed(other):
                yield surname, other


def _misspelling(
    word: Word,
    distance: int,
    near: Iterable[str],
    bearers: Mapping[str, list[str]],
    people: Mapping[str, Person],
) -> Misspelling:
    ids = dict.fromkeys(person for surname in near for person in bearers[surname])
    return Misspelling(
        word=word.text,
        count=len(word.seen),
        distance=distance,
        people=tuple(candidate(people[person]) for person in ids),
        spots=tuple(
            spot_in(one.work, one.passage, one.start, one.end) for one in word.seen[:MOST_SPOTS]
        ),
    )
