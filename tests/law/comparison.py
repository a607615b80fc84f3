"""Two built books side by side: what differs first, in words."""

from __future__ import annotations

import difflib
import json
import zipfile
from itertools import zip_longest
from pathlib import Path

import pypdfium2


def first_difference(kept: Path, clean: Path) -> str | None:
    """Where the book in `kept` first differs from that in `clean`; None if no byte does."""
    here, there = files_of(kept), files_of(clean)
    for name in sorted(here | there, key=_telling_first):
        if name not in here or name not in there:
            return f"{name} is only in one of the books"
        if here[name] != there[name]:
            return f"{name}: {_explain(kept / name, clean / name)}"
    return None


def files_of(out: Path) -> dict[str, bytes]:
    """What a build has made, by name."""
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


def _telling_first(name: str) -> tuple[int, str]:
    order = ("pagemap.json", "index.json", ".pdf", ".epub")
    return next((n for n, end in enumerate(order) if name.endswith(end)), len(order)), name


def _explain(one: Path, two: Path) -> str:
    if one.name == "pagemap.json":
        return _first_anchor(one, two)
    if one.suffix == ".pdf":
        return _first_page(one, two)
    if one.suffix == ".epub":
        return _first_member(one, two)
    return _first_lines(one.read_text("utf-8"), two.read_text("utf-8"))


def _first_anchor(one: Path, two: Path) -> str:
    kept, clean = (json.loads(path.read_text("utf-8")) for path in (one, two))
    if len(kept["pages"]) != len(clean["pages"]):
        return f"{len(kept['pages'])} pages, clean {len(clean['pages'])}"
    anchors = sorted(
        {**kept["anchors"], **clean["anchors"]}.items(), key=lambda item: _height(item[1])
    )
    for anchor, _ in anchors:
        here, there = kept["anchors"].get(anchor), clean["anchors"].get(anchor)
        if here != there:
            return f"{anchor} stands at {here}, clean at {there}"
    return _first_lines(one.read_text("utf-8"), two.read_text("utf-8"))


def _height(place: dict[str, float]) -> tuple[float, float]:
    return place["page"], place["y"]


def _first_page(one: Path, two: Path) -> str:
    pages = zip_longest(_page_texts(one), _page_texts(two), fillvalue="(no page)")
    for number, (kept, clean) in enumerate(pages, start=1):
        if kept != clean:
            return f"page {number}:\n{_first_lines(kept, clean)}"
    place = _first_byte(one.read_bytes(), two.read_bytes())
    around = slice(max(0, place - 60), place + 60)
    return (
        f"all pages have the same text; byte {place} differs:\n"
        f"kept  {one.read_bytes()[around]!r}\nclean {two.read_bytes()[around]!r}"
    )


def _page_texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _first_byte(one: bytes, two: bytes) -> int:
    pairs = enumerate(zip(one, two, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(two)))


def _first_member(one: Path, two: Path) -> str:
    with zipfile.ZipFile(one) as kept, zipfile.ZipFile(two) as clean:
        if kept.namelist() != clean.namelist():
            names = ("\n".join(archive.namelist()) for archive in (kept, clean))
            return f"its files:\n{_first_lines(*names)}"
        for name in kept.namelist():
            if kept.read(name) != clean.read(name):
                texts = (archive.read(name).decode("utf-8", "replace") for archive in (kept, clean))
                return f"{name}:\n{_first_lines(*texts)}"
    return "the same files, packed otherwise"


def _first_lines(kept: str, clean: str) -> str:
    lines = difflib.unified_diff(
        kept.splitlines(), clean.splitlines(), "kept", "clean", n=1, lineterm=""
    )
    return "\n".join([line[:200] for line, _ in zip(lines, range(12), strict=False)])
