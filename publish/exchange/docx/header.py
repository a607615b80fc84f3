"""The header of a document: a table of two columns, first lines by patterns, or a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from publish.exchange.docx.blocks import Block
from publish.exchange.docx.pandoc import Node
from publish.exchange.docx.profile import WordProfile
from publish.exchange.ocr.pattern import Match

LABELS = {
    "number": ("number", "no", "nr", "no.", "document", "document number", "letter", "#"),
    "from": ("from", "sender", "author", "writer", "senders"),
    "to": ("to", "recipient", "addressee", "recipients", "addressees"),
    "date": ("date", "dated", "date of writing"),
    "place": ("place", "written at", "place of writing"),
    "time": ("time", "hour"),
    "type": ("type", "kind", "type of document", "document type", "genre"),
    "message-number": ("message number", "message-number", "message no", "telegram number"),
    "source": ("source", "archive", "reference", "archival source", "archival reference",
               "shelfmark", "signature"),
    "other-sources": ("other sources", "other-sources", "other copies"),
    "copy": ("copy", "kind of copy", "original"),
    "title": ("title", "heading", "subject", "re"),
}  # fmt: skip
FIELD_OF = {label: name for name, labels in LABELS.items() for label in labels}
NUMBERED = re.compile(
    r"^(?:(?:Document|Letter|Telegram|No\.?|Nr\.?|#)\s*)?(?P<number>\d{1,5})(?:[.:)]|$|\s*[–—-]\s)\s*"
    r"(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
TOP = ("heading", "title")
MOST_LINES = 12  # blocks at the start of a document that may be its header


@dataclass(frozen=True, slots=True)
class Field:
    """A field as typed, the paragraphs it stood in, and the notes called there."""

    text: str
    lines: tuple[int, ...]
    calls: tuple[str, ...] = ()


@dataclass(slots=True)
class Header:
    """The header as typed. `unread` are rows with a label that no field has."""

    fields: dict[str, Field] = field(default_factory=dict)
    unread: list[tuple[str, Field]] = field(default_factory=list)
    labels: list[tuple[str, int]] = field(default_factory=list)
    title_node: list[Node] = field(default_factory=list)
    matched: int = 0  # lines that a pattern of the profile matched

    @property
    def lines(self) -> tuple[int, ...]:
        """All paragraphs that became the header."""
        rows = [line for f in self.fields.values() for line in f.lines]
        return tuple(sorted({*rows, *(line for _, line in self.labels)}))


def read_header(
    heading: Block | None, blocks: list[Block], profile: WordProfile
) -> tuple[Header, list[Block]]:
    """The header of a document and the blocks of its text.

    `heading` is the one at which a single file was divided. What the patterns of the profile
    leave of it is number and title.
    """
    header = Header()
    queue = [*([heading] if heading else []), *blocks]
    queue = _first_lines(queue, profile, header)
    while queue and queue[0].kind in TOP and "title" not in header.fields:
        first = queue[0]
        if not _read_heading(first, header):
            break
        queue = queue[1:]
    if queue and queue[0].kind == "table" and _read_table(queue[0], profile, header):
        queue = queue[1:]
    return header, queue


def _first_lines(queue: list[Block], profile: WordProfile, header: Header) -> list[Block]:
    """Take lines off the start as long as the patterns, in their order, match them."""
    patterns = profile.first_lines
    place = taken = 0
    for block in queue[:MOST_LINES]:
        if block.kind in ("table", "list", "quote", "picture"):
            break
        found: list[Match] = []
        at = place
        for line in filter(None, (line.strip() for line in block.text.split("\n"))):
            hit = next((i for i in range(at, len(patterns)) if patterns[i].search(line)), None)
            match = patterns[hit].search(line) if hit is not None else None
            if hit is None or match is None:
                found = []
                break
            found.append(match)
            at = hit + 1
        if not found:
            break
        place, taken = at, taken + 1
        _enter(found, block, header)
    return queue[taken:]


def _enter(found: list[Match], block: Block, header: Header) -> None:
    calls = calls_of(block.node)
    for match in found:
        header.matched += 1
        for group, text in match.groupdict().items():
            if text:
                name = group.replace("_", "-")
                old = header.fields.get(name)
                joined = f"{old.text}\n{text.strip()}" if old else text.strip()
                lines = (*old.lines, *block.lines) if old else block.lines
                header.fields[name] = Field(joined, lines, calls)
                calls = ()
        rest = match.string
        for text in filter(None, match.groups()):
            rest = rest.replace(text, "", 1)
        if rest.strip() and block.lines:
            header.labels.append((rest, block.lines[0]))


def _read_heading(block: Block, header: Header) -> bool:
    """Number and title of a heading; False if the header has both already."""
    found = NUMBERED.match(block.text)
    if found and "number" not in header.fields:
        header.fields["number"] = Field(found["number"], block.lines)
        rest = (
            block.text[: found.start("number")]
            + block.text[found.end("number") : found.start("title")]
        )
        if rest.strip() and block.lines:
            header.labels.append((rest, block.lines[0]))
        if found["title"]:
            header.fields["title"] = Field(found["title"], block.lines, calls_of(block.node))
        elif calls := calls_of(block.node):
            header.fields["number"] = Field(found["number"], block.lines, calls)
        return True
    header.fields["title"] = Field(block.text, block.lines, calls_of(block.node))
    header.title_node = block.node["c"]
    return True


def _read_table(table: Block, profile: WordProfile, header: Header) -> bool:
    """Read a table of labels and values; False if it is none."""
    if any(len(row) != 2 for row in table.rows):
        return False
    names = [_field(row[0][0], profile) for row in table.rows]
    if sum(name != "" for name in names) < (len(names) + 1) // 2:
        return False
    calls = _calls_by_row(table.node)
    for name, row, called in zip(names, table.rows, calls, strict=True):
        (label, label_lines), (text, lines) = row
        value = Field(text.strip(), lines, called)
        if not name or (name in header.fields and name != "title"):
            whole = Field(value.text, (*label_lines, *lines), called)
            header.unread.append((label.strip(), whole))
            continue
        header.labels += [(label, line) for line in label_lines[:1]]
        if value.text:
            header.fields[name] = value
            header.title_node = [] if name == "title" else header.title_node
    return True


def _field(label: str, profile: WordProfile) -> str:
    bare = " ".join(label.split()).rstrip(":").strip()
    own = {key.casefold(): name for key, name in profile.fields.items()}
    return str(own.get(bare.casefold()) or FIELD_OF.get(bare.casefold().rstrip("."), ""))


def calls_of(node: object) -> tuple[str, ...]:
    """The calls of notes inside a node of the tree, in order."""
    if isinstance(node, dict):
        if node.get("t") == "RawInline" and str(node["c"][1]).startswith("[^"):
            return (str(node["c"][1]),)
        return calls_of(node.get("c"))
    if isinstance(node, list):
        return tuple(call for item in node for call in calls_of(item))
    return ()


def _calls_by_row(node: Node) -> list[tuple[str, ...]]:
    _, _, _, head, bodies, _ = node["c"]
    rows = [*head[1], *(row for body in bodies for row in body[3])]
    return [calls_of(row) for row in rows]
