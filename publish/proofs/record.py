"""publish proof record: keep what was printed, on which pages and from which sources."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
from lxml import html as lxml_html

from publish.apparatus.index_output import as_json
from publish.book.model import Book, Section
from publish.build import Paged, Progress, Read, Silent, pagemap_json, read, set_pages
from publish.cache import Cache
from publish.pagemap import PageMap
from publish.pdf.bind import bind_screen
from publish.pdf.model import Laid
from publish.problems import Problems
from publish.proofs.model import (
    SCREEN,
    SOURCES,
    CrossReference,
    Proof,
    ProofPage,
    ProofPart,
    ProofText,
    proof_folder,
    sha256,
)
from publish.proofs.printed import image_hash, open_pdf, read_lines
from publish.proofs.sources import TEXT_KINDS, files_by_text, source_files

SECTION_IDS = ("doc-", "sec-")


def record(
    root: Path,
    out: Path,
    name: str,
    problems: Problems,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Proof | None:
    """Set the book of `root` and keep it as proof `name` in the build folder `out`.

    None if the manuscript has errors. A proof of that name that is there already is
    replaced. Raises ProofError if the name cannot be one.
    """
    folder = proof_folder(out, name)
    cache = Cache(out / ".cache")
    try:
        sources = {file: path.read_bytes() for file, path in source_files(root).items()}
        found = read(root, cache, problems, progress or Silent(), jobs)
        if found is None or problems.errors:
            return None
        book = set_pages(found, root, cache, problems, progress or Silent(), jobs)
        if problems.errors:
            return None
        proof = _proof(name, sources, found, book)
        _keep(folder, proof, sources, book)
        return proof
    finally:
        cache.close()


def _proof(name: str, sources: Mapping[str, bytes], found: Read, book: Paged) -> Proof:
    return Proof(
        name=name,
        slug=book.book.metadata.slug,
        sources={file: sha256(data) for file, data in sources.items()},
        parts=tuple(
            ProofPart(id=p.id, kind=p.kind.value, title=p.title or p.id.removeprefix("part-"))
            for p in book.book.parts
        ),
        pages=_pages(book),
        texts=_texts(book.book, book.laid.pagemap, files_by_text(found.edition)),
    )


def _pages(book: Paged) -> tuple[ProofPage, ...]:
    """Every page without its head and folio."""
    bare = replace(book.laid, heads=replace(book.laid.heads, pdf=_empty_pages(book.laid)))
    with open_pdf(bind_screen(bare, book.book.metadata)) as document:
        pages = []
        for page, printed in zip(book.laid.pagemap.pages, document, strict=True):
            lines = tuple(read_lines(printed))
            pages.append(
                ProofPage(
                    index=page.index,
                    folio=page.folio,
                    part=page.part,
                    lines=lines,
                    text=sha256("\n".join(line.text for line in lines).encode()),
                    image=image_hash(printed),
                )
            )
            printed.close()
    return tuple(pages)


def _empty_pages(laid: Laid) -> bytes:
    target = BytesIO()
    with pikepdf.new() as empty:
        for _ in laid.pagemap.pages:
            page = empty.add_blank_page(page_size=laid.size)
            page.obj.Contents = empty.make_stream(b"")
        empty.save(target)
    return target.getvalue()


def _texts(book: Book, pagemap: PageMap, files: Mapping[str, str]) -> tuple[ProofText, ...]:
    return tuple(
        _text(section, pagemap, files)
        for part in book.parts
        for section in part.sections
        if section.id in pagemap.anchors
    )


def _text(section: Section, pagemap: PageMap, files: Mapping[str, str]) -> ProofText:
    text = section.id
    for start in SECTION_IDS:
        text = text.removeprefix(start)
    at = pagemap.anchors[section.id]
    root = lxml_html.fragment_fromstring(section.html or "<p></p>", create_parent="div")
    notes = [note for note in _with_class(root, "note") if note.get("data-number")]
    return ProofText(
        id=text,
        title=section.title,
        file=files.get(text, ""),
        page=at.page,
        top=round(at.y, 1),
        notes={
            note.get("id", "").removeprefix(f"note-{text}-"): note.get("data-number", "")
            for note in notes
        },
        crossrefs=tuple(_crossrefs(root, pagemap)),
    )


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


def _keep(folder: Path, proof: Proof, sources: Mapping[str, bytes], book: Paged) -> None:
    """Write the proof beside its place, then put it there."""
    beside = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    pagemap = book.laid.pagemap
    tables = {"pagemap.json": pagemap_json(pagemap), "index.json": as_json(book.index, pagemap)}
    for file, table in tables.items():
        text = json.dumps(table, ensure_ascii=False, indent=1)
        (beside / file).write_text(f"{text}\n", encoding="utf-8")
    (beside / SCREEN).write_bytes(bind_screen(book.laid, book.book.metadata))
    for file, data in sources.items():
        if Path(file).suffix.lower() in TEXT_KINDS:
            path = beside / SOURCES / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    (beside / "proof.json").write_text(f"{proof.model_dump_json(indent=1)}\n", encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    beside.replace(folder)
