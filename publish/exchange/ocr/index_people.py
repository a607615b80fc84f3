"""People of the printed index: those without a biography, and other spellings of the rest.

Biographies, index and text of one book spell a name in up to three ways. The index adds the
people whom it alone has, and its spellings; where a surname of the list never stands in the
text, the text's nearest spelling that is nobody else's is added too. Locators are not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from publish.apparatus.forms import NameParts, name_parts
from publish.apparatus.lexicon import GIVEN_NAMES, PARTICLES, TITLES
from publish.apparatus.name_context import read_before
from publish.apparatus.name_matching import Agreement, agreement
from publish.apparatus.name_signs import signs
from publish.apparatus.plain_text import fold, plain
from publish.edition.model import Person
from publish.exchange.ids import make_id
from publish.exchange.log import ImportLog
from publish.exchange.ocr.lists import Entry
from publish.exchange.ocr.printed_index import IndexEntry
from publish.exchange.yaml_text import Value
from publish.problems import Place

_HEAD = re.compile(r"(?:[^\d:*.]|(?<=\b[A-Z])\.|(?<=\b[A-Z][a-z])\.)*")
_SEE = re.compile(r"\*See\* (?P<target>[^.;*)]+)")
_INITIALS = re.compile(r"(?:[A-Z][a-z]?\.)+")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_NAME = re.compile(r"[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*)*")
_WORD = re.compile(r"(?<![\w'-])[^\W\d_]{3,}(?:['-][^\W\d_]+)*(?![\w-])")
# Not -in and -ina, which countries and firms have too.
_SURNAME = re.compile(r"(?:[oe]va?|sk(?:y|ii?|aya)|enko|shvili|dze|yan|berg|stein|man)$")
_ARTICLES = {"The", "A", "An"}  # before a title: "Lie, The"
_PEOPLE_ONLY = {"given name or initials before it", "initials behind it", "addressed or titled"}
_OTHER_THINGS = {"the", "place", "compound", "institution"}
MOST_AGAINST = 0.25  # share of the passages in which it looks like something else
_NOWHERE = Place("people.yaml", 1)
LONG = 8  # letters: from here two may differ, below only one
SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Texts:
    """All text of the book, searchable; how often each capitalised word stands there."""

    blocks: tuple[str, ...]
    words: Counter[str]
    lower: frozenset[str]

    @classmethod
    def of(cls, blocks: Iterable[str]) -> Texts:
        searchable = tuple(map(plain, blocks))
        found = Counter(
            word.removesuffix("'s") for block in searchable for word in _WORD.findall(block)
        )
        capitals = Counter({word: count for word, count in found.items() if word[0].isupper()})
        return cls(searchable, capitals, frozenset(found) - frozenset(capitals))

    def has(self, phrase: str) -> bool:
        return any(phrase in block for block in self.blocks)


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading of the index that is a person's name."""

    parts: NameParts
    entry: IndexEntry


def complete_people(
    people: Sequence[Entry], given: Sequence[Person], index: Sequence[IndexEntry],
    blocks: Iterable[str], log: ImportLog,
) -> list[Entry]:  # fmt: skip
    """Entries of the people whom the printed index alone has.

    `people` are the biographies, to which spellings are added as forms, `given` the profile's
    people, `blocks` all texts of the book. Each change is a repair or a doubt of the log.
    """
    texts = Texts.of(blocks)
    listed = [name_parts(_as_person(entry)) for entry, _ in people if "see" not in entry]
    listed += map(name_parts, given)
    by_id = {str(entry["id"]): entry for entry, _ in people}
    referring = {str(entry["name"]) for entry, _ in people if "see" in entry}
    references = [entry for entry in index if _SEE.search(entry.text)]
    headings = [
        _Heading(name_parts(Person(id="x", name=name, place=_NOWHERE)), entry)
        for entry in index
        if entry not in references
        and (name := _person_heading(entry, texts))
        and name not in referring
    ]
    pairs = _paired(headings, listed)
    added: list[Entry] = []
    for place, heading in enumerate(headings):
        known = pairs.get(place)
        if known is None:
            taken = {*by_id, *(known.person for known in listed)}
            added.append(_new_entry(heading, taken, listed, log))
            listed.append(name_parts(_as_person(added[-1][0])))
        elif known.person in by_id:
            _add_what_the_index_knows(by_id[known.person], heading, known, log)
    _add_spellings_of_text([*people, *added], texts, log)
    return [*added, *_see_entries(references, [e for e, _ in (*people, *added)], listed)]


def _paired(headings: Sequence[_Heading], listed: Sequence[NameParts]) -> dict[int, NameParts]:
    """The person of each heading, by its place: the likest pairs first, nobody twice."""
    ranked = sorted(
        (-likeness, place, number)
        for place, heading in enumerate(headings)
        for number, known in enumerate(listed)
        if (likeness := _likeness(heading.parts, known))
    )
    pairs: dict[int, NameParts] = {}
    taken: set[int] = set()
    for _, place, number in ranked:
        if place not in pairs and number not in taken:
            pairs[place] = listed[number]
            taken.add(number)
    return pairs


def _new_entry(
    heading: _Heading, taken: Collection[str], listed: Iterable[NameParts], log: ImportLog
) -> Entry:
    """An entry without a biography; the surname alone means a namesake who has one."""
    name, lines = heading.parts.heading, heading.entry.lines
    log.doubt("person of the printed index", lines[0], name,
              "No biography; an entry of its own is made in people.yaml.")  # fmt: skip
    entry: dict[str, Value] = {"id": make_id(name, taken), "name": name}
    if any(not set(heading.parts.surnames).isdisjoint(known.surnames) for known in listed):
        entry["bare-surname"] = False
    return entry, lines


def _as_person(entry: Mapping[str, Value]) -> Person:
    return Person.model_validate({**entry, "place": _NOWHERE})


def _person_heading(entry: IndexEntry, texts: Texts) -> str:
    """The name in a heading of the index; "" if it is no person's."""
    if entry.text.startswith("*"):
        return ""  # the title of a work
    head = _head(entry)
    surname, _, rest = head.partition(", ")
    bare = _ASIDE.sub("", surname).strip()
    given = re.split(r", (?=[a-z])", rest)[0].strip()
    if not _is_name(bare.split(" of ")[0]):
        return ""
    if not rest:
        said = _ASIDE.search(surname)
        described = said is not None and said[0].strip(" (")[0].islower()
        alone = described or (" " not in bare and _is_called_like_a_person(bare, texts))
        return surname if alone else ""
    written = _ASIDE.sub("", given).strip()
    named = _is_name(written) and written not in _ARTICLES and texts.has(f"{written} {bare}")
    if named or all(map(_is_given, written.split())):
        return f"{surname}, {given}"
    return ""


def _head(entry: IndexEntry) -> str:
    found = _HEAD.match(entry.text)
    return found[0].strip(" ,") if found else ""


def _is_name(text: str) -> bool:
    """Whether all words, particles left aside, are capitalised, and not wholly."""
    words = [word for word in text.split() if word not in PARTICLES]
    return (
        bool(_NAME.fullmatch(text))
        and bool(words)
        and all(word[0].isupper() and not word.isupper() for word in words)
    )


def _is_given(word: str) -> bool:
    folded = fold(word).rstrip(".")
    initial = _INITIALS.fullmatch(word) is not None
    return initial or folded in GIVEN_NAMES or folded in TITLES or folded in PARTICLES


def _is_called_like_a_person(word: str, texts: Texts) -> bool:
    """Whether the words around a word speak rather for a person than for anything else."""
    pattern = re.compile(rf"(?<![\w'-]){re.escape(word)}(?![\w-])")
    seen = [
        frozenset(signs(block, match.start(), match.end(),
                        read_before(block, match.start(), 0, GIVEN_NAMES)))
        for block in texts.blocks if word in block
        for match in pattern.finditer(block)
    ]  # fmt: skip
    if not seen or word.casefold() in texts.lower or word.isupper():
        return False
    against = sum(not _OTHER_THINGS.isdisjoint(one) for one in seen) / len(seen)
    named = any(not _PEOPLE_ONLY.isdisjoint(one) for one in seen) or _SURNAME.search(word)
    return against <= MOST_AGAINST and bool(named)


def _likeness(one: NameParts, other: NameParts) -> int:
    """How surely two headings are one person's: 0 not at all, more the better names agree."""
    known = bool(one.givens and other.givens)
    most = LONG if known else SHORTEST  # of names alone more are alike by chance
    names, others = one.surnames or one.nicknames, other.surnames or other.nicknames
    distance, allowed = min(
        (OSA.distance(fold(a), fold(b)), _allowed(max(a, b, key=len)[:most]))
        for a in names for b in others
    )  # fmt: skip
    if distance > allowed:
        return 0
    fit = max((agreement(given, other) for given in one.givens), default=Agreement.NONE)
    return 0 if known and fit is Agreement.NONE else 10 + 3 * int(fit) - distance


def _allowed(word: str) -> int:
    if len(word) < SHORTEST:
        return 0
    return 2 if len(word) >= LONG else 1


def _add_what_the_index_knows(
    entry: dict[str, Value], heading: _Heading, known: NameParts, log: ImportLog
) -> None:
    """Another spelling of the surname, and given names of which the biography has initials."""
    for surname in heading.parts.surnames:
        if surname not in (*known.surnames, *known.nicknames):
            add_form(entry, surname)
            log.doubt("spelling of the printed index", heading.entry.lines[0], str(entry["name"]),
                      f"“{surname}” is added to the forms.")  # fmt: skip
    written = next((given for given in heading.parts.givens if not given[0].endswith(".")), ())
    if written and not known.full_positions and "given" not in entry:
        entry["given"] = " ".join(written)
        log.doubt("given name of the printed index", heading.entry.lines[0], str(entry["name"]),
                  f"“{entry['given']}” is taken for the given name.")  # fmt: skip


def _see_entries(
    references: Iterable[IndexEntry], entries: Iterable[Mapping[str, Value]],
    listed: Iterable[NameParts],
) -> list[Entry]:  # fmt: skip
    """See-references from one name to another; those of the biographies stand there already."""
    taken = {str(entry["name"]): str(entry["id"]) for entry in entries}
    made: list[Entry] = []
    for entry in references:
        name, see = _head(entry), _SEE.search(entry.text)
        target = see["target"].strip() if see else ""
        wanted = name_parts(Person(id="x", name=target, place=_NOWHERE))
        meant = [known.person for known in listed if _likeness(wanted, known)]
        if len(meant) == 1 and _is_name(name.split(",")[0]) and name not in taken:
            taken[name] = make_id(name, taken.values())
            made.append(({"id": taken[name], "name": name, "see": meant[0]}, entry.lines))
    return made


def called_after_people(index: Iterable[IndexEntry], people: Iterable[Entry]) -> list[str]:
    """Subject headings that hold a surname and more: the index has them apart from the person.

    "Kamenev-Zinoviev trial", "Lytton commission": in these words no person is meant.
    """
    surnames = {
        str(entry["name"]).partition(",")[0] for entry, _ in people if "," in str(entry["name"])
    }
    heads = (_head(entry) for entry in index if not _SEE.search(entry.text))
    return [
        head for head in heads
        if "," not in head and " " in head and not surnames.isdisjoint(re.split(r"[ -]", head))
    ]  # fmt: skip


def add_form(entry: dict[str, Value], form: str) -> None:
    """Add a form to an entry of people.yaml."""
    forms = entry.get("forms")
    entry["forms"] = [*(forms if isinstance(forms, list) else []), form]


def _add_spellings_of_text(entries: Sequence[Entry], texts: Texts, log: ImportLog) -> None:
    """Where no spelling of a surname stands in the text, add the nearest that nobody bears."""
    parts = {str(e["id"]): name_parts(_as_person(e)) for e, _ in entries if "see" not in e}
    taken = {name for known in parts.values() for name in (*known.surnames, *known.nicknames)}
    free = [word for word in texts.words if word not in taken and fold(word) not in texts.lower]
    for entry, lines in entries:
        known = parts.get(str(entry["id"]))
        if known is None or any(map(texts.has, (*known.surnames, *known.nicknames))):
            continue
        for word in _nearest(known.surnames, free):
            add_form(entry, word)
            log.doubt("spelling of the text", lines[0], str(entry["name"]),
                      f"The text never has this name; “{word}” is taken for it.")  # fmt: skip


def _nearest(surnames: Iterable[str], words: Sequence[str]) -> list[str]:
    """The words nearest to any of the surnames, each once."""
    found: dict[str, None] = {}
    for surname in surnames:
        near = process.extract(
            surname, words, scorer=OSA.distance, score_cutoff=_allowed(surname), limit=None
        )
        least = min((distance for _, distance, _ in near), default=0)
        found |= dict.fromkeys(word for word, distance, _ in near if distance == least)
    return list(found)
