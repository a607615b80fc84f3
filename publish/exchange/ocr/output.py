"""The book as files of a manuscript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publish.exchange.linemap import ListFile, MapEntry, Piece, TextFile
from publish.exchange.log import ImportLog
from publish.exchange.ocr.book import Book, ReadEssay
from publish.exchange.ocr.documents import ReadDocument
from publish.exchange.ocr.index_people import add_form, called_after_people
from publish.exchange.ocr.markup import Markup
from publish.exchange.ocr.notes import Apparatus
from publish.exchange.ocr.printed_index import index_json
from publish.exchange.yaml_text import Value, yaml_text

PRINTED_INDEX = "printed-index.json"


@dataclass(slots=True)
class Output:
    """Files by path, their map, and what each YAML entry of the map is made of."""

    files: dict[str, str] = field(default_factory=dict)
    entries: list[MapEntry] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)  # id -> name

    def add(self, file: TextFile | ListFile) -> None:
        text, entries = file.render()
        self.files[file.path] = text
        self.entries += entries


def write_book(book: Book, identifier: str, source: str, log: ImportLog) -> Output:
    """All manuscript files of a book."""
    output = Output()
    markup = Markup(book.profile.notes, log)
    for essay in [*book.essays, *([book.plates] if book.plates else [])]:
        output.add(_essay_file(essay, markup))
    for document in book.documents:
        output.add(_document_file(document, markup))
    _add_people(book, output)
    _add_glossary(book, output)
    if book.index:
        _add_index(book, output, source)
    ignored: list[Value] = [*called_after_people(book.index, [*book.people, *book.index_people])]
    rules: dict[str, Value] = {"subjects": []}
    output.files["index.yaml"] = "# Subjects and decisions; none were imported.\n" + yaml_text(
        rules | ({"ignore": ignored} if ignored else {})
    )
    output.files["edition.yaml"] = _settings_text(book, identifier, log)
    for chapter, title in book.chapter_titles.items():
        if title != chapter:
            output.files[f"years/{chapter}/chapter.yaml"] = yaml_text({"title": title})
    for chapter, lines in book.chapter_lines.items():
        title = book.chapter_titles[chapter]
        output.entries.append(MapEntry(f"years/{chapter}", "chapter", title, 1, 1, lines))
    return output


def _essay_file(essay: ReadEssay, markup: Markup) -> TextFile:
    labels = frozenset(note.label for note in essay.apparatus.notes)
    header: dict[str, Value] = {}
    if essay.title:
        header["title"] = markup.inline(essay.title, labels)
    header["kind"] = essay.kind
    if essay.signed:
        header["signed"] = markup.inline(essay.signed, labels)
    return TextFile(essay.file, header, _pieces(essay.apparatus, markup), essay.title_lines)


def _document_file(document: ReadDocument, markup: Markup) -> TextFile:
    folder = "appendix" if document.chapter == "appendix" else f"years/{document.chapter}"
    lines = tuple(sorted({*document.header.all_lines, *document.moved}))
    return TextFile(
        f"{folder}/{document.id}.md", document.fields, _pieces(document.apparatus, markup), lines
    )


def _pieces(apparatus: Apparatus, markup: Markup) -> list[Piece]:
    labels = frozenset(note.label for note in apparatus.notes)
    return [
        *(piece for block in apparatus.body for piece in markup.pieces(block, labels)),
        *(markup.note(note, labels) for note in apparatus.notes),
    ]


def _add_people(book: Book, output: Output) -> None:
    extra = [
        (person.model_dump(by_alias=True, exclude_defaults=True, exclude={"place"}), ())
        for person in book.profile.people
    ]
    entries = [*book.people, *((entry, ()) for entry, _ in book.index_people), *extra]
    for entry, _ in entries:
        if entry["id"] in book.profile.not_by_surname:
            entry["bare-surname"] = False
        for form in book.profile.forms.get(str(entry["id"]), ()):
            add_form(entry, form)
    entries.sort(key=lambda entry: str(entry[0]["name"]).lower())
    output.add(ListFile("people.yaml", "People, from the printed biographies.", entries))
    output.people = {str(entry["id"]): str(entry["name"]) for entry, _ in entries}


def _add_glossary(book: Book, output: Output) -> None:
    """glossary.yaml, entry by entry so that each has its lines."""
    text = "sections:\n"
    for group in book.groups:
        first = text.count("\n") + 1
        title = yaml_text({"title": group.title}).rstrip("\n")
        text += f"  - {title}\n    terms:\n"
        if group.line:
            output.entries.append(
                MapEntry("glossary.yaml", "group", group.title, first, first, (group.line,))
            )
        for term, lines in group.terms:
            first = text.count("\n") + 1
            text += "".join(f"      {line}\n" for line in yaml_text([term]).splitlines())
            output.entries.append(
                MapEntry("glossary.yaml", "entry", str(term["id"]), first,
                         text.count("\n"), lines)
            )  # fmt: skip
    output.files["glossary.yaml"] = text if book.groups else "sections: []\n"


def _add_index(book: Book, output: Output, source: str) -> None:
    output.files[PRINTED_INDEX] = index_json(book.index, source)
    for place, entry in enumerate(book.index):
        output.entries.append(
            MapEntry(PRINTED_INDEX, "entry", "", place + 2, place + 2, entry.lines)
        )


def _settings_text(book: Book, identifier: str, log: ImportLog) -> str:
    """edition.yaml; a publisher that the profile does not name is left open."""
    settings = _settings(book, identifier)
    if not settings.get("publisher"):
        log.doubt("no publisher", 1, "The profile names none.",
                  "Give name, place and year of the publisher in edition.yaml.")  # fmt: skip
    return yaml_text(settings)


def _settings(book: Book, identifier: str) -> dict[str, Value]:
    """edition.yaml: the profile's fields, and the parts that were found in their order."""
    settings = {"identifier": identifier} | book.profile.edition
    parts = book.parts
    texts = max((parts.index(p) for p in ("chapter", "appendix") if p in parts), default=0)
    made = ("glossary", "biographies")  # set by their word; before the texts they are front matter
    front = [p for p in parts if p.startswith("front/") or (p in made and p in parts[:texts])]
    before = [p for p in parts[:texts] if p.endswith(".md") and p not in front]
    after = [p for p in parts[texts + 1 :] if p not in front]
    orders: dict[str, Value] = {
        "front": _front_matter(front, {essay.file: essay.kind for essay in book.essays}),
        "body": [*before, "chapters", *(["appendix"] if "appendix" in parts else [])],
        "back": [*after, *([] if "index" in after else ["index"])],
    }
    if book.plates and book.chapters:
        orders["plates"] = {"file": book.plates.file, "after": book.chapters[-1]}
    return orders | settings


def _front_matter(texts: list[str], kinds: Mapping[str, str]) -> list[Value]:
    """The front matter in the order of Chicago 17 §1.4: the list of the series before the title
    page, the copyright page behind it, then contents and all other `texts`."""

    def of(kind: str) -> list[str]:
        return [text for text in texts if kinds.get(text) == kind]

    placed = [*of("series"), *of("copyright")]
    rest = [text for text in texts if text not in placed]
    return ["half-title", *of("series"), "title-page", *of("copyright"), "contents", *rest]
