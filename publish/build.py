"""The whole pipeline, as short as the list of its stages."""

from __future__ import annotations

import functools
import importlib
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from publish.ahead import Ahead
from publish.apparatus.annotate import Apparatus, annotate
from publish.apparatus.index_model import Index, KnownIndex
from publish.apparatus.index_output import as_json, volume_json
from publish.apparatus.kept import AnnotatedText
from publish.book.assemble import assemble
from publish.book.model import Book, Part, PartKind
from publish.cache import CACHE_FOLDER, Cache, empty
from publish.edition.checks import check_edition
from publish.edition.house_style import HouseStyle, house_style_of
from publish.edition.load import load
from publish.edition.model import Document, Edition, Essay
from publish.indexes import Indexes
from publish.kept import key_of, made_once, program_of
from publish.outputs import NAMES, NewFiles
from publish.pagemap import PageMap
from publish.pdf.matter import contents_html
from publish.pdf.model import Laid, Medium, PageSize, page_size
from publish.pdf.paginate import paginate
from publish.pdf.press import Press
from publish.preflights import Preflights
from publish.problems import Place, Problems
from publish.prose.edition_texts import all_essays, parse_edition
from publish.source_dates import newest_source
from publish.tables import as_text, pagemap_text

Target = Medium | Literal["epub"]
TARGETS: tuple[Target, ...] = ("print", "screen", "epub")


class Progress(Protocol):
    """Told which stage runs and which parts are laid out."""

    def stage(self, name: str) -> AbstractContextManager[object]: ...

    def part(self, name: str, pages: int) -> None: ...


class Silent:
    """Progress that shows nothing."""

    def stage(self, name: str) -> AbstractContextManager[object]:
        return nullcontext()

    def part(self, name: str, pages: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Read:
    """An edition as far as it can go without pages."""

    edition: Edition
    style: HouseStyle
    apparatus: Apparatus


@dataclass(frozen=True, slots=True)
class Paged:
    """A book with its pages and its index, and the style it is set in."""

    book: Book
    laid: Laid
    known_index: KnownIndex
    style: HouseStyle

    @property
    def index(self) -> Index:
        return self.known_index.read()


@dataclass(frozen=True, slots=True)
class Made:
    """A finished book: what it was made of, the content of its files by target, the files."""

    found: Read
    book: Paged
    contents: dict[str, bytes]
    outputs: list[Output]


@dataclass(frozen=True, slots=True)
class Output:
    """One file made."""

    path: Path
    pages: int | None
    size: int  # bytes
    seconds: float


def read(
    root: Path, cache: Cache, problems: Problems, progress: Progress, jobs: int = 1
) -> Read | None:
    """READ, CHECK, PARSE and ANNOTATE the manuscript in `root`; None if it can't be read at all."""
    edition = _loaded(root, cache, problems, progress)
    return None if edition is None else _annotated(edition, root, cache, problems, progress, jobs)


def _loaded(root: Path, cache: Cache, problems: Problems, progress: Progress) -> Edition | None:
    with progress.stage("read"):
        return load(root, problems, cache)


def _annotated(
    edition: Edition,
    root: Path,
    cache: Cache,
    problems: Problems,
    progress: Progress,
    jobs: int,
    done: Callable[[AnnotatedText], None] = lambda text: None,
) -> Read:
    check = functools.partial(check_edition, edition, root, problems, cache)
    style = house_style_of(edition.settings)
    with progress.stage("parse"):
        prose = parse_edition(edition, cache, jobs, check)
    with progress.stage("annotate"):
        apparatus = annotate(edition, prose, style, problems, cache, done)
    texts: list[Document | Essay] = [*edition.documents, *all_essays(edition)]
    for text in texts:
        problems.accept(text.body.place.file, text.accept)
    return Read(edition, style, apparatus)


@dataclass(frozen=True, slots=True)
class Workroom:
    """What one build after the other can use: the cache, the press, so many processes."""

    cache: Cache
    press: Press
    jobs: int


@contextmanager
def workroom(
    out: Path, jobs: int, progress: Progress, kind: type[Cache] = Cache
) -> Iterator[Workroom]:
    """Open the cache in the build folder `out`, and a press; `kind` is for a session of builds."""
    with (
        closing(kind(out / CACHE_FOLDER)) as cache,
        closing(Press(jobs, progress.part, cache)) as press,
    ):
        yield Workroom(cache, press, jobs)


def set_pages(
    found: Read,
    root: Path,
    room: Workroom,
    problems: Problems,
    progress: Progress,
    targets: tuple[Target, ...] = (),
) -> Paged:
    """ASSEMBLE and PAGINATE: the book, its pages and the index made from them.

    `targets` are the files that will be made of it next.
    """
    edition, style, cache = found.edition, found.style, room.cache
    with progress.stage("assemble"):
        modified = newest_source(root)
        book = assemble(edition, found.apparatus, style, root, modified, cache)
    indexes = Indexes(found.apparatus.references, edition, style, cache)

    def fill(part: Part, pagemap: PageMap) -> str:
        if part.kind is PartKind.CONTENTS:
            return contents_html(book, pagemap)
        return indexes.html(part.sections[0].id, pagemap)

    with progress.stage("paginate"):
        beside = _Beside(book, indexes, style, cache, targets)
        laid = paginate(book, fill, room.press, size=_size(edition), beside=beside)
    index = indexes.of(laid.pagemap)
    for problem in (*index.problems, *laid.problems):
        problems.add_problem(problem)
    return Paged(book, laid, index, style)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is done beside the press: `targets` are the files that will be made of the book."""

    book: Book
    indexes: Indexes
    style: HouseStyle
    cache: Cache
    targets: tuple[Target, ...]

    def while_text_is_set(self, last: Callable[[], PageMap | None]) -> Iterator[None]:
        """Do what needs no page; no more than is needed if the text is set soon."""
        _load_makers()
        yield
        pagemap = last()
        if pagemap is not None:
            self.indexes.expect(pagemap)
        yield
        self.indexes.get_ready()

    def while_index_is_set(self, laid: Laid) -> Iterator[None]:
        """Put what does not depend on the index into the cache."""
        yield
        paged = Paged(self.book, laid, self.indexes.of(laid.pagemap), self.style)
        if self.targets:
            _index_table(paged, self.cache)
        makers = _makers(paged, self.cache, Problems())
        for target in self.targets:
            makers[target]()


def build(
    root: Path,
    out: Path,
    problems: Problems,
    targets: tuple[Target, ...] = TARGETS,
    jobs: int = 1,
    strict: bool = False,
    clean: bool = False,
    progress: Progress | None = None,
) -> list[Output]:
    """Build the edition in `root` into `out`; the files made, none if there are errors.

    Every file is written beside its place and renamed at the end, so that what stands in
    `out` is always a whole book. With `strict` warnings count as errors, and every locator of
    the index is held against the files made.
    """
    if clean:
        empty(out / CACHE_FOLDER)
    progress = progress or Silent()
    with workroom(out, jobs, progress) as room:
        made = make(root, out, room, problems, targets, strict, progress)
        return made.outputs if made else []


def make(
    root: Path,
    out: Path,
    room: Workroom,
    problems: Problems,
    targets: tuple[Target, ...],
    strict: bool,
    progress: Progress,
) -> Made | None:
    """The same in a workroom that stays open; None if there are errors."""
    edition = _loaded(root, room.cache, problems, progress)
    if edition is None:
        return None
    size = _size(edition)
    room.press.warm_up(size, edition.settings.language)
    ahead = Ahead(edition, root, room.press, size, room.cache)
    found = _annotated(edition, root, room.cache, problems, progress, room.jobs, ahead.take)
    if _stop(problems, strict):
        return None
    book = set_pages(found, root, room, problems, progress, targets)
    with closing(NewFiles()) as files:
        made = _finish(out, book, room, problems, targets, progress, files)
        if strict:
            with progress.stage("verify"):
                _verify(book, made, problems)
        if _stop(problems, strict):
            return None
        files.put_in_place()
    room.cache.shrink()
    contents = {target: content for target, (content, _) in made.items()}
    return Made(found, book, contents, _outputs(out, book, made))


def _finish(
    out: Path,
    book: Paged,
    room: Workroom,
    problems: Problems,
    targets: tuple[Target, ...],
    progress: Progress,
    files: NewFiles,
) -> dict[str, tuple[bytes, float]]:
    """BIND and PACKAGE: what is made with the seconds it took. All files are written."""
    makers = _makers(book, room.cache, problems)
    made: dict[str, tuple[bytes, float]] = {}
    checks = Preflights(room.press, book.laid.size, room.cache)
    # The tables first: of a large book they take much memory to make, and the books stay in it.
    files.write(out / "pagemap.json", pagemap_text(book.laid.pagemap, room.cache))
    files.write(out / "index.json", _index_table(book, room.cache))
    # The screen PDF takes longest to check, so it is first of the books.
    for target in sorted(targets, key=lambda target: target != "screen"):
        started = time.monotonic()
        with progress.stage(target):
            content = makers[target]()
            made[target] = (content, time.monotonic() - started)
        file = files.write(_path(out, book, target), content)
        if target != "epub":
            checks.begin(file, target)
    with progress.stage("check"):
        for problem in checks.problems():
            problems.add_problem(problem)
    return {target: made[target] for target in targets}


def _stop(problems: Problems, strict: bool) -> bool:
    return bool(problems.errors or (strict and problems.warnings))


def _makers(book: Paged, cache: Cache, problems: Problems) -> dict[Target, Callable[[], bytes]]:
    from publish.epub.package import package  # noqa: PLC0415  (see _load_makers)
    from publish.pdf.bind import bind_print, bind_screen  # noqa: PLC0415

    return {
        "print": lambda: bind_print(book.laid, book.book.metadata, cache),
        "screen": lambda: bind_screen(book.laid, book.book.metadata, cache),
        "epub": lambda: package(
            book.book, book.laid.pagemap, book.known_index, book.style.index, problems, cache
        ),
    }


def _load_makers() -> None:
    """Load what writes the files, an eighth of a second, while others are at work."""
    for module in ("publish.epub.package", "publish.pdf.bind"):
        importlib.import_module(module)


def _size(edition: Edition) -> PageSize:
    return page_size(edition.settings.trim.width, edition.settings.trim.height)


def _verify(book: Paged, made: dict[str, tuple[bytes, float]], problems: Problems) -> None:
    from publish.proofs.verify import verify_epub, verify_pdf  # noqa: PLC0415  (slow import)

    index = as_json(book.index, book.laid.pagemap)
    for target, (content, _) in made.items():
        verify = verify_epub if target == "epub" else verify_pdf
        for untrue in verify(content, index):
            problems.add("E960", Place(_path(Path(), book, target).name), f"{untrue}.")


def _path(out: Path, book: Paged, target: str) -> Path:
    return out / NAMES[target].format(slug=book.book.metadata.slug)


def _index_table(book: Paged, cache: Cache) -> bytes:
    """index.json, kept with the index of which it is made."""
    style, size, language = book.style, book.laid.size, book.book.metadata.language
    key = key_of(
        "index-table", program_of("apparatus", "edition"), book.known_index.digest.encode(),
        style.model_dump_json().encode(), repr((size, language)).encode(),
    )  # fmt: skip

    def made(_: int) -> bytes:
        return as_text(volume_json(book.index, book.laid.pagemap, style, size, language))

    (table,) = made_once(cache, bytes, [key], made)
    return table


def _outputs(out: Path, book: Paged, made: dict[str, tuple[bytes, float]]) -> list[Output]:
    pages = len(book.laid.pagemap.pages)
    return [
        Output(
            _path(out, book, target),
            None if target == "epub" else pages,
            len(content),
            seconds,
        )
        for target, (content, seconds) in made.items()
    ]
