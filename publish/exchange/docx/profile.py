"""The profile of a collection of Word files; docs/word.md documents every key."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from publish.edition.base import Model
from publish.edition.files import Folder
from publish.edition.marks import DIV_CLASSES, SPAN_CLASSES
from publish.edition.model import Person, Settings
from publish.edition.suggest import did_you_mean
from publish.edition.validate import validated
from publish.edition.yaml_files import Yaml, YamlPath, parse_yaml
from publish.exchange.ocr.pattern import Pattern, ProfilePattern
from publish.exchange.ocr.profile import BlockRule, check_patterns
from publish.problems import Problems

FieldName = Literal[
    "number", "from", "to", "date", "place", "time", "type", "message-number", "source",
    "other-sources", "copy", "title",
]  # fmt: skip
GROUPS = frozenset(
    ("number", "from", "to", "date", "place", "time", "type", "message_number", "source", "copy",
     "title")
)  # fmt: skip


class WordProfile(Model):
    """A profile file; every key may be left out."""

    edition: dict[str, object] = Field(default={}, description="Fields of edition.yaml")
    fields: dict[str, FieldName] = Field(default={}, description="Label in a table -> field")
    first_lines: tuple[Pattern, ...] = Field(default=(), description="Patterns of header lines")
    source: tuple[Pattern, ...] = Field(default=(), description="Archival references")
    groups: Pattern = Field(
        default=ProfilePattern(r"^(?:all )?(?:the )?members of "), description="No persons"
    )
    names: dict[str, str] = Field(default={}, description="Name as typed -> id of a person")
    people: tuple[Person, ...] = Field(default=(), description="Persons known beforehand")
    styles: dict[str, str] = Field(default={}, description="Paragraph style -> div")
    marks: dict[str, str] = Field(default={}, description="Character style -> mark")
    blocks: tuple[BlockRule, ...] = Field(default=(), description="Opening and closing lines")
    chapter_level: int = Field(default=0, ge=0, le=6, description="Heading of a chapter")
    document_level: int = Field(default=0, ge=0, le=6, description="Heading of a document")


def read_profile(path: Path | None, problems: Problems) -> WordProfile | None:
    """Read a profile (none: the usual one); None if something is wrong with it (reported)."""
    if path is None:
        return WordProfile()
    before = len(problems.errors)
    text = Folder(path.parent, problems).read(path.name)
    yaml = parse_yaml(text, path.name, 1, problems) if text is not None else None
    if yaml is None:
        return None
    check_patterns(yaml, problems)
    edition = _edition(yaml, problems)
    nested = {"people": _people(yaml, problems)} | ({"edition": edition} if edition else {})
    profile = validated(WordProfile, "a profile", yaml, problems, nested=nested)
    if profile is not None:
        _check_words(profile, yaml, problems)
        _check_groups(profile, yaml, problems)
    return profile if len(problems.errors) == before else None


def _edition(yaml: Yaml, problems: Problems) -> dict[str, object]:
    """Fields of edition.yaml; what an import can make itself may be missing."""
    value = yaml.value.get("edition") if isinstance(yaml.value, dict) else None
    if not isinstance(value, dict):
        return {}
    made: dict[str, object] = {"title": "x", "slug": "x", "identifier": "urn:uuid:0"}
    missing = {name: stand_in for name, stand_in in made.items() if name not in value}
    validated(Settings, "edition", yaml, problems, path=("edition",), nested=missing)
    return dict(value)


def _people(yaml: Yaml, problems: Problems) -> tuple[Person, ...]:
    listed = yaml.value.get("people") if isinstance(yaml.value, dict) else None
    people = []
    for i in range(len(listed)) if isinstance(listed, list) else ():
        path: YamlPath = ("people", i)
        computed = {"place": yaml.place(path)}
        person = validated(Person, "a person", yaml, problems, path=path, computed=computed)
        people += [person] if person else []
    return tuple(people)


def _check_words(profile: WordProfile, yaml: Yaml, problems: Problems) -> None:
    """Styles lead to divs and marks that the manuscript has."""
    known = (
        ("styles", profile.styles, {*DIV_CLASSES, "paragraph", "heading"}),
        ("marks", profile.marks, set(SPAN_CLASSES)),
    )
    for key, given, words in known:
        for style, word in given.items():
            if word not in words:
                problems.add(
                    "E040", yaml.place((key, style)), f"There is no “{word}” in {key}.",
                    did_you_mean(word, words),
                )  # fmt: skip


def _check_groups(profile: WordProfile, yaml: Yaml, problems: Problems) -> None:
    """A pattern of a first line must name at least one field, and none that is unknown."""
    for i, pattern in enumerate(profile.first_lines):
        groups = pattern.groups
        if not groups or groups - GROUPS:
            problems.add(
                "E041", yaml.place(("first-lines", i)),
                f"The pattern names {', '.join(sorted(groups - GROUPS)) or 'no field'}.",
                f"Name a field with (?P<…>…): {', '.join(sorted(GROUPS))}.",
            )  # fmt: skip
