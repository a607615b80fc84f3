"""READ: a manuscript folder to an Edition. Start here.

One bad file never hides what is wrong in another: every reader reports and goes on.
"""

from __future__ import annotations

from pathlib import Path

from publish.cache import NO_STORE, Store
from publish.edition.authorities import read_glossary, read_index_rules, read_people
from publish.edition.files import Folder
from publish.edition.model import Edition, Essay, Settings
from publish.edition.settings import FILE, ORDERS, entries_of, is_file_entry, read_settings
from publish.edition.settings_checks import check_outline, check_settings
from publish.edition.texts import read_appendix, read_chapters, read_essay
from publish.edition.yaml_files import Yaml
from publish.problems import Place, Problems

# Files about the manuscript that may lie in its folder.
NOT_THE_BOOK = ("README", "import-log")


def load(root: Path, problems: Problems, store: Store = NO_STORE) -> Edition | None:
    """Read the manuscript in folder `root`.

    Adds a problem for whatever cannot be read or is not valid in itself (what contradicts
    another file is for `check_edition`). None only if there is no usable edition.yaml;
    the other files are read and reported all the same. What `store` has of files that are as
    they were is not made again.
    """
    folder = Folder(root, problems)
    settings, yaml = read_settings(folder, problems)
    if yaml is None:
        _read_texts(folder, settings, Yaml(FILE, {}, {(): 1}), problems, store)
        return None
    check_settings(settings, yaml, folder, problems)
    edition = _read_texts(folder, settings, yaml, problems, store)
    check_outline(edition, yaml, problems)
    _check_unused(folder, edition, problems)
    return edition


def _read_texts(
    folder: Folder, settings: Settings, yaml: Yaml, problems: Problems, store: Store
) -> Edition:
    front, introductions, closing = (
        _read_essays(folder, settings, yaml, order, problems, store) for order in ORDERS
    )
    edition = Edition(
        settings=settings,
        front=front,
        introductions=introductions,
        closing=closing,
        chapters=read_chapters(folder, settings.chapters_folder, problems, store),
        appendix=read_appendix(folder, problems, store),
        plates=_read_plates(folder, settings, yaml, problems, store),
        people=read_people(folder, problems),
        glossary=read_glossary(folder, problems),
        index=read_index_rules(folder, problems),
    )
    return edition


def _read_essays(
    folder: Folder, settings: Settings, yaml: Yaml, order: str, problems: Problems, store: Store
) -> tuple[Essay, ...]:
    """The texts that front, body or back name, in order."""
    entries = entries_of(settings, order)
    essays = [
        read_essay(folder, entry, problems, store, named_at=yaml.place((order, i)))
        for i, entry in enumerate(entries)
        if is_file_entry(entry) and entry not in entries[:i]
    ]
    return tuple(essay for essay in essays if essay is not None)


def _read_plates(
    folder: Folder, settings: Settings, yaml: Yaml, problems: Problems, store: Store
) -> Essay | None:
    if settings.plates is None:
        return None
    return read_essay(
        folder, settings.plates.file, problems, store, named_at=yaml.place(("plates", "file"))
    )


def _check_unused(folder: Folder, edition: Edition, problems: Problems) -> None:
    """Warn of Markdown files in `front/` and the top folder that edition.yaml does not name."""
    essays = edition.front + edition.introductions + edition.closing
    used = {essay.body.place.file for essay in essays}
    if edition.plates:
        used.add(edition.plates.body.place.file)
    there = folder.files(".") + [f"front/{name}" for name in folder.files("front")]
    for file in there:
        if file.endswith(".md") and file not in used and not file.startswith(NOT_THE_BOOK):
            problems.add("W001", Place(file), "No part of the book names this file.")
