"""Documents, introductions and front matter: Markdown files to models."""

from __future__ import annotations

import functools
import re
from pathlib import PurePosixPath

from pydantic import Field

from publish.edition.base import Model
from publish.edition.edtf_dates import is_date
from publish.edition.files import Folder
from publish.edition.markdown_file import MarkdownFile, markdown_file, read_markdown_file
from publish.edition.model import Chapter, Document, Essay
from publish.edition.validate import validated
from publish.edition.yaml_files import Yaml, parse_yaml
from publish.problems import Place, Problem, Problems

INTRODUCTION = "introduction.md"
CHAPTER_FILE = "chapter.yaml"
APPENDIX = "appendix"
# an id becomes part of HTML ids and of cross-references, where , .. / and # have a meaning
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class ChapterFile(Model):
    """chapter.yaml of a chapter's folder."""

    title: str = Field(default="", description="Printed title of the chapter")


def read_essay(
    folder: Folder,
    file: str,
    problems: Problems,
    *,
    named_at: Place | None = None,
    essay_id: str = "",
) -> Essay | None:
    """An introduction or piece of front matter; its id is the file's name unless given."""
    file = PurePosixPath(file).as_posix()  # "./front//a.md" is "front/a.md"
    source = read_markdown_file(folder, file, problems, named_at)
    if source is None:
        return None
    essay_id = essay_id or PurePosixPath(file).stem
    _check_id(essay_id, Place(file), problems)
    computed = {"id": essay_id, "body": source.body}
    return validated(Essay, "a piece of text", source.header, problems, computed=computed)


def read_chapters(folder: Folder, chapters_folder: str, problems: Problems) -> tuple[Chapter, ...]:
    """All chapters, in the order of their folders' names; none if the folder lies outside."""
    if folder.inside(chapters_folder) is None:
        return ()
    return tuple(
        _read_chapter(folder, f"{chapters_folder.rstrip('/')}/{name}", name, problems)
        for name in folder.folders(chapters_folder)
    )


def read_appendix(folder: Folder, problems: Problems) -> tuple[Document, ...]:
    """Documents of the appendix, by number."""
    return _read_documents(folder, APPENDIX, problems)


def _read_chapter(folder: Folder, path: str, name: str, problems: Problems) -> Chapter:
    _check_id(name, Place(path), problems)
    introduction = None
    if folder.exists(f"{path}/{INTRODUCTION}"):
        introduction = read_essay(
            folder, f"{path}/{INTRODUCTION}", problems, essay_id=f"intro-{name}"
        )
    return Chapter(
        folder=name,
        title=_chapter_title(folder, f"{path}/{CHAPTER_FILE}", problems) or name,
        introduction=introduction,
        documents=_read_documents(folder, path, problems),
    )


def _chapter_title(folder: Folder, file: str, problems: Problems) -> str:
    if not folder.exists(file):
        return ""
    text = folder.read(file)
    yaml = parse_yaml(text, file, 1, problems) if text is not None else None
    if yaml is None or yaml.value is None:
        return ""
    chapter = validated(ChapterFile, "a chapter", yaml, problems)
    return chapter.title if chapter else ""


def _read_documents(folder: Folder, path: str, problems: Problems) -> tuple[Document, ...]:
    documents = []
    for name in folder.folders(path):
        problems.add("W001", Place(f"{path}/{name}"), "Not a part of the book.")
    for name in folder.files(path):
        if name in (INTRODUCTION, CHAPTER_FILE):
            continue
        if not name.endswith(".md"):
            problems.add("W001", Place(f"{path}/{name}"), "Not a part of the book.")
        elif document := _read_document(folder, f"{path}/{name}", problems):
            documents.append(document)
    return tuple(sorted(documents, key=lambda document: (document.number, document.file)))


def _read_document(folder: Folder, file: str, problems: Problems) -> Document | None:
    text = folder.read(file)
    if text is None:
        return None
    document, found = _document_of(text, file)
    for problem in found:
        problems.add_problem(problem)
    return document


@functools.lru_cache(maxsize=10_000)  # who watches an edition reads its texts again and again
def _document_of(text: str, file: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document in a file's text, and what is wrong with it."""
    problems = Problems()
    return _document(markdown_file(text, file, problems), problems), tuple(problems)


def _document(source: MarkdownFile, problems: Problems) -> Document | None:
    file = source.header.file
    stem = PurePosixPath(file).stem
    document = validated(
        Document,
        "a document",
        _with_id(source, stem),
        # a header that cannot be read is reported; that it lacks its number is no news
        problems if source.readable else Problems(),
        computed={"body": source.body, "place-of": source.place_of},
        fallback=_stand_ins(stem),
    )
    if document is None:
        return None
    _check_id(document.id, Place(file, source.place_of.get("id", 1)), problems)
    place = Place(file, source.place_of.get("date", 1))
    if document.date is not None and not is_date(document.date, "date", place, problems):
        document = document.model_copy(update={"date": None})
    return document


def _with_id(source: MarkdownFile, stem: str) -> Yaml:
    """The header with the file's name as id, if it gives none itself."""
    header = source.header
    fields = header.value if isinstance(header.value, dict) else {}
    return Yaml(header.file, fields | {"id": fields.get("id") or stem}, header.lines)


def _stand_ins(stem: str) -> dict[str, object]:
    """Id and number from the file's name, for a document whose header is wrong."""
    digits = re.search(r"[1-9]\d{0,5}", stem)
    number: dict[str, object] = {"number": digits.group()} if digits else {}
    return number | {"id": stem}


def _check_id(text_id: str, place: Place, problems: Problems) -> None:
    if not ID.fullmatch(text_id):
        problems.add("E213", place, f"“{text_id}” cannot be used as an id.")
