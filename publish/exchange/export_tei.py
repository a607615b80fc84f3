"""A manuscript to TEI P5: one file a document, one for the edition."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from lxml import etree

from publish import __version__
from publish.edition.edtf_dates import DatePoint, parse_date
from publish.edition.load import load
from publish.edition.model import Document, Edition, Essay, Person, Settings, Source
from publish.edition.sources import source_line
from publish.exchange.delivery import put_in_place
from publish.exchange.tei.trees import Tree, trees_of
from publish.exchange.tei.write_text import TextWriter, element, put
from publish.exchange.tei.xml import Element
from publish.problems import Place, Problems
from publish.prose.edition_texts import all_essays
from publish.prose.notes import Split, split_notes

EDITION = "edition.xml"
AUTHORITY_SITES = {
    "gnd": "https://d-nb.info/gnd/{}", "wikidata": "https://www.wikidata.org/entity/{}",
    "viaf": "https://viaf.org/viaf/{}",
}  # fmt: skip
MARKUP = re.compile(r"\[\^|\{|\*")
SCHEMES = ("doc", "note", "intro", "section", "page")


def export_tei(manuscript: Path, target: Path, problems: Problems) -> tuple[str, ...]:
    """Write the manuscript in the folder `manuscript` as TEI P5 into the new folder `target`.

    Every document and essay becomes a file with the same path and the ending .xml;
    documents have correspDesc and msDesc. edition.xml holds the persons and, in xenoData,
    what TEI has no place for, so that an import gives back the same manuscript. Returns the
    files written; none if the manuscript has errors, or `target` is not empty (reported).
    Raises OSError if the disk refuses.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        problems.add("E043", Place(str(target)), f"{target} is not a new folder.",
                     "Name a folder that is new or empty.")  # fmt: skip
        return ()
    edition = load(manuscript, problems)
    if edition is None or problems.errors:
        return ()
    files = {EDITION: _edition_file(edition, _data_files(manuscript, edition))}
    for path, root in _texts(edition, manuscript):
        files[path] = root
    contents = {
        path: etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
        for path, root in files.items()
    }
    pictures = {
        file.relative_to(manuscript).as_posix(): file.read_bytes()
        for file in (manuscript / "images").rglob("*")
        if file.is_file()
    }
    put_in_place(contents | pictures, target, {})
    return tuple(files)


def _data_files(manuscript: Path, edition: Edition) -> dict[str, str]:
    """The YAML files of the manuscript as they were typed, by path, and the authorities."""
    folder = edition.settings.chapters_folder
    names = ["edition.yaml", "people.yaml", "glossary.yaml", "index.yaml"]
    names.append("tei-authorities.json")  # of an import: ids and links of places and works
    names += [f"{folder}/{chapter.folder}/chapter.yaml" for chapter in edition.chapters]
    return {
        name: (manuscript / name).read_text(encoding="utf-8-sig")
        for name in names
        if (manuscript / name).is_file()
    }


def _texts(edition: Edition, manuscript: Path) -> list[tuple[str, Element]]:
    owners: list[Document | Essay] = [*all_essays(edition), *edition.documents]
    splits = [split_notes(owner.body.text, owner.body.place.line) for owner in owners]
    texts = [split.body for split in splits]
    texts += [note.text for split in splits for note in split.notes]
    trees = iter(trees_of(texts))
    bodies = [next(trees) for _ in owners]
    people = {person.id: person for person in edition.people}
    made = []
    for owner, split, body in zip(owners, splits, bodies, strict=True):
        notes = {note.label: (next(trees), note.by) for note in split.notes}
        path = str(PurePosixPath(owner.body.place.file).with_suffix(".xml"))
        data = {"path": owner.body.place.file, "header": _typed_header(manuscript, owner)}
        made.append((path, _text_file(owner, split, body, notes, people, edition, data)))
    return made


def _text_file(
    owner: Document | Essay,
    split: Split,
    body: list[Tree],
    notes: Mapping[str, tuple[list[Tree], str]],
    people: Mapping[str, Person],
    edition: Edition,
    data: Mapping[str, object],
) -> Element:
    root = element("TEI", xml_lang=edition.settings.language)
    title = _title(owner, people)
    header = _header(root, title, edition, data)
    if isinstance(owner, Document):
        _source_desc(owner, header)
        _corresp_desc(owner, people, header)
    text = put(root, "text")
    kind = "letter" if isinstance(owner, Document) else "essay"
    division = put(put(text, "body"), "div", type=kind)
    writer = TextWriter(owner.id, notes)
    writer.body(body, division)
    if len(split.notes) > len(writer.called):
        writer.uncalled(put(text, "back"))
    return root


def _title(owner: Document | Essay, people: Mapping[str, Person]) -> str:
    if isinstance(owner, Essay):
        return owner.title or owner.id
    names = [", ".join(_named(one, people) for one in side) for side in (owner.from_, owner.to)]
    return " to ".join(name for name in names if name) or owner.title or owner.id


def _named(person_id: str, people: Mapping[str, Person]) -> str:
    return people[person_id].name if person_id in people else person_id


def _typed_header(manuscript: Path, owner: Document | Essay) -> str:
    """The lines between the two `---` of a file, as they were typed."""
    text = (manuscript / owner.body.place.file).read_text(encoding="utf-8-sig")
    return "".join(f"{line}\n" for line in text.split("\n")[1 : owner.body.place.line - 2])


def _publication(statement: Element, settings: Settings) -> None:
    """Who publishes; paragraphs where nobody does yet (TEI P5, publicationStmt)."""
    publisher = settings.publisher
    if publisher is None:
        for words in filter(None, ("Unpublished.", settings.rights)):
            put(statement, "p", words)
        return
    put(statement, "publisher", publisher.name)
    if publisher.place:
        put(statement, "pubPlace", publisher.place)
    if publisher.year:
        put(statement, "date", str(publisher.year), when=f"{publisher.year:04}")
    if settings.rights:
        put(put(statement, "availability"), "p", settings.rights)


def _header(root: Element, title: str, edition: Edition, data: Mapping[str, object]) -> Element:
    """teiHeader with what every file says; returned for more to be added."""
    header = put(root, "teiHeader")
    file_desc = put(header, "fileDesc")
    statement = put(file_desc, "titleStmt")
    put(statement, "title", title, level="a")
    put(statement, "title", edition.settings.title, level="s")
    for contributor in edition.settings.contributors:
        for name in contributor.names:
            put(statement, "editor", name, role=contributor.marc)
    _publication(put(file_desc, "publicationStmt"), edition.settings)
    source = put(file_desc, "sourceDesc")
    put(source, "p", "Exported from a manuscript of publish.")
    encoding = put(header, "encodingDesc")
    application = put(put(encoding, "appInfo"), "application", ident="publish", version=__version__)
    put(application, "label", "publish")
    prefixes = put(encoding, "listPrefixDef")
    for scheme in SCHEMES:
        put(prefixes, "prefixDef", ident=scheme, matchPattern="(.*)", replacementPattern="#$1")
    profile = put(header, "profileDesc")
    put(put(profile, "langUsage"), "language", edition.settings.language,
        ident=edition.settings.language)  # fmt: skip
    xeno = put(header, "xenoData", type="application/json")
    xeno.text = json.dumps(data, ensure_ascii=False, indent=1)
    return header


def _source_desc(document: Document, header: Element) -> None:
    """Where the original and its copies lie."""
    source_desc = header[0][-1]
    sources = [document.source] if document.source else []
    for place, source in enumerate([*sources, *document.other_sources]):
        described = put(source_desc, "msDesc")
        identifier = put(described, "msIdentifier")
        _shelfmark(source, identifier)
        if place == 0 and document.copy_:
            put(put(described, "physDesc"), "p", document.copy_)


def _shelfmark(source: Source, identifier: Element) -> None:
    if source.text:
        put(identifier, "idno", source.text)
        return
    put(identifier, "repository", source.archive)
    whole = source_line(source).removeprefix(source.archive).strip(" ,").rstrip(".")
    put(identifier, "idno", whole)


def _corresp_desc(document: Document, people: Mapping[str, Person], header: Element) -> None:
    """correspDesc after the Guidelines, section 2.4.6."""
    profile = next(part for part in header if str(part.tag).endswith("}profileDesc"))
    profile.insert(0, corresp_desc(document, people))


def corresp_desc(
    document: Document, people: Mapping[str, Person], *, links: bool = False
) -> Element:
    """Who wrote to whom, when and where; with `links` persons by authority file, as CMIF wants."""
    described = element("correspDesc")
    sent = put(described, "correspAction", type="sent")
    _persons(document.from_, people, sent, links=links)
    if document.place:
        put(sent, "placeName", document.place)
    if document.date:
        said = "" if links or MARKUP.search(document.date_print) else document.date_print
        put(sent, "date", said, **date_attributes(document))
    received = element("correspAction", type="received")
    _persons(document.to, people, received, links=links)
    if len(received):
        described.append(received)
    return described


def _persons(
    ids: tuple[str, ...], people: Mapping[str, Person], action: Element, *, links: bool
) -> None:
    for person_id in ids:
        person = people.get(person_id)
        ref = (authority(person) if person else "") if links else f"#{person_id}"
        put(action, "persName", _named(person_id, people), ref=ref)


def authority(person: Person) -> str:
    """Address of a person in GND, Wikidata or VIAF, the first that is known."""
    for name, site in AUTHORITY_SITES.items():
        if name in person.links:
            return site.format(person.links[name])
    return ""


def date_attributes(document: Document) -> dict[str, str]:
    """@when, or @notBefore and @notAfter, of an EDTF date; @cert and @evidence with them."""
    date = parse_date(document.date or "")
    attributes: dict[str, str] = {}
    first, last = date.points[0], date.points[-1]
    if len(date.points) == 1 and first is not None and _is_plain(first):
        attributes["when"] = _iso(first)
    else:
        if first is not None:
            attributes["notBefore"] = date.earliest.isoformat()
        if last is not None:
            attributes["notAfter"] = date.latest.isoformat()
    if any(point and (point.uncertain or point.approximate) for point in date.points):
        attributes["cert"] = "medium"
    if (document.date_note or "stated") != "stated":
        attributes["evidence"] = "conjecture"
    return attributes


def _is_plain(point: DatePoint) -> bool:
    return "X" not in point.year and point.season is None


def _iso(point: DatePoint) -> str:
    month = f"-{point.month:02}" if point.month else ""
    return f"{point.year}{month}" + (f"-{point.day:02}" if month and point.day else "")


def _edition_file(edition: Edition, files: Mapping[str, str]) -> Element:
    root = element("TEI", xml_lang=edition.settings.language)
    _header(root, edition.settings.title, edition, {"path": EDITION, "files": files})
    stand_off = put(root, "standOff")
    persons = put(stand_off, "listPerson")
    for person in edition.people:
        _person(person, persons)
    text = put(root, "text")
    put(put(put(text, "body"), "div", type="edition"), "p", edition.settings.title)
    return root


def _person(person: Person, parent: Element) -> None:
    made = put(parent, "person", xml_id=person.id if person.id[0].isalpha() else f"p.{person.id}")
    name = put(made, "persName")
    surname = person.name.partition(",")[0]
    if person.given and surname != person.name:
        put(name, "surname", surname)
        put(name, "forename", person.given)
    else:
        name.text = person.name
    for kind, names in (("nickname", person.nicknames), ("form", person.forms)):
        for other in names:
            put(made, "persName", other, type=kind)
    for name_of, value in (("birth", person.born), ("death", person.died)):
        if value:
            put(made, name_of, value)
    if person.bio:
        put(put(made, "note", type="bio"), "p", person.bio)
    for key, value in person.links.items():
        site = AUTHORITY_SITES.get(key, "{}")
        put(made, "idno", site.format(value), type=key)
