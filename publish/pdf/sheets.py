"""A laid-out page turned into a sheet: content, fonts, structure, links, pictures."""

from __future__ import annotations

import functools
import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pydyf
from weasyprint import DEFAULT_OPTIONS
from weasyprint.document import Document, Page
from weasyprint.pdf import generate_pdf
from weasyprint.pdf.metadata import DocumentMetadata

from publish.pdf.engine import Style
from publish.pdf.fontfile import best_glyph, font_name
from publish.pdf.ink import in_black, without_marks
from publish.pdf.model import FontUse, Glyph, Link, Sheet, packed
from publish.pdf.pictures import print_pictures, screen_pictures
from publish.pdf.prepare import link_anchor
from publish.pdf.reading import Reading, is_blank
from publish.pdf.structure import Objects, page_structure
from publish.pdf.tree import Tree
from publish.pdf.typefaces import faces

_OPTIONS = {**DEFAULT_OPTIONS, "pdf_tags": True, "uncompressed_pdf": True}
_FONT = re.compile(rb"(?m)\n/(\w+) ([\d.]+) Tf$")
_LONG_NUMBER = re.compile(rb"(\.\d{3})\d+")
_NO_KERNING = b">0<"


class Setter:
    """Writes the pages of one galley as sheets; loads each font once."""

    def __init__(self, tree: Tree, style: Style) -> None:
        metadata = DocumentMetadata(lang=tree.etree_element.get("lang"))
        self._document = Document([], metadata, tree.url_fetcher, style.fonts, {}, None)
        self._fonts: dict[Any, Any] = {}

    def sheet(self, page_box: Any, reading: Reading) -> Sheet:
        """The sheet of one page box and what its reader found."""
        page = Page(page_box)
        # The renderer also makes a link of each element inside a link.
        page.links = [link for link in page.links if link[3].element_tag == "a"]
        size = page.width * 0.75, page.height * 0.75
        pdf = self._written(page)
        objects = {item.reference: item for item in pdf.objects[1:]}
        pdf_page = objects[pdf.page_references[0]]
        resources = objects[pdf_page["Resources"]]
        annotations = [bytes(item) for item in pdf_page.get("Annots", ())]
        structure = page_structure(objects, pdf.catalog["StructTreeRoot"], annotations, size)
        tidy = functools.partial(_tidy, names=self._font_names())
        content = tidy(_content(objects[pdf_page["Contents"]]))
        sheet = Sheet(
            screen=deflated(content),
            print=deflated(without_marks(in_black(content))),
            packed_fonts=packed(sorted(self._font_uses())),
            screen_pictures=screen_pictures(objects, resources, tidy),
            print_pictures=print_pictures(objects, resources, tidy),
            tags=structure.tags,
            roots=structure.roots,
            marked=structure.marked,
            links=tuple(_links(objects, annotations, structure.links)),
            anchors=reading.anchors,
            packed_lines=packed(reading.lines),
            start=reading.start,
            blank=is_blank(page_box),
            digest="",
        )
        return with_digest(sheet)

    def _written(self, page: Page) -> pydyf.PDF:
        single = self._document.copy([page])
        single.fonts = self._fonts
        for font in self._fonts.values():
            font.widths, font.to_unicode = {}, {}
        return generate_pdf(single, None, 1, **_OPTIONS)

    def _font_names(self) -> dict[bytes, bytes]:
        """The book's names of the fonts, by the renderer's."""
        return {
            font.hash.encode(): font_name(face_file(font), _axes(font)).encode()
            for font in self._fonts.values()
        }

    def _font_uses(self) -> Iterator[FontUse]:
        """What the page written last sets in each face."""
        uses: dict[tuple[str, tuple[tuple[str, float], ...]], dict[int, Glyph]] = {}
        for font in self._fonts.values():
            glyphs = uses.setdefault((face_file(font), _axes(font)), {})
            for number, text in font.to_unicode.items():
                glyphs[number] = best_glyph(
                    glyphs.get(number), Glyph(number, float(font.widths[number]), text)
                )
        for (file, axes), used in uses.items():
            if used:
                yield FontUse(file, axes, tuple(used[number] for number in sorted(used)))


def with_digest(sheet: Sheet) -> Sheet:
    """The sheet with the digest of all that a PDF shows of it."""
    shown = replace(sheet, anchors={}, packed_lines=b"", start=None, digest="")
    content = msgspec.msgpack.encode(shown)
    return replace(sheet, digest=hashlib.blake2b(content, digest_size=16).hexdigest())


def deflated(content: bytes) -> bytes:
    """Content as a /FlateDecode stream."""
    return zlib.compress(content, 6)


def _content(page: pydyf.Stream) -> bytes:
    return b"".join([pydyf._to_bytes(item) + b"\n" for item in page.stream])


def _tidy(content: bytes, names: Mapping[bytes, bytes]) -> bytes:
    """Content with the book's names of fonts and without needless digits."""

    def named(found: re.Match[bytes]) -> bytes:
        return b"\n/%s %s Tf" % (names[found[1]], found[2])

    content = _FONT.sub(named, b"\n" + content)[1:]
    return _LONG_NUMBER.sub(rb"\1", content.replace(_NO_KERNING, b""))


def _links(objects: Objects, annotations: list[bytes], elements: tuple[int, ...]) -> Iterator[Link]:
    for reference, element in zip(annotations, elements, strict=True):
        annotation = objects[reference]
        corners = tuple(round(float(edge), 3) for edge in annotation["Rect"])
        address = str(annotation["A"]["URI"].string)
        anchor = link_anchor(address)
        left, bottom, right, top = corners
        yield Link(
            (left, min(bottom, top), right, max(bottom, top)),
            anchor or "",
            "" if anchor is not None else address,
            element,
        )


def face_file(font: Any) -> str:
    """The file of a renderer's font, found by its content."""
    if not hasattr(font, "book_file"):
        font.book_file = _face_files()[hashlib.sha256(font.file_content).hexdigest()]
    return str(font.book_file)


def _axes(font: Any) -> tuple[tuple[str, float], ...]:
    return tuple(sorted({"wght": float(font.weight), **font.variations}.items()))


@functools.cache
def _face_files() -> dict[str, str]:
    return {
        hashlib.sha256(Path(face.path).read_bytes()).hexdigest(): str(face.path) for face in faces()
    }
