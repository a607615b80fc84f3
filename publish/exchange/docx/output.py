"""Texts as files of a manuscript."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from publish.edition.marks import DIV_CLASSES
from publish.exchange.docx.arrange import ALL_IN_ONE, Placed
from publish.exchange.docx.blocks import Block, Note
from publish.exchange.docx.container import Container
from publish.exchange.docx.fields import FieldReader
from publish.exchange.docx.header import Field, calls_of
from publish.exchange.docx.pandoc import Node, text_of, write_markdown
from publish.exchange.docx.pictures import Pictures
from publish.exchange.docx.profile import WordProfile
from publish.exchange.docx.split import Text
from publish.exchange.ids import make_id
from publish.exchange.linemap import MapEntry, Piece, TextFile
from publish.exchange.log import ImportLog
from publish.exchange.ocr.profile import BlockRule
from publish.exchange.yaml_text import Value, yaml_text

NAMESPACE = uuid.UUID("0b6d3d0c-5d0c-4a53-9d52-6f3f2f7f6a21")  # ours; makes ids repeatable
REACH = 5  # paragraphs at the start and end that a rule of the profile may name
EMPTY = "[]{.omission}"


@dataclass(slots=True)
class Output:
    """Files by path, their map, and the words that stand for each header."""

    files: dict[str, str | bytes] = field(default_factory=dict)
    entries: list[MapEntry] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)  # path -> words of its header
    pieces: dict[MapEntry, Piece] = field(default_factory=dict)

    def add(self, file: TextFile, words: str) -> None:
        text, entries = file.render()
        self.files[file.path] = text
        self.headers[file.path] = words
        self.entries += entries
        body = entries[1:] if file.header_lines else entries
        self.pieces |= dict(zip(body, file.pieces, strict=True))


@dataclass(slots=True)
class Writer:
    """Writes texts; all Markdown of the import is made by one run of pandoc."""

    profile: WordProfile
    reader: FieldReader
    log: ImportLog
    sources: Mapping[str, Container]
    pictures: Pictures
    output: Output = field(default_factory=Output)
    markdown: dict[int, str] = field(default_factory=dict)  # by identity of the node

    def write(
        self, placed: list[Placed], essays: list[tuple[Text, str]], titles: Mapping[str, str]
    ) -> None:
        """Write documents, essays with their paths, and the titles of chapters."""
        title_nodes = {id(one): _title(one) for one in placed}
        texts = [*(one.text for one in placed), *(text for text, _ in essays)]
        nodes = [b.node for t in texts for b in _all_blocks(t) if b.node]
        nodes += title_nodes.values()
        made = write_markdown([[node] for node in nodes])
        self.markdown = {id(node): text for node, text in zip(nodes, made, strict=True)}
        for one in placed:
            self._document(one, title_nodes[id(one)])
        for text, path in essays:
            self._essay(text, path)
        for folder, title in titles.items():
            if title not in (folder, ALL_IN_ONE):
                self.output.files[f"years/{folder}/chapter.yaml"] = yaml_text({"title": title})

    def _document(self, one: Placed, title: Node) -> None:
        text, file = one.text, one.text.word.name
        marked = " ".join(self.markdown[id(title)].split())
        fields = self.reader.read(one.header, one.number, marked, file)
        path = f"years/{one.folder}/{one.id}.md"
        pieces = [self._unread(label, value, file) for label, value in fields.unread]
        blocks = _ruled(text.blocks, self.profile.blocks)
        pieces += self._pieces(blocks, text, one.id, path)
        if fields.calls:
            calls = "".join(fields.calls)
            line = one.header.lines[0] if one.header.lines else 1
            self.log.doubt(
                "note called in the header", line, calls,
                "It is called before the text now; set it where it belongs.", file,
            )  # fmt: skip
            pieces = _with_calls(calls, pieces, line)
        if not pieces:
            self.log.doubt("no text", 1, file, "Nothing stands under the header.", file)
            pieces = [Piece("paragraph", EMPTY, ())]
        pieces += [self._note(note, text, one.id, path) for note in text.notes]
        self.output.add(
            TextFile(path, fields.values, pieces, one.header.lines or (), file),
            " ".join(fields.printed),
        )

    def _essay(self, text: Text, path: str) -> None:
        blocks = list(text.blocks)
        heading = text.heading
        if heading is None and blocks and blocks[0].kind in ("heading", "title"):
            heading = blocks.pop(0)
        header: dict[str, Value] = {"kind": text.essay}
        lines: tuple[int, ...] = ()
        words = ""
        if heading is not None:
            words, lines = " ".join(heading.text.split()), heading.lines
            header = {"title": words + "".join(calls_of(heading.node)), **header}
        elif text.essay != "note":
            header = {"title": text.essay.capitalize(), **header}
        name = path.removesuffix(".md").rpartition("/")[2]
        pieces = self._pieces(blocks, text, name, path)
        pieces += [self._note(note, text, name, path) for note in text.notes]
        self.output.add(TextFile(path, header, pieces, lines, text.word.name), words)

    def _unread(self, label: str, value: Field, file: str) -> Piece:
        """A row of the header that no field can hold: kept as a paragraph."""
        self.log.doubt(
            "unknown field of the header", value.lines[0] if value.lines else 1, label,
            "Give the label a field in the profile (`fields`), or delete the paragraph.", file,
        )  # fmt: skip
        bare = label.rstrip(": ")
        if value.lines and not label.endswith(":"):
            self.log.repair("colon after a label", value.lines[0], "", ":", file)
        words = [{"t": "Str", "c": f"{bare}: {value.text}".replace("\n", " ")}]
        text = write_markdown([[{"t": "Para", "c": words}]])[0] + "".join(value.calls)
        return Piece("paragraph", text, value.lines)

    def _pieces(self, blocks: list[Block], text: Text, name: str, path: str) -> list[Piece]:
        pieces = [Piece(b.kind, self._text(b, text, name, path), b.lines) for b in blocks]
        return [piece for piece in pieces if piece.text]

    def _text(self, block: Block, text: Text, name: str, path: str) -> str:
        """The Markdown of one block."""
        words = self.markdown[id(block.node)] if block.node else ""
        if block.kind == "picture":
            source = self.sources[text.word.name]
            return self.pictures.figure(block, words, name, path.count("/"), source)
        if block.kind in ("heading", "title"):
            level = 2 if block.kind == "title" else max(2, min(block.level, 4))
            return f"{'#' * level} " + words.replace("\\\n", " ").replace("\n", " ")
        if block.kind == "verse":
            words = "\n".join(f"| {line}" for line in words.replace("\\\n", "\n").split("\n"))
        return f"::: {block.kind}\n{words}\n:::" if block.kind in DIV_CLASSES else words

    def _note(self, note: Note, text: Text, name: str, path: str) -> Piece:
        texts = [self._text(replace(b, kind=_in_note(b)), text, name, path) for b in note.blocks]
        lines = tuple(line for block in note.blocks for line in block.lines)
        if not any(texts):
            self.log.doubt("empty note", 1, note.label, "Write it or delete it.", text.word.name)
            texts = ['[]{.gap reason="empty note"}']
        first, *more = "\n\n".join(filter(None, texts)).split("\n")
        body = "\n".join([first, *(f"    {line}" if line else "" for line in more)])
        return Piece("note", f"[^{note.label}]: {body}", lines, note.label)


def settings(
    profile: WordProfile, title: str, essays: list[str], log: ImportLog
) -> dict[str, Value]:
    """edition.yaml: the profile's fields, and what can be made without it."""
    own: dict[str, Value] = dict(profile.edition)  # type: ignore[arg-type]
    if "publisher" not in own:
        log.doubt("edition.yaml", 1, "No publisher is known.",
                  "Fill in publisher, contributors and identifier in edition.yaml.")  # fmt: skip
    name = str(own.get("title", title))
    front = [path for path in essays if path.startswith("front/")]
    body = [path for path in essays if "/" not in path]
    made: dict[str, Value] = {
        "title": name,
        "slug": make_id(name)[:60].strip("-"),
        "identifier": f"urn:uuid:{uuid.uuid5(NAMESPACE, name)}",
        "chapters-folder": "years",
        "front": ["half-title", "title-page", "contents", *front],
        "body": [*body, "chapters"],
        "back": ["index"],
    }
    return {**made, **own, "chapters-folder": "years"}


def _in_note(block: Block) -> str:
    """Headings and pictures apart, a note is plain paragraphs."""
    return (
        "paragraph"
        if block.kind in DIV_CLASSES or block.kind in ("heading", "title")
        else (block.kind)
    )


def _title(one: Placed) -> Node:
    """The title of a document as a paragraph of the tree."""
    typed = one.header.fields.get("title")
    words = " ".join(typed.text.split()) if typed else ""
    nodes = [n for n in one.header.title_node if n["t"] not in ("RawInline", "LineBreak")]
    whole = text_of(nodes) == words and bool(nodes)
    return {"t": "Para", "c": nodes if whole else [{"t": "Str", "c": words}]}


def _all_blocks(text: Text) -> list[Block]:
    return [*text.blocks, *(block for note in text.notes for block in note.blocks)]


def _ruled(blocks: list[Block], rules: tuple[BlockRule, ...]) -> list[Block]:
    """What the profile says that opening and closing paragraphs are."""
    out = []
    for place, block in enumerate(blocks):
        kind = block.kind
        for rule in rules if kind == "paragraph" else ():
            here = {
                "opening": place < REACH, "closing": place >= len(blocks) - REACH, "anywhere": True
            }[rule.at]  # fmt: skip
            if here and rule.matches.search(block.text):
                kind = rule.is_
                break
        out.append(replace(block, kind=kind))
    return out


def _with_calls(calls: str, pieces: list[Piece], line: int) -> list[Piece]:
    """Calls of the header before the first paragraph, or as one of their own."""
    if pieces and pieces[0].kind == "paragraph":
        return [replace(pieces[0], text=calls + pieces[0].text), *pieces[1:]]
    return [Piece("paragraph", calls, ()), *pieces]
