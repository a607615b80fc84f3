"""edition.yaml: settings, and what the words and paths of front, body and back stand for."""

from __future__ import annotations

from publish.edition.files import Folder
from publish.edition.model import Settings
from publish.edition.validate import validated
from publish.edition.yaml_files import Yaml, parse_yaml
from publish.problems import Problems

FILE = "edition.yaml"

PARTS = (
    "half-title",
    "title-page",
    "contents",
    "chapters",
    "appendix",
    "glossary",
    "biographies",
    "index",
)
"""Words of front, body and back for the parts that are made, not read."""

LINKABLE = ("contents", "glossary", "biographies", "index")
"""Parts that a cross-reference can point at by their word."""

ORDERS = ("front", "body", "back")

STAND_INS = {
    "title": "Untitled",
    "slug": "untitled",
    "identifier": "urn:uuid:00000000-0000-0000-0000-000000000000",
}
"""For required fields that are missing, so that the rest can still be read and reported."""


def read_settings(folder: Folder, problems: Problems) -> tuple[Settings, Yaml | None]:
    """Settings and their source; without a usable edition.yaml (reported) stand-ins and None."""
    text = folder.read(FILE)
    yaml = parse_yaml(text, FILE, 1, problems) if text is not None else None
    settings = None
    if yaml is not None:
        settings = validated(Settings, FILE, yaml, problems, fallback=STAND_INS)
    if settings is None:
        return Settings.model_validate(STAND_INS), None
    return settings, yaml


def is_file_entry(entry: str) -> bool:
    """Whether an entry of front, body or back is a path and not a part's name."""
    return entry not in PARTS and ("/" in entry or "." in entry)


def entries_of(settings: Settings, order: str) -> tuple[str, ...]:
    """The entries of front, body or back."""
    return {"front": settings.front, "body": settings.body, "back": settings.back}[order]
