"""The same book for today's tools: Markdown with their index marks, and one cold build of each.

The text, its notes and the passages that are indexed come from our own annotated book and
are written out before the clock starts; each tool then has to parse, set and index them.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path

import pypandoc
from lxml import etree

from publish.apparatus.model import Kind, Reference
from publish.book.model import Book, Part, PartKind

HERE = Path(__file__).parent
LABELS = {
    "epub": "pandoc, EPUB",
    "typst": "pandoc + Typst, PDF",
    "xelatex": "pandoc + xelatex + makeindex, PDF",
}
LEFT_OUT = {PartKind.CONTENTS, PartKind.INDEX, PartKind.HALF_TITLE, PartKind.TITLE_PAGE}


def write_sources(
    book: Book, references: tuple[Reference, ...], headings: dict[str, str], work: Path
) -> None:
    """Write book.latex.md, book.typst.md and book.plain.md into `work`."""
    work.mkdir(parents=True, exist_ok=True)
    marks: dict[str, list[str]] = {}
    for reference in references:
        if reference.kind is Kind.PERSON:
            marks.setdefault(reference.anchor, []).append(headings[reference.target])
    page = "".join(_part(part, marks) for part in book.parts if part.kind not in LEFT_OUT)
    (work / "book.html").write_text(f"<html><body>{page}</body></html>", "utf-8")
    for kind in ("latex", "typst", "plain"):
        run(
            [
                pandoc(),
                "book.html",
                "-o",
                f"book.{kind}.md",
                "-t",
                "markdown-smart",
                "--lua-filter",
                str(HERE / "marks.lua"),
                "-M",
                f"marks={kind}",
            ],
            work,
        )


def _part(part: Part, marks: dict[str, list[str]]) -> str:
    title = f"{part.group}: {part.title}" if part.group else part.title
    return f"<h1>{escape(title)}</h1>" + "".join(
        _section(section.html, section.title, marks) for section in part.sections
    )


def _section(html: str, title: str, marks: dict[str, list[str]]) -> str:
    root = etree.fromstring(html)
    heading = f"<h2>{escape(title)}</h2>" if root.tag == "article" else ""
    for header in root.iter("header"):
        header.tag = "div"
        for element in header.iter("h2", "h3", "h4"):
            element.tag = "p"
    for element in list(root.iter()):
        keys = marks.get(element.get("id", ""))
        element.attrib.clear()
        if keys:
            element.set("class", "ix")
            element.set("data-keys", json.dumps(keys, ensure_ascii=False))
        elif element.tag in {"article", "section", "header", "main"}:
            element.tag = "div"
    return heading + etree.tostring(root, encoding="unicode")


def pandoc() -> str:
    return pypandoc.get_pandoc_path()


def run(command: list[str], folder: Path, check: bool = True) -> None:
    subprocess.run(
        command, cwd=folder, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def available() -> list[str]:
    """Peers that this machine has."""
    peers = ["epub"]
    if importlib.util.find_spec("typst"):
        peers.append("typst")
    if shutil.which("xelatex") and shutil.which("makeindex") and _has_font("EB Garamond"):
        peers.append("xelatex")
    return peers


def _has_font(family: str) -> bool:
    command = ["fc-list", f":family={family}", "family"]
    return shutil.which("fc-list") is not None and bool(subprocess.check_output(command))


def build(peer: str, work: Path) -> None:
    """One cold build with one peer in `work`."""
    {"epub": _epub, "typst": _typst, "xelatex": _xelatex}[peer](work)


def _epub(work: Path) -> None:
    run(
        [
            pandoc(),
            "book.plain.md",
            "-t",
            "epub3",
            "--toc",
            "--toc-depth=2",
            "--split-level=1",
            "-M",
            "title=Book",
            "-o",
            "book.epub",
        ],
        work,
    )


def _typst(work: Path) -> None:
    run(
        [
            pandoc(),
            "book.typst.md",
            "-s",
            "-t",
            "typst",
            "--template",
            str(HERE / "book.typ"),
            "-M",
            "title=Book",
            "-o",
            "book-set.typ",
        ],
        work,
    )
    code = "import typst; typst.compile('book-set.typ', output='typst.pdf')"
    run([sys.executable, "-c", code], work)


def _xelatex(work: Path) -> None:
    for old in work.glob("book-set.*"):
        old.unlink()
    run(
        [
            pandoc(),
            "book.latex.md",
            "-s",
            "--toc",
            "--toc-depth=2",
            "-o",
            "book-set.tex",
            "-H",
            str(HERE / "head.tex"),
            "--top-level-division=chapter",
            "-M",
            "title=Book",
            "-V",
            "documentclass=book",
            "-V",
            "classoption=twoside",
            "-V",
            "mainfont=EB Garamond",
            "-V",
            "geometry=paperwidth=6.125in,paperheight=9.25in,inner=.75in,outer=.83in,"
            "top=.92in,bottom=.96in",
            "-V",
            "indent=true",
        ],
        work,
    )
    before = None
    for _ in range(6):
        run(["xelatex", "-interaction=batchmode", "-no-pdf", "book-set.tex"], work, check=False)
        run(["makeindex", "-q", "book-set.idx"], work, check=False)
        after = _digest(work)
        if after == before:
            break
        before = after
    run(["xdvipdfmx", "-q", "-o", "xelatex.pdf", "book-set.xdv"], work)


def _digest(work: Path) -> str:
    digest = hashlib.sha256()
    for suffix in ("aux", "toc", "ind"):
        file = work / f"book-set.{suffix}"
        digest.update(file.read_bytes() if file.exists() else b"-")
    return digest.hexdigest()


if __name__ == "__main__":
    build(sys.argv[1], Path(sys.argv[2]))
