"""Note calls and cross-references: their printed words, computed from ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from publish.apparatus.passages import Element, add_class, classes
from publish.apparatus.units import Unit, Written, join_list
from publish.edition.crossrefs import Target, parse_target
from publish.edition.house_style import HouseStyle
from publish.edition.model import Document, Edition

Answer = tuple[str, str] | None  # printed words and `#id` of a target, None if it is not there


@dataclass(frozen=True, slots=True)
class Outline:
    """What other texts may say of a text, and the targets that its own cross-references have."""

    title: str
    numbers: dict[str, int]  # of its notes, by label
    targets: tuple[str, ...]


def outline_of(unit: Unit) -> Outline:
    """The outline of a text that was opened and not changed since."""
    hrefs = (link.get("href", "") for piece in unit.all_pieces() for link in piece.root.iter("a"))
    title = "".join(unit.pieces["title"].root.itertext())
    targets = tuple(dict.fromkeys(href for href in hrefs if parse_target(href)))
    return Outline(title, unit.numbers, targets)


@dataclass(frozen=True, slots=True)
class Owner:
    """A text as the owner of notes and the target of cross-references."""

    id: str
    html_id: str
    number: int  # 0 for an essay
    chapter: str  # folder, "" for none
    title: str
    numbers: dict[str, int]


@dataclass(frozen=True, slots=True)
class Directory:
    """What cross-references can point at."""

    texts: dict[str, Owner]
    appendix: frozenset[str]
    chapters: dict[str, str]  # folder -> title
    word: str  # "document" or "letter"
    appendix_title: str
    made: dict[str, str]  # parts that are made, not written: id -> title
    style: HouseStyle

    @classmethod
    def of(
        cls,
        edition: Edition,
        texts: Sequence[Written],
        outlines: Sequence[Outline],
        style: HouseStyle,
    ) -> Directory:
        return cls(
            texts={
                text.id: Owner(
                    id=text.id,
                    html_id=text.html_id,
                    number=text.source.number if isinstance(text.source, Document) else 0,
                    chapter=text.chapter,
                    title=outline.title,
                    numbers=outline.numbers,
                )
                for text, outline in zip(texts, outlines, strict=True)
            },
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

    def answers(self, reader: str, targets: Iterable[str]) -> dict[str, Answer]:
        """What each target says in the text `reader` ("" for none of them), by the target."""
        owner = self.texts.get(reader)
        parsed = {written: parse_target(written) for written in targets}
        return {written: _answer(one, owner, self) for written, one in parsed.items() if one}


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
        fill_links(piece.root, unit.id, directory)


def fill_links(root: Element, reader: str, directory: Directory) -> None:
    """Fill the cross-references under `root`, which stands in the text `reader` or in none."""
    for link in root.iter("a"):
        target = parse_target(link.get("href", ""))
        if target is None:
            continue
        found = _answer(target, directory.texts.get(reader), directory)
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


def _answer(target: Target, reader: Owner | None, directory: Directory) -> Answer:
    match target.kind:
        case "doc" | "docs-range":
            return _documents(target, directory)
        case "note":
            return _note(target, reader, directory)
        case "intro":
            return _introduction(target.ids[0], reader, directory)
        case "section" | "page":
            return _section(target.ids[0], directory)
    raise AssertionError(f"unknown kind of target: {target.kind}")


def _documents(target: Target, directory: Directory) -> Answer:
    documents = [directory.texts[i] for i in target.ids if i in directory.texts]
    if len(documents) < len(target.ids) or not documents:
        return None
    numbers = [str(document.number) for document in documents]
    word = directory.word if len(numbers) == 1 else f"{directory.word}s"
    listed = (
        "–".join(numbers)
        if target.kind == "docs-range"
        else join_list(numbers, directory.style.serial_comma)
    )
    prefix = f"{directory.appendix_title}: " if target.ids[0] in directory.appendix else ""
    return f"{prefix}{word} {listed}", f"#{documents[0].html_id}"


def _note(target: Target, reader: Owner | None, directory: Directory) -> Answer:
    owner = directory.texts.get(target.ids[0]) if target.ids else reader
    if owner is None or target.note not in owner.numbers:
        return None
    words = f"note {owner.numbers[target.note]}"
    if owner is not reader:
        words += f" to {_name(owner, reader, directory)}"
    return words, f"#note-{owner.id}-{target.note}"


def _name(owner: Owner, reader: Owner | None, directory: Directory) -> str:
    """What a text calls another: 'document 5', 'the introduction to this chapter'."""
    if owner.number:
        prefix = f"{directory.appendix_title}: " if owner.id in directory.appendix else ""
        return f"{prefix}{directory.word} {owner.number}"
    if owner.chapter:
        same = reader is not None and owner.chapter == reader.chapter
        return "the introduction to " + (
            "this chapter" if same else directory.chapters[owner.chapter]
        )
    return owner.title


def _introduction(folder: str, reader: Owner | None, directory: Directory) -> Answer:
    for owner in directory.texts.values():
        if owner.chapter == folder and not owner.number:
            return _name(owner, reader, directory), f"#{owner.html_id}"
    return None


def _section(ident: str, directory: Directory) -> Answer:
    owner = directory.texts.get(ident)
    if owner is None:
        return (directory.made[ident], f"#{ident}") if ident in directory.made else None
    return owner.title or f"{directory.word} {owner.number}", f"#{owner.html_id}"
