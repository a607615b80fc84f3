"""edition.yaml against itself and the files: what the fields' types cannot say."""

from __future__ import annotations

import re

from publish.edition.authorities import GLOSSARY
from publish.edition.files import Folder
from publish.edition.language import is_language_tag
from publish.edition.model import Edition, Settings
from publish.edition.picture_files import check_picture_file
from publish.edition.settings import ORDERS, PARTS, entries_of, is_file_entry
from publish.edition.suggest import did_you_mean
from publish.edition.yaml_files import Yaml
from publish.problems import Place, Problems

LENGTH = re.compile(r"(\d{1,5}(?:\.\d{1,4})?)(pt|mm|cm|in)")
POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
SMALLEST, LARGEST = 200, 2000  # pt: below, no line of text fits between the margins


def check_settings(settings: Settings, yaml: Yaml, folder: Folder, problems: Problems) -> None:
    """Check edition.yaml before the texts that it names are read."""
    _check_orders(settings, yaml, problems)
    _check_named_files(settings, yaml, folder, problems)
    for field, text in (("title", settings.title), ("identifier", settings.identifier)):
        if not text.strip():
            problems.add("E010", yaml.place((field,)), f"The field “{field}” is empty.")
    if not is_language_tag(settings.language):
        problems.add(
            "E106", yaml.place(("language",)), f"“{settings.language}” is no language tag."
        )
    for field, length in (("width", settings.trim.width), ("height", settings.trim.height)):
        if not _is_page_size(length):
            problems.add(
                "E107", yaml.place(("trim", field)), f"“{length}” is no {field} of a page."
            )
    _check_indexes(settings, yaml, problems)
    _check_publisher(settings, yaml, problems)
    for medium, number in (("print", settings.isbn.print), ("epub", settings.isbn.epub)):
        if number is not None and not is_isbn(number):
            problems.add("E103", yaml.place(("isbn", medium)), f"“{number}” is no ISBN.")


def _check_publisher(settings: Settings, yaml: Yaml, problems: Problems) -> None:
    publisher, path = settings.publisher, ("publisher",)
    if publisher is None and path not in yaml.lines:  # else it is reported as it stands there
        problems.add("W112", yaml.place(path), "The edition names no publisher.")
    elif publisher is not None and publisher.year is None:
        problems.add("W112", yaml.place(path), "The publisher has no year.")


def _check_indexes(settings: Settings, yaml: Yaml, problems: Problems) -> None:
    """Each kind of heading stands in one index; archives need the line that names them."""
    taken: set[str] = set()
    for number, one in enumerate(settings.indexes):
        for kind in one.of:
            if kind in taken:
                place = yaml.place(("indexes", number, "of"))
                problems.add("E110", place, f"Two indexes hold the {kind}.")
            taken.add(kind)
    if "archives" in taken and "source" not in settings.header:
        place = yaml.place(("indexes",))
        problems.add("E111", place, "The header prints no source, so no page shows an archive.")


def check_outline(edition: Edition, yaml: Yaml, problems: Problems) -> None:
    """Check edition.yaml against the chapters and the appendix that are there."""
    settings = edition.settings
    named = {entry for order in ORDERS for entry in entries_of(settings, order)}
    documents = any(chapter.documents for chapter in edition.chapters)
    for part, there in (("chapters", documents), ("appendix", bool(edition.appendix))):
        if there and part not in named:
            problems.add("W109", yaml.place(("body",)), f"Nothing names the {part}.")
    folders = [chapter.folder for chapter in edition.chapters]
    if settings.plates and settings.plates.after not in folders:
        after = settings.plates.after
        problems.add(
            "E104",
            yaml.place(("plates", "after")),
            f"There is no chapter “{after}”.",
            did_you_mean(after, folders),
        )


def is_isbn(text: str) -> bool:
    """Whether a text is an ISBN-13 with its right check digit (ISO 2108)."""
    digits = text.replace("-", "").replace(" ", "")
    if not re.fullmatch(r"97[89]\d{10}", digits, re.ASCII):
        return False
    return sum(int(digit) * (1, 3)[i % 2] for i, digit in enumerate(digits)) % 10 == 0


def _is_page_size(text: str) -> bool:
    found = LENGTH.fullmatch(text.strip())
    return found is not None and SMALLEST <= float(found[1]) * POINTS[found[2]] <= LARGEST


def _check_orders(settings: Settings, yaml: Yaml, problems: Problems) -> None:
    """Report unknown words in front, body and back, and parts that stand there twice."""
    seen: set[str] = set()
    for order in ORDERS:
        for i, entry in enumerate(entries_of(settings, order)):
            place = yaml.place((order, i))
            if entry not in PARTS and not is_file_entry(entry):
                problems.add(
                    "E101", place, f"“{entry}” is no part of a book.", did_you_mean(entry, PARTS)
                )
            elif entry in seen and entry != "half-title":  # often set again before page 1
                problems.add("E102", place, f"“{entry}” stands here a second time.")
            seen.add(entry)


def _check_named_files(settings: Settings, yaml: Yaml, folder: Folder, problems: Problems) -> None:
    """Report what edition.yaml asks for besides texts and is not there."""
    if folder.inside(settings.chapters_folder) is None:
        message = f"{settings.chapters_folder} lies outside the manuscript's folder."
        problems.add("E004", yaml.place(("chapters-folder",)), message)
    if settings.cover:
        _check_cover(settings, yaml.place(("cover",)), folder, problems)
    if ("back",) in yaml.lines and "glossary" in settings.back and not folder.exists(GLOSSARY):
        place = yaml.place(("back", settings.back.index("glossary")))
        problems.add("E001", place, f"There is no file {GLOSSARY}.")


def _check_cover(settings: Settings, place: Place, folder: Folder, problems: Problems) -> None:
    if folder.inside(settings.cover) is None:
        problems.add("E004", place, f"{settings.cover} lies outside the manuscript's folder.")
    elif not folder.exists(settings.cover):
        problems.add("E001", place, f"There is no file {settings.cover}.")
    else:
        check_picture_file(folder.root / settings.cover, settings.cover, place, problems)
    if not settings.cover_alt:
        problems.add("E108", place, "The cover has no description.")
