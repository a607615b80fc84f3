"""XML in, without entities, network or inclusion; and small helpers on its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from publish.problems import Place, Problems

TEI = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
MOST_BYTES = 100_000_000  # of one file; the largest known volume has 12 million
Element = etree._Element


def read_tei(path: Path, name: str, problems: Problems) -> Element | None:
    """The root of a TEI file; what is wrong with it is reported under `name`, and None given.

    Entities are not resolved, nothing is fetched or included, and a file that declares
    entities is refused, since its text could not be told from its source.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.add("E014", Place(name), f"{path} cannot be read: {error.strerror}.")
        return None
    if len(data) > MOST_BYTES:
        problems.add("E003", Place(name), f"{len(data) // 1_000_000} MB are too much for one file.")
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        reason = re.sub(r",? line \d+, column \d+.*$", "", str(error).split(" (")[0])
        problems.add("E045", Place(name, line), f"This is no whole XML file: {reason}.")
        return None
    return root if _is_tei(root, name, problems) else None


def _is_tei(root: Element, name: str, problems: Problems) -> bool:
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        problems.add("E047", Place(name, 1), "The file declares entities of its own.")
        return False
    if any(True for _ in root.iter(etree.Entity)):
        problems.add("E047", Place(name, 1), "The file uses entities that are not XML's own.")
        return False
    if tag(root) not in ("TEI", "teiCorpus") or not str(root.tag).startswith(f"{{{TEI}}}"):
        problems.add("E046", Place(name, root.sourceline or 1), f"The root is <{tag(root)}>.")
        return False
    return True


def tag(element: Element) -> str:
    """Local name of an element: "p" of whatever namespace."""
    return str(element.tag).rpartition("}")[2]


def line_of(element: Element) -> int:
    """Line of the source on which an element begins."""
    return element.sourceline or 1


def identifier(element: Element) -> str:
    """xml:id, or nothing."""
    return element.get(XML_ID, "")


def children(element: Element, *names: str) -> list[Element]:
    """Child elements with one of the local names; all if none is given."""
    return [child for child in element if not names or tag(child) in names]


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Elements below (not the element itself) with one of the local names, in order."""
    for found in element.iterdescendants():
        if tag(found) in names:
            yield found


def first(element: Element, *names: str) -> Element | None:
    """First descendant with one of the local names."""
    return next(descendants(element, *names), None)


def words(element: Element | None) -> str:
    """Text of an element with white space made single; a <space/> or <lb/> is a space."""
    if element is None:
        return ""
    return " ".join("".join(_texts(element)).split())


def words_before(around: Element, element: Element | None) -> str:
    """Text inside `around` that stands before `element`; all of it if that is None."""
    said = []
    for event, one in etree.iterwalk(around, events=("start", "end")):
        if one is element:
            break
        said.append((one.text if event == "start" else one.tail if one is not around else "") or "")
    return "".join(said)


def _texts(element: Element) -> Iterator[str]:
    if tag(element) in ("space", "lb"):
        yield " "
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


def lines_of(element: Element) -> tuple[int, ...]:
    """Lines of the source from an element's start to that of what it last holds."""
    start = line_of(element)
    last = max([start, *(line_of(inner) for inner in element.iterdescendants())])
    return tuple(range(start, last + 1))
