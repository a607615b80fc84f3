"""Pictures: there, inside the manuscript, and described for readers who cannot see them."""

from __future__ import annotations

import posixpath
from pathlib import Path

from publish.edition.checks.view import View
from publish.edition.files import Folder
from publish.edition.picture_files import check_picture_file
from publish.edition.pictures import picture_path
from publish.edition.scan import Mark
from publish.problems import Place, Problems


def check_pictures(view: View, root: Path, problems: Problems) -> None:
    """Check every picture in a text; paths are relative to the text's file."""
    folder = Folder(root, problems)
    for text in view.texts:
        for picture in (picture for marks in text.scans for picture in marks.pictures):
            place = text.place(picture.line)
            _check_file(picture, text.file, place, folder, problems)
            attributes = picture.attributes
            if attributes is not None and not attributes.values.get("alt", "").strip():
                problems.add("E806", place, f"{picture.target} has no description.")
    for snippet in view.snippets:
        for picture in snippet.marks.pictures:
            problems.add("E804", snippet.place, f"The picture {picture.target} cannot stand here.")


def _check_file(picture: Mark, file: str, place: Place, folder: Folder, problems: Problems) -> None:
    path = picture_path(file, picture.target)
    if path is None or folder.inside(path) is None:
        problems.add("E807", place, f"{picture.target} lies outside the manuscript's folder.")
    elif not folder.exists(path):
        problems.add(
            "E805", place, f"There is no picture {picture.target}.", _hint(picture, file, folder)
        )
    else:
        check_picture_file(folder.root / path, picture.target, place, problems)


def _hint(picture: Mark, file: str, folder: Folder) -> str:
    """Where the picture is, if the path was written from the manuscript's folder on."""
    if not folder.exists(picture.target):
        return ""
    path = posixpath.relpath(picture.target, posixpath.dirname(file) or ".")
    return f"Write {path}: paths begin at the text's own folder."
