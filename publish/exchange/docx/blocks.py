"""Blocks of pandoc's tree to those of the manuscript, each with the paragraphs it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from publish.exchange.docx.inlines import Inlines, Picture
from publish.exchange.docx.pandoc import Node, text_of
from publish.exchange.docx.wordxml import MARK

STYLES = {
    "salutation": "salutation", "signature": "signature", "date": "dateline",
    "inside address": "address", "envelope address": "address", "postscript": "postscript",
    "title": "title", "subtitle": "title", "caption": "caption", "image caption": "caption",
}  # fmt: skip
METADATA = {"title": "Title", "subtitle": "Subtitle", "author": "Author", "date": "Date",
            "abstract": "Abstract"}  # fmt: skip
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a text.

    `kind` is paragraph, heading, title, table, list, quote, caption, picture or a div's name.
    `node` is the block in pandoc's tree (none of a picture), `lines` its paragraphs in the
    Word file, `rows` of a table the words and paragraphs of each cell.
    """

    kind: str
    node: Node = field(default_factory=dict)
    lines: tuple[int, ...] = ()
    level: int = 0
    rows: tuple[tuple[tuple[str, tuple[int, ...]], ...], ...] = ()
    picture: Picture | None = None

    @property
    def text(self) -> str:
        return text_of(self.node["c"]) if self.node.get("t") in ("Para", "Plain") else ""


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its label and its blocks."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(slots=True)
class Blocks:
    """Converts blocks; the inlines' converter holds log and state."""

    inlines: Inlines
    style: str = ""

    def convert(self, nodes: list[Node]) -> list[Block]:
        """The blocks of a text or note, pictures after the block they stood in."""
        found: list[Block] = []
        for node in nodes:
            found += self._block(node)
            found += self._pictures()
        return found

    def notes(self) -> list[Note]:
        """The notes called since the last time, converted."""
        notes: list[Note] = []
        while self.inlines.notes:
            raw, self.inlines.notes = self.inlines.notes, []
            first = self.inlines.notes_done + 1
            self.inlines.notes_done += len(raw)
            for label, nodes in enumerate(raw, start=first):
                notes.append(Note(f"n{label}", tuple(self.convert(nodes))))
        return notes

    def _pictures(self) -> Iterator[Block]:
        pictures, self.inlines.pictures = self.inlines.pictures, []
        for picture in pictures:
            yield Block("picture", lines=(), picture=picture)

    def _block(self, node: Node) -> list[Block]:
        content = node.get("c")
        match node["t"]:
            case "Para" | "Plain":
                found = self._paragraph(content or [])
            case "Header":
                found = self._heading(content or [])
            case "Div":
                found = self._div(*(content or []))
            case "BlockQuote":
                found = self._wrapped("quote", "BlockQuote", content or [])
            case "OrderedList":
                found = self._numbered(*(content or []))
            case "BulletList":
                found = self._bullets(content or [])
            case "Table":
                found = self._table(content or [])
            case "Figure":
                found = self.convert((content or [])[2] + (content or [])[1][1])
            case "CodeBlock" | "RawBlock":
                found = self._lines_of_code((content or ["", ""])[1])
            case "DefinitionList":
                found = [
                    block
                    for term, meanings in content or []
                    for block in [*self._paragraph(term), *self.convert([*chain(*meanings)])]
                ]
            case _:
                found = []
        return found

    def _paragraph(self, nodes: list[Node], kind: str = "") -> list[Block]:
        converted = self.inlines.paragraph(nodes)
        lines = self.inlines.take_lines()
        if not converted:
            return []
        name = kind or self.style or "paragraph"
        return [Block(name, {"t": "Para", "c": converted}, lines)]

    def _heading(self, content: list[Any]) -> list[Block]:
        found = self._paragraph(content[2], "heading")
        return [replace(block, level=content[0]) for block in found]

    def _div(self, attributes: list[Any], nodes: list[Node]) -> list[Block]:
        style = str(dict(attributes[2]).get("custom-style", ""))
        kind = self.inlines.profile.styles.get(style) or STYLES.get(style.casefold(), "")
        if kind == "heading":
            return [replace(b, kind="heading", level=3) for b in self.convert(nodes)]
        before, self.style = self.style, "" if kind == "paragraph" else kind or self.style
        found = self.convert(nodes)
        self.style = before
        return found

    def _wrapped(self, kind: str, name: str, nodes: list[Node]) -> list[Block]:
        inner, pictures = _apart(self.convert(nodes))
        if not inner:
            return pictures
        node: Node = {"t": name, "c": [block.node for block in inner]}
        return [Block(kind, node, _lines(inner)), *pictures]

    def _bullets(self, items: list[list[Node]]) -> list[Block]:
        converted: list[list[Block]] = []
        pictures: list[Block] = []
        for item in items:
            inner, found = _apart(self.convert(item))
            pictures += found
            converted += [inner] if inner else []
        if not converted:
            return pictures
        tight = all(len(item) == 1 for item in converted)
        nodes = [[_plain(b.node) if tight else b.node for b in item] for item in converted]
        lines = tuple(line for item in converted for line in _lines(item))
        return [Block("list", {"t": "BulletList", "c": nodes}, lines), *pictures]

    def _numbered(self, attributes: list[Any], items: list[list[Node]]) -> list[Block]:
        """Numbers that Word made are typed out: the manuscript prints numbers as typed."""
        start, style, delimiter = attributes[0], attributes[1]["t"], attributes[2]["t"]
        found: list[Block] = []
        for number, item in enumerate(items, start=start):
            blocks = self.convert(item)
            typed = _number(number, style) + (")" if "Paren" in delimiter else ".")
            if blocks and blocks[0].node.get("t") == "Para":
                first = blocks[0]
                inlines = [{"t": "Str", "c": typed}, {"t": "Space"}, *first.node["c"]]
                blocks[0] = replace(first, node={"t": "Para", "c": inlines})
                self.inlines.log.repair(
                    "automatic number typed out", first.lines[0] if first.lines else 1, "", typed,
                    self.inlines.word.name,
                )  # fmt: skip
            found += blocks
        return found

    def _lines_of_code(self, text: str) -> list[Block]:
        nodes: list[Node] = []
        for line in text.split("\n"):
            nodes += [{"t": "Str", "c": line}, {"t": "LineBreak"}]
        return self._paragraph(nodes)

    def _table(self, content: list[Any]) -> list[Block]:
        """A table without merged cells, its caption as a paragraph before it."""
        _, caption, columns, head, bodies, foot = content
        before = self.convert(caption[1])
        raw_rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]
        rows = [self._row(row[1]) for row in raw_rows]
        if any(cell[2] > 1 or cell[3] > 1 for row in raw_rows for cell in row[1]):
            line = next((n for row in rows for cell in row for n in _lines(cell)), 1)
            self.inlines.log.doubt(
                "merged cells", line, "A table with merged cells.",
                "Compare it with the Word file.", self.inlines.word.name,
            )  # fmt: skip
        width = max([len(columns), *map(len, rows)])
        rows = [row + [[]] * (width - len(row)) for row in rows]
        if not any(cell for row in rows for cell in row):
            return before
        words = tuple(
            tuple(("\n".join(b.text for b in cell), _lines(cell)) for cell in row) for row in rows
        )
        has_head = bool(head[1])
        node = _simple_table(rows, columns, has_head)
        lines = tuple(n for row in rows for cell in row for n in _lines(cell))
        return [*before, Block("table", node, lines, rows=words)]

    def _row(self, cells: list[Any]) -> list[list[Block]]:
        row: list[list[Block]] = []
        for cell in cells:
            pictures = self.inlines.pictures
            inner, set_aside = _apart(self.convert(cell[4]))
            row += [inner, *([[]] * (cell[3] - 1))]
            self.inlines.pictures = [*pictures, *(b.picture for b in set_aside if b.picture)]
        return row


def metadata_blocks(meta: dict[str, Node]) -> list[Node]:
    """What pandoc takes for metadata, as the styled paragraphs that Word had, in their order."""
    found: list[tuple[int, Node]] = []
    for key, style in METADATA.items():
        for nodes in _meta_paragraphs(meta.get(key)):
            marks = [int(m[1]) for n in nodes for m in MARK.finditer(str(n.get("c", "")))]
            attributes = ["", [], [["custom-style", style]]]
            div = {"t": "Div", "c": [attributes, [{"t": "Para", "c": nodes}]]}
            found.append((min(marks, default=0), div))
    return [div for _, div in sorted(found, key=lambda pair: pair[0])]


def _meta_paragraphs(value: Node | None) -> list[list[Node]]:
    if value is None:
        return []
    match value["t"]:
        case "MetaInlines":
            return [value["c"]]
        case "MetaList":
            return [nodes for item in value["c"] for nodes in _meta_paragraphs(item)]
        case "MetaBlocks":
            return [block["c"] for block in value["c"] if block["t"] in ("Para", "Plain")]
    return []


def _lines(blocks: list[Block]) -> tuple[int, ...]:
    return tuple(line for block in blocks for line in block.lines)


def _apart(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Text, and the pictures in it."""
    text = [block for block in blocks if block.picture is None]
    return text, [block for block in blocks if block.picture is not None]


def _plain(node: Node) -> Node:
    return {"t": "Plain", "c": node["c"]} if node["t"] == "Para" else node


def _simple_table(rows: list[list[list[Block]]], columns: list[Any], has_head: bool) -> Node:
    """Pipe table if each cell is one line, else a grid table; no cell spans others."""
    one_line = all(
        len(cell) <= 1 and all("\n" not in b.text and b.node["t"] == "Para" for b in cell)
        for row in rows
        for cell in row
    )
    width = len(rows[0])
    even: Node = {"t": "ColWidth", "c": round(0.95 / width, 3)}
    size: Node = {"t": "ColWidthDefault"} if one_line else even
    align = [column[0] for column in columns] + [{"t": "AlignDefault"}] * (width - len(columns))
    written = [
        [["", [], []], [_cell([_plain(b.node) if one_line else b.node for b in cell])
                        for cell in row]]
        for row in rows
    ]  # fmt: skip
    head, body = (written[:1], written[1:]) if has_head else ([], written)
    empty: list[Any] = ["", [], []]
    return {
        "t": "Table",
        "c": [empty, [None, []], [[a, size] for a in align], [empty, head],
              [[empty, 0, [], body]], [empty, []]],
    }  # fmt: skip


def _cell(blocks: list[Node]) -> list[Any]:
    return [["", [], []], {"t": "AlignDefault"}, 1, 1, blocks]


def _number(number: int, style: str) -> str:
    if "Alpha" in style:
        word = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif "Roman" in style:
        rest, word = number, ""
        for value, letters in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), *ROMAN):
            word += letters * (rest // value)
            rest %= value
    else:
        return str(number)
    return word.upper() if style.startswith("Upper") else word
