"""publish proof record: keep what was printed, on which pages and from which sources."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lxml import html as lxml_html

from publish.apparatus.index_output import as_json
from publish.book.model import Book, Section
from publish.build import Paged, Progress, Read, Silent, read, set_pages, workroom
from publish.pagemap import PageMap
from publish.pagemap import as_json as pagemap_as_json
from publish.pdf.bind import bind_screen
from publish.problems import Problems
from publish.proofs.model import (
    BODY,
    ENTRY,
    HEADER,
    INDEX,
    NOTE,
    PAGEMAP,
    RECORD,
    SCREEN,
    SOURCES,
    TEXT_KINDS,
    CrossReference,
    Piece,
    Proof,
    ProofError,
    ProofPage,
    ProofPart,
    ProofText,
    open_proof,
    proof_folder,
    recorded_names,
    sha256,
)  # fmt: skip
from publish.proofs.printed import image_hash, open_pdf, read_lines
from publish.proofs.sources import files_by_text, source_files

SECTION_IDS = ("doc-", "sec-")
ENTRY_IDS = ("person-", "term-")
MEANING = "-meaning"  # end of the id of a term's second column
NAMES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def next_name(out: Path) -> str:
    """The first of first, second, third … that no proof in `out` has.

    Raises ProofError when all eight are taken.
    """
    taken = recorded_names(out)
    free = next((name for name in NAMES if name not in taken), None)
    if free is None:
        raise ProofError(f"{len(NAMES)} proofs are recorded. Hint: give this one a --name.")
    return free


def record(
    root: Path,
    out: Path,
    name: str,
    problems: Problems,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Proof | None:
    """Set the book of `root` and keep it as proof `name` in the build folder `out`.

    None if the manuscript has errors. Raises ProofError if the name cannot be one, or if a
    proof of that name is there and its pages or sources are others: somebody reads it.
    """
    folder = proof_folder(out, name)
    earlier = open_proof(out, name).proof if folder.exists() else None
    progress = progress or Silent()
    with workroom(out, jobs, progress) as room:
        sources = {file: path.read_bytes() for file, path in source_files(root).items()}
        found = read(root, room.cache, problems, progress, room.jobs)
        if found is None or problems.errors:
            return None
        book = set_pages(found, root, room, problems, progress)
        if problems.errors:
            return None
    tables = _tables(book)
    proof = _proof(name, sources, found, book, tables)
    if earlier is None:
        _keep(folder, proof, sources, tables)
    elif (earlier.sources, earlier.pages) != (proof.sources, proof.pages):
        raise ProofError(
            f"The proof “{name}” is there, and the book has changed since. Hint: take another "
            f"name, or delete {folder} if nobody reads that proof any more."
        )
    return proof


def _tables(book: Paged) -> dict[str, bytes]:
    """The book to keep, and its tables, by file name."""
    pagemap = book.laid.pagemap
    tables = {PAGEMAP: pagemap_as_json(pagemap), INDEX: as_json(book.index, pagemap)}
    return {SCREEN: bind_screen(book.laid, book.book.metadata)} | {
        file: f"{json.dumps(table, ensure_ascii=False, indent=1)}\n".encode()
        for file, table in tables.items()
    }


def _proof(
    name: str,
    sources: Mapping[str, bytes],
    found: Read,
    book: Paged,
    tables: Mapping[str, bytes],
) -> Proof:
    return Proof(
        name=name,
        slug=book.book.metadata.slug,
        edition=book.book.metadata.identifier,
        sources={file: sha256(data) for file, data in sources.items()},
        tables={file: sha256(data) for file, data in tables.items()},
        parts=tuple(
            ProofPart(id=part.id, kind=part.kind.value, title=part.full_title)
            for part in book.book.parts
        ),
        pages=tuple(_pages(tables[SCREEN], book.laid.pagemap)),
        texts=_texts(book.book, book.laid.pagemap, files_by_text(found.edition)),
    )


def _pages(pdf: bytes, pagemap: PageMap) -> Iterator[ProofPage]:
    """Every page of the finished book without its head and folio."""
    with open_pdf(pdf) as document:
        for page, printed in zip(pagemap.pages, document, strict=True):
            lines = tuple(read_lines(printed))
            yield ProofPage(
                index=page.index,
                folio=page.folio,
                part=page.part,
                lines=lines,
                text=sha256("\n".join(line.text for line in lines).encode()),
                image=image_hash(printed),
            )
            printed.close()


def _texts(book: Book, pagemap: PageMap, files: Mapping[str, str]) -> tuple[ProofText, ...]:
    return tuple(
        _text(section, part.full_title if len(part.sections) == 1 else "", pagemap, files)
        for part in book.parts
        for section in part.sections
        if section.id in pagemap.anchors
    )


def _text(section: Section, title: str, pagemap: PageMap, files: Mapping[str, str]) -> ProofText:
    """A section; `title` is that of its part if it is all of it."""
    text = section.id
    for start in SECTION_IDS:
        text = text.removeprefix(start)
    at = pagemap.anchors[section.id]
    root = lxml_html.fragment_fromstring(section.html or "<p></p>", create_parent="div")
    notes = [note for note in _with_class(root, "note") if note.get("data-number")]
    return ProofText(
        id=text,
        title=title or section.title,
        file=files.get(text, ""),
        page=at.page,
        top=round(at.y, 1),
        notes={
            note.get("id", "").removeprefix(f"note-{text}-"): note.get("data-number", "")
            for note in notes
        },
        crossrefs=tuple(_crossrefs(root, pagemap)),
        pieces=tuple(_pieces(section.id, text, root, pagemap)),
    )


def _pieces(
    section: str, text: str, root: lxml_html.HtmlElement, pagemap: PageMap
) -> Iterator[Piece]:
    yield _piece(HEADER, section, pagemap)
    bodies = [*_with_class(root, "document-body"), *_with_class(root, "essay-body")]
    blocks = [block for body in bodies for block in body.xpath(".//@id")]
    first = next((block for block in blocks if block in pagemap.anchors), None)
    if first is not None:
        yield _piece(BODY, first, pagemap)
    footnotes = bool(_with_class(root, "footnotes"))
    for anchor in root.xpath(".//@id"):
        if anchor not in pagemap.anchors:
            continue
        if anchor.startswith(f"note-{text}-"):
            note = _piece(NOTE + anchor.removeprefix(f"note-{text}-"), anchor, pagemap)
            yield note
            if footnotes:
                yield Piece(of=BODY, page=note.page + 1, top=0)
        elif anchor.startswith(ENTRY_IDS) and not anchor.endswith(MEANING):
            yield _piece(ENTRY + anchor.partition("-")[2], anchor, pagemap)


def _piece(of: str, anchor: str, pagemap: PageMap) -> Piece:
    at = pagemap.anchors[anchor]
    return Piece(of=of, page=at.page, top=round(at.y, 1))


def _crossrefs(root: lxml_html.HtmlElement, pagemap: PageMap) -> Sequence[CrossReference]:
    links = root.xpath(
        ".//a[contains(concat(' ', @class, ' '), ' xref ')"
        " or contains(concat(' ', @class, ' '), ' page-ref ')]"
    )
    found = []
    for link in links:
        target = link.get("href", "").removeprefix("#")
        printed = link.text_content().strip()
        if "page-ref" in link.get("class", "").split() and not printed:
            printed = f"p. {pagemap.folio(target)}"
        found.append(CrossReference(target=target, printed=printed))
    return found


def _with_class(root: lxml_html.HtmlElement, name: str) -> Sequence[lxml_html.HtmlElement]:
    found: Sequence[lxml_html.HtmlElement] = root.xpath(
        f".//*[contains(concat(' ', @class, ' '), ' {name} ')]"
    )
    return found


def _keep(
    folder: Path, proof: Proof, sources: Mapping[str, bytes], tables: Mapping[str, bytes]
) -> None:
    """Write the proof beside its place, then put it there."""
    beside = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    texts = {
        f"{SOURCES}/{file}": data
        for file, data in sources.items()
        if Path(file).suffix.lower() in TEXT_KINDS
    }
    record = {RECORD: f"{proof.model_dump_json(indent=1)}\n".encode()}
    for file, data in (texts | dict(tables) | record).items():
        path = beside / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    beside.replace(folder)
