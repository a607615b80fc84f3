"""What the printer's PDF needs: boxes, crop marks, black ink, nothing to click."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from publish.pdf.ink import blacken_resources, in_black, without_marks
from publish.pdf.model import PageSize
from publish.pdf.resources import add_xobject, drop, page_content

BLEED = 3 * 72 / 25.4  # 3 mm in pt
SLUG = 12 * 72 / 25.4  # from the trim to the edge of the sheet
_MARK_START, _MARK_END = 4 * 72 / 25.4, 10 * 72 / 25.4  # from the trim, outside the bleed
_MARKS = "/CropMarks"


def prepare_for_press(book: pikepdf.Pdf, size: PageSize) -> None:
    """Make every page of a bound book ready for the printer, in place."""
    marks = book.make_indirect(crop_marks(book, size))
    seen: set[tuple[int, int]] = set()
    for page in book.pages:
        drop(page.obj, "/Annots", "/StructParents", "/Tabs", "/Group")
        _set_boxes(page, size)
        if "/Resources" in page.obj:
            blacken_resources(page.obj.Resources, seen)
        add_xobject(page, _MARKS, marks)
        page.obj.Contents = book.make_stream(_content_on_sheet(page))


def _content_on_sheet(page: pikepdf.Page) -> bytes:
    """The page's content in black, moved to its place on the sheet, and the crop marks."""
    content = without_marks(in_black(page_content(page)))
    return b"q\n1 0 0 1 %.4f %.4f cm\n%s\nQ\n%s Do\n" % (SLUG, SLUG, content, _MARKS.encode())


def page_boxes(size: PageSize) -> dict[str, list[float]]:
    """Corners of the boxes in pt from the lower left corner of the sheet."""
    sheet = [0.0, 0.0, size.width + 2 * SLUG, size.height + 2 * SLUG]
    boxes = {
        "/MediaBox": sheet,
        "/CropBox": sheet,
        "/BleedBox": _around(size, BLEED),
        "/TrimBox": _around(size, 0.0),
    }
    return {name: [round(edge, 4) for edge in box] for name, box in boxes.items()}


def _around(size: PageSize, distance: float) -> list[float]:
    near = SLUG - distance
    return [near, near, SLUG + size.width + distance, SLUG + size.height + distance]


def _set_boxes(page: pikepdf.Page, size: PageSize) -> None:
    for name, box in page_boxes(size).items():
        page.obj[name] = Array(box)


def crop_marks(book: pikepdf.Pdf, size: PageSize) -> Stream:
    """A form with eight marks in registration black, on every separation."""
    lines = "".join(
        f"{x1:.4f} {y1:.4f} m\n{x2:.4f} {y2:.4f} l\nS\n" for x1, y1, x2, y2 in _mark_lines(size)
    )
    content = f"q\n/Registration CS\n1 SCN\n0.25 w\n{lines}Q\n"
    all_inks = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    registration = Array([Name.Separation, Name.All, Name.DeviceCMYK, all_inks])
    form = book.make_stream(content.encode())
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array(page_boxes(size)["/MediaBox"])
    form.Resources = Dictionary(ColorSpace=Dictionary(Registration=registration))
    return form


def _mark_lines(size: PageSize) -> Iterator[tuple[float, float, float, float]]:
    left, bottom, right, top = _around(size, 0.0)
    for x, out in ((left, -1), (right, 1)):
        for y in (bottom, top):
            yield x + out * _MARK_START, y, x + out * _MARK_END, y
    for y, out in ((bottom, -1), (top, 1)):
        for x in (left, right):
            yield x, y + out * _MARK_START, x, y + out * _MARK_END
