"""The profile: what differs between books. `docs/import.md` documents every key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import regex
from pydantic import Field

from publish.edition.base import Model
from publish.edition.files import Folder
from publish.edition.model import Person, Settings
from publish.edition.validate import validated, value_at
from publish.edition.yaml_files import Yaml, YamlPath, YamlValue, parse_yaml
from publish.exchange.ocr.calls import CALL
from publish.exchange.ocr.pattern import (
    NEVER,
    NONE,
    Pattern,
    ProfilePattern,
    TooSlowError,
)
from publish.problems import Place, Problems

MOST_PATTERN = 500  # characters of a regular expression
PATTERN_KEYS = frozenset(
    "begins ends-before skip-until signed documents group row number correspondents "
    "correspondents-continue date date-in-text source source-after groups matches call note of "
    "section enclosure author chapter entry see find running-heads page-start first-lines".split()
)
NO_PATTERNS = frozenset(("edition", "people", "names", "forms"))
WORDS = frozenset(("note", "introduction"))  # of cross-references: words, not patterns

Kind = Literal[
    "essay", "chapter", "appendix", "glossary", "biographies", "index", "plates", "notes", "dropped"
]


class Part(Model):
    """One part of the printed book, from the line that matches `begins` to the next part."""

    begins: Pattern = Field(description="First line of the part")
    is_: Kind = Field(alias="is", description="What the part is")
    repeats: bool = Field(default=False, description="Every further matching line, too")
    optional: bool = Field(default=False, description="No complaint if nothing matches")
    reason: str = Field(default="", description="dropped: why")
    file: str = Field(default="", description="essay, plates: file of the manuscript")
    kind: str = Field(default="note", description="essay: kind of docs/manuscript.md, section 10")
    title: str = Field(default="", description="essay: title; else the heading in the text")
    columns: bool = Field(default=False, description="essay: lists in columns with turned lines")
    signed: Pattern = Field(default=NEVER, description="essay: line that is the signature")
    skip_until: Pattern = Field(default=NONE, description="drop the lines before this one")
    documents: Pattern = Field(default=NONE, description="chapter: heading over the documents")
    group: Pattern = Field(default=NEVER, description="glossary: heading of a group")
    row: Pattern = Field(
        default=ProfilePattern(r"^(?P<term>[^\t]+)\t(?P<meaning>.+)$"),
        description="glossary: a term and what it means",
    )


class Insert(Part):
    """A part that stands inside another one and is taken out of it."""

    ends_before: Pattern = Field(default=NONE, description="First line after it; default: one line")


class TypeRule(Model):
    """A line that says what kind of document it is."""

    matches: Pattern
    type: Literal["letter", "cipher", "telegram", "phonegram", "memorandum", "note"]
    moves: bool = Field(default=False, description="True: the header says it, the line goes")


class BlockRule(Model):
    """What an opening or closing line of a document is."""

    matches: Pattern
    is_: Literal[
        "salutation", "address", "dateline", "signature", "closing", "postscript", "instruction",
        "paragraph",
    ] = Field(alias="is")  # fmt: skip
    at: Literal["opening", "closing", "anywhere"] = "anywhere"


class Documents(Model):
    """How the documents look."""

    header: tuple[Literal["number", "correspondents", "date", "source"], ...] = (
        "number", "correspondents", "date", "source",
    )  # fmt: skip
    number: Pattern = Field(description="Number line, with (?P<number>…)")
    number_may_be_missing: bool = False
    correspondents: Pattern = ProfilePattern(r"^(?P<from>[A-Z].*?) to (?P<to>.+)$")
    correspondents_continue: Pattern = NEVER
    date: Pattern = Field(default=NONE, description="Date line; default: any line that is a date")
    date_in_text: Pattern = Field(
        default=NEVER, description="First or last lines that hold the date: (?P<date>…)"
    )
    date_is_stated: bool = Field(default=False, description="Brackets say nothing of certainty")
    source: tuple[Pattern, ...] = ()
    source_after: tuple[Pattern, ...] = Field(
        default=(), description="References that stand under the text, like `source`"
    )
    archive: str = Field(default="", description="Archive if a reference names none")
    from_: tuple[str, ...] = Field(default=(), alias="from", description="Sender of all letters")
    to: tuple[str, ...] = Field(default=(), description="Recipient of all letters")
    from_signature: bool = Field(default=False, description="The signature tells the sender")
    groups: Pattern = Field(default=NEVER, description="Recipients that are no persons")
    types: tuple[TypeRule, ...] = ()
    blocks: tuple[BlockRule, ...] = ()
    enclosure: Pattern = Field(
        default=NEVER, description="Line that begins an enclosure; its title: (?P<title>…)"
    )
    id_digits: int = Field(default=3, ge=1, le=6)
    first_number: int = Field(default=1, ge=1)


class Notes(Model):
    """How notes and their calls look."""

    call: Pattern = CALL
    note: Pattern = ProfilePattern(r"^(?P<number>\d{1,3})\. (?P<text>.+)$")
    author: Pattern = Field(default=NEVER, description="'—U.S. Ed.' at the end: (?P<by>…)")
    section: Pattern = Field(default=NEVER, description="Heading over a chapter's notes")
    of: Pattern = Field(
        default=NEVER,
        description="Heading over one text's notes, with (?P<number>…) or (?P<text>…)",
    )
    place: Literal["end", "foot"] = Field(
        default="end", description="Of a document, or of its pages"
    )


class CrossReferences(Model):
    """Words of cross-references; the patterns are made from them."""

    word: str = Field(default="document", description="'document', 'letter'")
    plural: str = Field(default="", description="word + s if not given")
    note: str = "note"
    notes: str = "notes"
    appendix: str = Field(default="Appendix: ", description="Stands before a document's word")
    introduction: str = Field(default="the introduction to this chapter")
    chapter: Pattern = Field(
        default=NEVER, description="Reference to a chapter by its number, (?P<chapter>…)"
    )


class Biographies(Model):
    """How an entry looks: groups name and text, optional aside and dates."""

    entry: Pattern = ProfilePattern(
        r"^(?:- )?(?:\*\*)?(?P<name>[^—*]+?)(?:\*\*)?"
        r"(?: (?P<aside>\((?!\d{4}|[bd]\. |\?[–-])[^)—]*\)))?"
        r"(?: \((?P<dates>(?:[bd]\. |ca?\. |\?[–-])?\d{4}[^)]*)\))?—(?P<text>.+)$"
    )
    see: Pattern = ProfilePattern(r"^\*?[Ss]ee\*? (?P<target>.+?)\.?$")


class Correction(Model):
    """A misreading that comes back: every occurrence is changed and logged."""

    find: Pattern
    put: str


class Profile(Model):
    """A profile file."""

    places: dict[str, Place] = Field(description="Where parts and inserts stand: 'parts 3'")
    patterns: tuple[tuple[YamlPath, Place], ...] = Field(description="Where patterns stand")
    edition: dict[str, Any] = Field(description="edition.yaml, docs/manuscript.md section 1")
    parts: tuple[Part, ...] = Field(min_length=1, description="The book, in its order")
    inserts: tuple[Insert, ...] = ()
    documents: Documents
    notes: Notes = Notes()
    cross_references: CrossReferences = CrossReferences()
    biographies: Biographies = Biographies()
    people: tuple[Person, ...] = Field(default=(), description="Persons without a biography")
    names: dict[str, str] = Field(default={}, description="Name in a header -> id of a person")
    forms: dict[str, tuple[str, ...]] = Field(
        default={}, description="Id -> further forms that the book's notes explain"
    )
    not_by_surname: tuple[str, ...] = Field(
        default=(), description="Ids of persons whom the surname alone never means"
    )
    running_heads: tuple[Pattern, ...] = ()
    rules_mean_nothing: bool = True
    short_line: int = Field(
        default=70, ge=0, description="Characters; a line as long filled the page's measure"
    )
    corrections: tuple[Correction, ...] = ()
    page_start: Pattern = Field(
        default=ProfilePattern(r"^(?:cc:|[a-z]{1,4}\) |\([a-z\d]\) )"),
        description="Lower-case starts that are paragraphs of their own",
    )

    @property
    def notes_apart(self) -> bool:
        """Whether the notes of the whole volume stand together."""
        return any(part.is_ == "notes" for part in self.parts)

    @property
    def biographies_at(self) -> bool:
        """Whether the book has biographies."""
        return any(part.is_ == "biographies" for part in self.parts)


def read_profile(path: Path, problems: Problems) -> Profile | None:
    """Read a profile; whatever is wrong with it is reported, then None."""
    before = len(problems.errors)
    if not path.is_file():
        hint = "Give the path of a profile, or the name of one that ships (docs/import.md)."
        problems.add("E001", Place(path.name), f"There is no file {path}.", hint)
        return None
    text = Folder(path.parent, problems).read(path.name)
    yaml = parse_yaml(text, path.name, 1, problems) if text is not None else None
    if yaml is None:
        return None
    if not isinstance(yaml.value, dict):
        problems.add("E040", Place(path.name), "The file holds no fields.")
        return None
    check_patterns(yaml, problems)
    profile = validated(
        Profile, "a profile", yaml, problems,
        computed={"places": _places(yaml), "patterns": tuple(_pattern_places(yaml))},
        nested={"edition": _edition(yaml, problems), "people": _people(yaml, problems)},
    )  # fmt: skip
    if profile is not None and len(problems.errors) == before:
        _check_groups(profile, yaml, problems)
    return profile if len(problems.errors) == before else None


def _places(yaml: Yaml) -> dict[str, Place]:
    """Where each part, insert and the number pattern stand, for reports."""
    places = {
        "documents": yaml.place(("documents", "number")),
        "biographies": yaml.place(("biographies", "entry")),
        "names": yaml.place(("names",)),
        "forms": yaml.place(("forms",)),
        "not-by-surname": yaml.place(("not-by-surname",)),
    }
    for name in ("parts", "inserts"):
        listed = yaml.value.get(name) if isinstance(yaml.value, dict) else None
        for place in range(len(listed)) if isinstance(listed, list) else ():
            places[f"{name} {place}"] = yaml.place((name, place, "begins"))
    return places


def _pattern_places(
    yaml: Yaml, value: YamlValue = None, path: YamlPath = ()
) -> Iterator[tuple[YamlPath, Place]]:
    """The path of every regular expression in a profile, and its line."""
    value = value if path else yaml.value
    if isinstance(value, dict):
        for key, field in value.items():
            if path or key not in NO_PATTERNS:
                yield from _pattern_places(yaml, field, (*path, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _pattern_places(yaml, item, (*path, place))
    elif value and _is_pattern(path):
        yield path, yaml.place(path)


def report_unmatched(profile: Profile, problems: Problems) -> None:
    """Warn of each pattern that has found nothing in the whole book."""
    for path, place in profile.patterns:
        pattern = _pattern_at(profile, path)
        if not pattern.matched:
            key = next(step for step in reversed(path) if isinstance(step, str))
            problems.add("W049", place, f"`{key}`: “{pattern}” has matched nothing.")


def report_slow(error: TooSlowError, profile: Profile, problems: Problems) -> None:
    """Report a pattern that does not come to an end, at its line."""
    place = next(
        (place for path, place in profile.patterns
         if _pattern_at(profile, path).text == error.pattern),
        profile.places["documents"],
    )  # fmt: skip
    problems.add("E048", place, str(error))


def _pattern_at(profile: Profile, path: YamlPath) -> ProfilePattern:
    """The pattern at a path of the profile's file."""
    value: Any = profile
    for step in path:
        if isinstance(step, int) and isinstance(value, tuple):
            value = value[step]
        elif isinstance(step, str):
            names = type(value).model_fields.items()
            value = getattr(value, next(name for name, field in names if field.alias == step))
    assert isinstance(value, ProfilePattern | tuple)  # a list of one may be a text
    return value[0] if isinstance(value, tuple) else value


def _edition(yaml: Yaml, problems: Problems) -> dict[str, Any]:
    """The fields of edition.yaml; what must be there and is not is reported here."""
    value = yaml.value.get("edition") if isinstance(yaml.value, dict) else None
    if not isinstance(value, dict):
        problems.add("E010", yaml.place(("edition",)), "A profile needs “edition”.")
        return {}
    made = {} if value.get("identifier") else {"identifier": "urn:uuid:0"}
    validated(Settings, "edition", yaml, problems, path=("edition",), nested=made)
    return dict(value)


def _people(yaml: Yaml, problems: Problems) -> tuple[Person, ...]:
    listed = yaml.value.get("people") if isinstance(yaml.value, dict) else None
    people = []
    for place in range(len(listed)) if isinstance(listed, list) else ():
        path: YamlPath = ("people", place)
        computed = {"place": yaml.place(path)}
        person = validated(Person, "a person", yaml, problems, path=path, computed=computed)
        people += [person] if person else []
    return tuple(people)


def check_patterns(yaml: Yaml, problems: Problems) -> None:
    """Report every regular expression of a profile that is none, at its line."""
    for path, place in _pattern_places(yaml):
        value = str(value_at(yaml.value, path))
        if wrong := _pattern_error(value):
            problems.add("E041", place, f"“{value[:60]}” is no pattern: {wrong}.")


def _is_pattern(path: YamlPath) -> bool:
    names = [step for step in path if isinstance(step, str)]
    words = names[0] == "cross-references" and names[-1] in WORDS
    return names[-1] in PATTERN_KEYS and not words


def _pattern_error(pattern: str) -> str:
    if len(pattern) > MOST_PATTERN:
        return f"longer than {MOST_PATTERN} characters"
    try:
        regex.compile(pattern)
    except regex.error as error:
        return str(error)
    return ""


def _check_groups(profile: Profile, yaml: Yaml, problems: Problems) -> None:
    """Patterns must have the groups that the importer reads from them."""
    needed: tuple[tuple[YamlPath, ProfilePattern, str], ...] = (
        (("documents", "number"), profile.documents.number, "number"),
        (("documents", "correspondents"), profile.documents.correspondents, "to"),
        (("notes", "call"), profile.notes.call, "numbers"),
        (("notes", "note"), profile.notes.note, "number"),
        (("biographies", "entry"), profile.biographies.entry, "name"),
        (("biographies", "entry"), profile.biographies.entry, "text"),
        (("biographies", "see"), profile.biographies.see, "target"),
        *(
            (("parts", place, "row"), part.row, group)
            for place, part in enumerate(profile.parts)
            for group in ("term", "meaning")
        ),
    )
    for path, pattern, group in needed:
        if group not in pattern.groups:
            problems.add(
                "E041", yaml.place(path), f"The pattern of {path[-1]} lacks (?P<{group}>…)."
            )
