"""The EPUB file: EbookLib writes package document and NCX, the zip is made the same each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

import ebooklib
import msgspec
from ebooklib import epub
from lxml import etree

from publish.book.model import Metadata
from publish.cache import Store
from publish.epub.deflate import Deflated, deflate
from publish.epub.metadata import Features, add_metadata
from publish.epub.outline import Heading
from publish.epub.xhtml import XML_LANG, parser
from publish.kept import key_of, made_once, program_of

_MIMETYPE = "mimetype"
_PACKAGE = "EPUB/content.opf"
_FIRST = ("META-INF/container.xml", _PACKAGE)
_FOLDER = "EPUB"
_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the publication: name, media type, content, properties of its manifest item."""

    name: str
    media_type: str
    content: Deflated
    properties: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        kind = "text" if self.media_type == "application/xhtml+xml" else "file"
        return f"{kind}-{self.name.replace('/', '-')}"


class Contents(NamedTuple):
    """What a package lists.

    `spine` are names of items in reading order, `names` the file of each section id that
    `toc` points to.
    """

    metadata: Metadata
    features: Features
    items: Sequence[Item]
    spine: Sequence[str]
    toc: Sequence[Heading]
    names: Mapping[str, str]


def pack(contents: Contents, store: Store) -> bytes:
    """The EPUB as bytes; the same for the same contents.

    What `store` has of the package from an earlier build is not made again.
    """
    modified = datetime.fromisoformat(contents.metadata.modified).astimezone(UTC)
    undated = contents._replace(metadata=replace(contents.metadata, modified=""))
    listed = [(item.name, item.media_type, item.properties) for item in contents.items]
    made_from = (ebooklib.VERSION, undated._replace(items=()), listed)
    key = key_of("epub-package", program_of("epub"), msgspec.msgpack.encode(made_from))
    (package,) = made_once(store, _Package, [key], lambda _: _package(undated))
    files = {f"{_FOLDER}/{item.name}": item.content for item in contents.items} | package.others
    files[_PACKAGE] = deflate(package.document.replace(_dated(_NO_TIME), _dated(modified)))
    return _zipped(files, modified)


class _Package(NamedTuple):
    """The package document, as of no particular time, and what else EbookLib writes, by name."""

    document: bytes
    others: dict[str, Deflated]


def _dated(modified: datetime) -> bytes:
    """As EbookLib writes when a package was modified."""
    moment = modified.strftime("%Y-%m-%dT%H:%M:%SZ")
    return f'<meta property="dcterms:modified">{moment}</meta>'.encode()


def _package(contents: Contents) -> _Package:
    metadata, features, items, spine, toc, names = contents
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
    written = _written_by_ebooklib(package, _NO_TIME)
    ours = {_MIMETYPE, _PACKAGE, *(f"{_FOLDER}/{item.name}" for item in items)}
    others = {name: deflate(content) for name, content in written.items() if name not in ours}
    return _Package(_with_language(written[_PACKAGE], metadata.language), others)


def _ebooklib_item(item: Item) -> epub.EpubItem:
    """An item without its content, which would only be deflated, inflated and deflated again."""
    made = epub.EpubItem(item.id, item.name, item.media_type, b"")
    made.properties = list(item.properties)  # the writer asks for it, the class lacks it
    return made


def _ncx_entry(heading: Heading, names: Mapping[str, str]) -> object:
    href = names[heading.target]
    if not heading.below:
        return epub.Link(href, heading.title, f"toc-{heading.target}")
    below = [_ncx_entry(entry, names) for entry in heading.below]
    return (epub.Section(heading.title, href), below)


def _written_by_ebooklib(package: epub.EpubBook, modified: datetime) -> dict[str, bytes]:
    buffer = io.BytesIO()
    epub.write_epub(buffer, package, {"mtime": modified, "raise_exceptions": True})
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(files: Mapping[str, Deflated], modified: datetime) -> bytes:
    """A zip in a fixed order, with fixed times and modes, mimetype first and stored (OCF §4.3)."""
    moment = (max(modified.year, 1980), *modified.timetuple()[1:6])
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        archive.writestr(_entry(_MIMETYPE, moment), "application/epub+zip")
        for name in (*_FIRST, *sorted(files.keys() - set(_FIRST))):
            _add(archive, _entry(name, moment), files[name])
    return result.getvalue()


def _entry(name: str, moment: tuple[int, ...]) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (moment[0], moment[1], moment[2], moment[3], moment[4], moment[5]))
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info


def _add(archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: Deflated) -> None:
    """Add a file that is deflated already, which `ZipFile` has no method for.

    The steps are those of `ZipFile.mkdir`, which too adds an entry in one go.
    """
    assert archive.fp is not None  # open until the archive is closed
    info.compress_type = zipfile.ZIP_DEFLATED
    info.CRC, info.file_size, info.compress_size = file.crc, file.size, len(file.data)
    info.header_offset = archive.start_dir
    archive.fp.seek(archive.start_dir)
    archive.fp.write(info.FileHeader() + file.data)
    archive.start_dir = archive.fp.tell()
    archive.filelist.append(info)
    archive.NameToInfo[info.filename] = info


def _with_language(package: bytes, language: str) -> bytes:
    """`xml:lang` for the metadata, which EbookLib leaves out (EPUB Accessibility 1.1)."""
    root = etree.fromstring(package, parser())
    root.set(XML_LANG, language)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
