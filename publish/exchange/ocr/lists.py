"""Glossary and biographies: rows and entries to glossary.yaml and people.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import process

from publish.edition.model import Person
from publish.exchange.ids import make_id, plain_letters
from publish.exchange.log import ImportLog
from publish.exchange.ocr.flow import HEADING, LOWER_START, Block, Joiner
from publish.exchange.ocr.misplaced import report_headings
from publish.exchange.ocr.pattern import Match
from publish.exchange.ocr.profile import Biographies, Part
from publish.exchange.ocr.source import Line
from publish.exchange.yaml_text import Value

Entry = tuple[dict[str, Value], tuple[int, ...]]
LIKE = 75  # per cent; below it two names are not the same misspelt
QUOTED = re.compile(r"^[“\"'‘](.+)[”\"'’]$")
TERM_SEE = re.compile(r"^(?:[—–-] ?)?\*?[Ss]ee\*? (.+?)\.?$")
PSEUDONYM = re.compile(
    r"\b(?:pseudonym|pen name|alias|real name|born as|née) (?:[A-Z][a-z]{0,2}\. ?)*"
    r"(?P<name>[A-Z][a-z]\w+(?:-[A-Z]\w+)?)\b"
)
CAPITALS = re.compile(r"\b[^\W\d_a-zà-ÿ]{2,}\b(?!\.)")


@dataclass(slots=True)
class Group:
    """A titled part of the glossary."""

    title: str
    line: int | None
    terms: list[Entry]


def read_glossary(lines: list[Line], part: Part, log: ImportLog) -> list[Group]:
    """Rows "term TAB meaning", gathered under the headings that the profile names."""
    groups: list[Group] = []
    taken: set[str] = set()
    for line in lines:
        if line.blank:
            continue
        if found := part.row.search(line.text.strip()):
            if not groups:
                groups.append(Group("", None, []))
            meaning = found["meaning"].replace("\t", " ").strip()
            entry = _term(found["term"].strip(" *_"), meaning, taken)
            taken.add(str(entry["id"]))
            groups[-1].terms.append((entry, (line.number,)))
        elif part.group.search(line.text):
            title = line.bare.capitalize() if line.bare.isupper() else line.bare
            groups.append(Group(_with_names(title, line.bare), line.number, []))
            if title != line.bare:
                log.repair("capitals of a heading", line.number, line.bare, groups[-1].title)
        elif groups and _continues(groups[-1], line):
            entry, numbers = groups[-1].terms[-1]
            entry["expansion"] = f"{entry['expansion']} {line.text.strip()}"
            groups[-1].terms[-1] = (entry, (*numbers, line.number))
        else:
            log.drop(line.number, line.text, "glossary: no row and no heading of a group")
            log.doubt("glossary", line.number, line.text, "Add it to glossary.yaml by hand.")
    _resolve_terms([term for group in groups for term in group.terms], log)
    return groups


def _continues(group: Group, line: Line) -> bool:
    """Whether a line goes on with the meaning of the last term."""
    last = group.terms[-1][0] if group.terms else {}
    return "expansion" in last and LOWER_START.match(line.text.strip()) is not None


def _with_names(title: str, printed: str) -> str:
    """Names of languages keep their capital in a heading that was set in capitals."""
    if not printed.isupper():
        return title
    languages = r"\b(russian|english|german|french|latin|polish|ukrainian|chinese|japanese)\b"
    return re.sub(languages, lambda found: found[1].capitalize(), title)


def _term(term: str, meaning: str, taken: set[str]) -> dict[str, Value]:
    entry: dict[str, Value] = {"id": make_id(term, taken), "term": term}
    bare = re.sub(r"\s*\([^()]*\)", "", term)
    if see := TERM_SEE.match(meaning):
        return entry | {"see": see[1]}
    entry["expansion"] = meaning
    return entry | ({"forms": [bare]} if bare != term else {})


def _resolve_terms(entries: list[Entry], log: ImportLog) -> None:
    """References to the printed term become references to its id."""
    ids = {str(entry["term"]): str(entry["id"]) for entry, _ in entries}
    for entry, lines in entries:
        if "see" in entry:
            entry["see"] = _target(str(entry["see"]), ids, lines[0], log) or str(entry["see"])


def read_biographies(
    lines: list[Line], rules: Biographies, joiner: Joiner, log: ImportLog
) -> list[Entry]:
    """Entries "Surname, Initials (dates)—text"; lines that begin none continue the last."""
    pattern = rules.entry
    blocks: list[Block] = []
    for line in lines:
        if line.blank:
            continue
        if pattern.search(line.text.strip()):
            blocks.append(Block(line.text.strip(), [line.number]))
        elif blocks:
            if HEADING.match(line.text):
                report_headings([Block(line.bare, [line.number], "heading")], log)
            rest = Block(re.sub(r"^- ", "", line.text.strip()), [line.number])
            blocks[-1] = joiner.put_together(blocks[-1], rest)
        else:
            log.drop(line.number, line.text, "biographies: before the first entry")
            log.doubt("biographies", line.number, line.text, "Is it a head note? Move it by hand.")
    entries: list[Entry] = []
    taken: set[str] = set()
    for block in blocks:
        found = pattern.search(block.text)
        assert found is not None
        entry = _person(found, rules, taken, block.first, log)
        taken.add(str(entry["id"]))
        entries.append((entry, tuple(block.lines)))
    ids = {str(entry["name"]): str(entry["id"]) for entry, _ in entries if "see" not in entry}
    for entry, numbers in entries:
        if "see" in entry:
            target = _target(str(entry["see"]), ids, numbers[0], log)
            entry["see"] = target or str(entry["see"])
    return entries


def _person(
    found: Match, rules: Biographies, taken: set[str], line: int, log: ImportLog
) -> dict[str, Value]:
    groups = {key: (value or "").strip() for key, value in found.groupdict().items()}
    name = _in_small_letters(groups["name"].replace("*", "").strip(" ,"), line, log)
    entry: dict[str, Value] = {"id": make_id(name, taken), "name": name}
    see = rules.see.search(groups["text"])
    if see:
        return entry | {"see": see["target"].strip("* ")}
    aside = groups.get("aside", "").strip("()")
    if aside and (nickname := QUOTED.match(aside)):
        entry["nicknames"] = [nickname[1]]
    elif aside:
        entry["name"] = f"{name} ({aside})"
        if "," not in name:
            entry["forms"] = [name]
    if other := PSEUDONYM.search(groups["text"]):
        forms = entry.get("forms", [])
        entry["forms"] = [*(forms if isinstance(forms, list) else []), other["name"]]
        log.doubt("pseudonym of a biography", line, name, f"“{other['name']}” is made a form.")
    entry |= _life(groups.get("dates", ""), line, log)
    return entry | {"bio": groups["text"]}


def _in_small_letters(name: str, line: int, log: ImportLog) -> str:
    """A name that was set in capitals or small capitals: "MCLEAN-REED, A. B." """
    changed = CAPITALS.sub(lambda word: word.group().capitalize(), name)
    if changed != name:
        log.repair("capitals of a name", line, name, changed)
    return changed


def _life(dates: str, line: int, log: ImportLog) -> dict[str, Value]:
    """ "1894–1937?" to born and died, EDTF; "?" alone is not known."""
    if not dates:
        return {}
    born, _, died = dates.partition("–" if "–" in dates else "-")
    if dates.startswith("d. "):
        born, died = "", dates.removeprefix("d. ")
    born = born.removeprefix("b. ").strip()
    died = died.strip()
    if died == "?":
        log.repair("year of death unknown", line, dates, f"b. {born}")
    if born == "?":
        log.repair("year of birth unknown", line, dates, f"d. {died}")
    century = re.match(r"\d\d", born)
    if re.fullmatch(r"\d\d\??", died) and century:
        log.repair("year in full", line, died, f"{century.group()}{died}")
        died = f"{century.group()}{died}"
    life: dict[str, Value] = {}
    for key, written in (("born", born), ("died", died)):
        if edtf := _life_year(written):
            life[key] = edtf
        elif written and written != "?":
            log.doubt("dates of life", line, dates, f"Give {key} as EDTF.")
    return life


def _life_year(written: str) -> str:
    """EDTF of a year of birth or death: 1884/1885 is one of the two, "c. 1890" about it."""
    if re.fullmatch(r"\d{4}\??", written):
        return written
    if either := re.fullmatch(r"(\d{4})(?:/| or )(\d{4})", written):
        return f"[{either[1]},{either[2]}]"
    about = re.fullmatch(r"(?:c\.|ca\.?) ?(\d{4})", written)
    return f"{about[1]}~" if about else ""


def _target(name: str, ids: dict[str, str], line: int, log: ImportLog) -> str:
    """The id that a see-reference means; a near miss is taken with a doubt."""
    folded = {plain_letters(printed).lower(): printed for printed in ids}
    wanted = plain_letters(name).lower()
    starts = [printed for fold, printed in folded.items() if fold.startswith(wanted)]
    near = process.extractOne(wanted, folded.keys())
    if wanted in folded:
        meant = folded[wanted]
    elif len(starts) == 1:
        meant = starts[0]
    elif near and near[1] >= LIKE:
        meant = folded[near[0]]
        log.doubt("see-reference", line, name, f"Taken as “{meant}”.")
    else:
        log.doubt("see-reference", line, name, "There is no such entry.")
        return ""
    if meant != name:
        log.repair("see-reference completed", line, name, meant)
    return ids[meant]


def as_people(entries: list[Entry], extra: tuple[Person, ...]) -> list[Person]:
    """Persons, for finding correspondents by name."""
    place = (extra[0].place if extra else None) or ("people.yaml", 1)
    people = [
        Person.model_validate({"id": entry["id"], "name": entry["name"],
                               "see": entry.get("see", ""), "place": place})
        for entry, _ in entries
    ]  # fmt: skip
    return [*people, *extra]
