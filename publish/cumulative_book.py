"""The cumulative index of several volumes as a book of its own."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from publish.apparatus.index_model import Index
from publish.book.model import Book, Metadata, Numbering, Part, PartKind, Section
from publish.edition.index_policy import IndexPolicy
from publish.outputs import NAMES, replace_all
from publish.pagemap import PageMap
from publish.pdf.bind import bind_print, bind_screen
from publish.pdf.matter import index_html
from publish.pdf.model import Medium, PageSize
from publish.pdf.paginate import paginate
from publish.pdf.preflight import preflight
from publish.pdf.press import Press
from publish.problems import Problems

SLUG = "cumulative-index"


@dataclass(frozen=True, slots=True)
class Design:
    """How such a book is set: its headings, the trimmed page in pt, its language."""

    rules: IndexPolicy
    size: PageSize
    language: str


def cumulative_book(index: Index, title: str, language: str, modified: str) -> Book:
    """The book called `title` with a part for each list of the index.

    A single list stands under the book's title. `modified` is an ISO 8601 UTC time.
    """
    several = len(index.lists) > 1
    parts = (_part(one.id, one.title if several else title) for one in index.lists)
    metadata = Metadata(
        title=title,
        subtitle="",
        short_title=title,
        slug=SLUG,
        language=language,
        contributors=(),
        publisher="",
        year=None,
        identifier="",
        isbn_print="",
        isbn_epub="",
        rights="",
        description="",
        subjects=(),
        series="",
        cover="",
        cover_alt="",
        modified=modified,
    )
    return Book(metadata, tuple(parts), root="")


def _part(ident: str, title: str) -> Part:
    return Part(
        id=f"part-{ident}",
        kind=PartKind.INDEX,
        title=title,
        group="",
        author="",
        recto_head=title,
        numbering=Numbering.ARABIC,
        recto=True,
        opener=True,
        in_contents=True,
        sections=(Section(ident, title, ""),),
    )


def build_cumulative_book(
    index: Index, design: Design, title: str, modified: str, out: Path, problems: Problems
) -> list[Path]:
    """Write print and screen PDF of such a book into `out`; the files, none if there are errors.

    The pages are set as those of a volume's index are. Raises OSError if `out` cannot be
    written; then all stays as it was.
    """
    book = cumulative_book(index, title, design.language, modified)

    def fill(part: Part, pagemap: PageMap) -> str:
        one = index.list_of(part.sections[0].id)
        return index_html(replace(one, title=part.title), design.rules)

    with closing(Press(1, lambda part, pages: None)) as press:
        laid = paginate(book, fill, press, size=design.size)
    mediums: tuple[Medium, ...] = ("print", "screen")
    made = {
        medium: bind(laid, book.metadata)
        for medium, bind in zip(mediums, (bind_print, bind_screen), strict=True)
    }
    late = [problem for medium in mediums for problem in preflight(made[medium], laid.size, medium)]
    for problem in (*laid.problems, *late):
        problems.add_problem(problem)
    if problems.errors:
        return []
    files = {out / NAMES[medium].format(slug=SLUG): made[medium] for medium in mediums}
    out.mkdir(parents=True, exist_ok=True)
    replace_all(files)
    return list(files)
