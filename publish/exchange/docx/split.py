"""Word files to texts: one document each, or one file divided at its headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Literal, TypeAlias

from publish.exchange.docx.blocks import Block, Blocks, Note, metadata_blocks
from publish.exchange.docx.inlines import Inlines
from publish.exchange.docx.pandoc import Node
from publish.exchange.docx.profile import WordProfile
from publish.exchange.docx.wordxml import WordText
from publish.exchange.log import ImportLog

Kind: TypeAlias = Literal["document", "essay", "chapter"]
ESSAYS = ("foreword", "preface", "acknowledgments", "dedication", "epigraph", "introduction")
TITLE_STYLES = ("Title", "Subtitle")


@dataclass(slots=True)
class Text:
    """A document, an essay or (with a heading only) the start of a chapter."""

    kind: Kind
    word: WordText
    chapter: str = ""
    essay: str = ""  # kind of essay; with a chapter: that chapter's introduction
    heading: Block | None = None
    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Divider:
    """Turns the trees of Word files into texts; `headings` are those of index marks."""

    profile: WordProfile
    log: ImportLog
    headings: set[str] = field(default_factory=set)
    queries: int = 0

    def one_document(self, word: WordText, meta: dict[str, Node], nodes: list[Node]) -> Text:
        """A file of a folder: its subfolder is the chapter, its name may say "preface"."""
        path = PurePosixPath(word.name)
        inlines = Inlines(word, self.profile, self.log)
        essay = path.stem.casefold()
        text = Text("essay" if essay in ESSAYS else "document", word, "-".join(path.parts[:-1]))
        text.essay = essay if essay in ESSAYS else ""
        self._fill(text, [*metadata_blocks(meta), *nodes], inlines)
        self._finish(inlines)
        return text

    def by_headings(
        self, word: WordText, meta: dict[str, Node], nodes: list[Node]
    ) -> tuple[list[Text], list[Block]]:
        """The texts of a single file, and the paragraphs of its title."""
        inlines = Inlines(word, self.profile, self.log)
        styled = metadata_blocks(meta)
        titles = [node for node in styled if node["c"][0][2][0][1] in TITLE_STYLES]
        title = Blocks(inlines).convert(titles)
        nodes = [*(node for node in styled if node not in titles), *nodes]
        chapter_level, document_level = self._levels(nodes)
        texts: list[Text] = []
        chapter = ""
        current = Text("document" if not document_level else "essay", word, essay="note")
        pending: list[Node] = []
        for node in nodes:
            level = node["c"][0] if node["t"] == "Header" else 0
            if not level or level not in (chapter_level, document_level):
                pending.append(node)
                continue
            texts += self._filled(current, pending, inlines)
            pending = []
            heading = next(iter(Blocks(inlines).convert([node])), None)
            if level == chapter_level:
                chapter = heading.text if heading else ""
                current = Text("chapter", word, chapter, "introduction", heading)
            else:
                current = Text("document", word, chapter, "", heading)
        texts += self._filled(current, pending, inlines)
        self._finish(inlines)
        return texts, title

    def _filled(self, text: Text, nodes: list[Node], inlines: Inlines) -> list[Text]:
        """A text with its blocks; an essay without any is none."""
        self._fill(text, nodes, inlines)
        if text.kind == "document" and not text.blocks and text.heading is None:
            return []
        return [text] if text.kind != "essay" or text.blocks else []

    def _fill(self, text: Text, nodes: list[Node], inlines: Inlines) -> None:
        blocks = Blocks(inlines)
        text.blocks = _with_captions(blocks.convert(nodes))
        text.notes = blocks.notes()
        inlines.notes_done = 0

    def _finish(self, inlines: Inlines) -> None:
        inlines.finish_comments()
        self.queries += len(inlines.queries)
        self.headings |= inlines.headings

    def _levels(self, nodes: list[Node]) -> tuple[int, int]:
        """Levels of the headings of chapters and documents; 0 if there are none."""
        profile = self.profile
        if profile.document_level:
            return profile.chapter_level, profile.document_level
        levels = sorted({node["c"][0] for node in nodes if node["t"] == "Header"})
        if not levels:
            return 0, 0
        if len(levels) == 1:
            return 0, levels[0]
        first, second = levels[:2]
        tops = [i for i, n in enumerate(nodes) if n["t"] == "Header" and n["c"][0] == first]
        holds = [
            i for i in tops
            if i + 1 < len(nodes) and nodes[i + 1]["t"] == "Header"
            and nodes[i + 1]["c"][0] == second
        ]  # fmt: skip
        return (first, second) if len(holds) * 2 > len(tops) else (0, first)


def _with_captions(blocks: list[Block]) -> list[Block]:
    """Give pictures the caption that stands after or before them."""
    out: list[Block] = []
    place = 0
    while place < len(blocks):
        block = blocks[place]
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        if block.picture and following and following.kind == "caption":
            out.append(replace(block, node=following.node, lines=following.lines))
            place += 1
        elif block.picture and out and out[-1].kind == "caption" and not out[-1].picture:
            out[-1] = replace(block, node=out[-1].node, lines=out[-1].lines)
        else:
            out.append(block)
        place += 1
    return [replace(b, kind="paragraph") if b.kind == "caption" else b for b in out]


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """Sort key by which "Letter 2" stands before "Letter 10"."""
    return tuple(
        (int(part), "") if part.isdecimal() else (-1, part.casefold())
        for part in re.split(r"(\d+)", name)
        if part
    )
