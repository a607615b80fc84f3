"""Lists of persons, places, works and bodies to people.yaml and the index."""

from __future__ import annotations

import re
from collections.abc import Mapping

from publish.edition.edtf_dates import parse_date
from publish.exchange.tei.context import Shared
from publish.exchange.tei.dates import life_date
from publish.exchange.tei.registry import usable_heading
from publish.exchange.tei.xml import Element, children, identifier, line_of, tag, words
from publish.exchange.yaml_text import Value

GND = re.compile(r"d-nb\.info/gnd/([\dXx-]+)")
WIKIDATA = re.compile(r"wikidata\.org/(?:wiki|entity)/\s*\W*(Q\d+)")
VIAF = re.compile(r"viaf\.org/viaf/(\d+)")
AUTHORITIES = (("gnd", GND), ("wikidata", WIKIDATA), ("viaf", VIAF))
FORMS = frozenset(("pseudonym", "namensvariante", "ehename", "form"))
WORD = re.compile(r"[^\W\d_]{3,}")
CALLED = frozenset(
    ("rufname", "rufname_vorname", "namensvariante_vorname", "pseudonym", "spitzname", "nickname")
)  # also of one word
# names of birth and marriage: with the given name a form ("Olga Gussmann")
SURNAMES = frozenset(
    ("geburtsname_nachname", "ehename", "ehename_nachname", "geschiedene_r", "geschieden_nachname",
     "verwitwet", "verwitwet_nachname", "namensvariante_nachname", "adoptierter-nachname")
)  # fmt: skip
SEXES = {"female": "female", "F": "female", "2": "female", "male": "male", "M": "male", "1": "male"}
THINGS = {"place": "placeName", "org": "orgName", "bibl": "title", "event": "label",
          "item": "label", "object": "objectIdentifier"}  # fmt: skip


def read_lists(root: Element, file: str, shared: Shared) -> None:
    """Enter every person, place, work and body that a file's lists have."""
    for person in root.iter("{*}person", "{*}personGrp"):
        if identifier(person):
            _read_person(person, file, shared)
    for name, head in THINGS.items():
        for thing in root.iter(f"{{*}}{name}"):
            key = identifier(thing)
            parent = thing.getparent()
            if key and parent is not None and tag(parent).startswith("list"):
                _read_thing(thing, key, head, shared)


def _read_thing(thing: Element, key: str, head: str, shared: Shared) -> None:
    heads = children(thing, head)
    wanted = words(heads[0]) if heads else words(thing)
    if tag(thing) == "bibl" and (by := [words(a) for a in children(thing, "author")]):
        wanted = f"{wanted} ({'; '.join(dict.fromkeys(_turned(one) for one in by))})"
    heading = shared.registry.add_heading(key, wanted)
    shared.registry.authorities.setdefault(
        key, {"heading": heading, "kind": _kind(thing), "links": _all_links(thing)}
    )


def _kind(thing: Element) -> str:
    return {"bibl": "work", "item": "subject"}.get(tag(thing), tag(thing))


def _turned(name: str) -> str:
    """ "Schnitzler, Arthur" to "Arthur Schnitzler"."""
    last, comma, rest = name.partition(", ")
    return f"{rest} {last}" if comma else name


def _read_person(person: Element, file: str, shared: Shared) -> None:
    key = identifier(person)
    if key in shared.registry.people and shared.registry.people[key].listed:
        return
    names = children(person, "persName", "name", "orgName")
    main = names[0] if names else None
    fields: dict[str, Value] = {"name": usable_heading(_heading(main)) or key}
    forenames, surnames = (
        " ".join(words(part) for part in (children(main, kind) if main is not None else ()))
        for kind in ("forename", "surname")
    )
    given = forenames.strip()
    if given and surnames.strip():
        fields["given"] = given
    fields |= _forms(names[1:], str(fields["name"]), given if "given" in fields else "")
    fields |= _sex(person)
    fields |= _life(person, key, file, shared)
    if bio := _occupations(person):
        fields["bio"] = bio
    links = _links(person)
    if links:
        fields["links"] = links
    entered = shared.registry.add_person(key, fields, line=line_of(person), file=file)
    shared.registry.authorities.setdefault(
        key,
        {
            "heading": str(fields["name"]), "kind": "person", "id": entered.id,
            "names": [
                {"type": name.get("type", ""), "text": words(name)} for name in names[1:]
            ],
            "links": _all_links(person),
        },
    )  # fmt: skip


def _heading(name: Element | None) -> str:
    if name is None:
        return ""
    surname = " ".join(words(part) for part in children(name, "surname")).strip()
    given = " ".join(words(part) for part in children(name, "forename")).strip()
    if surname and given:
        return f"{surname}, {given}"
    return surname or given or words(name)


def _forms(names: list[Element], heading: str, given: str) -> dict[str, Value]:
    """Pseudonyms and further names of several words as forms; call names as nicknames."""
    forms: list[Value] = []
    called = [words(name) for name in names if _type(name) in CALLED]
    nicknames: list[Value] = [*dict.fromkeys(one for one in called if WORD.fullmatch(one))]
    for name in names:
        written = _turned(words(name))
        kinds = FORMS
        if given and _type(name) in SURNAMES and WORD.fullmatch(written):
            written, kinds = f"{given} {written}", SURNAMES
        proper = _type(name) in kinds and " " in written and "/" not in written
        if proper and written not in forms and written != _turned(heading):
            forms.append(written)
    found = {"nicknames": nicknames, "forms": forms}
    return {key: listed for key, listed in found.items() if listed}


def _type(name: Element) -> str:
    return name.get("type", "").removeprefix("person_")


def _life(person: Element, key: str, file: str, shared: Shared) -> dict[str, Value]:
    born = life_date(next(iter(children(person, "birth")), None))
    died = life_date(next(iter(children(person, "death")), None))
    if born and died and parse_date(died).latest < parse_date(born).earliest:
        shared.log.doubt(
            "dates of life", line_of(person), f"{key} died {died}, before birth {born}.",
            "Give the right dates in people.yaml.", file,
        )  # fmt: skip
        return {}
    return {name: value for name, value in (("born", born), ("died", died)) if value}


def _sex(person: Element) -> dict[str, Value]:
    """What `sex` says, as a word or by ISO 5218."""
    said = next((one.get("value", "") for one in children(person, "sex")), "")
    return {"sex": SEXES[said]} if said in SEXES else {}


def _occupations(person: Element) -> str:
    """Occupations, of "Schriftsteller/Schriftstellerin" the one that fits."""
    female = _sex(person).get("sex") == "female"
    said = []
    for occupation in children(person, "occupation"):
        both = words(occupation).split("/")
        said.append(both[-1 if female else 0].strip())
    return ", ".join(dict.fromkeys(one for one in said if one))


def _links(entry: Element) -> Mapping[str, Value]:
    """GND, Wikidata and VIAF by their bare ids; the source's own pages stay in the side file."""
    found: dict[str, Value] = {}
    for idno in children(entry, "idno"):
        for name, pattern in AUTHORITIES:
            match = pattern.search(words(idno))
            if match and name not in found:
                found[name] = match[1]
    return found


def _all_links(entry: Element) -> list[Value]:
    links: list[Value] = []
    for idno in children(entry, "idno"):
        if words(idno) not in links:
            links.append(words(idno))
    return links
