"""Links: every `href="#id"` gets the file in which the id stands."""

from __future__ import annotations

import functools
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml.etree import _Element
from msgspec import msgpack

from publish.cache import Store
from publish.epub.facts import Link
from publish.epub.files import ContentFile
from publish.epub.xhtml import classes, elements, text_of
from publish.kept import key_of, made_once, program_of
from publish.pagemap import PageMap
from publish.problems import Place, Problem, Problems


class Target(NamedTuple):
    """Where a link leads in the EPUB ("" for nowhere); `label` fills an empty page reference."""

    href: str
    label: str


@dataclass(frozen=True, slots=True)
class _Leads:
    """Where all links of a book lead: a digest for each file, and what is wrong."""

    digests: tuple[bytes, ...]
    problems: tuple[Problem, ...]


class Links:
    """The links between the files of a book. Raises ValueError if an id stands twice in it."""

    def __init__(self, files: Sequence[ContentFile], pagemap: PageMap | None) -> None:
        refuse_repeated_ids(files)
        self._files = files
        self._pagemap = pagemap

    @functools.cached_property
    def _table(self) -> dict[str, ContentFile]:
        """The file of every id."""
        return {id_: file for file in self._files for id_ in file.facts.ids}

    def digests(self, problems: Problems, store: Store) -> tuple[bytes, ...]:
        """What decides `targets` of each file, in order.

        Adds E910 for a link to nowhere. Worked out anew only if in any text there is another
        id or link, or another page that a link asks for.
        """
        made_from = [
            (file.name, file.section.id, file.title, file.facts.digest, file.facts.links_digest)
            for file in self._files
        ]
        pages = [
            self._label(link)
            for file in self._files
            if file.facts.wants_pages
            for link in file.facts.links
        ]
        key = key_of("epub-links", program_of("epub"), msgpack.encode((made_from, pages)))
        (leads,) = made_once(store, _Leads, [key], lambda _: self._leads())
        for problem in leads.problems:
            problems.add_problem(problem)
        return leads.digests

    def _leads(self) -> _Leads:
        problems = Problems()
        digests = [
            hashlib.sha256(msgpack.encode(list(self._targets(file, problems).items()))).digest()
            for file in self._files
        ]
        return _Leads(tuple(digests), tuple(problems))

    def targets(self, file: ContentFile) -> dict[str, Target]:
        """The target of every link that leads out of a file or asks for a page, by its href.

        A link inside the file stays "#id", so that reading systems can pop up a note.
        """
        return self._targets(file, Problems())

    def _targets(self, file: ContentFile, problems: Problems) -> dict[str, Target]:
        targets: dict[str, Target] = {}
        for link in file.facts.links:
            target = self._owner(link)
            if target is None:
                message = f"The link “{link.text}” in “{file.title}” goes to {link.href}."
                problems.add("E910", Place(file.section.id), message)
                targets[link.href] = Target("", "")
                continue
            before = targets.get(link.href, Target("", "")).label
            href = link.href if target is file else f"{target.name}{link.href}"
            targets[link.href] = Target(href, self._label(link) or before)
        return targets

    def _owner(self, link: Link) -> ContentFile | None:
        return self._table.get(link.href[1:]) if link.href.startswith("#") else None

    def _label(self, link: Link) -> str:
        """What an empty page reference says; nothing for any other link."""
        target = self._owner(link) if link.wants_page else None
        return "" if target is None else page_reference(link.href[1:], target, self._pagemap)


def refuse_repeated_ids(files: Sequence[ContentFile]) -> None:
    """Raises ValueError if an id stands twice in the book."""
    ids = set[str]().union(*(file.facts.ids for file in files))
    if len(ids) < sum(len(file.facts.ids) for file in files):
        counts = Counter(id_ for file in files for id_ in file.facts.ids)
        repeated = next(id_ for id_, count in counts.items() if count > 1)
        names = [file.name for file in files if repeated in file.facts.ids]
        raise ValueError(f"id {repeated} stands twice: in {' and '.join(names)}")


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
