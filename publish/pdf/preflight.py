"""Preflight: what a printer's or a reader's program would refuse, found before they do."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from publish.pdf.colourless import Colourless
from publish.pdf.model import Findings, Medium, PageSize
from publish.pdf.printing import page_boxes
from publish.pdf.resources import all_resources, contents_of, entries, fonts, page_content
from publish.problem_codes import CODES
from publish.problems import Problem

_TOLERANCE = 0.01  # pt
_RGB_OPERATORS = frozenset({"rg", "RG", "g", "G"})
_SPACE_OPERATORS = frozenset({"cs", "CS"})
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_ALLOWED_SPACES = ("/DeviceCMYK", "/DeviceGray", "/Separation")


def preflight(pdf: bytes, size: PageSize, medium: Medium) -> list[Problem]:
    """Check a bound PDF against a trimmed page of `size` pt.

    Both media: fonts embedded, page boxes right, page labels there. Print: nothing but black
    of CMYK, no annotations (ISO 15930-7, 6.3 and 6.18). Screen: tagged, with language and
    title (ISO 14289-1, 7.1). A problem's file is the medium, its line the page counted from 1.
    """
    return _checked(io.BytesIO(pdf), size, medium, frozenset()).problems


def preflight_file(
    pdf: Path, size: PageSize, medium: Medium, colourless: frozenset[bytes]
) -> Findings:
    """The same for a file; `colourless` are digests that such a check found before."""
    return _checked(pdf, size, medium, colourless)


def _checked(
    pdf: Path | BinaryIO, size: PageSize, medium: Medium, known: frozenset[bytes]
) -> Findings:
    colourless = Colourless(known)
    # Every page has its own attributes; to look for inherited ones takes as long as all the rest.
    with pikepdf.open(pdf, inherit_page_attributes=False) as book:
        checks: list[Callable[[], Iterator[tuple[int, str, str]]]] = [
            lambda: _unembedded_fonts(book),
            lambda: _wrong_boxes(book, size, medium),
            lambda: _missing_labels(book),
        ]
        if medium == "print":
            checks += [lambda: _colours(book, colourless), lambda: _annotations(book)]
        else:
            checks += [lambda: _missing_structure(book)]
        problems = [
            Problem(f"{medium}.pdf", page, code, message, CODES[code].hint)
            for check in checks
            for page, code, message in check()
        ]
    return Findings(problems, frozenset(colourless.met))


def _unembedded_fonts(book: pikepdf.Pdf) -> Iterator[tuple[int, str, str]]:
    for font in fonts(book):
        descriptor = font
        if "/DescendantFonts" in font:
            descriptor = font.DescendantFonts[0]
        descriptor = descriptor.get("/FontDescriptor", Dictionary())
        programs = [descriptor[key] for key in _FONT_FILES if key in descriptor]
        if not any(len(program.read_bytes()) for program in programs):
            yield 1, "E950", f"The font {font.get('/BaseFont', '?')} is not embedded."


def _wrong_boxes(
    book: pikepdf.Pdf, size: PageSize, medium: Medium
) -> Iterator[tuple[int, str, str]]:
    trim = [0.0, 0.0, *size]
    wanted = page_boxes(size) if medium == "print" else {"/MediaBox": trim}
    right: dict[str, set[bytes]] = {name: set() for name in wanted}  # boxes as they are written
    for number, page in enumerate(book.pages, start=1):
        for name, box in wanted.items():
            written = page.obj.get(name, Array())
            if written.unparse() in right[name]:
                continue
            found = [float(edge) for edge in written]
            if len(found) == 4 and all(
                abs(edge - wish) <= _TOLERANCE for edge, wish in zip(found, box, strict=True)
            ):
                right[name].add(written.unparse())
            else:
                yield number, "E951", f"{name.lstrip('/')} is {found}, not {box}."


def _missing_labels(book: pikepdf.Pdf) -> Iterator[tuple[int, str, str]]:
    labels = book.Root.get("/PageLabels")
    if labels is None or "/Nums" not in labels or int(labels.Nums[0]) != 0:
        yield 1, "E954", "The file has no page labels."


def _annotations(book: pikepdf.Pdf) -> Iterator[tuple[int, str, str]]:
    for number, page in enumerate(book.pages, start=1):
        if "/Annots" in page.obj:
            yield number, "E953", "The page has annotations."


def _colours(book: pikepdf.Pdf, colourless: Colourless) -> Iterator[tuple[int, str, str]]:
    for number, page in enumerate(book.pages, start=1):
        if not all(map(colourless.has, contents_of(page))):
            for operator in _colour_operators(page):
                yield number, "E952", f"The page is painted with '{operator}'."
    for resources in all_resources(book):
        yield from _coloured_resources(resources, colourless)


def _coloured_resources(
    resources: Object, colourless: Colourless
) -> Iterator[tuple[int, str, str]]:
    for name, item in entries(resources, "/XObject").items():
        if item.get("/Subtype") == Name.Image:
            if not _allowed(item.get("/ColorSpace", Name.DeviceGray)):
                yield 1, "E952", f"The picture {name} is in colour."
        elif not colourless.has(item):
            for operator in _colour_operators(item):
                yield 1, "E952", f"The form {name} is painted with '{operator}'."
    for name, shading in entries(resources, "/Shading").items():
        if not _allowed(shading.get("/ColorSpace", Name.DeviceGray)):
            yield 1, "E952", f"The shading {name} is in colour."
    for name, space in entries(resources, "/ColorSpace").items():
        if not _allowed(space):
            yield 1, "E952", f"The colour space {name} is neither CMYK nor gray."


def _colour_operators(content: pikepdf.Page | Object) -> list[str]:
    """Operators that paint in other than CMYK, from a full parse."""
    found = set()
    for instruction in pikepdf.parse_content_stream(content):
        name, operands = str(instruction.operator), instruction.operands
        if name in _RGB_OPERATORS:
            found.add(name)
        elif name in _SPACE_OPERATORS and str(operands[0]) in ("/DeviceRGB", "/DeviceGray"):
            found.add(f"{operands[0]} {name}")
    return sorted(found)


def _allowed(space: Object) -> bool:
    name = space[0] if isinstance(space, Array) else space
    return str(name) in _ALLOWED_SPACES


def _missing_structure(book: pikepdf.Pdf) -> Iterator[tuple[int, str, str]]:
    root = book.Root
    wanted = {
        "/StructTreeRoot": "structure tree",
        "/MarkInfo": "mark information",
        "/Lang": "language",
        "/ViewerPreferences": "viewer preferences",
        "/Metadata": "metadata",
    }
    for key, what in wanted.items():
        if key not in root:
            yield 1, "E955", f"The file has no {what}."
    for number, page in enumerate(book.pages, start=1):
        if "/StructParents" not in page.obj and page_content(page):
            yield number, "E955", "The page has content without structure."
