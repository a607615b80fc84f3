"""Kinds of corrections: each function changes a manuscript as an editor would, by chance.

Every function takes the manuscript's folder and hypothesis' `draw`, and says what it did. What
it leaves is a valid manuscript, except for the kinds in MISTAKES.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

from tests.law.manuscript import (
    chapters,
    content,
    documents,
    documents_in,
    edited_header,
    edited_text,
    edited_yaml,
    id_of,
    number_of,
    read_text,
    read_yaml,
    renumber,
    set_number,
    texts,
    unlink,
)

T = TypeVar("T")
_WORD = re.compile(r"(?<=[ ])[a-z]+(?=[ ,;])")
_MARK = re.compile(r"\[[^\]]*\](?:\{[^}]*\}|\([^)]*\))?")


class Draw(Protocol):
    """What hypothesis gives to choose with."""

    def __call__(self, strategy: st.SearchStrategy[T]) -> T: ...


Edit = Callable[[Path, Draw], str]


# --- words and paragraphs -----------------------------------------------------------


def change_a_word(root: Path, draw: Draw) -> str:
    path, number = _some_paragraph(root, draw)
    new = draw(st.sampled_from(["perhaps", "extraordinarily", "o", "unquestionable", "river"]))
    with edited_text(path) as text:
        place = _some_word(text.blocks[number], draw)
        text.blocks[number] = _put(text.blocks[number], place, new)
    return f"{path.name}: a word of block {number} becomes {new}"


def add_words(root: Path, draw: Draw) -> str:
    path, number = _some_paragraph(root, draw)
    new = _sentences(root, draw)
    with edited_text(path) as text:
        text.blocks[number] += f" {new}"
    return f"{path.name}: {len(new)} characters more at the end of block {number}"


def remove_a_word(root: Path, draw: Draw) -> str:
    path, number = _some_paragraph(root, draw)
    with edited_text(path) as text:
        start, end = _some_word(text.blocks[number], draw)
        text.blocks[number] = _put(text.blocks[number], (start - 1, end), "")
    return f"{path.name}: a word of block {number} goes"


def insert_a_paragraph(root: Path, draw: Draw) -> str:
    path, number = _some_paragraph(root, draw)
    new = _sentences(root, draw)
    with edited_text(path) as text:
        text.blocks.insert(number + draw(st.integers(0, 1)), new)
    return f"{path.name}: a paragraph of {len(new)} characters at block {number}"


def remove_a_paragraph(root: Path, draw: Draw) -> str:
    """Only one without notes and ranges, which somebody may refer to."""
    free = [
        (path, number)
        for path, number in _paragraphs(root)
        if not re.search(r"\[\^|index-", read_text(path).blocks[number])
        and len(read_text(path).paragraphs()) > 1
    ]
    if not free:
        return insert_a_paragraph(root, draw)
    path, number = draw(st.sampled_from(free))
    with edited_text(path) as text:
        del text.blocks[number]
    return f"{path.name}: block {number} goes"


def split_a_paragraph(root: Path, draw: Draw) -> str:
    path, number = _some_paragraph(root, draw)
    with edited_text(path) as text:
        block = text.blocks[number]
        start, _ = _some_word(block, draw)
        text.blocks[number : number + 1] = [block[:start].rstrip(), block[start:]]
    return f"{path.name}: block {number} is split"


# --- notes --------------------------------------------------------------------------


def add_a_note(root: Path, draw: Draw) -> str:
    path, number = _some_paragraph(root, draw)
    with edited_text(path) as text:
        label = f"new-{sum(block.startswith('[^') for block in text.blocks)}"
        while any(f"[^{label}]" in block for block in text.blocks):
            label += "x"
        _, end = _some_word(text.blocks[number], draw)
        text.blocks[number] = _put(text.blocks[number], (end, end), f"[^{label}]")
        text.blocks.append(f"[^{label}]: {_sentences(root, draw)}")
    return f"{path.name}: note {label} at block {number}"


def edit_a_note(root: Path, draw: Draw) -> str:
    path, label = draw(st.sampled_from(_notes(root)))
    new = _sentences(root, draw)
    with edited_text(path) as text:
        text.blocks[text.notes()[label]] += f" {new}"
    return f"{path.name}: {len(new)} characters more in note {label}"


def remove_a_note(root: Path, draw: Draw) -> str:
    """Only one that no other text refers to."""
    everything = b"".join(content(root).values()).decode("utf-8", "ignore")
    free = [
        (path, label)
        for path, label in _notes(root)
        if not re.search(rf"note:(?:[\w-]+/)?{re.escape(label)}\b", everything)
    ]
    if not free:
        return edit_a_note(root, draw)
    path, label = draw(st.sampled_from(free))
    with edited_text(path) as text:
        del text.blocks[text.notes()[label]]
        text.blocks = [block.replace(f"[^{label}]", "") for block in text.blocks]
    path.write_text(path.read_text("utf-8").replace(f"[^{label}]", ""), "utf-8")
    return f"{path.name}: note {label} goes"


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
        text.blocks = [_sentences(root, draw) for _ in range(draw(st.integers(1, 3)))]
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
    path, other = _two_of_a_chapter(root, draw)
    with edited_header(path) as one, edited_header(other) as two:
        one["date"], two["date"] = two["date"], one["date"]
    return f"{path.name} and {other.name} swap their dates"


def swap_places(root: Path, draw: Draw) -> str:
    """Two documents of a chapter change their places: each gets the other's number."""
    path, other = _two_of_a_chapter(root, draw)
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
        "from": st.lists(st.sampled_from(_people(root)), min_size=1, max_size=3, unique=True),
        "title": st.sampled_from(["On the state of things", "A memorandum that was not sent"]),
    }
    field = draw(st.sampled_from(sorted(values)))
    with edited_header(path) as header:
        header[field] = draw(values[field])
        return f"{path.name}: {field} is {header[field]}"


# --- register, glossary, index --------------------------------------------------------


def add_a_form(root: Path, draw: Draw) -> str:
    """A word of the text becomes a form of a person's name."""
    path, number = _some_paragraph(root, draw)
    block = read_text(path).blocks[number]
    start, end = _some_word(block, draw)
    with edited_yaml(root / "people.yaml") as people:
        person = draw(st.sampled_from([row for row in people if "see" not in row]))
        forms = person.setdefault("forms", [])
        if block[start:end] not in forms:
            forms.append(block[start:end])
        return f"people.yaml: {block[start:end]} is a form of {person['id']}"


def change_a_biography(root: Path, draw: Draw) -> str:
    with edited_yaml(root / "people.yaml") as people:
        person = draw(st.sampled_from([row for row in people if "see" not in row]))
        person["bio"] = _sentences(root, draw)
        return f"people.yaml: {person['id']} has a new biography"


def add_a_person(root: Path, draw: Draw) -> str:
    path, number = _some_paragraph(root, draw)
    name = draw(st.sampled_from(["Aldous", "Meredith", "Quennell", "Zorn"]))
    with edited_yaml(root / "people.yaml") as people:
        people.append(
            {
                "id": f"{name.lower()}-{len(people)}",
                "name": f"{name}, {'XYZ'[len(people) % 3]}.",
                "bio": _sentences(root, draw),
            }
        )
    with edited_text(path) as text:
        text.blocks[number] += f" So says {name}."
    return f"people.yaml: {name} is new, and named in {path.name}"


def change_a_name(root: Path, draw: Draw) -> str:
    """A person's heading sorts elsewhere."""
    with edited_yaml(root / "people.yaml") as people:
        person = draw(st.sampled_from([row for row in people if "see" not in row]))
        person.setdefault("forms", []).append(str(person["name"]).split(",")[0])
        person["name"] = draw(st.sampled_from(["Abbott, A.", "Zymunt, Z.", "Mott"]))
        return f"people.yaml: {person['id']} is now {person['name']}"


def add_a_pattern(root: Path, draw: Draw) -> str:
    path, number = _some_paragraph(root, draw)
    block = read_text(path).blocks[number]
    start, end = _some_word(block, draw)
    with edited_yaml(root / "index.yaml") as index:
        subject = draw(st.sampled_from([row for row in index["subjects"] if "see" not in row]))
        patterns = subject.setdefault("patterns", [])
        if block[start:end] not in patterns:
            patterns.append(block[start:end])
        return f"index.yaml: {block[start:end]} means {subject['heading']}"


def add_a_heading(root: Path, draw: Draw) -> str:
    path, number = _some_paragraph(root, draw)
    block = read_text(path).blocks[number]
    start, end = _some_word(block, draw)
    with edited_yaml(root / "index.yaml") as index:
        heading = f"{block[start:end].capitalize()}, matter {len(index['subjects'])}"
        index["subjects"].append({"heading": heading, "patterns": [block[start:end]]})
    return f"index.yaml: heading {heading}"


def change_the_glossary(root: Path, draw: Draw) -> str:
    with edited_yaml(root / "glossary.yaml") as glossary:
        terms = [row for section in glossary["sections"] for row in section["terms"]]
        term = draw(st.sampled_from([row for row in terms if "see" not in row]))
        term["expansion"] = _sentences(root, draw)
        return f"glossary.yaml: {term['id']} is explained anew"


def add_a_term(root: Path, draw: Draw) -> str:
    path, number = _some_paragraph(root, draw)
    block = read_text(path).blocks[number]
    start, end = _some_word(block, draw)
    with edited_yaml(root / "glossary.yaml") as glossary:
        terms = draw(st.sampled_from(list(glossary["sections"])))["terms"]
        known = [row["term"] for section in glossary["sections"] for row in section["terms"]]
        if block[start:end] not in known:
            terms.append(
                {
                    "id": f"term-{len(known)}",
                    "term": block[start:end],
                    "expansion": _sentences(root, draw),
                }
            )
    return f"glossary.yaml: the term {block[start:end]}"


# --- the edition ----------------------------------------------------------------------


def change_the_style(root: Path, draw: Draw) -> str:
    values: dict[str, st.SearchStrategy[Any]] = {
        "house-style": st.sampled_from(["chicago", "hart", "mhra"]),
        "document-heading": st.sampled_from(["dots", "word", "none"]),
        "document-word": st.sampled_from(["document", "letter", "telegram"]),
        "date-brackets": st.sampled_from(["inferred", "always", "never"]),
        "header": st.permutations(["correspondents", "date", "source"]).map(lambda o: o[:2]),
        "trim": st.sampled_from(
            [{"width": "441pt", "height": "666pt"}, {"width": "148mm", "height": "210mm"}]
        ),
    }
    return _set(root, draw, values)


def change_the_title(root: Path, draw: Draw) -> str:
    words = st.sampled_from(["Letters", "The Collected Letters of a Long and Wet Year"])
    return _set(root, draw, dict.fromkeys(("title", "short-title", "glossary-title"), words))


def _set(root: Path, draw: Draw, values: dict[str, st.SearchStrategy[Any]]) -> str:
    field = draw(st.sampled_from(sorted(values)))
    with edited_yaml(root / "edition.yaml") as settings:
        settings[field] = draw(values[field])
        return f"edition.yaml: {field} is {settings[field]}"


# --- mistakes -------------------------------------------------------------------------


def name_nobody_as_writer(root: Path, draw: Draw) -> str:
    path = draw(st.sampled_from(documents(root)))
    with edited_header(path) as header:
        header["from"] = "nobody-at-all"
    return f"{path.name}: from nobody"


def refer_to_nothing(root: Path, draw: Draw) -> str:
    path, number = _some_paragraph(root, draw)
    with edited_text(path) as text:
        text.blocks[number] += " See [](doc:no-such-document)."
    return f"{path.name}: a reference to nothing in block {number}"


def call_a_missing_note(root: Path, draw: Draw) -> str:
    path, number = _some_paragraph(root, draw)
    with edited_text(path) as text:
        text.blocks[number] += "[^no-such-note]"
    return f"{path.name}: a call of no note in block {number}"


def break_the_register(root: Path, draw: Draw) -> str:
    with (root / "people.yaml").open("a", encoding="utf-8") as file:
        file.write(draw(st.sampled_from(["- {id: half-a-row\n", "- id: x\n  colour: blue\n"])))
    return "people.yaml: a row that is none"


CORRECTIONS: dict[str, tuple[Edit, ...]] = {
    "texts": (
        change_a_word,
        add_words,
        remove_a_word,
        insert_a_paragraph,
        remove_a_paragraph,
        split_a_paragraph,
        add_a_note,
        edit_a_note,
        remove_a_note,
    ),
    "documents": (
        add_a_document,
        remove_a_document,
        swap_dates,
        swap_places,
        change_the_header,
    ),
    "data": (
        add_a_form,
        change_a_biography,
        add_a_person,
        change_a_name,
        add_a_pattern,
        add_a_heading,
        change_the_glossary,
        add_a_term,
    ),
    "settings": (change_the_style, change_the_title),
}

MISTAKES: tuple[Edit, ...] = (
    name_nobody_as_writer,
    refer_to_nothing,
    call_a_missing_note,
    break_the_register,
)


# --- what the edits choose from -------------------------------------------------------


def _paragraphs(root: Path) -> list[tuple[Path, int]]:
    """Ordinary paragraphs that hold a word to take hold of, by file and block."""
    found = []
    for path in texts(root):
        text = read_text(path)
        found += [(path, number) for number in text.paragraphs() if _words(text.blocks[number])]
    return found


def _some_paragraph(root: Path, draw: Draw) -> tuple[Path, int]:
    return draw(st.sampled_from(_paragraphs(root)))


def _notes(root: Path) -> list[tuple[Path, str]]:
    return [(path, label) for path in texts(root) for label in read_text(path).notes()]


def _two_of_a_chapter(root: Path, draw: Draw) -> list[Path]:
    several = [files for files in map(documents_in, chapters(root)) if len(files) > 1]
    files = draw(st.sampled_from(several))
    return draw(st.lists(st.sampled_from(files), min_size=2, max_size=2, unique=True))


def _people(root: Path) -> list[str]:
    return [str(row["id"]) for row in read_yaml(root / "people.yaml") if "see" not in row]


def _words(block: str) -> list[tuple[int, int]]:
    """Start and end of each plain word outside all marks."""
    bare = _MARK.sub(lambda mark: "#" * len(mark[0]), block)
    return [word.span() for word in _WORD.finditer(bare)]


def _some_word(block: str, draw: Draw) -> tuple[int, int]:
    return draw(st.sampled_from(_words(block)))


def _put(block: str, place: tuple[int, int], new: str) -> str:
    return block[: place[0]] + new + block[place[1] :]


def _sentences(root: Path, draw: Draw) -> str:
    """Between a few words and more than a page, with names and terms of the edition."""
    names = [
        f"{row['given']} {str(row['name']).split(',')[0]}"
        for row in read_yaml(root / "people.yaml")
        if "given" in row
    ]
    subject = draw(st.sampled_from(["The clerk", "A man from the lake", *names]))
    ending = draw(st.sampled_from(["did not answer.", "wrote about the clay, at length."]))
    more = draw(st.sampled_from([0, 0, 1, 5, 25]))
    filler = " Nobody could say in which of the drawers the answer had been laid."
    return f"{subject} {ending}{filler * more}"
