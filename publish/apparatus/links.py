"""Note calls and cross-references: their printed words, computed from ids."""

from __future__ import annotations

from dataclasses import dataclass

from publish.apparatus.passages import Element, add_class, classes
from publish.apparatus.units import Unit, join_list
from publish.edition.crossrefs import Target, parse_target
from publish.edition.house_style import HouseStyle
from publish.edition.model import Document, Edition


@dataclass(frozen=True, slots=True)
class Directory:
    """What cross-references can point at."""

    units: dict[str, Unit]
    appendix: frozenset[str]
    chapters: dict[str, str]  # folder -> title
    word: str  # "document" or "letter"
    appendix_title: str
    made: dict[str, str]  # parts that are made, not written: id -> title
    style: HouseStyle

    @classmethod
    def of(cls, edition: Edition, units: list[Unit], style: HouseStyle) -> Directory:
        return cls(
            units={unit.id: unit for unit in units},
            appendix=frozenset(document.id for document in edition.appendix),
            chapters={chapter.folder: chapter.title for chapter in edition.chapters},
            word=edition.settings.document_word,
            appendix_title=edition.settings.appendix_title,
            made={
                "contents": "Contents",
                "glossary": edition.settings.glossary_title,
                "biographies": edition.settings.biographies_title,
                "index": "Index",
            },
            style=style,
        )


def number_calls(unit: Unit) -> None:
    """Turn the note calls of a unit into links with their printed numbers."""
    for piece in unit.all_pieces():
        for span in list(piece.root.iter("span")):
            label = span.attrib.pop("data-note", "")
            if label not in unit.numbers:
                continue  # no call, or one without a note: reported when the manuscript was checked
            span.tag = "a"
            span.set("id", f"call-{unit.id}-{label}")
            span.set("href", f"#note-{unit.id}-{label}")
            span.text = str(unit.numbers[label])


def fill_cross_references(unit: Unit, directory: Directory) -> None:
    """Give every cross-reference of a unit its words and its link into the book.

    A target that is not there (reported when the manuscript was checked) leaves its words.
    """
    for piece in unit.all_pieces():
        fill_links(piece.root, unit, directory)


def fill_links(root: Element, unit: Unit | None, directory: Directory) -> None:
    """Fill the cross-references under `root`, which stands in `unit` or in none."""
    for link in root.iter("a"):
        target = parse_target(link.get("href", ""))
        if target is None:
            continue
        found = _resolve(target, unit, directory)
        if found is None:
            link.attrib.pop("href")
            continue
        words, href = found
        link.set("href", href)
        capital = "cap" in classes(link)
        link.attrib.pop("class", None)
        add_class(link, "page-ref" if target.kind == "page" else "xref")
        if target.kind != "page" and not "".join(link.itertext()).strip():
            link.text = words[:1].upper() + words[1:] if capital else words


def _resolve(target: Target, unit: Unit | None, directory: Directory) -> tuple[str, str] | None:
    """Printed words and `#id` of a target, or None if it is not there."""
    match target.kind:
        case "doc" | "docs-range":
            return _documents(target, directory)
        case "note":
            return _note(target, unit, directory)
        case "intro":
            return _introduction(target.ids[0], unit, directory)
        case "section" | "page":
            return _section(target.ids[0], directory)
    raise AssertionError(f"unknown kind of target: {target.kind}")


def _documents(target: Target, directory: Directory) -> tuple[str, str] | None:
    documents = [directory.units[i] for i in target.ids if i in directory.units]
    if len(documents) < len(target.ids) or not documents:
        return None
    numbers = [str(_number(unit)) for unit in documents]
    word = directory.word if len(numbers) == 1 else f"{directory.word}s"
    listed = (
        "–".join(numbers)
        if target.kind == "docs-range"
        else join_list(numbers, directory.style.serial_comma)
    )
    prefix = f"{directory.appendix_title}: " if target.ids[0] in directory.appendix else ""
    return f"{prefix}{word} {listed}", f"#{documents[0].html_id}"


def _number(unit: Unit) -> int:
    assert isinstance(unit.source, Document)
    return unit.source.number


def _note(target: Target, unit: Unit | None, directory: Directory) -> tuple[str, str] | None:
    owner = directory.units.get(target.ids[0]) if target.ids else unit
    if owner is None or target.note not in owner.numbers:
        return None
    words = f"note {owner.numbers[target.note]}"
    if owner is not unit:
        words += f" to {_name(owner, unit, directory)}"
    return words, f"#note-{owner.id}-{target.note}"


def _name(owner: Unit, unit: Unit | None, directory: Directory) -> str:
    """What a text calls another: 'document 5', 'the introduction to this chapter'."""
    if isinstance(owner.source, Document):
        prefix = f"{directory.appendix_title}: " if owner.id in directory.appendix else ""
        return f"{prefix}{directory.word} {owner.source.number}"
    if owner.chapter:
        same = unit is not None and owner.chapter == unit.chapter
        return "the introduction to " + (
            "this chapter" if same else directory.chapters[owner.chapter]
        )
    return "".join(owner.pieces["title"].root.itertext())


def _introduction(folder: str, unit: Unit | None, directory: Directory) -> tuple[str, str] | None:
    for owner in directory.units.values():
        if owner.chapter == folder and not isinstance(owner.source, Document):
            return _name(owner, unit, directory), f"#{owner.html_id}"
    return None


def _section(ident: str, directory: Directory) -> tuple[str, str] | None:
    owner = directory.units.get(ident)
    if owner is None:
        return (directory.made[ident], f"#{ident}") if ident in directory.made else None
    title = "".join(owner.pieces["title"].root.itertext())
    return title or f"{directory.word} {_number(owner)}", f"#{owner.html_id}"
