"""Each thing that preflight looks for is found when it is there."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from publish.pdf.model import PageSize
from publish.pdf.preflight import Medium, preflight, preflight_file
from publish.pdf.resources import fonts

SIZE = PageSize()


def test_bound_files_pass(screen: bytes, printed: bytes) -> None:
    assert preflight(screen, SIZE, "screen") == []
    assert preflight(printed, SIZE, "print") == []


def empty_fonts(pdf: pikepdf.Pdf) -> None:
    font = next(fonts(pdf))
    font.DescendantFonts[0].FontDescriptor.FontFile2 = pdf.make_stream(b"")


def drop_trim_box(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[2].obj["/TrimBox"]


def narrow_media_box(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].obj.MediaBox = Array([0, 0, 440, 666])


def drop_labels(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/PageLabels"]


def annotate(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].obj.Annots = Array([Dictionary(Type=Name.Annot)])


def paint(operators: bytes) -> Callable[[pikepdf.Pdf], None]:
    def add(pdf: pikepdf.Pdf) -> None:
        pdf.pages[2].contents_add(pdf.make_stream(operators))

    return add


def add_coloured_form(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(b"1 0 0 rg\n0 0 9 9 re\nf")
    form.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Resources=Dictionary()
    )
    pdf.pages[8].obj.Resources.XObject = Dictionary(Form=form)


def colour_a_picture(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Image:
            item.ColorSpace = Name.DeviceRGB


def drop_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def drop_page_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[2].obj["/StructParents"]


COLOURS = [
    ("print", paint(b"1 0 0 rg"), "E952", 3),
    ("print", paint(b"0.5 G"), "E952", 3),
    ("print", paint(b"/DeviceRGB cs"), "E952", 3),
    ("print", add_coloured_form, "E952", 1),
    ("print", colour_a_picture, "E952", 1),
]


@pytest.mark.parametrize(
    ("medium", "damage", "code", "page"),
    [
        ("print", empty_fonts, "E950", 1),
        ("screen", empty_fonts, "E950", 1),
        ("print", drop_trim_box, "E951", 3),
        ("screen", narrow_media_box, "E951", 3),
        ("print", drop_labels, "E954", 1),
        ("print", annotate, "E953", 3),
        *COLOURS,
        ("screen", drop_structure, "E955", 1),
        ("screen", drop_page_structure, "E955", 3),
    ],
)
def test_damage_is_found(
    medium: Medium,
    damage: Callable[[pikepdf.Pdf], None],
    code: str,
    page: int,
    screen: bytes,
    printed: bytes,
) -> None:
    damaged = io.BytesIO()
    with pikepdf.open(io.BytesIO(screen if medium == "screen" else printed)) as pdf:
        damage(pdf)
        pdf.save(damaged)
    problems = preflight(damaged.getvalue(), SIZE, medium)
    assert {problem.code for problem in problems} == {code}
    assert {problem.file for problem in problems} == {f"{medium}.pdf"}
    assert page in {problem.line for problem in problems}


def test_screen_file_is_no_print_file(screen: bytes) -> None:
    assert {p.code for p in preflight(screen, SIZE, "print")} == {"E951", "E952", "E953"}


@pytest.mark.parametrize(("medium", "damage", "code", "page"), COLOURS)
def test_colour_is_found_among_content_seen_before(
    medium: Medium,
    damage: Callable[[pikepdf.Pdf], None],
    code: str,
    page: int,
    printed: bytes,
    tmp_path: Path,
) -> None:
    file = tmp_path / "print.pdf"
    file.write_bytes(printed)
    seen = preflight_file(file, SIZE, medium, frozenset()).colourless
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        damage(pdf)
        pdf.save(file, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    found = preflight_file(file, SIZE, medium, seen)
    assert seen & found.colourless
    assert {(problem.code, problem.line) for problem in found.problems} == {(code, page)}
    assert preflight_file(file, SIZE, medium, found.colourless) == found
