"""What stands around the documents of a volume: front and back matter, persons, terms."""

from __future__ import annotations

import re
from textwrap import shorten

from publish.exchange.ids import make_id
from publish.exchange.tei.blocks import blocks_of
from publish.exchange.tei.context import Context, Shared
from publish.exchange.tei.document import ReadText, finished, source_words
from publish.exchange.tei.frus import remove
from publish.exchange.tei.frus_chapters import holds_documents
from publish.exchange.tei.inline import Node, markdown
from publish.exchange.tei.marks import nodes_of
from publish.exchange.tei.section_headings import SECTION_HEADINGS
from publish.exchange.tei.xml import (
    Element,
    children,
    descendants,
    identifier,
    line_of,
    tag,
    words,
)
from publish.exchange.yaml_text import Value

MADE_HERE = {"toc": "contents", "index": "index", "persons": "biographies", "terms": "glossary"}
LONGEST_TITLE = 60  # of a section without a heading, which is called by its first words
TITLE = re.compile(r"^(?:Sir|Lord|Lady|Dame|Dr\.|Prince|Princess) ")
CALLED = re.compile(r"[(“](\w+)[)”]")  # "Mills, Walter F. “Fritz”", "Bly, Edward G. (Pete)"
LISTS = {"toc": "contents", "index": "index", "names": "biographies", "terms": "glossary"}
KINDS = {
    "preface": "preface", "foreword": "foreword", "press-release": "note", "about": "note",
    "introduction": "introduction", "message": "introduction",
}  # fmt: skip


def register_sections(root: Element, shared: Shared) -> None:
    """Enter the sections of the front and back matter, to which cross-references may point.

    After the lists of persons and terms: without any, the book has no such section.
    """
    empty = {"biographies": not shared.registry.people, "glossary": not shared.registry.terms}
    for part in root.iter("{*}front", "{*}back"):
        for child in part:
            key = identifier(child)
            made = _made_here(child)
            if key and words(child) and not holds_documents(child) and not empty.get(made):
                shared.targets.setdefault(key, f"section:{made or make_id(key)}")


def read_essays(root: Element, name: str, shared: Shared) -> tuple[list[ReadText], list[str]]:
    """Sections of the front and back matter, and the words of those that the build makes."""
    essays = []
    left_out = []
    taken: set[str] = set()
    for part in root.iter("{*}front", "{*}back"):
        where = tag(part)
        for child in part:
            made = "title page" if tag(child) == "titlePage" else _made_here(child)
            if made:
                left_out.append(source_words([child]))
                shared.log.drop(line_of(child), words(child), f"{made}: made by the build", name)
            elif words(child) and not holds_documents(child):
                essay = _read_essay(child, name, shared, taken)
                essay.chapter = where
                essays.append(essay)
    return essays, left_out


def _made_here(div: Element) -> str:
    """contents, index, biographies or glossary, by the division's name or the list it holds."""
    for word in (identifier(div), div.get("type", ""), div.get("subtype", "")):
        for known, made in MADE_HERE.items():
            if word == known or word.startswith(f"{known}-"):
                return made
    kinds = (one.get("type", "") for one in descendants(div, "list"))
    return next((LISTS[kind] for kind in kinds if kind in LISTS), "")


def _read_essay(div: Element, name: str, shared: Shared, taken: set[str]) -> ReadText:
    key = make_id(identifier(div) or div.get("type", "") or "section", taken)
    taken.add(key)
    context = Context(shared, name, key, block_rules=dict(SECTION_HEADINGS))
    wanted = source_words([div])
    fields: dict[str, Value] = {}
    heads = children(div, "head")
    if heads:
        title = [Node("text", " ") if n.kind == "break" else n for n in nodes_of(heads[0], context)]
        fields["title"] = " ".join(markdown(title).replace("\\\n", " ").split())
        remove(heads[0])
    if not fields.get("title"):
        fields["title"] = shorten(words(div), LONGEST_TITLE, placeholder="…")
        context.added.append(str(fields["title"]))
    fields["kind"] = next((kind for word, kind in KINDS.items() if key.startswith(word)), "note")
    return finished(context, fields, blocks_of(div, context), [div], wanted)


def read_persons(root: Element, name: str, shared: Shared) -> None:
    """The list of persons: names with ids and what is said of each."""
    for person in root.iter("{*}persName"):
        key = identifier(person)
        item = next(person.iterancestors("{*}item"), None)
        if not key or item is None:
            continue
        heading = words(person).strip(" ,;")
        whole = words(item)
        bio = whole[len(words(person)) :].lstrip(" ,;") if whole.startswith(words(person)) else ""
        fields: dict[str, Value] = {"name": heading}
        _, comma, rest = heading.partition(", ")
        given = TITLE.sub("", " ".join(CALLED.sub("", rest).split()))
        if comma and re.match(r"[A-Z][a-z]", given):
            fields["given"] = re.sub(r",.*| [A-Z]\..*", "", given)
        if called := [found[1] for found in CALLED.finditer(rest)]:
            fields["nicknames"] = called
        if bio:
            fields["bio"] = bio[0].upper() + bio[1:]
        shared.registry.add_person(key, fields, line=line_of(person), file=name)


def read_terms(root: Element, name: str, shared: Shared) -> list[tuple[dict[str, Value], int]]:
    """The list of terms, as entries of glossary.yaml with their lines."""
    entries = []
    taken: set[str] = set()
    for term in root.iter("{*}term"):
        key = identifier(term)
        item = next(term.iterancestors("{*}item"), None)
        if not key or item is None:
            continue
        written, whole = words(term).strip(" ,;"), words(item)
        term_id = make_id(key.replace("_", "-"), taken)
        taken.add(term_id)
        shared.registry.terms[key] = term_id
        entry: dict[str, Value] = {"id": term_id, "term": written}
        expansion = whole[len(words(term)) :].lstrip(" ,;") if whole.startswith(words(term)) else ""
        if expansion:
            entry["expansion"] = expansion
        entries.append((entry, line_of(term)))
    return entries
