"""What the printer's PDF needs besides its pages: boxes and crop marks."""

from __future__ import annotations

from collections.abc import Iterator

from publish.pdf.model import PageSize

BLEED = 3 * 72 / 25.4  # 3 mm in pt
SLUG = 12 * 72 / 25.4  # from the trim to the edge of the sheet
# The colour of the crop marks: all inks (ISO 32000-1, 8.6.6.4).
REGISTRATION = (
    b"[/Separation/All/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]/N 1>>]"
)
_MARK_START, _MARK_END = 4 * 72 / 25.4, 10 * 72 / 25.4  # from the trim, outside the bleed


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


def crop_marks(size: PageSize) -> bytes:
    """Content that draws eight marks in registration black, on every separation."""
    lines = "".join(
        f"{x1:.4f} {y1:.4f} m\n{x2:.4f} {y2:.4f} l\nS\n" for x1, y1, x2, y2 in _mark_lines(size)
    )
    return f"q\n/Registration CS\n1 SCN\n0.25 w\n{lines}Q\n".encode()


def _mark_lines(size: PageSize) -> Iterator[tuple[float, float, float, float]]:
    left, bottom, right, top = _around(size, 0.0)
    for x, out in ((left, -1), (right, 1)):
        for y in (bottom, top):
            yield x + out * _MARK_START, y, x + out * _MARK_END, y
    for y, out in ((bottom, -1), (top, 1)):
        for x in (left, right):
            yield x, y + out * _MARK_START, x, y + out * _MARK_END
