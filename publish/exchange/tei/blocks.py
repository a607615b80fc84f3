"""Paragraphs, openers, closers, lists, tables, enclosures to blocks of Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from publish.exchange.linemap import Piece
from publish.exchange.tei.context import Context
from publish.exchange.tei.fences import fenced
from publish.exchange.tei.inline import (
    Node,
    has_words,
    markdown,
    plain,
    split_at_breaks,
    text,
)
from publish.exchange.tei.marks import nodes_of, page_break, paragraph, read
from publish.exchange.tei.pieces import as_point, as_quotation, is_text, without_gaps
from publish.exchange.tei.tables import Cell, cell_of, grid_of, is_label_row, pipe_table
from publish.exchange.tei.xml import Element, children, line_of, lines_of, tag, words

IN_PARAGRAPHS = frozenset(("list", "table", "quote", "floatingText", "lg", "attachment", "cit"))
EVERYWHERE = IN_PARAGRAPHS | frozenset(
    "p ab div opener closer dateline salute signed postscript head address byline argument "
    "trailer epigraph label item body group text docTitle titlePart docImprint titlePage "
    "milestone l docAuthor docDate imprimatur div1 div2 div3 row cell".split()
)
HOLDS_LINES = frozenset(("p", "ab", "note", "item", "l", "cell", "head", "salute", "dateline"))
OPENING = {"salute": "salutation", "dateline": "dateline"}
ALONE = re.compile(r"^(\d+)\\([.)])$")  # a number that is escaped since it stands alone
RENDS = frozenset(("", "flushleft", "left", "indent", "noindent"))


def blocks_of(element: Element, context: Context) -> list[Piece]:
    """All blocks inside an element, in order; words between blocks make paragraphs."""
    if tag(element) in ("quote", "note") and not any(tag(c) in EVERYWHERE for c in element):
        return _run_to_blocks(nodes_of(element, context), lines_of(element))
    return _Blocks(element, context).read()


class _Blocks:
    """Goes through an element, gathers runs of words, makes blocks of the rest."""

    def __init__(self, element: Element, context: Context) -> None:
        self._element = element
        self._context = context
        self._found: list[Piece] = []
        self._run: list[Node] = []
        self._lines: list[int] = [line_of(element)]
        self._kinds = _block_kinds(element)

    def read(self) -> list[Piece]:
        self._words(self._element.text, self._element)
        for child in self._element:
            if tag(child) in self._kinds and not _is_inline_quote(child):
                self._flush()
                self._found += block(child, self._context)
            elif tag(child) == "note" and _stands_alone(child):
                self._flush()
                self._found += _instruction(child, self._context)
            else:
                self._run += read(child, self._context)
                self._lines += lines_of(child)
            self._words(child.tail, child)
        self._flush()
        return self._found

    def _words(self, words_here: str | None, near: Element) -> None:
        if words_here:
            self._run.append(text(words_here))
            if words_here.strip():
                self._lines.append(line_of(near))

    def _flush(self) -> None:
        run, self._run = self._run, []
        lines, self._lines = tuple(sorted(set(self._lines))), []
        if not has_words(run):
            return
        if self._found and not plain(run) and self._found[-1].kind == "paragraph":
            before = self._found.pop()  # calls between two paragraphs belong to the first
            calls = markdown(run)
            both = tuple(sorted({*before.lines, *lines}))
            self._found.append(replace(before, text=before.text + calls, lines=both))
            return
        self._found += _run_to_blocks(run, lines)


def _block_kinds(element: Element) -> frozenset[str]:
    """What stands apart from the words: in a paragraph only what cannot be in a line."""
    name = tag(element)
    if name in ("note", "item") and any(tag(child) in ("p", "ab") for child in element):
        return EVERYWHERE
    return IN_PARAGRAPHS if name in HOLDS_LINES else EVERYWHERE


def _run_to_blocks(run: Sequence[Node], lines: tuple[int, ...]) -> list[Piece]:
    written = paragraph(list(run))
    return [Piece("paragraph", written, lines)] if written else []


def _is_inline_quote(element: Element) -> bool:
    """A quotation that runs on in its paragraph."""
    if tag(element) not in ("quote", "cit"):
        return False
    if element.get("rend") == "blockquote" or element.get("type"):
        return False
    parent = element.getparent()
    in_line = parent is not None and tag(parent) in HOLDS_LINES
    return in_line and not any(tag(child) in EVERYWHERE for child in element)


def _stands_alone(note: Element) -> bool:
    """A remark of the original printed over the text: [Telegram.]"""
    return note.get("rend") == "inline"


def block(element: Element, context: Context) -> list[Piece]:
    """The blocks that one block element makes."""
    name = tag(element)
    if name in context.block_rules:
        return context.block_rules[name](element, context)
    if name in RULES:
        return RULES[name](element, context)
    return plain_block(element, context)


def plain_block(element: Element, context: Context) -> list[Piece]:
    """The blocks of an element that no rule is for: a paragraph above all."""
    name = tag(element)
    if name == "p" and element.get("rend") == "right" and (kind := _right_hand(element)):
        return fenced(kind, blocks_of(element, context), lines_of(element))
    rend = element.get("rend", "")
    if rend not in RENDS and name == "p":
        context.unknown(f'<p rend="{rend}">', line_of(element))
    return blocks_of(element, context)


def _right_hand(element: Element) -> str:
    """What a paragraph at the right margin is: after all others a signature, before a dateline."""
    if not any(map(_is_plain, element.itersiblings())):
        return "signature"
    return "" if any(map(_is_plain, element.itersiblings(preceding=True))) else "dateline"


def _is_plain(element: Element) -> bool:
    return tag(element) == "p" and element.get("rend") != "right"


def _in_div(kind: str) -> Callable[[Element, Context], list[Piece]]:
    def rule(element: Element, context: Context) -> list[Piece]:
        return fenced(kind, blocks_of(element, context), lines_of(element))

    return rule


def _lines_in_div(kind: str) -> Callable[[Element, Context], list[Piece]]:
    """Each line a paragraph of the div, as signatures and addresses are written."""

    def rule(element: Element, context: Context) -> list[Piece]:
        return _line_div(kind, list(element), element, context)

    return rule


def _line_div(
    kind: str, parts: Sequence[Element], around: Element, context: Context
) -> list[Piece]:
    nodes: list[Node] = [text(around.text or "")] if parts and parts[0] is around[0] else []
    for part in parts:
        if tag(part) in ("signed", "salute", "addrLine"):
            nodes.append(Node("break"))
        nodes += read(part, context)
        nodes.append(text(part.tail or ""))
    if not parts:
        nodes = [text(around.text or "")]
    lines = lines_of(around)
    inside = [
        Piece("paragraph", written, lines)
        for line in split_at_breaks(nodes)
        if (written := paragraph(line))
    ]
    return fenced(kind, inside, lines)


def _closer(element: Element, context: Context) -> list[Piece]:
    """Words, signatures and a date at the end; a dateline is a div of its own."""
    found: list[Piece] = []
    waiting: list[Element] = []
    if element.get("rend") == "one-line":
        return fenced("closing", _run_to_blocks(nodes_of(element, context), lines_of(element)),
                      lines_of(element))  # fmt: skip
    for child in element:
        if tag(child) in ("dateline", "postscript", "address"):
            if waiting or (child is element[0] and (element.text or "").strip()):
                found += _line_div("signature", waiting, element, context)
            waiting = []
            found += block(child, context)
            if (child.tail or "").strip():
                tail = _run_to_blocks([text(child.tail or "")], lines_of(child))
                found += fenced("signature", tail, lines_of(child))
        else:
            waiting.append(child)
    if waiting or not len(element):
        found += _line_div("signature", waiting, element, context)
    return found


def _instruction(note: Element, context: Context) -> list[Piece]:
    context.shared.counts.found["notes"] += 1
    context.shared.counts.left_out("notes", "remark printed over the text")
    return fenced("instruction", blocks_of(note, context), lines_of(note))


def _attachment(element: Element, context: Context) -> list[Piece]:
    """An enclosure, titled by its own remark or by a head without marks."""
    parts = children(element)
    title = ""
    rest = parts
    if parts and tag(parts[0]) == "note" and _stands_alone(parts[0]):
        title = words(parts[0]).strip("[]")
        context.shared.counts.found["notes"] += 1
        context.shared.counts.left_out("notes", "title of an enclosure")
        rest = parts[1:]
    elif parts and tag(parts[0]) == "head" and not len(parts[0]):
        title = words(parts[0])
        rest = parts[1:]
    context.shared.counts.found["enclosures"] += 1
    context.shared.counts.kept["enclosures"] += 1
    if title:
        element.remove(parts[0])
        rest = list(element)
    inside = blocks_of(element, context) if rest or (element.text or "").strip() else []
    return fenced("enclosure", inside, lines_of(element), title)


def heading_inside(element: Element, context: Context) -> list[Piece]:
    """A heading inside a text; words in the style of the source, not a heading of the book."""
    return _run_to_blocks(nodes_of(element, context), lines_of(element))


def _list(element: Element, context: Context) -> list[Piece]:
    """A list of points, if it is called so or has ranks; else paragraphs with their labels.

    Items without labels often begin with a number of their own ("First.", "Art. 2.").
    """
    found: list[Piece] = []
    label: list[Node] = []
    is_of_points = _is_of_points(element)
    for child in element:
        name = tag(child)
        if name == "label":
            label = [*nodes_of(child, context), text(" ")]
        elif name == "item":
            found += _item(child, label, context, bullet=is_of_points and not label)
            label = []
        elif name in ("pb", "cb"):
            page_break(child, context)
        elif name == "note" and not _stands_alone(child):
            found += _run_to_blocks(read(child, context), lines_of(child))
        else:
            found += block(child, context)
        if (child.tail or "").strip():
            found += _run_to_blocks([text(child.tail or "")], lines_of(child))
    return without_gaps(found)


def _is_of_points(element: Element) -> bool:
    called = f"{element.get('rend', '')} {element.get('type', '')}"
    around = next(element.iterancestors("{*}list"), None)
    return "bullet" in called or around is not None or element.find(".//{*}list") is not None


def _item(element: Element, label: list[Node], context: Context, *, bullet: bool) -> list[Piece]:
    inside = blocks_of(element, context)
    lines = lines_of(element)
    if label and inside and inside[0].kind == "paragraph":
        head = ALONE.sub(r"\1\2", markdown(label))
        inside[0] = replace(inside[0], text=f"{head} {inside[0].text.removeprefix(' ')}")
    elif label:
        inside.insert(0, Piece("paragraph", markdown(label), lines))
    return [as_point(inside, lines)] if bullet and inside and all(map(is_text, inside)) else inside


def _table(element: Element, context: Context) -> list[Piece]:
    """A pipe table; what stands in it and is no row comes before it."""
    before: list[Piece] = []
    rows: list[list[Cell]] = []
    labels = False
    for child in element:
        if tag(child) == "row":
            labels = labels or (not rows and is_label_row(child))
            rows.append(
                [cell_of(cell, markdown(nodes_of(cell, context), cell=True))
                 for cell in children(child, "cell")]
            )  # fmt: skip
        elif tag(child) in ("pb", "cb"):
            page_break(child, context)
        else:
            before += block(child, context)
    if any(cell.rows > 1 or cell.columns > 1 for row in rows for cell in row):
        context.repair("merged cells", line_of(element), "", "")
    written = pipe_table(element, grid_of(rows), labels=labels)
    return [*before, Piece("table", written, lines_of(element))] if written else before


def _verse(element: Element, context: Context) -> list[Piece]:
    """Lines of verse; notes between two lines belong to the first, stanzas stay apart."""
    found: list[Piece] = []
    lines: list[list[Node]] = [[]]
    for child in element:
        if tag(child) == "l":
            lines.append(nodes_of(child, context))
        elif tag(child) in EVERYWHERE:
            found += _verse_lines(lines, element)
            lines = [[]]
            found += block(child, context)
        else:
            lines[-1] += read(child, context)
        if (child.tail or "").strip():
            lines[-1].append(text(child.tail or ""))
    return found + _verse_lines(lines, element)


def _verse_lines(lines: Sequence[list[Node]], around: Element) -> list[Piece]:
    """A stanza; what stands before its first line goes into that line."""
    before, *rest = lines
    if rest:
        rest[0] = before + rest[0]
    else:
        rest = [before] if has_words(before) else []
    written = "\n".join(f"| {markdown(line, cell=True)}" for line in rest)
    piece = [Piece("verse", written, lines_of(around))] if written else []
    return piece if around.get("type") == "lines" else fenced("verse", piece, lines_of(around))


def _quote(element: Element, context: Context) -> list[Piece]:
    return as_quotation(blocks_of(element, context))


def _floating(element: Element, context: Context) -> list[Piece]:
    kind = element.get("type", "quoted")
    title = ""
    body = next(iter(children(element, "body")), element)
    heads = children(body, "head")
    if kind == "enclosure" and heads:
        title = words(heads[0])
        body.remove(heads[0])
    resp = element.get("resp", "").removeprefix("#")
    known = context.shared.registry.people.get(resp)
    return fenced(
        kind, blocks_of(body, context), lines_of(element), title, known.id if known else ""
    )


def _div(element: Element, context: Context) -> list[Piece]:
    inside = blocks_of(element, context)
    if element.get("type") == "address" and not any(tag(c) == "address" for c in element):
        return fenced("address", inside, lines_of(element))
    return inside


RULES: dict[str, Callable[[Element, Context], list[Piece]]] = {
    "salute": _in_div("salutation"), "dateline": _in_div("dateline"),
    "address": _lines_in_div("address"), "signed": _lines_in_div("signature"),
    "closer": _closer, "postscript": _in_div("postscript"), "attachment": _attachment,
    "head": heading_inside, "list": _list, "table": _table, "lg": _verse, "quote": _quote,
    "floatingText": _floating, "div": _div, "epigraph": _in_div("epigraph"),
}  # fmt: skip
