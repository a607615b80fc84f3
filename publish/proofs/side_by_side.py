"""One self-contained HTML page: changed pages of two proofs side by side, differences marked."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from io import BytesIO

import pypdfium2
from jinja2 import Environment, PackageLoader, StrictUndefined
from PIL import Image, ImageChops, ImageDraw

from publish.proofs.changes import Mark, PageChange, PageState, Report
from publish.proofs.model import ProofPage, Recorded
from publish.proofs.printed import Box, line_words, open_pdf, render
from publish.proofs.report import sections

SCALE = 1.6  # pixels to a pt: 115 to the inch, readable and small
OLD_COLOUR, NEW_COLOUR = (225, 60, 50), (20, 130, 70)
STATES = (PageState.CHANGED, PageState.RUN_OVER, PageState.NEW, PageState.GONE)


def as_html(report: Report, before: Recorded, after: Recorded) -> str:
    """The whole report and a pair of pictures for every page that is not as it was.

    Words that differ are marked; where only the look differs, the part of the page that does.
    """
    with open_pdf(before.pdf) as old, open_pdf(after.pdf) as new:
        pairs = [
            _pair(
                change,
                _picture(old, before, change.before, report.marks_before, OLD_COLOUR),
                _picture(new, after, change.after, report.marks_after, NEW_COLOUR),
                report,
            )
            for change in report.in_state(*STATES)
        ]
    environment = Environment(
        loader=PackageLoader("publish.proofs"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    template = environment.get_template("compare.html.j2")
    return template.render(report=report, sections=sections(report), pairs=pairs)


def _picture(
    pdf: pypdfium2.PdfDocument,
    proof: Recorded,
    number: int | None,
    marks: dict[int, tuple[Mark, ...]],
    colour: tuple[int, int, int],
) -> Image.Image | None:
    if number is None:
        return None
    page = pdf[number]
    boxes = _boxes(page, proof.proof.pages[number], marks.get(number, ()))
    picture = _marked(render(page, SCALE), boxes, colour)
    page.close()
    return picture


def _boxes(page: pypdfium2.PdfPage, printed: ProofPage, marks: Sequence[Mark]) -> list[Box]:
    """The boxes to mark: one for words that follow each other on a line."""
    words = line_words(page, printed.lines) if marks else []
    boxes: list[Box] = []
    last: Mark | None = None
    for mark in sorted(set(marks), key=lambda mark: (mark.line, mark.word)):
        box = words[mark.line][mark.word]
        if last is not None and (last.line, last.word + 1) == (mark.line, mark.word):
            boxes[-1] = boxes[-1].united(box)
        else:
            boxes.append(box)
        last = mark
    return boxes


def _marked(
    picture: Image.Image, boxes: Sequence[Box], colour: tuple[int, int, int]
) -> Image.Image:
    layer = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(layer)
    light = tuple((value + 2 * 255) // 3 for value in colour)
    for box in boxes:
        sides = [box.left - 1, box.top - 1, box.right + 1, box.bottom + 1]
        draw.rectangle([side * SCALE for side in sides], fill=light, outline=colour)
    return ImageChops.multiply(picture, layer)


def _pair(
    change: PageChange, old: Image.Image | None, new: Image.Image | None, report: Report
) -> dict[str, object]:
    """What the template shows of a page: the change and two data: addresses, "" for none."""
    said = change.after is not None and report.marks_after.get(change.after)
    if change.state is PageState.CHANGED and not said and old is not None and new is not None:
        _mark_look(old, new)
    return {"change": change, "old": _data_address(old), "new": _data_address(new)}


def _mark_look(old: Image.Image, new: Image.Image) -> None:
    """Frame what looks different on two pages that say the same."""
    differs = ImageChops.difference(old, new).getbbox()
    if differs is not None:
        for picture, colour in ((old, OLD_COLOUR), (new, NEW_COLOUR)):
            ImageDraw.Draw(picture).rectangle(differs, outline=colour, width=2)


def _data_address(picture: Image.Image | None) -> str:
    if picture is None:
        return ""
    out = BytesIO()
    picture.quantize(64, Image.Quantize.FASTOCTREE).save(out, "PNG")
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
