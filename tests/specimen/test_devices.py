"""The specimen shows every mark, date form, div, cross-reference and field there is.

What must be shown is read from the tables of docs/manuscript.md and from the models, so that
a mark cannot be added to the format without being added to the specimen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from PIL import Image

from publish.edition.load import load
from publish.edition.model import (
    Decision,
    Document,
    Edition,
    Essay,
    IndexRules,
    Model,
    Person,
    Settings,
    Subhead,
    Subject,
    Term,
)
from publish.problems import Problems

ROOT = Path(__file__).parents[2]
SPECIMEN = ROOT / "publish" / "specimen"
MANUAL = (ROOT / "docs" / "manuscript.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`]+)`")
ATTRIBUTES = re.compile(r"\{([^{}\n]*)\}")
LINK = re.compile(r"\[([^\[\]]*)\]\(([a-z]+):([^)\s]*)\)(?:\{([^}]*)\})?")
LARGEST_PICTURE = 40_000  # bytes


@cache
def specimen_texts() -> dict[str, str]:
    """Markdown files of the specimen by path."""
    files = sorted(SPECIMEN.rglob("*.md"))
    return {str(f.relative_to(SPECIMEN)): f.read_text(encoding="utf-8") for f in files}


@cache
def specimen_text() -> str:
    return "\n".join(specimen_texts().values())


@cache
def specimen_edition() -> Edition:
    edition = load(SPECIMEN, Problems())
    assert edition is not None
    return edition


# --- the tables of the manual -----------------------------------------------------


def table(first_heading: str, section: int) -> list[list[str]]:
    """Rows of the table of a section whose first column is headed so."""
    text = re.split(r"^## \d+\. ", MANUAL, flags=re.MULTILINE)[section]
    rows = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r" \| ", row.strip("| "))] for row in rows]
    start = next(i for i, row in enumerate(cells) if row[0] == first_heading)
    return cells[start + 2 :]


def codes(rows: list[list[str]], column: int = 0) -> list[str]:
    return [code for row in rows for code in CODE.findall(row[column])]


DATES = [row[0] for row in table("you write", 2)]
MARKS = codes(table("mark", 3))
DIVS = sorted(
    {*codes(table("div", 3)), *(c for c in codes(table("div", 3), 1) if re.fullmatch("[a-z]+", c))}
)
DIV_MARKS = [code for code in codes(table("div", 3), 1) if "{" in code]
CROSS_REFERENCES = codes(table("you write", 5))
NAME_MARKS = codes(table("you write", 6))
POINTS = CODE.findall(re.split(r"\s+at the\s+start", MANUAL.split("Numbered points")[1])[0])


def test_the_tables_of_the_manual_are_found() -> None:
    found = [DATES, MARKS, DIVS, DIV_MARKS, CROSS_REFERENCES, NAME_MARKS, POINTS]
    least = [10, 18, 18, 4, 11, 9, 4]
    assert [len(rows) >= number for rows, number in zip(found, least, strict=True)] == [True] * 7


# --- marks ------------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    """The shape of `[words]{attributes}`: all of a mark but its words and values."""

    classes: frozenset[str]
    keys: frozenset[str]
    empty: bool
    inside_word: bool
    several: bool  # `person="a b"`

    def is_shown_by(self, other: Mark) -> bool:
        return (
            self.classes <= other.classes
            and self.keys <= other.keys
            and self.empty == other.empty
            and self.inside_word <= other.inside_word
            and self.several <= other.several
        )


def marks_of(text: str) -> Iterator[Mark]:
    for found in re.finditer(r"\]\{([^{}\n]*)\}", text):
        start = opening_bracket(text, found.start())
        attributes = found[1]
        yield Mark(
            classes=frozenset(re.findall(r"(?:^|\s)\.([\w-]+)", attributes)),
            keys=frozenset(re.findall(r"([\w-]+)=", attributes)),
            empty=found.start() == start + 1,
            inside_word=text[start - 1 : start].isalpha(),
            several=re.search(r'person="[^"\s]+ ', attributes) is not None,
        )


def opening_bracket(text: str, closing: int) -> int:
    depth = 0
    for position in range(closing, -1, -1):
        depth += {"]": 1, "[": -1}.get(text[position], 0)
        if depth == 0:
            return position
    raise AssertionError(f"no bracket opens: {text[closing - 40 : closing]}")


def shows(mark: str, text: str) -> bool:
    """Whether a text has a mark of the same shape as the one that the manual prints."""
    wanted = list(marks_of(mark))
    if wanted:
        return all(any(w.is_shown_by(mark) for mark in marks_of(text)) for w in wanted)
    if mark.startswith("*"):
        return re.search(r"(?<![*\w])\*\w[^*\n]*\*(?!\*)", text) is not None
    return mark in text


@pytest.mark.parametrize("mark", MARKS + NAME_MARKS)
def test_mark_is_shown(mark: str) -> None:
    assert shows(mark, specimen_text())


@pytest.mark.parametrize("mark", ["[word]{.unheard-of}", "[]{.supplied}", "[x]{colour=red}"])
def test_what_is_not_there_is_not_found(mark: str) -> None:
    assert not shows(mark, specimen_text())


@pytest.mark.parametrize("mark", MARKS + NAME_MARKS)
def test_a_text_without_marks_shows_none(mark: str) -> None:
    assert not shows(mark, "A line.\nAnother (1) of 3 * 4.")


@pytest.mark.parametrize("div", DIVS)
def test_div_is_shown(div: str) -> None:
    opening = re.compile(rf"^:{{3,}} *(?:{div}|\{{\.{div}\b[^}}]*\}}) *$", re.MULTILINE)
    assert opening.search(specimen_text())


@pytest.mark.parametrize("mark", DIV_MARKS)
def test_mark_of_a_div_is_shown(mark: str) -> None:
    for wanted in ATTRIBUTES.findall(mark):
        words = set(re.findall(r"\.[\w-]+|[\w-]+=", wanted))
        assert any(words <= set(re.findall(r"\.[\w-]+|[\w-]+=", found))
                   for found in ATTRIBUTES.findall(specimen_text()))  # fmt: skip


@pytest.mark.parametrize("point", POINTS)
def test_numbered_point_is_shown(point: str) -> None:
    pattern = re.escape(point).replace("1", r"\d").replace("a", "[a-z]")
    pattern = re.sub(r"(\\[.)])$", r"\\\\?\1", pattern)
    assert re.search(rf"^{pattern} ", specimen_text(), re.MULTILINE)


# --- cross-references -------------------------------------------------------------


def link_shapes(text: str) -> set[tuple[object, ...]]:
    return {
        (
            scheme,
            bool(words),
            "," in target,
            ".." in target,
            "/" in target,
            target.startswith("appendix"),
            attributes.strip(),
        )
        for words, scheme, target, attributes in LINK.findall(text)
    }


@pytest.mark.parametrize("reference", CROSS_REFERENCES)
def test_cross_reference_is_shown(reference: str) -> None:
    wanted = link_shapes(reference)
    assert wanted
    assert wanted <= link_shapes(specimen_text())


def test_introduction_is_referred_to_from_inside_and_outside_its_chapter() -> None:
    inside = {path for path, text in specimen_texts().items() if "](intro:" in text}
    targets = [
        (
            re.match(r"years/(\d+)/", path),
            set(re.findall(r"\]\(intro:(\d+)\)", specimen_texts()[path])),
        )
        for path in inside
    ]  # fmt: skip
    assert any(folder and folder[1] in years for folder, years in targets)
    assert any(folder is None or years - {folder[1]} for folder, years in targets)


# --- dates ------------------------------------------------------------------------


def date_shape(date: str | None, date_note: str | None) -> tuple[str, str]:
    return re.sub(r"\d", "0", date or "absent"), date_note or ""


@pytest.mark.parametrize("written", DATES)
def test_date_form_is_shown(written: str) -> None:
    date, note = [*CODE.findall(written), "", ""][:2]
    wanted = date_shape(date, note.removeprefix("date-note: "))
    documents = specimen_edition().documents
    assert wanted in {date_shape(document.date, document.date_note) for document in documents}


# --- fields of the files ----------------------------------------------------------


def models_in(value: object) -> Iterator[Model]:
    if isinstance(value, Model):
        yield value
        for name in type(value).model_fields:
            yield from models_in(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from models_in(item)


@cache
def given_fields() -> dict[type[Model], set[str]]:
    """Of each model, the fields that some instance of the specimen was given."""
    given: dict[type[Model], set[str]] = {}
    for model in models_in(specimen_edition()):
        given.setdefault(type(model), set()).update(model.model_fields_set)
    return given


FIELDS = [
    (model, name)
    for model in [*Model.__subclasses__()]
    if model.__module__ == "publish.edition.model"
    for name in model.model_fields
]


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=lambda v: getattr(v, "__name__", v))
def test_field_is_given(model: type[Model], name: str) -> None:
    assert name in given_fields()[model]


def choices(annotation: object) -> list[str]:
    """The words of a Literal, also of one that may be None."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return [choice for part in get_args(annotation) for choice in choices(part)]


CHOICES = [
    (model, name, choice)
    for model in (Document, Essay)
    for name, field in model.model_fields.items()
    for choice in choices(field.annotation)
    if choice != "errata"  # made from a list of corrections, see tests/proofs/test_round.py
]


@pytest.mark.parametrize(("model", "name", "choice"), CHOICES)
def test_choice_is_made(model: type[Model], name: str, choice: str) -> None:
    chosen = {getattr(m, name) for m in models_in(specimen_edition()) if isinstance(m, model)}
    assert choice in chosen


def test_every_setting_is_explained() -> None:
    text = (SPECIMEN / "edition.yaml").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert re.search(rf"^{field.alias or name}:", text, re.MULTILINE), name


AUTHORITIES: dict[str, list[type[Model]]] = {
    "people.yaml": [Person],
    "glossary.yaml": [Term],
    "index.yaml": [IndexRules, Subhead, Subject, Decision],
}


@pytest.mark.parametrize("file", AUTHORITIES)
def test_fields_of_authority_files_are_explained_in_comments(file: str) -> None:
    lines = (SPECIMEN / file).read_text(encoding="utf-8").splitlines()
    comments = "\n".join(line for line in lines if line.lstrip().startswith("#"))
    fields = {f.alias or n for m in AUTHORITIES[file] for n, f in m.model_fields.items()}
    unexplained = {name for name in fields if not re.search(rf"\b{name}\b", comments)}
    assert unexplained <= {"place"}  # set by the loader


# --- devices that are combinations of marks -----------------------------------------

DEVICES = {
    "note of several paragraphs": r"^\[\^[\w-]+\]: .+\n\n {4}\S",
    "quoted document inside a note": r"^ {4}::: quoted\n {4}::: salutation",
    "note on a date in the header": r"^date-print: .*\[\^[\w-]+\]",
    "note on a date in the text": r"^::: dateline\n.*\[\^[\w-]+\]",
    "note in a title": r"^title: .*\[\^[\w-]+\]",
    "note on a signature": r"^::: (?:signature|closing)\n(?:[^:].*\n|\n)*.*\[\^[\w-]+\]",
    "note by the translator": r'\{by="Trans\."\}$',
    "numbered point after a signature": r"^::: signature\n[^:]*:::\n\n\d\) ",
    "points three deep": r"^\d\) .*\n\n(?:.*\n\n)?[a-z]\) .*\n\n(?:[a-z]\) .*\n\n)?\(1\) ",
    "wrong number kept": r"^\[.?\d\)\]\{\.sic\}",
    "table": r"^\|[:-]+\|",
    "ditto mark in a table": r'^\|.*\| " \|',
    "figure inside a document": r"^!\[.*\]\(\.\./\.\./images/",
    "verse with indented lines": r"^\| {5}\S",
    "real list": r"^- \S",
    "block quotation": r"^> \S",
    "subheading": r"^## \S",
    "omission in a quotation": r"^> .*\[\]\{\.omission\}",
    "several senders": r"^from: \[.*,.*,.*\]",
    "several message numbers": r"^message-number: Nos\.",
    "family archive": r"^source: \{text: ",
    "back of a folio": r"listy: \d+-\d+ob",
    "range of folios": r"listy: \d+-\d+\}",
    "id other than the file's name": r"^id: \S",
    "Cyrillic": r"[а-я]+[^\]]*\]\{lang=ru\}",
    "Greek": r"[α-ω]+[^\]]*\]\{lang=grc\}",
    "accented Latin": r"[řžěí]\w*[^\]]*\]\{lang=cs\}",
    "fraction": r"\d[½¼¾⅛⅜⅝⅞]",
    "pounds": r"£\d",
    "dollars": r"\$\d",
    "francs": r"\d fr\.",
    "percent": r"½ percent",
    "name in a title that is not indexed": r"\{\.title\}",
    "second postscript": r"^P\.P\.S\.",
    "two remarks by different readers": r"by=harcastle-g[^}]*\}[\s\S]*by=quill-t",
}


@pytest.mark.parametrize("device", DEVICES)
def test_device_is_shown(device: str) -> None:
    assert re.search(DEVICES[device], specimen_text(), re.MULTILINE)


# --- people, pictures, the whole -----------------------------------------------------


def test_people_are_difficult() -> None:
    people = [person for person in specimen_edition().people if not person.see]
    surnames = [person.name.split(",")[0] for person in people]
    assert len(people) >= 20
    assert len({name for name in surnames if surnames.count(name) > 1}) >= 2
    assert any(person.nicknames for person in people)
    assert any(" " in person.given for person in people)
    assert any(re.search(r" (?:de|von|van)$", person.name) for person in people)
    assert any(person.born.endswith("?") for person in people)
    assert any(person.see for person in specimen_edition().people)
    assert any(not person.index for person in people)


@pytest.mark.parametrize("picture", sorted(SPECIMEN.glob("images/*")), ids=lambda p: p.name)
def test_picture_is_small_and_gray(picture: Path) -> None:
    assert picture.stat().st_size < LARGEST_PICTURE
    with Image.open(picture) as image:
        assert image.mode in ("1", "L")


def test_specimen_holds_nothing_but_a_manuscript() -> None:
    kinds = {path.suffix for path in SPECIMEN.rglob("*") if path.is_file()}
    assert kinds == {".md", ".yaml", ".png"}
    assert not list(SPECIMEN.rglob("README*"))


def test_size_of_the_specimen() -> None:
    edition = specimen_edition()
    assert len(edition.chapters) == 2
    assert 12 <= sum(len(chapter.documents) for chapter in edition.chapters) <= 16
    assert len(edition.appendix) == 2
