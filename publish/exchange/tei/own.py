"""Our own export back to a manuscript: the text from the TEI, the headers from its data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TypeAlias, cast

from publish.edition.yaml_files import YamlValue, parse_yaml
from publish.exchange.linemap import Piece
from publish.exchange.tei.blocks import blocks_of
from publish.exchange.tei.context import Context, Note, Shared
from publish.exchange.tei.document import ReadText, finished, source_words
from publish.exchange.tei.fences import fenced
from publish.exchange.tei.inline import Node, markdown, span
from publish.exchange.tei.marks import indented, nodes_of
from publish.exchange.tei.names import name_classes
from publish.exchange.tei.write_text import ONE_MARK
from publish.exchange.tei.xml import Element, children, descendants, line_of, lines_of, words
from publish.exchange.yaml_text import Value
from publish.problems import Place, Problems

Rule: TypeAlias = Callable[[Element, Context], list[Node]]


def is_own(root: Element) -> bool:
    """Whether a file is an export of publish."""
    return any(one.get("ident") == "publish" for one in root.iter("{*}application")) and any(
        True for _ in root.iter("{*}xenoData")
    )


@dataclass(frozen=True, slots=True)
class OwnData:
    """What an exported file says of itself: its path in the manuscript, and YAML as typed.

    A text has a header, edition.xml the YAML files of the manuscript by their paths.
    """

    path: str
    header: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


def data_of(root: Element, name: str, problems: Problems) -> OwnData | None:
    """The data of an exported file; None (reported) if they are broken."""
    xeno = next(root.iter("{*}xenoData"))
    place = Place(name, line_of(xeno))
    try:
        found = json.loads(xeno.text or "")
        files = {str(path): str(text) for path, text in found.get("files", {}).items()}
        data = OwnData(str(found["path"]), str(found.get("header", "")), files)
    except (ValueError, KeyError, TypeError, AttributeError):
        problems.add("E045", place, "The data in <xenoData> are damaged.")
        return None
    for path in (data.path, *data.files):
        if not _stays_inside(path):
            problems.add("E004", place, f"“{path}” is no path of a manuscript.")
            return None
    return data


def _stays_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    outside = PurePosixPath(path).is_absolute() or ".." in parts or "\\" in path
    return bool(parts) and not outside


def register_edition(data: OwnData, file: str, shared: Shared, problems: Problems) -> None:
    """Persons and terms, so that marks find them."""
    for person in _entries(_parsed(data, "people.yaml", file, problems)):
        if "id" in person:
            shared.registry.add_person(str(person["id"]), person, line=1, file=file)
    glossary = _parsed(data, "glossary.yaml", file, problems)
    sections = glossary.get("sections") if isinstance(glossary, dict) else None
    for section in _entries(sections):
        for term in _entries(section.get("terms")):
            if "id" in term:
                shared.registry.terms[f"term-{term['id']}"] = str(term["id"])


def _parsed(data: OwnData, name: str, file: str, problems: Problems) -> YamlValue:
    read = parse_yaml(data.files.get(name, ""), f"{file}/{name}", 1, problems)
    return read.value if read else None


def _entries(value: object) -> list[dict[str, Value]]:
    listed = value if isinstance(value, list) else []
    return [cast(dict[str, Value], entry) for entry in listed if isinstance(entry, dict)]


def read_own(root: Element, name: str, data: OwnData, shared: Shared) -> ReadText:
    """A document or essay of an export."""
    context = Context(
        shared, name, PurePosixPath(data.path).stem, rules=dict(INLINES), block_rules=dict(BLOCKS)
    )
    text = next(iter(children(root, "text")), root)
    wanted = source_words([text])
    bodies = [div for body in children(text, "body") for div in children(body, "div")]
    back = [div for part in children(text, "back") for div in children(part, "div")]
    for note in [note for div in back for note in children(div, "note")]:
        own_note(note, context)  # called in the header, so before those of the text
    pieces = [piece for div in bodies for piece in blocks_of(div, context)]
    read = finished(context, {}, pieces, bodies[:1] or [root], wanted)
    read.path, read.header = data.path, data.header
    read.chapter = "document" if any(div.get("type") == "letter" for div in bodies) else "essay"
    read.names_from.append("own")
    return read


def own_note(note: Element, context: Context) -> list[Node]:
    """A note under its label, with its author."""
    context.shared.counts.found["notes"] += 1
    label = context.label(note.get("n", "n"))
    by = next((one for one in children(note, "bibl") if one.get("type") == "by"), None)
    author = ""
    if by is not None:
        author = f' {{by="{words(by)}"}}'
        context.dropped.append(words(by))
        note.remove(by)
    around, context.inside_note = context.inside_note, label
    blocks = [piece.text for piece in blocks_of(note, context)]
    context.inside_note = around
    body = "\n\n".join(indented(block) if n else block for n, block in enumerate(blocks))
    context.notes.append(Note(label, f"[^{label}]: {body}{author}", lines_of(note)))
    context.shared.counts.kept["notes"] += 1
    return [Node("call", text=label)]


def own_figure(figure: Element, context: Context) -> list[Node]:
    """A picture with caption, description and credit."""
    url = next((one.get("url", "") for one in descendants(figure, "graphic")), "")
    context.shared.counts.found["pictures"] += 1
    context.shared.counts.kept["pictures"] += 1
    heads = children(figure, "head")
    values = []
    for name, key in (("figDesc", "alt"), ("bibl", "credit")):
        for one in children(figure, name):
            values.append((key, words(one)))
            context.dropped.append(words(one))
    caption = nodes_of(heads[0], context) if heads else []
    return [Node("image", text=url, inside=tuple(caption), values=tuple(values))]


def own_floating(element: Element, context: Context) -> list[Piece]:
    """A div of the manuscript."""
    body = next(iter(children(element, "body")), element)
    title = element.get("n", "")
    if title:
        context.added.append(title)
    language = element.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    return fenced(
        element.get("type", "quoted"), blocks_of(body, context), lines_of(element), title,
        element.get("resp", "").removeprefix("#"), language,
    )  # fmt: skip


def own_block(element: Element, context: Context) -> list[Piece]:
    """Headings and code."""
    level = int(element.get("n", "2")) if element.get("n", "2").isdigit() else 2
    written = markdown(nodes_of(element, context)).replace("\\\n", " ")
    if element.get("type") == "heading":
        return [Piece("heading", f"{'#' * level} {written}", lines_of(element))]
    code = "\n".join(f"    {line}" for line in (element.text or "").split("\n"))
    return [Piece("code", code, lines_of(element))]


def own_rule(element: Element, context: Context) -> list[Piece]:
    """A line between paragraphs."""
    return [Piece("rule", "* * *", lines_of(element))]


BLOCKS: dict[str, Callable[[Element, Context], list[Piece]]] = {
    "floatingText": own_floating, "ab": own_block, "milestone": own_rule,
}  # fmt: skip
EDITION = "edition.xml"
SEGMENTS = frozenset(("gloss", "conversion", "noindex", "date", "signed", "hand"))


def _one_mark(rule: Rule) -> Rule:
    """Elements that export made of one mark become one mark again."""

    def joined(element: Element, context: Context) -> list[Node]:
        nodes = rule(element, context)
        if element.get("ana") != ONE_MARK or len(nodes) != 1 or len(nodes[0].inside) != 1:
            return nodes
        outer, inner = nodes[0], nodes[0].inside[0]
        if inner.kind != "span":
            return nodes
        return [
            replace(
                outer, inside=inner.inside, classes=(*outer.classes, *inner.classes),
                values=(*outer.values, *inner.values),
            )
        ]  # fmt: skip

    return joined


def _rs(element: Element, context: Context) -> list[Node]:
    inside = nodes_of(element, context)
    counts = context.shared.counts
    counts.found["tagged names"] += 1
    counts.kept["tagged names"] += 1
    if element.get("type") == "subject":
        return [span(inside, name_classes(element), index=element.get("key", ""))]
    people = " ".join(one.removeprefix("#") for one in element.get("ref", "").split())
    return [span(inside, name_classes(element), person=people)]


def _gloss(element: Element, context: Context) -> list[Node]:
    term = element.get("target", "").removeprefix("#term-")
    return [span(nodes_of(element, context), term=term)]


def _seg(element: Element, context: Context) -> list[Node]:
    inside, kind = nodes_of(element, context), element.get("type", "")
    if kind in ("index-start", "index-end"):
        return [Node("span", inside=tuple(inside), values=((kind, element.get("n", "")),))]
    if kind not in SEGMENTS:
        return inside
    by = element.get("resp", "").removeprefix("#")
    return [span(inside, (kind,), **({"by": by} if by else {}))]


def _gap(element: Element, context: Context) -> list[Node]:
    if element.get("reason") == "omitted":
        return [span(_without_desc(element, context), ("omission",))]
    reason = " ".join(words(one) for one in children(element, "desc"))
    for one in children(element, "desc"):
        context.dropped.append(words(one))
    inside = _without_desc(element, context)
    return [span(inside, ("gap",), **({"reason": reason} if reason else {}))]


def _without_desc(element: Element, context: Context) -> list[Node]:
    for one in children(element, "desc"):
        tail, before = one.tail or "", one.getprevious()
        if before is None:
            element.text = (element.text or "") + tail
        element.remove(one)
    return nodes_of(element, context)


def _ref(element: Element, context: Context) -> list[Node]:
    inside = nodes_of(element, context)
    counts = context.shared.counts
    counts.found["cross-references"] += 1
    counts.kept["cross-references"] += 1
    classes = tuple(element.get("rend", "").split())
    return [Node("link", text=element.get("target", ""), inside=tuple(inside), classes=classes)]


def _choice(element: Element, context: Context) -> list[Node]:
    sic, corr = children(element, "sic"), children(element, "corr")
    corrected = words(corr[0]) if corr else ""
    context.dropped.append(corrected)
    inside = nodes_of(sic[0], context) if sic else []
    return [span(inside, ("sic",), corr=corrected)]


def _plain_mark(*classes: str) -> Rule:
    return lambda element, context: [span(nodes_of(element, context), classes)]


def _language(element: Element, context: Context) -> list[Node]:
    language = element.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    return [span(nodes_of(element, context), lang=language)]


def _hi(element: Element, context: Context) -> list[Node]:
    inside, rend = tuple(nodes_of(element, context)), element.get("rend", "")
    kinds = {"italic": "emph", "bold": "strong", "superscript": "sup", "subscript": "sub"}
    if rend in kinds:
        return [Node(kinds[rend], inside=inside)]
    if rend == "underline":
        return [span(inside, ("twice" if element.get("n") == "2" else "once",))]
    return [span(inside, ("del" if rend == "strikethrough" else "smallcaps",))]


INLINES: dict[str, Rule] = {
    "note": own_note, "figure": own_figure, "ref": _ref,
    **{
        name: _one_mark(rule)
        for name, rule in {
            "rs": _rs, "gloss": _gloss, "seg": _seg, "gap": _gap, "choice": _choice,
            "foreign": _language, "hi": _hi, "title": _plain_mark("title"),
            "supplied": _plain_mark("supplied"), "unclear": _plain_mark("unclear"),
            "del": _plain_mark("del"), "add": _plain_mark("ins"),
            "ex": _plain_mark("expansion"), "sic": _plain_mark("sic"),
        }.items()
    },
}  # fmt: skip
