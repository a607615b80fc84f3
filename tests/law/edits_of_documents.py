"""Corrections of whole documents and their headers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.law.choices import Draw, people_of, sentences, two_of_a_chapter
from tests.law.manuscript import (
    documents,
    documents_in,
    edited_header,
    edited_text,
    edited_yaml,
    id_of,
    number_of,
    renumber,
    set_number,
    unlink,
)

# --- documents ----------------------------------------------------------------------


def add_a_document(root: Path, draw: Draw) -> str:
    """A document after another and with its date; the numbers after it follow."""
    before = draw(st.sampled_from(documents(root)))
    path = before.with_name(f"new-{len(documents(root))}.md")
    while path.exists():
        path = path.with_name(f"{path.stem}x.md")
    number = number_of(before)
    for later in documents(root)[number:]:
        set_number(later, number_of(later) + 1)
    path.write_bytes(before.read_bytes())
    with edited_header(path) as header:
        header["number"] = number + 1
        for field in ("id", "title", "date-print"):
            header.pop(field, None)
    with edited_text(path) as text:
        text.blocks = [sentences(root, draw) for _ in range(draw(st.integers(1, 3)))]
    return f"{path.name}: a new document after {before.name}"


def remove_a_document(root: Path, draw: Draw) -> str:
    """What referred to it says "a lost paper" instead; the numbers after it follow."""
    path = draw(st.sampled_from(documents(root)))
    if len(documents_in(path.parent)) == 1:
        return add_a_document(root, draw)
    gone = id_of(path)
    path.unlink()
    unlink(root, {gone})
    renumber(root)
    with edited_yaml(root / "index.yaml") as index:
        index["decisions"] = [d for d in index["decisions"] if str(d.get("in")) != gone]
    return f"{path.name} goes"


def swap_dates(root: Path, draw: Draw) -> str:
    path, other = two_of_a_chapter(root, draw)
    with edited_header(path) as one, edited_header(other) as two:
        dates = one.pop("date", None), two.pop("date", None)  # an undated one has none to give
        for header, date in zip((two, one), dates, strict=True):
            if date is not None:
                header["date"] = date
    return f"{path.name} and {other.name} swap their dates"


def swap_places(root: Path, draw: Draw) -> str:
    """Two documents of a chapter change their places: each gets the other's number."""
    path, other = two_of_a_chapter(root, draw)
    one, two = number_of(path), number_of(other)
    set_number(path, two)
    set_number(other, one)
    return f"{path.name} and {other.name} swap their places"


def change_the_header(root: Path, draw: Draw) -> str:
    path = draw(st.sampled_from(documents(root)))
    values: dict[str, st.SearchStrategy[Any]] = {
        "place": st.sampled_from(["Hallin", "a place with a long name by the northern sea"]),
        "to-note": st.sampled_from(["for the members", "not sent"]),
        "copy": st.sampled_from(["Typewritten copy", "Draft with corrections in pencil"]),
        "source": st.integers(1, 99).map(
            lambda leaf: {"archive": "SAE", "fond": 12, "opis": 1, "delo": 40, "listy": leaf}
        ),
        "from": st.lists(st.sampled_from(people_of(root)), min_size=1, max_size=3, unique=True),
        "title": st.sampled_from(["On the state of things", "A memorandum that was not sent"]),
    }
    field = draw(st.sampled_from(sorted(values)))
    with edited_header(path) as header:
        header[field] = draw(values[field])
        return f"{path.name}: {field} is {header[field]}"
