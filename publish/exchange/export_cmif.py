"""A manuscript's letters as one file of the Correspondence Metadata Interchange Format.

CMIF is a reduced TEI: correspDesc of each letter, persons by authority file, the edition as
the source (https://github.com/TEI-Correspondence-SIG/CMIF).
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from publish.edition.load import load
from publish.edition.model import Edition, Publisher
from publish.exchange.export_tei import corresp_desc
from publish.exchange.tei.write_text import element, put
from publish.exchange.tei.xml import Element
from publish.outputs import replace_all
from publish.problems import Problems

LICENCE = "https://creativecommons.org/licenses/by/4.0/"  # what correspSearch asks for


def export_cmif(manuscript: Path, target: Path, problems: Problems, url: str = "") -> int:
    """Write the file `target`, replacing it; returns the number of letters in it.

    A letter is a document with a sender and a recipient. `url` is the address at which the
    edition, or this file, will be found; letters get `url#id` as @ref. 0 if the manuscript
    has errors. Raises OSError if the disk refuses.
    """
    edition = load(manuscript, problems)
    if edition is None or problems.errors:
        return 0
    root = element("TEI")
    header = put(root, "teiHeader")
    _file_desc(edition, url, header)
    profile = put(header, "profileDesc")
    people = {person.id: person for person in edition.people}
    letters = 0
    for document in edition.documents:
        if not (document.from_ and document.to):
            continue
        described = corresp_desc(document, people, links=True)
        described.set("key", str(document.number))
        described.set("source", f"#{_source_id(edition)}")
        if url:
            described.set("ref", f"{url}#{document.id}")
        profile.append(described)
        letters += 1
    text = put(put(root, "text"), "body")
    put(text, "p")
    target.parent.mkdir(parents=True, exist_ok=True)
    xml = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    replace_all({target: xml})
    return letters


def _source_id(edition: Edition) -> str:
    """xml:id of the edition, made of its lasting identifier."""
    return "edition-" + edition.settings.identifier.removeprefix("urn:uuid:")


def _file_desc(edition: Edition, url: str, header: Element) -> None:
    settings = edition.settings
    names = [name for one in settings.contributors for name in one.names]
    file_desc = put(header, "fileDesc")
    statement = put(file_desc, "titleStmt")
    put(statement, "title", f"{settings.title}: index of the correspondence")
    for name in names:
        put(statement, "editor", name)
    publication = put(file_desc, "publicationStmt")
    if settings.publisher:
        put(publication, "publisher", settings.publisher.name)
    else:  # whoever answers for it
        put(publication, "authority", "; ".join(names) or settings.title)
    if url:
        put(publication, "idno", url, type="url")
    if settings.publisher and settings.publisher.year:
        # The year of publication: the same manuscript gives the same file on any day.
        put(publication, "date", when=f"{settings.publisher.year:04}")
    availability = put(publication, "availability")
    put(availability, "licence", "This file is licensed under CC BY 4.0.", target=LICENCE)
    source_desc = put(file_desc, "sourceDesc")
    contributors = "; ".join(f"{one.role} {', '.join(one.names)}" for one in settings.contributors)
    title = ": ".join(filter(None, (settings.title, settings.subtitle)))
    parts = filter(None, (title, contributors, _imprint(settings.publisher)))
    put(
        source_desc, "bibl", ". ".join(parts) + ".", type="print",
        xml_id=_source_id(edition),
    )  # fmt: skip


def _imprint(publisher: Publisher | None) -> str:
    """ "London: A Press, 2026", what is known of it."""
    if publisher is None:
        return ""
    place_and_name = ": ".join(filter(None, (publisher.place, publisher.name)))
    return ", ".join(filter(None, (place_and_name, str(publisher.year or ""))))
