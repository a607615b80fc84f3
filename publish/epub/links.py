"""Links: every `href="#id"` gets the file in which the id stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from publish.epub.files import ContentFile
from publish.epub.xhtml import LINK_SCHEMES, classes, elements, name, text_of
from publish.pagemap import PageMap
from publish.problems import Place, Problems


def id_table(files: Sequence[ContentFile]) -> dict[str, ContentFile]:
    """The file of every id. Raises ValueError if an id stands twice in the book."""
    table: dict[str, ContentFile] = {}
    for file in files:
        for element in elements(file.body):
            id_ = element.get("id")
            if id_ and id_ in table:
                raise ValueError(f"id {id_} stands twice: in {table[id_].name} and {file.name}")
            if id_:
                table[id_] = file
    return table


def resolve_links(
    file: ContentFile,
    table: Mapping[str, ContentFile],
    pagemap: PageMap | None,
    problems: Problems,
) -> None:
    """Rewrite the links of one file and fill its page references; E910 for a link to nowhere.

    A link inside the file stays "#id", so that reading systems can pop up a note.
    """
    for element in elements(file.body):
        href = element.get("href", "")
        if name(element) != "a" or not href or href.startswith(LINK_SCHEMES):
            continue
        target = table.get(href[1:]) if href.startswith("#") else None
        if target is None:
            message = f"The link “{text_of(element)}” in “{file.title}” goes to {href}."
            problems.add("E910", Place(file.section.id), message)
            del element.attrib["href"]
            continue
        if "page-ref" in classes(element) and not text_of(element):
            element.text = page_reference(href[1:], target, pagemap)
        if target is not file:
            element.set("href", f"{target.name}{href}")


def page_reference(anchor: str, target: ContentFile, pagemap: PageMap | None) -> str:
    """ "p. 201" of the printed edition; the title of the target where no page is known."""
    if pagemap is not None and anchor in pagemap.anchors:
        return f"p.\N{NO-BREAK SPACE}{pagemap.folio(anchor)}"
    return target.title
