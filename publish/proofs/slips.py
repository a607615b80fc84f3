"""Slip pages: a PDF of just the changed pages, with change bars in the outer margin."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf

from publish.proofs.changes import PageState, Report
from publish.proofs.model import PrintedLine, Recorded

BAR = 1.5  # pt, width of a change bar
FROM_TRIM = 18  # pt from the outer edge of the page to the bar
REACH = 2  # pt that a bar stands out over and under its lines
STATES = (PageState.CHANGED, PageState.RUN_OVER, PageState.NEW)


def slip_pages(report: Report, after: Recorded) -> bytes | None:
    """The pages of the newer proof that are not as they were, in order; None if there are none.

    A bar stands beside every line with a word that changed, along the whole of a new page,
    and nowhere on a page where lines only ran over. Labels are the folios.
    """
    changes = sorted(
        (page.after, page.state) for page in report.in_state(*STATES) if page.after is not None
    )
    if not changes:
        return None
    target = BytesIO()
    with pikepdf.open(BytesIO(after.pdf)) as book, pikepdf.new() as slips:
        for number, state in changes:
            slips.pages.append(book.pages[number])
            page, printed = slips.pages[-1], after.proof.pages[number]
            _without_structure(page)
            changed = {mark.line for mark in report.marks_after.get(number, ())}
            every = state is PageState.NEW or (state is PageState.CHANGED and not changed)
            lines = [line for at, line in enumerate(printed.lines) if every or at in changed]
            _draw_bars(slips, page, lines, recto=number % 2 == 0)
        _label(slips, [after.proof.pages[number].folio for number, _ in changes])
        slips.save(target, deterministic_id=True)
    return target.getvalue()


def _without_structure(page: pikepdf.Page) -> None:
    """Links and tags lead to what is not in the file."""
    for key in ("/Annots", "/StructParents", "/Tabs"):
        if key in page.obj:
            del page.obj[key]


def _draw_bars(
    slips: pikepdf.Pdf, page: pikepdf.Page, lines: Sequence[PrintedLine], *, recto: bool
) -> None:
    left, bottom, right, top = (float(side) for side in page.trimbox)
    x = right - FROM_TRIM if recto else left + FROM_TRIM
    drawn = [
        f"{x - BAR / 2:.2f} {max(bottom, top - line.bottom - REACH):.2f} "
        f"{BAR} {line.bottom - line.top + 2 * REACH:.2f} re f"
        for line in lines
    ]
    if drawn:
        content = f"q 0 g {' '.join(drawn)} Q".encode()
        page.contents_add(slips.make_stream(b"q"), prepend=True)
        page.contents_add(slips.make_stream(b"Q\n" + content))


def _label(slips: pikepdf.Pdf, folios: Sequence[str]) -> None:
    numbers: list[pikepdf.Object | int] = []
    for at, folio in enumerate(folios):
        numbers += [at, pikepdf.Dictionary(P=pikepdf.String(folio))]
    slips.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(numbers))
