"""Names of senders and recipients to entries of people.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from publish.exchange.docx.profile import WordProfile
from publish.exchange.ids import make_id
from publish.exchange.log import ImportLog
from publish.exchange.yaml_text import Value

PARTED = re.compile(r"\s*;\s*|\n|\s*,\s*and\s+|\s+and\s+|\s*&\s*")
COMMA = re.compile(r"\s*,\s*")
PARENTHESIS = re.compile(r"\s*\(([^()]*)\)\s*$")
COURTESY = re.compile(r"^(?:(?:Comrade|Citizen|Mrs?|Ms|Miss|Mme|Dr|Prof|Professor)\b\.?\s+)+")
INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[\s-]?)+")
GIVEN_FIRST = re.compile(
    r"(?:[^\W\d_]{1,2}\.[\s-]?|[^\W\d_][\w'’-]+\.?\s|[^\W\d_]\s)+[^\W\d_][\w'’-]+"
)
LONGEST_NAME = 80  # characters of a person's name; more is an institution or a sentence
PARTICLE = re.compile(r"(?:von|van|de|der|den|du|di|da|del|la|le|zu|zur|af|av|ter|ten)\b")
INSTITUTION = re.compile(
    r"\b(?:of|the|for|office|committee|department|ministry|politburo|council|board|bureau|"
    r"commission|government|embassy|legation|editors?|press|company|society|union|party)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Typed:
    """One side of a letter as typed: names, and what is printed after them."""

    names: tuple[str, ...]
    note: str


def read_names(text: str, profile: WordProfile) -> Typed:
    """Take apart "Kaganovich, Molotov, and Kuibyshev (for members of the Politburo)".

    "Kaganovich, L. M." is one name; "Stalin, Molotov" are two. Groups are no persons.
    """
    note = ""
    if aside := PARENTHESIS.search(text):
        text, note = text[: aside.start()], aside[1]
    names: list[str] = []
    groups: list[str] = []
    for part in filter(None, (p.strip() for p in PARTED.split(text))):
        for name in [part] if part in profile.names else _by_commas(part):
            (groups if profile.groups.search(name) else names).append(name)
    if groups:
        joined = " and ".join(groups)
        joined = f"and {joined}" if names else joined
        note = f"{joined} ({note})" if note else joined
    return Typed(tuple(names), note)


def _by_commas(part: str) -> list[str]:
    pieces = [piece for piece in COMMA.split(part) if piece]
    joined: list[str] = []
    for piece in pieces:  # "Kaganovich, L. M., Molotov, V. M."
        if joined and INITIALS.fullmatch(piece):
            joined[-1] += f", {piece}"
        else:
            joined.append(piece)
    return joined


def heading_of(name: str) -> str:
    """The heading of a name in people.yaml: "L. M. Kaganovich" is "Kaganovich, L. M."."""
    bare = COURTESY.sub("", " ".join(name.split()))
    if "," in bare or len(bare) > LONGEST_NAME or INSTITUTION.search(bare):
        return bare or name
    if not GIVEN_FIRST.fullmatch(bare):
        return bare or name
    words = bare.split()
    start = len(words) - 1
    while start > 1 and PARTICLE.fullmatch(words[start - 1]):
        start -= 1
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}"


@dataclass(slots=True)
class Register:
    """All correspondents: which typed name is whose id, and the entries of people.yaml."""

    ids: dict[str, str]
    entries: list[dict[str, Value]] = field(default_factory=list)

    @classmethod
    def of(
        cls, typed: Iterable[tuple[str, int, str]], profile: WordProfile, log: ImportLog
    ) -> Register:
        """From every typed name with its line and file, in the order of the documents.

        A bare surname is the one person of that surname who has given names; that, and
        people who may be the same, are logged as doubts.
        """
        place: dict[str, tuple[int, str]] = {}
        for name, line, file in typed:
            place.setdefault(name, (line, file))
        register = cls(dict(profile.names))
        for person in profile.people:
            register.entries.append(
                person.model_dump(by_alias=True, exclude_defaults=True, exclude={"place"})
            )
        headings = {str(e["name"]): str(e["id"]) for e in register.entries}
        for name in place:  # full names first, so that surnames find them
            if "," in heading_of(name) and name not in register.ids:
                register._enter(name, headings)
        for name in place:
            if name in register.ids:
                continue
            heading = heading_of(name)
            fuller = [i for h, i in headings.items() if h.partition(",")[0] == heading != h]
            if len(fuller) == 1:
                register.ids[name] = fuller[0]
                log.doubt("correspondent", place[name][0], name, f"Taken for {fuller[0]}.",
                          place[name][1])  # fmt: skip
                continue
            register._enter(name, headings)
            if fuller:
                log.doubt("correspondent", place[name][0], name,
                          f"Perhaps one of {', '.join(fuller)}.", place[name][1])  # fmt: skip
        register._add_named(profile)
        _doubt_doubles(headings, log)
        return register

    def _enter(self, name: str, headings: dict[str, str]) -> None:
        heading = heading_of(name)
        if heading not in headings:
            headings[heading] = make_id(heading, headings.values())
            self.entries.append({"id": headings[heading], "name": heading})
        self.ids[name] = headings[heading]

    def _add_named(self, profile: WordProfile) -> None:
        """A person that `names` of the profile speaks of, but nothing else describes."""
        known = {entry["id"] for entry in self.entries}
        for name, person in profile.names.items():
            if person not in known:
                known.add(person)
                self.entries.append({"id": person, "name": heading_of(name)})


def _doubt_doubles(headings: dict[str, str], log: ImportLog) -> None:
    """One surname with initials here and full names there may be one person."""
    by_initial: dict[tuple[str, str], list[str]] = {}
    for heading in headings:
        surname, comma, given = heading.partition(", ")
        if comma:
            by_initial.setdefault((surname, given[:1]), []).append(heading)
    for alike in by_initial.values():
        if len(alike) > 1:
            log.doubt("people who may be one", 1, "; ".join(alike),
                      "Give `names` in the profile, or unite them in people.yaml.")  # fmt: skip
