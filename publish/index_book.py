"""A book that is an index and nothing else: the cumulative index of several volumes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from publish.apparatus.index_model import Index
from publish.book.model import Book, Metadata, Numbering, Part, PartKind, Section
from publish.edition.house_style import HouseStyle
from publish.outputs import NAMES, replace_all
from publish.pagemap import PageMap
from publish.pdf.bind import bind_print, bind_screen
from publish.pdf.matter import index_html
from publish.pdf.model import Medium
from publish.pdf.paginate import paginate
from publish.pdf.preflight import preflight
from publish.pdf.press import Press
from publish.problems import Problems

SLUG = "cumulative-index"


def index_book(index: Index, title: str, modified: str) -> Book:
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
        language="en-US",
        contributors=(),
        publisher="",
        year=int(modified[:4]),
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


def build_index_book(
    index: Index, style: HouseStyle, title: str, modified: str, out: Path, problems: Problems
) -> list[Path]:
    """Write print and screen PDF of such a book into `out`; the files, none if there are errors.

    The pages are set as those of a volume's index are, in the trim of the presets. Raises
    OSError if `out` cannot be written; then all stays as it was.
    """
    book = index_book(index, title, modified)

    def fill(part: Part, pagemap: PageMap) -> str:
        one = index.list_of(part.sections[0].id)
        return index_html(replace(one, title=part.title), style.index)

    with Press(1, lambda part, pages: None) as press:
        laid = paginate(book, fill, press)
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
