"""A .docx file as parts in memory: bounded before anything is unpacked, and free of DTDs.

A Word file is a zip archive of XML parts (ECMA-376, part 2). It is input from anywhere: the
sizes that its directory claims are checked first, and no part is read beyond its claim.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from publish.problems import Place, Problems

LARGEST_FILE = 200_000_000  # bytes on disk
LARGEST_XML = 32_000_000  # bytes unpacked; the text of a long book is 10 million
LARGEST_TOTAL = 256_000_000  # bytes unpacked, all parts
MOST_PARTS = 5_000
HIGHEST_RATIO = 200  # unpacked to packed; Word's own XML stays under 60
RATIO_COUNTS_FROM = 1_000_000  # bytes unpacked: small parts may be nearly empty
OLE = b"\xd0\xcf\x11\xe0"  # compound file: old .doc, or a .docx with a password
MAIN = "word/document.xml"
STRICT = "http://purl.oclc.org/ooxml/"
OFFICE_DOCUMENT = "/relationships/officeDocument"


@dataclass(frozen=True, slots=True)
class Container:
    """The parts of a Word file by name; `main` is that of the text."""

    name: str
    parts: Mapping[str, bytes]
    main: str

    def beside(self, name: str) -> str:
        """The full name of a part that lies in the folder of the main one."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.main), name))


def read_container(path: Path, name: str, problems: Problems) -> Container | None:
    """Read a Word file; `name` stands for it in messages. None if it is refused (reported)."""
    place = Place(name)
    try:
        if path.stat().st_size > LARGEST_FILE:
            problems.add("E003", place, f"Larger than {LARGEST_FILE // 1_000_000} MB.")
            return None
        data = path.read_bytes()
    except OSError as error:
        problems.add("E014", place, f"Cannot be read: {error.strerror}.")
        return None
    if data.startswith(OLE):
        problems.add("E055", place, "An old .doc file, or a Word file with a password.")
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if fault := _too_large(archive):
                problems.add("E056", place, fault)
                return None
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
            ValueError) as error:  # fmt: skip
        problems.add("E055", place, f"No Word file, or a damaged one ({error}).")
        return None
    return _checked(name, parts, problems)


def parse_xml(data: bytes) -> etree._Element:
    """XML without entities, DTD and network. Raises etree.XMLSyntaxError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise etree.XMLSyntaxError("a document type, which no Word file has", 0, 1, 1)
    return root


def _too_large(archive: zipfile.ZipFile) -> str:
    """What makes an archive a danger to unpack; empty if nothing does."""
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        return f"More than {MOST_PARTS} parts."
    total = sum(entry.file_size for entry in entries)
    if total > LARGEST_TOTAL:
        return f"Unpacked it would have {total // 1_000_000} MB."
    for entry in entries:
        if entry.filename.endswith(".xml") and entry.file_size > LARGEST_XML:
            return f"{entry.filename} would have {entry.file_size // 1_000_000} MB unpacked."
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > RATIO_COUNTS_FROM and ratio > HIGHEST_RATIO:
            return f"{entry.filename} would grow {ratio:.0f} times when unpacked."
    return ""


@lru_cache(maxsize=64)  # themes and styles are the same in all files of a template
def _fault(data: bytes) -> str:
    """Why a part is no XML that can be trusted; empty if it is."""
    try:
        parse_xml(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        return str(error)
    return ""


def _checked(name: str, parts: Mapping[str, bytes], problems: Problems) -> Container | None:
    """Whether it is a Word file at all, in XML that can be trusted."""
    place = Place(name)
    xml = {part: data for part, data in parts.items() if part.endswith((".xml", ".rels"))}
    for part, data in xml.items():
        if fault := _fault(data):
            problems.add("E055", place, f"The part {part} is damaged ({fault}).")
            return None
    main = _main_part(parts)
    if main not in parts:
        problems.add("E055", place, "A zip file, but no Word file: it holds no text.")
        return None
    if STRICT.encode() in parts[main][:4000]:
        problems.add(
            "E055", place, "A Word file of the kind “Strict Open XML”.",
            "Save it in Word as “Word Document (.docx)”.",
        )  # fmt: skip
        return None
    return Container(name, parts, main)


def _main_part(parts: Mapping[str, bytes]) -> str:
    """The part that the package's relationships call the document (ECMA-376-2, 9.3)."""
    if "_rels/.rels" not in parts:
        return MAIN
    for relation in parse_xml(parts["_rels/.rels"]):
        if str(relation.get("Type", "")).endswith(OFFICE_DOCUMENT):
            return str(relation.get("Target", "")).lstrip("/")
    return MAIN
