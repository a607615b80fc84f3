"""Documents, introductions and front matter: Markdown files to models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import pydantic
import yaml
from pydantic import Field

from publish.cache import Store
from publish.edition.base import Model
from publish.edition.edtf_dates import is_date
from publish.edition.files import Folder, decoded
from publish.edition.markdown_file import MarkdownFile, markdown_file
from publish.edition.model import Chapter, Document, Essay
from publish.edition.validate import validated, value_at
from publish.edition.yaml_files import Yaml, parse_yaml
from publish.kept import key_of, made_once, program_of
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
    store: Store,
    *,
    named_at: Place | None = None,
    essay_id: str = "",
) -> Essay | None:
    """An introduction or piece of front matter; its id is the file's name unless given.

    A file that `store` has from before is not read again.
    """
    file = PurePosixPath(file).as_posix()  # "./front//a.md" is "front/a.md"
    content = folder.content(file, named_at)
    if content is None:
        return None
    ident = essay_id or PurePosixPath(file).stem
    key = key_of("essay", _program(), file.encode(), ident.encode(), content)
    (read,) = made_once(store, _Read, [key], lambda _: _read_essay(file, ident, content))
    for problem in read.problems:
        problems.add_problem(problem)
    return None if read.fields is None else Essay.model_validate(read.fields)


def _read_essay(file: str, ident: str, content: bytes) -> _Read:
    problems = Problems()
    text = decoded(content, file, problems)
    essay = None
    if text is not None:
        source = markdown_file(text, file, problems)
        _check_id(ident, Place(file), problems)
        computed = {"id": ident, "body": source.body}
        essay = validated(Essay, "a piece of text", source.header, problems, computed=computed)
    return _Read.of(essay, problems)


def read_chapters(
    folder: Folder, chapters_folder: str, problems: Problems, store: Store
) -> tuple[Chapter, ...]:
    """All chapters, in the order of their folders' names; none if the folder lies outside.

    Documents whose files `store` has from before are not read again, nor in the appendix.
    """
    if folder.inside(chapters_folder) is None:
        return ()
    return tuple(
        _read_chapter(folder, f"{chapters_folder.rstrip('/')}/{name}", name, problems, store)
        for name in folder.folders(chapters_folder)
    )


def read_appendix(folder: Folder, problems: Problems, store: Store) -> tuple[Document, ...]:
    """Documents of the appendix, by number."""
    return _read_documents(folder, APPENDIX, problems, store)


def _read_chapter(
    folder: Folder, path: str, name: str, problems: Problems, store: Store
) -> Chapter:
    _check_id(name, Place(path), problems)
    introduction = None
    if folder.exists(f"{path}/{INTRODUCTION}"):
        introduction = read_essay(
            folder, f"{path}/{INTRODUCTION}", problems, store, essay_id=f"intro-{name}"
        )
    return Chapter(
        folder=name,
        title=_chapter_title(folder, f"{path}/{CHAPTER_FILE}", problems) or name,
        introduction=introduction,
        documents=_read_documents(folder, path, problems, store),
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


def _read_documents(
    folder: Folder, path: str, problems: Problems, store: Store
) -> tuple[Document, ...]:
    contents = {}
    for name in folder.folders(path):
        if name.endswith(".md"):
            problems.add("E017", Place(f"{path}/{name}"), "A folder, not a file.")
        else:
            problems.add("W001", Place(f"{path}/{name}"), "Not a part of the book.")
    for name in folder.files(path):
        if name in (INTRODUCTION, CHAPTER_FILE):
            continue
        if not name.endswith(".md"):
            problems.add("W001", Place(f"{path}/{name}"), "Not a part of the book.")
        elif (content := folder.content(f"{path}/{name}")) is not None:
            contents[f"{path}/{name}"] = content
    documents = _documents(contents, problems, store)
    return tuple(sorted(documents, key=lambda document: (document.number, document.file)))


@dataclass(frozen=True, slots=True)
class _Read:
    """What a file says of its text, None if there is none in it, and what is wrong with it."""

    fields: dict[str, object] | None
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, text: Document | Essay | None, problems: Problems) -> _Read:
        fields = None if text is None else text.model_dump(by_alias=True, exclude_defaults=True)
        return cls(fields, tuple(problems))


def _documents(
    contents: Mapping[str, bytes], problems: Problems, store: Store
) -> Iterator[Document]:
    """The documents in the contents of files, by file."""
    files = list(contents.items())
    program = _program()
    keys = [key_of("document", program, file.encode(), content) for file, content in files]
    for read in made_once(store, _Read, keys, lambda index: _read(*files[index])):
        for problem in read.problems:
            problems.add_problem(problem)
        if read.fields is not None:
            yield Document.model_validate(read.fields)


def _read(file: str, content: bytes) -> _Read:
    problems = Problems()
    text = decoded(content, file, problems)
    document = None if text is None else _document(markdown_file(text, file, problems), problems)
    return _Read.of(document, problems)


def _program() -> bytes:
    return program_of("edition") + repr((pydantic.VERSION, yaml.__version__)).encode()


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
    if "date" in source.place_of and value_at(source.header.value, ("date",)) is None:
        problems.add("W214", place, "The date is left empty.")
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
