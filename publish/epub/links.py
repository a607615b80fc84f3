"""Links: every `href="#id"` gets the file in which the id stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lxml.etree import _Element

from publish.epub.files import ContentFile
from publish.epub.xhtml import classes, elements, text_of
from publish.pagemap import PageMap
from publish.problems import Place, Problems


class Target(NamedTuple):
    """Where a link leads in the EPUB ("" for nowhere); `label` fills an empty page reference."""

    href: str
    label: str


def id_table(files: Sequence[ContentFile]) -> dict[str, ContentFile]:
    """The file of every id. Raises ValueError if an id stands twice in the book."""
    table: dict[str, ContentFile] = {}
    for file in files:
        for id_ in file.facts.blocks.keys() & table.keys():
            raise ValueError(f"id {id_} stands twice: in {table[id_].name} and {file.name}")
        table |= dict.fromkeys(file.facts.blocks, file)
    return table


def targets_of(
    file: ContentFile,
    table: Mapping[str, ContentFile],
    pagemap: PageMap | None,
    problems: Problems,
) -> dict[str, Target]:
    """The target of every link that leads out of a file or asks for a page, by its href.

    Adds E910 for a link to nowhere. A link inside the file stays "#id", so that reading
    systems can pop up a note.
    """
    targets: dict[str, Target] = {}
    for link in file.facts.links:
        target = table.get(link.href[1:]) if link.href.startswith("#") else None
        if target is None:
            message = f"The link “{link.text}” in “{file.title}” goes to {link.href}."
            problems.add("E910", Place(file.section.id), message)
            targets[link.href] = Target("", "")
            continue
        label = page_reference(link.href[1:], target, pagemap) if link.wants_page else ""
        before = targets.get(link.href, Target("", "")).label
        href = link.href if target is file else f"{target.name}{link.href}"
        targets[link.href] = Target(href, label or before)
    return targets


def page_reference(anchor: str, target: ContentFile, pagemap: PageMap | None) -> str:
    """ "p. 201" of the printed edition; the title of the target where no page is known."""
    if pagemap is not None and anchor in pagemap.anchors:
        return f"p.\N{NO-BREAK SPACE}{pagemap.folio(anchor)}"
    return target.title


def resolve_links(body: _Element, targets: Mapping[str, Target]) -> None:
    """Point the links of a body at their targets and fill its page references."""
    for element in elements(body, "a"):
        target = targets.get(element.get("href", ""))
        if target is None:
            continue
        if not target.href:
            del element.attrib["href"]
            continue
        if "page-ref" in classes(element) and not text_of(element):
            element.text = target.label
        element.set("href", target.href)
