"""Slip pages: a PDF of just the changed pages, with change bars in the margins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from publish.proofs.changes import PageState, Report
from publish.proofs.model import PrintedLine, ProofPage, Recorded

BAR = 1.5  # pt, width of a change bar
FROM_TRIM = 18  # pt from the outer edge of the page to the bar
REACH = 2  # pt that a bar stands out over and under its lines
STATES = (PageState.CHANGED, PageState.RUN_OVER, PageState.NEW)


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar from `top` to `bottom`, pt from the head of the page, in the left or right margin."""

    left: bool
    top: float
    bottom: float


def slip_pages(report: Report, after: Recorded) -> bytes | None:
    """The pages of the newer proof that are not as they were, in order; None if there are none.

    A bar stands in the outer margin beside every line with a word that changed, along the
    whole of a new page, and nowhere on a page where lines only ran over. Beside the columns of
    the index it stands in the margin next to the column. Labels are the folios.
    """
    changes = sorted(
        (page.after, page.state) for page in report.in_state(*STATES) if page.after is not None
    )
    if not changes:
        return None
    index = {part.id for part in after.proof.parts if part.kind == "index"}
    target = BytesIO()
    with pikepdf.open(BytesIO(after.pdf)) as book, pikepdf.new() as slips:
        for number, state in changes:
            slips.pages.append(book.pages[number])
            page, printed = slips.pages[-1], after.proof.pages[number]
            _without_structure(page)
            changed = {mark.line for mark in report.marks_after.get(number, ())}
            every = state is PageState.NEW or (state is PageState.CHANGED and not changed)
            lines = [line for at, line in enumerate(printed.lines) if every or at in changed]
            columns = printed.part in index
            _draw(slips, page, list(_bars(printed, lines, _width(page), columns=columns)))
        _label(slips, [after.proof.pages[number].folio for number, _ in changes])
        slips.save(target, deterministic_id=True)
    return target.getvalue()


def _bars(
    page: ProofPage, lines: Sequence[PrintedLine], width: float, *, columns: bool
) -> Iterator[_Bar]:
    """One bar for every run of lines that no unchanged line of the same column parts."""

    def left(line: PrintedLine) -> bool:
        return line.left < width / 2 if columns else page.index % 2 == 1

    for side in (True, False):
        run: list[PrintedLine] = []
        for line in (line for line in page.lines if left(line) is side):
            if line in lines:
                run.append(line)
            elif run:
                yield _bar(run, left=side)
                run = []
        if run:
            yield _bar(run, left=side)


def _bar(run: Sequence[PrintedLine], *, left: bool) -> _Bar:
    return _Bar(left, min(line.top for line in run), max(line.bottom for line in run))


def _width(page: pikepdf.Page) -> float:
    return float(page.trimbox[2]) - float(page.trimbox[0])


def _without_structure(page: pikepdf.Page) -> None:
    """Links and tags lead to what is not in the file."""
    for key in ("/Annots", "/StructParents", "/Tabs"):
        if key in page.obj:
            del page.obj[key]


def _draw(slips: pikepdf.Pdf, page: pikepdf.Page, bars: Sequence[_Bar]) -> None:
    left, bottom, right, top = (float(side) for side in page.trimbox)
    drawn = []
    for bar in bars:
        x = left + FROM_TRIM if bar.left else right - FROM_TRIM
        low = max(bottom, top - bar.bottom - REACH)
        height = bar.bottom - bar.top + 2 * REACH
        drawn.append(f"{x - BAR / 2:.2f} {low:.2f} {BAR} {height:.2f} re f")
    if drawn:
        content = f"q 0 g {' '.join(drawn)} Q".encode()
        page.contents_add(slips.make_stream(b"q"), prepend=True)
        page.contents_add(slips.make_stream(b"Q\n" + content))


def _label(slips: pikepdf.Pdf, folios: Sequence[str]) -> None:
    numbers: list[pikepdf.Object | int] = []
    for at, folio in enumerate(folios):
        numbers += [at, pikepdf.Dictionary(P=pikepdf.String(folio))]
    slips.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(numbers))
