"""The texts of a TEI import as files of a manuscript."""

from __future__ import annotations

import json
import re
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from publish.edition.model import Person
from publish.exchange.ids import make_id
from publish.exchange.linemap import ListFile, MapEntry, TextFile
from publish.exchange.log import Loss
from publish.exchange.tei.attested import attested
from publish.exchange.tei.context import Shared
from publish.exchange.tei.document import ReadText
from publish.exchange.tei.letters import UNDATED
from publish.exchange.tei.own import OwnData
from publish.exchange.tei.xml import Element, children, first, tag, words
from publish.exchange.yaml_text import Value, yaml_text
from publish.problems import Place

NAMESPACE = uuid.UUID("0d5f6f0e-3f55-4c0e-9b0a-6f6b1f0c2f55")  # ours; makes ids repeatable
AUTHORITIES = "tei-authorities.json"


@dataclass(slots=True)
class Volume:
    """All texts of an import, and what the headers say of the book."""

    documents: list[ReadText] = field(default_factory=list)
    introductions: list[ReadText] = field(default_factory=list)  # of chapters
    essays: list[ReadText] = field(default_factory=list)
    unread: list[Loss] = field(default_factory=list)  # text of the source that no text has
    terms: list[tuple[dict[str, Value], int]] = field(default_factory=list)
    title: str = ""
    language: str = ""
    editors: list[str] = field(default_factory=list)
    publisher: str = ""
    place: str = ""
    year: int = 0
    rights: str = ""
    is_frus: bool = False
    key: str = ""  # the series' own name of the volume
    own_files: dict[str, str] = field(default_factory=dict)  # YAML of our own export
    own_texts: dict[str, OwnData] = field(default_factory=dict)

    @property
    def all_texts(self) -> list[ReadText]:
        return [*self.essays, *self.introductions, *self.documents]

    def describe(self, root: Element) -> None:
        """Title, editors, publisher and language from the first header."""
        header = next(iter(children(root, "teiHeader")), root)
        titles = [t for t in header.iter("{*}title") if words(t)]
        wanted = [t for t in titles if t.get("level") == "s" or t.get("type") == "complete"]
        self.title = words((wanted or titles)[0]) if titles else "Untitled edition"
        self.key = next((words(n) for n in header.iter("{*}idno") if n.get("type") == "frus"), "")
        language = first(header, "language")
        self.language = (language.get("ident", "") if language is not None else "") or (
            root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
        )
        for editor in header.iter("{*}editor"):
            if any(tag(a) == "sourceDesc" for a in editor.iterancestors()):
                continue
            for name in list(editor) or [editor]:
                if words(name) and _straight(words(name)) not in self.editors:
                    self.editors.append(_straight(words(name)))
        statement = first(header, "publicationStmt")
        if statement is not None:
            self.publisher = words(first(statement, "publisher"))
            self.place = words(first(statement, "pubPlace"))
            self.rights = words(first(statement, "licence", "availability"))
            said = f"{words(first(statement, 'date'))} {self.rights}"
            year = re.search(r"\b(?:1[5-9]|20)\d\d\b", said)
            self.year = int(year[0]) if year else 0


def _straight(name: str) -> str:
    last, comma, rest = name.partition(", ")
    return f"{rest} {last}" if comma else name


@dataclass(slots=True)
class Output:
    """Files by path, and the map of their parts."""

    files: dict[str, str] = field(default_factory=dict)
    entries: list[MapEntry] = field(default_factory=list)
    documents: int = 0
    people: int = 0

    def add(self, file: TextFile | ListFile) -> None:
        text, entries = file.render()
        self.files[file.path] = text
        self.entries += entries


def write_volume(volume: Volume, shared: Shared, source: str) -> Output:
    """All files of the manuscript; gives each text its path."""
    output = Output()
    _place_in_chapters(volume, output)
    front = _place_essays(volume)
    for text in volume.all_texts:
        output.add(text.text_file())
    output.documents = len(volume.documents)
    rules = {} if shared.names_by_words else _learn_names(volume, shared, output)
    _add_people(shared, output)
    _add_glossary(volume, output)
    _add_index(shared, rules, output)
    output.files["edition.yaml"] = yaml_text(_settings(volume, front, source))
    return output


def write_own(volume: Volume) -> Output:
    """The files of an export as they were."""
    output = Output(files=dict(volume.own_files), documents=len(volume.documents))
    for text in volume.all_texts:
        output.add(text.text_file())
    return output


def _place_in_chapters(volume: Volume, output: Output) -> None:
    """Folders of chapters that sort as they stand; documents are numbered through."""
    texts = [*volume.introductions, *volume.documents]
    texts.sort(key=lambda text: ("" if volume.is_frus else text.chapter, text.sort_key))
    runs = _runs(texts)
    volume.documents = [text for text in texts if not _introduces(text)]
    numbers = {id(text): number for number, text in enumerate(volume.documents, start=1)}
    taken: set[str] = set()
    for place, run in enumerate(runs, start=1):
        title = run[0].chapter
        folder = _folder(title, place, len(runs)) if volume.is_frus else title
        title = "Undated" if title == UNDATED else title
        if title != folder:
            output.files[f"chapters/{folder}/chapter.yaml"] = yaml_text({"title": title})
        for text in run:
            if not _introduces(text):
                text.fields["number"] = numbers[id(text)]
                text.id = _unused(text.id, taken)
            text.path = f"chapters/{folder}/{text.id}.md"


def _runs(texts: list[ReadText]) -> list[list[ReadText]]:
    """Texts by chapter; a title that comes again later, or introduces anew, is another chapter."""
    runs: list[list[ReadText]] = []
    for text in texts:
        if runs and runs[-1][0].chapter == text.chapter and not _introduces(text):
            runs[-1].append(text)
        else:
            runs.append([text])
    return runs


def _introduces(text: ReadText) -> bool:
    return text.fields.get("kind") == "introduction"


def _folder(title: str, place: int, chapters: int) -> str:
    bare = make_id(title)[:40].strip("-")
    return f"{place:0{max(2, len(str(chapters)))}}-{bare}"


def _unused(wanted: str, taken: set[str]) -> str:
    """An id that no file has, on any file system; two files of the source may have one id."""
    while wanted.lower() in taken:
        wanted += "-2"
    taken.add(wanted.lower())
    return wanted


def _place_essays(volume: Volume) -> list[str]:
    paths = []
    for essay in volume.essays:
        folder = "front" if essay.chapter == "front" else "back"
        essay.path = f"{folder}/{essay.id}.md"
        paths.append(essay.path)
    return paths


def _learn_names(volume: Volume, shared: Shared, output: Output) -> Mapping[str, list[Value]]:
    """Enter the names that the marks attest; the rules that index.yaml gets besides: whom a form
    of several people means mostly, and what is nobody's name."""
    entries = {person.id: person.fields for person in shared.registry.people.values()}
    known = [
        Person.model_validate({"id": ident, **fields, "place": Place("people.yaml", 1)})
        for ident, fields in entries.items()
    ]
    writing = Counter(
        str(person)
        for letter in volume.documents
        for people_of in ("from", "to")
        for person in _listed(letter.fields.get(people_of))
    )
    texts = [output.files[text.path] for text in volume.all_texts]
    found = attested(texts, known, writing, volume.language)
    for key, further in (("forms", found.forms), ("nicknames", found.nicknames)):
        for ident, names in further.items():
            entries[ident][key] = [*_listed(entries[ident].get(key)), *names]
    for ident in found.words:
        entries[ident]["bare-surname"] = False
    number = sum(map(len, (*found.forms.values(), *found.nicknames.values())))
    if number or found.words or found.decisions:
        shared.log.doubt(
            "names", 1, f"From the marks: {number} further forms of names, {len(found.words)} "
            f"surnames that are rather common words, {len(found.decisions)} decisions on names.",
            "Look through `forms` and `bare-surname` in people.yaml, `decisions` and `ignore` in "
            "index.yaml.",
        )  # fmt: skip
    decisions: list[Value] = [
        {"form": form, "person": person} for form, person in found.decisions.items()
    ]
    ignored: list[Value] = [*sorted(found.ignored)]
    return {"decisions": decisions, "ignore": ignored}


def _listed(value: Value) -> list[Value]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _add_people(shared: Shared, output: Output) -> None:
    people = sorted(shared.registry.people.values(), key=lambda p: str(p.fields["name"]).lower())
    headings: dict[str, str] = {}
    entries: list[tuple[dict[str, Value], tuple[int, ...]]] = []
    for person in people:
        fields = dict(person.fields)
        name = str(fields["name"])
        if name.casefold() in headings:
            fields["name"] = f"{name} ({fields.get('born') or person.id})"
        if str(fields["name"]).casefold() in headings:
            fields["name"] = f"{name} ({person.id})"
        headings[str(fields["name"]).casefold()] = person.id
        lines = (person.line,) if person.line else ()
        entries.append(({"id": person.id, **fields}, lines))
    output.add(ListFile("people.yaml", "People, from the TEI source.", list(entries)))
    output.people = len(entries)


def _add_glossary(volume: Volume, output: Output) -> None:
    terms: list[Value] = [entry for entry, _ in volume.terms]
    glossary: dict[str, Value] = {"sections": [{"terms": terms}] if terms else []}
    output.files["glossary.yaml"] = yaml_text(glossary)


def _add_index(shared: Shared, rules: Mapping[str, list[Value]], output: Output) -> None:
    """Headings that marks use, and rules; ids and links of all authorities beside them, as data."""
    headings = sorted(shared.registry.used_headings, key=str.casefold)
    subjects: list[Value] = [{"heading": heading} for heading in headings]
    written: dict[str, Value] = {"subjects": subjects}
    written.update((name, listed) for name, listed in rules.items() if listed)
    output.files["index.yaml"] = yaml_text(written)
    if shared.registry.authorities:
        data = json.dumps(shared.registry.authorities, ensure_ascii=False, indent=1)
        output.files[AUTHORITIES] = f"{data}\n"


def _settings(volume: Volume, essays: list[str], source: str) -> dict[str, Value]:
    front: list[Value] = ["half-title", "title-page", "contents"]
    front += [path for path in essays if path.startswith("front/")]
    back: list[Value] = [*(["glossary"] if volume.terms else []), "biographies", "index"]
    back += [path for path in essays if path.startswith("back/")]
    title, _, subtitle = volume.title.partition(": ")
    settings: dict[str, Value] = {"title": title}
    if subtitle:
        settings["subtitle"] = subtitle
    short = re.split(r"[:,.(]", volume.title)[0].strip()
    if short and short != title:
        settings["short-title"] = short
    settings["slug"] = make_id(volume.key or short or volume.title)[:60].strip("-")
    settings["language"] = volume.language or "en-US"
    if volume.editors:
        settings["contributors"] = [{"role": "Edited by", "names": list(volume.editors)}]
    if volume.publisher:
        imprint: dict[str, Value] = {"name": volume.publisher}
        imprint |= {"place": volume.place} if volume.place else {}
        imprint |= {"year": volume.year} if volume.year else {}
        settings["publisher"] = imprint
    if volume.rights:
        settings["rights"] = volume.rights
    settings["identifier"] = f"urn:uuid:{uuid.uuid5(NAMESPACE, f'{volume.title} {source}')}"
    settings["document-heading"] = "dots"
    settings["document-word"] = "document" if volume.is_frus else "letter"
    settings["chapters-folder"] = "chapters"
    settings["front"] = front
    settings["body"] = ["chapters"]
    settings["back"] = back
    return settings
