"""What the terminal and the page say of a build, in a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publish.command_line import count
from publish.live.loop import Update
from publish.live.printed import Printed, Touched
from publish.problems import Severity
from publish.proofs.changes import PageState
from publish.proofs.compare_pages import GENERATED

HERE = (PageState.CHANGED, PageState.RUN_OVER, PageState.NEW)
MANY = 3  # more files than this are counted, not named


def update_line(update: Update) -> str:
    """What a build came to: "years/1894/005.md: page 9 changed; print, screen, EPUB in 0.9 s"."""
    attempt, book = update.attempt, update.book
    stays = "the last good book stays" if book else "there is no book yet"
    if attempt.failure:
        return f"Not built: {attempt.failure}; {stays}"
    errors = sum(problem.severity is Severity.ERROR for problem in attempt.problems)
    if attempt.made is None or book is None:
        return f"{count(errors, 'error')}; {stays}"
    made = f"print, screen, EPUB in {attempt.seconds:.1f} s"
    if update.is_first:
        return f"{count(len(book.keys), 'page')}; {made}"
    return f"{sources_line(attempt.changed)}: {pages_line(update.touched, book)}; {made}"


def sources_line(changed: Sequence[str]) -> str:
    """The files of a correction: named if they are few."""
    if len(changed) > MANY:
        return f"{len(changed)} files"
    return ", ".join(changed)


def pages_line(touched: Touched, book: Printed) -> str:
    """The pages of a correction: "pages 57–58 and index changed, 3 pages renumbered"."""
    kinds = {part.id: part.kind for part in book.parts}
    here = [page for page in touched.pages if page.state in HERE]
    made = {kinds[page.part] for page in here} & GENERATED
    text = [page for page in here if kinds[page.part] not in GENERATED]
    gone = sum(page.state is PageState.GONE for page in touched.pages)
    renumbered = sum(page.state is PageState.SHIFTED for page in touched.pages)
    names = []
    if text:
        folios = list(_runs(sorted(page.after for page in text if page.after is not None), book))
        word = "page" if len(text) == 1 else "pages"
        names.append(f"{word} {', '.join(folios)}")
    names += sorted(made)
    said = [f"{' and '.join(names)} changed"] if names else []
    said += [f"{count(gone, 'page')} fewer"] if gone else []
    said += [f"{count(renumbered, 'page')} renumbered"] if renumbered else []
    return ", ".join(said) or "no page changed"


def _runs(pages: Sequence[int], book: Printed) -> Iterator[str]:
    """Folios of page indexes, consecutive ones as a range."""
    first = last = pages[0]
    for page in (*pages[1:], None):
        if page == last + 1:
            last = page
            continue
        names = [book.pagemap.pages[at].folio for at in (first, last)]
        yield names[0] if first == last else f"{names[0]}–{names[1]}"
        if page is not None:
            first = last = page
