"""Inlines of pandoc's tree to those of the manuscript: marks, calls, comments, pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from publish.edition.crossrefs import leads_outside
from publish.exchange.docx.pandoc import Node, text_of
from publish.exchange.docx.profile import WordProfile
from publish.exchange.docx.wordxml import MARK, WordText
from publish.exchange.log import ImportLog
from publish.exchange.quotes import curl

CLASSES = {"Underline": "once", "SmallCaps": "smallcaps", "Strikeout": "del"}
KEPT = ("Emph", "Strong", "Superscript", "Subscript")
ACTIVE = re.compile(r"([{}\\])")
TYPED = ((re.compile(r"(?<!-)---(?!-)"), "—"), (re.compile(r"(?<!-)--(?!-)"), "–"),
         (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"))  # fmt: skip


@dataclass(slots=True)
class Open:
    """A comment whose end has not come yet."""

    author: str
    text: str
    line: int
    words: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Picture:
    """A picture of the Word file: its part, its description, and where it stands."""

    part: str
    alt: str
    line: int


@dataclass(slots=True)
class Inlines:
    """Converts the inlines of one Word file; remembers the paragraph that it is in."""

    word: WordText
    profile: WordProfile
    log: ImportLog
    lines: list[int] = field(default_factory=list)  # paragraphs met since the last `take_lines`
    line: int = 1
    notes: list[list[Node]] = field(default_factory=list)  # raw blocks, in the order of calls
    notes_done: int = 0
    pictures: list[Picture] = field(default_factory=list)
    queries: set[str] = field(default_factory=set)
    open: dict[str, Open] = field(default_factory=dict)
    headings: set[str] = field(default_factory=set)  # of index entries

    def take_lines(self) -> tuple[int, ...]:
        """The paragraphs read since the last call."""
        taken, self.lines = tuple(dict.fromkeys(self.lines)), []
        return taken

    def paragraph(self, nodes: list[Node]) -> list[Node]:
        """The inlines of a whole paragraph, trimmed, with typographic signs."""
        converted = _trimmed(_joined(self.convert(nodes)))
        return _escaped(self._typographic(converted))

    def convert(self, nodes: list[Node]) -> list[Node]:
        """Inlines without pandoc's own spans; notes become calls, pictures are set aside."""
        out: list[Node] = []
        for node in nodes:
            out += self._inline(node)
        return out

    def finish_comments(self) -> None:
        """Log the comments that have no end, or no place in the text."""
        for key in list(self.open):
            self._end_comment(key)
        for key, (author, text) in self.word.comments.items():
            if key not in self.queries:
                self.queries.add(key)
                self.log.doubt("query", 1, f"{author}: {text}", "Its place in the text is lost.",
                               self.word.name)  # fmt: skip

    def _inline(self, node: Node) -> list[Node]:
        kind, content = node["t"], node.get("c")
        if kind in KEPT or kind in CLASSES:
            inner = self.convert(content or [])
            kept = span(inner, CLASSES[kind]) if kind in CLASSES else {"t": kind, "c": inner}
            return [kept] if inner else []
        match kind:
            case "Str":
                converted = self._str(str(content))
            case "Space" | "SoftBreak":
                self._said(" ")
                converted = [{"t": "Space"}]
            case "LineBreak":
                converted = [node]
            case "Note":
                self.notes.append(content or [])
                converted = [_raw(f"[^n{self.notes_done + len(self.notes)}]")]
            case "Image":
                converted = self._picture(content or [])
            case "Code" | "Math" | "RawInline":
                converted = self._str(str((content or [])[1]))
            case "Link":
                converted = self._link(content or [])
            case "Span":
                converted = self._span(*(content or []))
            case _:
                converted = self.convert((content or [])[1])
        return converted

    def _str(self, text: str) -> list[Node]:
        for mark in MARK.finditer(text):
            self.line = int(mark[1])
            self.lines.append(self.line)
        text = MARK.sub("", text)
        self._said(text)
        return [{"t": "Str", "c": text}] if text else []

    def _said(self, text: str) -> None:
        for comment in self.open.values():
            comment.words.append(text)

    def _span(self, attributes: list[Any], inner: list[Node]) -> list[Node]:
        classes, values = attributes[1], dict(attributes[2])
        names = set(classes)
        if "comment-start" in names:
            key = values["id"]
            self.queries.add(key)
            self.open[key] = Open(values.get("author", ""), text_of(inner), self.line)
            return []
        if "comment-end" in names:
            self._end_comment(values["id"])
            return self.convert(inner)
        if "indexref" in names:
            entry = values.get("entry", "").replace('"', "”").replace(":", "!")
            self.headings.add(entry.partition("!")[0])
            return [span([], "", {"index": entry})]
        converted = self.convert(inner)
        mark = self.profile.marks.get(values.get("custom-style", ""))
        if "mark" in names and converted:
            self.log.doubt(
                "highlighted", self.line, text_of(converted),
                "Printed plainly; mark it if it means something.", self.word.name,
            )  # fmt: skip
        return [span(converted, mark)] if mark and converted else converted

    def _end_comment(self, key: str) -> None:
        comment = self.open.pop(key, None)
        if comment is None:
            return
        on = " ".join("".join(comment.words).split())
        what = f"{comment.author}: {comment.text}" + (f" (on “{on}”)" if on else "")
        self.log.doubt("query", comment.line, what, "Answer it, then tick it off.", self.word.name)

    def _link(self, content: list[Any]) -> list[Node]:
        inner = self.convert(content[1])
        target = str(content[2][0])
        if leads_outside(target) and inner:
            target = target.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
            return [{"t": "Link", "c": [["", [], []], inner, [target, ""]]}]
        if not target.startswith("#_Toc") and inner:
            self.log.doubt(
                "link inside the file", self.line, text_of(inner),
                "Write a cross-reference such as [](doc:005).", self.word.name,
            )  # fmt: skip
        return inner

    def _picture(self, content: list[Any]) -> list[Node]:
        alt = text_of(content[1])
        values = dict(content[0][2])
        alt = alt or str(values.get("alt", "")) or str(content[2][1])
        self.pictures.append(Picture(str(content[2][0]), alt, self.line))
        return []

    def _typographic(self, nodes: list[Node]) -> list[Node]:
        """Straight marks to curled ones, typed dashes and dots to signs; each in the log."""
        leaves = list(_leaves(nodes))
        whole = "".join(leaf["c"] if leaf["t"] == "Str" else " " for leaf in leaves)
        curled = curl(whole)
        place = 0
        changed: list[tuple[str, str]] = []
        for leaf in leaves:
            if leaf["t"] != "Str":
                place += 1
                continue
            before = leaf["c"]
            after = curled[place : place + len(before)]
            place += len(before)
            for pattern, sign in TYPED:
                after = pattern.sub(sign, after)
            if after != before:
                leaf["c"] = after
                changed.append((before, after))
        if changed:
            self.log.repair(
                "typewriter signs", self.line, " ".join(b for b, _ in changed),
                " ".join(a for _, a in changed), self.word.name,
            )  # fmt: skip
        return nodes


def span(inner: list[Node], name: str, values: dict[str, str] | None = None) -> Node:
    """A bracketed span with a class and attributes."""
    attributes = [[key, value] for key, value in (values or {}).items()]
    return {"t": "Span", "c": [["", [name] if name else [], attributes], inner]}


def _raw(markdown: str) -> Node:
    return {"t": "RawInline", "c": ["markdown", markdown]}


def _children(node: Node) -> list[Node]:
    """The list of inlines inside an inline, to be changed in place."""
    inner: list[Node] = []
    if node["t"] in ("Span", "Link"):
        inner = node["c"][1]
    elif node["t"] in KEPT:
        inner = node["c"]
    return inner


def _leaves(nodes: list[Node]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        inner = _children(node)
        found += _leaves(inner) if inner else []
        if node["t"] in ("Str", "Space", "LineBreak"):
            found.append(node)
    return found


def _joined(nodes: list[Node]) -> list[Node]:
    """Neighbouring strings as one, as when a mark of a paragraph stood between them."""
    out: list[Node] = []
    for node in nodes:
        if node["t"] == "Str" and out and out[-1]["t"] == "Str":
            out[-1] = {"t": "Str", "c": out[-1]["c"] + node["c"]}
        else:
            out.append(node)
    return out


def _trimmed(nodes: list[Node]) -> list[Node]:
    blank = ("Space", "LineBreak", "SoftBreak")
    start, end = 0, len(nodes)
    while start < end and nodes[start]["t"] in blank:
        start += 1
    while end > start and nodes[end - 1]["t"] in blank:
        end -= 1
    return nodes[start:end]


def _escaped(nodes: list[Node]) -> list[Node]:
    """Braces, backslashes, and colons at the start of a line, that Markdown must not take for
    its own; pandoc writes the others so, but a backslash before a dollar sign wrong."""
    out: list[Node] = []
    fresh = True
    for node in nodes:
        inner = _children(node)
        if inner:
            inner[:] = _escaped(inner)
        if node["t"] != "Str":
            out.append(node)
            fresh = node["t"] == "LineBreak" or (fresh and node["t"] == "RawInline")
            continue
        text = node["c"]
        if fresh and text.startswith(":"):
            out.append(_raw("\\:"))
            text = text[1:]
        fresh = False
        for part in ACTIVE.split(text):
            if part:
                out.append(_raw(f"\\{part}") if ACTIVE.fullmatch(part) else {"t": "Str", "c": part})
    return out
