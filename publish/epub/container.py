"""The EPUB file: EbookLib writes package document and NCX, the zip is made the same each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ebooklib import epub
from lxml import etree

from publish.book.model import Metadata
from publish.epub.metadata import Features, add_metadata
from publish.epub.outline import Heading
from publish.epub.xhtml import XML_LANG, parser

_PACKAGE = "EPUB/content.opf"
_FIRST = ("mimetype", "META-INF/container.xml", _PACKAGE)
_FOLDER = "EPUB"


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the publication: name, media type, bytes, properties of its manifest item."""

    name: str
    media_type: str
    content: bytes
    properties: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        kind = "text" if self.media_type == "application/xhtml+xml" else "file"
        return f"{kind}-{self.name.replace('/', '-')}"


def pack(
    metadata: Metadata,
    features: Features,
    items: Sequence[Item],
    spine: Sequence[str],
    toc: Sequence[Heading],
    names: Mapping[str, str],
) -> bytes:
    """The EPUB as bytes; the same for the same arguments.

    `spine` are names of items in reading order, `names` the file of each section id that
    `toc` points to.
    """
    package = epub.EpubBook()
    add_metadata(package, metadata, features)
    made = {item.name: _ebooklib_item(item) for item in items}
    for made_item in made.values():
        package.add_item(made_item)
    package.add_item(epub.EpubNcx())
    package.spine = [made[name] for name in spine]
    package.toc = [_ncx_entry(heading, names) for heading in toc]
    for item in items:
        if "cover-image" in item.properties:
            # EPUB 2 reading systems and many shops look for the cover only here.
            package.add_metadata(None, "meta", "", {"name": "cover", "content": item.id})
    modified = datetime.fromisoformat(metadata.modified).astimezone(UTC)
    buffer = io.BytesIO()
    epub.write_epub(buffer, package, {"mtime": modified, "raise_exceptions": True})
    return _repack(buffer, metadata, modified)


def _ebooklib_item(item: Item) -> epub.EpubItem:
    made = epub.EpubItem(item.id, item.name, item.media_type, item.content)
    made.properties = list(item.properties)  # the writer asks for it, the class lacks it
    return made


def _ncx_entry(heading: Heading, names: Mapping[str, str]) -> object:
    href = names[heading.target]
    if not heading.below:
        return epub.Link(href, heading.title, f"toc-{heading.target}")
    below = [_ncx_entry(entry, names) for entry in heading.below]
    return (epub.Section(heading.title, href), below)


def _repack(written: io.BytesIO, metadata: Metadata, modified: datetime) -> bytes:
    """EbookLib's zip again in a fixed order and with fixed times and modes (OCF §4.3)."""
    moment = (max(modified.year, 1980), *modified.timetuple()[1:6])
    result = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(result, "w") as target:
        others = sorted(set(source.namelist()) - set(_FIRST))
        for name in (*_FIRST, *others):
            info = zipfile.ZipInfo(name, moment)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            content = source.read(name)
            if name == _PACKAGE:
                content = _with_language(content, metadata.language)
            target.writestr(info, content, compresslevel=9)
    return result.getvalue()


def _with_language(package: bytes, language: str) -> bytes:
    """`xml:lang` for the metadata, which EbookLib leaves out (EPUB Accessibility 1.1)."""
    root = etree.fromstring(package, parser())
    root.set(XML_LANG, language)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
