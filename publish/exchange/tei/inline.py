"""Text with marks as a small tree, and its Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

SPECIAL = re.compile(r"[\\\[\]{}*_`<~^|$]")
ENTITY = re.compile(r"&(?=#?\w+;)")
LINE_START = re.compile(r"^(?:Table|\d{4,}|\d+(?=[.)]$))?(?=[#>+:-]|(?<=\d)[.)](?:\s|$))")
SPACE = re.compile(r"[ \t\r\n]+")
SURROUNDING = re.compile(r"^( ?)(.*?)( ?)$", re.DOTALL)
DELIMITERS = {"emph": "*", "strong": "**", "sup": "^", "sub": "~"}
JOINER = "\u2060"  # word joiner: `^[` would be an inline note, `[^` the call of a note
BLANK = " \t\r\n"  # a no-break space is a character of the text
WORD = re.compile(r"[\w.:-]+")


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a line.

    `kind` is text, emph, strong, sup, sub, span, break, call, link or image; `text` the words of a
    text, the label of a call or the target of a link; `classes` and `values` are a span's.
    """

    kind: str
    text: str = ""
    inside: tuple[Node, ...] = ()
    classes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = field(default=())


Nodes = Sequence[Node]


def text(words: str) -> Node:
    """Plain words."""
    return Node("text", words)


def span(inside: Nodes, classes: Sequence[str] = (), **values: str) -> Node:
    """A bracketed span; `index_start` stands for the attribute index-start."""
    pairs = tuple((key.replace("_", "-"), value) for key, value in values.items())
    return Node("span", inside=tuple(inside), classes=tuple(classes), values=pairs)


def plain(nodes: Nodes) -> str:
    """The words without any mark, white space made single."""
    return " ".join("".join(_plain(node) for node in nodes).split())


def _plain(node: Node) -> str:
    if node.kind == "text":
        return node.text
    return " " if node.kind == "break" else "".join(_plain(inner) for inner in node.inside)


def has_words(nodes: Nodes) -> bool:
    """Whether anything would print: words or a mark that stands for something."""
    return any(
        (node.kind == "text" and node.text.strip())
        or (node.kind == "span" and not node.inside)
        or node.kind in ("call", "link", "image")
        or has_words(node.inside)
        for node in nodes
    )


def split_at_breaks(nodes: Nodes) -> list[list[Node]]:
    """Lines of a text; a mark that runs over a break is closed before and opened after it."""
    lines: list[list[Node]] = [[]]
    for node in nodes:
        if node.kind == "break":
            lines.append([])
        elif not node.inside:
            lines[-1].append(node)
        else:
            for number, part in enumerate(split_at_breaks(node.inside)):
                if number:
                    lines.append([])
                if part:
                    lines[-1].append(replace(node, inside=tuple(part)))
    return [line for line in lines if has_words(line)]


def markdown(nodes: Nodes, *, cell: bool = False) -> str:
    """One paragraph of Markdown; in a table's cell breaks become spaces."""
    written = _write(_tidy(nodes, ""), cell=cell)
    written = re.sub(r" *(\\\n) *", r"\1", written)
    written = re.sub(r"^(?:\\\n)+|(?:\\\n)+$", "", written.strip(BLANK)).strip(BLANK)
    return "\n".join(_safe_start(line) for line in written.split("\n"))


def _safe_start(line: str) -> str:
    """A sign that would begin a list, heading or definition is escaped."""
    return LINE_START.sub(r"\g<0>\\", line)


def _tidy(nodes: Nodes, around: str) -> list[Node]:
    """Join neighbours of one kind, drop what is empty or repeats the mark around it."""
    tidy: list[Node] = []
    for found in nodes:
        node = found
        if node.kind in DELIMITERS:
            inside = tuple(_tidy(node.inside, around + node.kind))
            if not inside:
                continue
            if node.kind in around or not has_words(inside):
                tidy += inside
                continue
            node = replace(node, inside=inside)
        elif node.inside:
            node = replace(node, inside=tuple(_tidy(node.inside, around)))
        if tidy and node.kind == tidy[-1].kind and node.kind in ("text", *DELIMITERS):
            before = tidy.pop()
            joined = tuple(_tidy((*before.inside, *node.inside), around + node.kind))
            node = replace(node, text=before.text + node.text, inside=joined)
        tidy.append(node)
    return tidy


def _write(nodes: Nodes, *, cell: bool) -> str:
    parts: list[str] = []
    for place, node in enumerate(nodes):
        written = _write_node(node, cell=cell)
        following = nodes[place + 1].kind if place + 1 < len(nodes) else ""
        if node.kind == "text" and written.endswith("!") and following in ("span", "link", "call"):
            written = written[:-1] + "\\!"
        if parts and parts[-1].endswith((" ", "\n")) and written.startswith(" "):
            written = written[1:]
        if written.startswith("[") and parts and parts[-1].endswith("^"):
            written = JOINER + written
        parts.append(written)
    return "".join(parts)


def _write_node(node: Node, *, cell: bool) -> str:  # noqa: PLR0911  (one return a kind)
    if node.kind == "text":
        return escape(SPACE.sub(" ", node.text))
    if node.kind == "break":
        return " " if cell else "\\\n"
    if node.kind == "call":
        return f"[^{node.text}]"
    inside = _write(node.inside, cell=cell)
    if node.kind in DELIMITERS:
        return _delimited(inside, DELIMITERS[node.kind])
    before, words, after = _parted(inside)
    if words.startswith("^"):
        words = JOINER + words
    if node.kind == "image":
        return f"![{words}]({node.text}){attributes(node)}"
    if node.kind == "link":
        return f"{before}[{words}]({node.text}){attributes(node)}{after}"
    if node.inside and not words:
        return inside
    return f"{before}[{words}]{attributes(node)}{after}"


def _parted(inside: str) -> tuple[str, str, str]:
    """Leading space, words, trailing space."""
    found = SURROUNDING.match(inside)
    return (found[1], found[2], found[3]) if found else ("", inside, "")


def _delimited(inside: str, delimiter: str) -> str:
    """Delimiters must touch words, and cannot run over a line's end."""
    lines = inside.split("\\\n")
    written = []
    for line in lines:
        before, words, after = _parted(line)
        if delimiter in "^~":
            words = words.replace(" ", "\\ ")
        if delimiter == "^" and words.startswith("["):
            words = JOINER + words
        written.append(f"{before}{delimiter}{words}{delimiter}{after}" if words else line)
    return "\\\n".join(written)


def attributes(node: Node) -> str:
    """`{.class key=value}`; nothing if there is none."""
    parts = [f".{name}" for name in node.classes]
    values = [f"{key}={quoted(value)}" for key, value in node.values]
    named = any(key in ("person", "index") for key, _ in node.values)
    parts = [*values, *parts] if named else [*parts, *values]
    return "{" + " ".join(parts) + "}" if parts else ""


def quoted(value: str) -> str:
    """A value of an attribute, in quotation marks where it needs them."""
    value = " ".join(value.split()).replace('"', "”").replace("{", "(").replace("}", ")")
    value = value.replace("\\", "/")
    return value if WORD.fullmatch(value) else f'"{value}"'


def escape(words: str) -> str:
    """Words as Markdown that prints them as they are."""
    return ENTITY.sub(r"\\&", SPECIAL.sub(r"\\\g<0>", words))
