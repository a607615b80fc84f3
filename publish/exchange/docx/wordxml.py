"""The XML of a Word file: every paragraph numbered and marked, its text, what it holds.

The numbers are the "lines" of import log and map. Each paragraph gets a mark of its number
as its first run, which pandoc carries through into its tree, so that every block knows where
it came from. The text is taken here, before pandoc reads anything: what is found missing
later was lost on the way.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from publish.exchange.docx.changes import Tracked, count_changes, resolve_changes
from publish.exchange.docx.container import Container, parse_xml
from publish.exchange.log import ImportLog

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
OPEN, CLOSE = "\U0010fff0", "\U0010fff1"  # noncharacters' neighbours: no text has them
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
CONTENTS_STYLE = re.compile(r"toc ?(?:\d|heading)", re.IGNORECASE)
KNOWN_FIELDS = re.compile(r"\s*(?:HYPERLINK|XE)\b")  # pandoc gives the others no words
MARGIN_PARTS = re.compile(r"(?:header|footer)\d*\.xml$")


@dataclass(slots=True)
class WordText:
    """A Word file ready for pandoc, and what was found in it.

    `paragraphs[n - 1]` is the text of paragraph n, with inserted and deleted words;
    `found` counts notes, calls, comments, changes, pictures and tables; `symbols` counts the
    signs of symbol fonts by paragraph.
    """

    name: str
    marked: bytes = b""
    paragraphs: list[str] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)
    symbols: Counter[int] = field(default_factory=Counter)
    comments: dict[str, tuple[str, str]] = field(default_factory=dict)  # id -> author, text


def read_word(container: Container, tracked: Tracked, log: ImportLog) -> WordText:
    """Number and mark the paragraphs; accept or reject the tracked changes; log both."""
    word = WordText(container.name)
    parts = dict(container.parts)
    _read_comments(container, word)
    for part in ("", "footnotes.xml", "endnotes.xml"):
        name = container.beside(part) if part else container.main
        if name not in parts:
            continue
        root = parse_xml(parts[name])
        _prepare(root, word)
        _mark_paragraphs(root, word, log)
        word.found["changes"] += count_changes(root)
        resolve_changes(root, tracked, word.name, _number_of, log)
        word.found["changes left"] += count_changes(root)
        _count(root, word)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    _drop_margins(container, word, log)
    word.marked = _zipped(parts)
    return word


def paragraph_text(paragraph: etree._Element) -> str:
    """The words of a paragraph, deleted and inserted ones included, breaks as spaces."""
    return "".join(_words(paragraph))


def _words(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br", f"{W}cr",
                                  f"{W}noBreakHyphen", f"{W}softHyphen"):  # fmt: skip
        kind = etree.QName(element).localname
        if kind in ("t", "delText"):
            yield element.text or ""
        elif kind == "noBreakHyphen":
            yield "‑"
        elif kind != "softHyphen" and _is_in_run(element):
            yield " "


def _is_in_run(element: etree._Element) -> bool:
    parent = element.getparent()  # a w:tab in w:tabs is a tab stop
    return parent is not None and parent.tag == f"{W}r"


def _number_of(element: etree._Element) -> int:
    """The number of the paragraph that an element stands in, or that it contains first."""
    above = [element, *element.iterancestors(f"{W}p")]
    for place in (above[-1], element):
        for text in place.iter(f"{W}t"):
            if mark := MARK.fullmatch(text.text or ""):
                return int(mark[1])
    return 1


def _prepare(root: etree._Element, word: WordText) -> None:
    """Make plain text of what pandoc leaves out: boxes, equations, readings, simple fields."""
    for box in list(root.iter(f"{W}txbxContent")):
        host = next((p for p in reversed(list(box.iterancestors(f"{W}p")))), None)
        parent = box.getparent()
        if parent is None:
            continue
        if host is not None and not any(True for _ in box.iterancestors(FALLBACK)):
            for block in reversed(list(box)):
                host.addnext(block)
            word.found["text boxes"] += 1
        parent.remove(box)
    for equation in list(root.iter(f"{MATH}oMath")):
        words = "".join(text.text or "" for text in equation.iter(f"{MATH}t"))
        parent = equation.getparent()
        if parent is None:
            continue
        run = _run(words)
        run.tail = equation.tail
        parent.replace(equation, run)
    for wrapper in list(root.iter(f"{MATH}oMathPara")):
        parent = wrapper.getparent()
        if parent is not None:
            for run in reversed(list(wrapper.iter(f"{W}r"))):
                wrapper.addnext(run)
            parent.remove(wrapper)

    for reading in list(root.iter(f"{W}ruby")):
        _write_out(reading)
    for simple in list(root.iter(f"{W}fldSimple")):
        if not KNOWN_FIELDS.match(simple.get(f"{W}instr", "")):
            _unwrap(simple)


def _write_out(reading: etree._Element) -> None:
    """A word with its reading above it (ruby): the reading in parentheses after the word."""
    run = reading.getparent()
    base, above = (reading.find(f"{W}{name}") for name in ("rubyBase", "rt"))
    if run is None or base is None or above is None:
        return
    run.addnext(_run(f"{paragraph_text(base)} ({paragraph_text(above)})"))
    run.remove(reading)


def _unwrap(element: etree._Element) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    if parent is not None:
        for child in reversed(list(element)):
            element.addnext(child)
        parent.remove(element)


def _mark_paragraphs(root: etree._Element, word: WordText, log: ImportLog) -> None:
    for paragraph in list(root.iter(f"{W}p")):
        if _is_separator(paragraph):
            continue
        text = paragraph_text(paragraph)
        word.paragraphs.append(text)
        number = len(word.paragraphs)
        if CONTENTS_STYLE.match(_style(paragraph)) or _is_contents_field(paragraph):
            log.drop(number, text, "contents, made by publish", word.name)
            for child in list(paragraph):
                paragraph.remove(child)
            continue
        _report_odd_runs(paragraph, number, word, log)
        properties = paragraph.find(f"{W}pPr")
        place = 0 if properties is None else list(paragraph).index(properties) + 1
        paragraph.insert(place, _run(f"{OPEN}{number}{CLOSE}"))


def _report_odd_runs(
    paragraph: etree._Element, number: int, word: WordText, log: ImportLog
) -> None:
    """Signs of symbol fonts, double underlines and hidden text need a look."""
    for symbol in paragraph.iter(f"{W}sym"):
        word.symbols[number] += 1
        log.doubt(
            "sign of a symbol font", number,
            f"{symbol.get(f'{W}font')} {symbol.get(f'{W}char')}", "Compare it with the Word file.",
            word.name,
        )  # fmt: skip
    for run in list(paragraph.iter(f"{W}r")):
        properties = run.find(f"{W}rPr")
        if properties is None:
            continue
        underline = properties.find(f"{W}u")
        words = paragraph_text(run)
        if underline is not None and underline.get(f"{W}val") == "double" and words:
            log.doubt("underlined twice", number, words, "Write {.twice} for {.once}.", word.name)
        hidden = properties.find(f"{W}vanish")
        if hidden is not None and hidden.get(f"{W}val") not in ("0", "false") and words:
            log.doubt("hidden text", number, words, "It is printed now; delete it or keep it.",
                      word.name)  # fmt: skip
            properties.remove(hidden)


def _is_separator(paragraph: etree._Element) -> bool:
    """Word keeps the rule over the footnotes as a note of its own."""
    return any(
        note.get(f"{W}type", "normal") != "normal"
        for note in paragraph.iterancestors(f"{W}footnote", f"{W}endnote")
    )


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val", ""))


def _is_contents_field(paragraph: etree._Element) -> bool:
    gallery = "Table of Contents"
    return any(
        box.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery[@{W}val='{gallery}']") is not None
        for box in paragraph.iterancestors(f"{W}sdt")
    )


def _count(root: etree._Element, word: WordText) -> None:
    """What must turn up again, after the changes: counted in the XML, not in pandoc's tree."""
    calls = [*root.iter(f"{W}footnoteReference"), *root.iter(f"{W}endnoteReference")]
    word.found["note calls"] += len(calls)
    tables = [t for t in root.iter(f"{W}tbl") if next(t.iterancestors(f"{W}tbl"), None) is None]
    word.found["tables"] += len([t for t in tables if paragraph_text(t).strip()])
    pictures = [p for p in root.iter(*PICTURES) if next(p.iterancestors(FALLBACK), None) is None]
    word.found["pictures"] += len(pictures)


def _read_comments(container: Container, word: WordText) -> None:
    name = container.beside("comments.xml")
    if name not in container.parts:
        return
    for comment in parse_xml(container.parts[name]).iter(f"{W}comment"):
        words = " ".join(paragraph_text(p) for p in comment.iter(f"{W}p"))
        author = str(comment.get(f"{W}author", ""))
        word.comments[str(comment.get(f"{W}id", ""))] = (author, words)


def _drop_margins(container: Container, word: WordText, log: ImportLog) -> None:
    """Heads and feet of Word's pages are not the book's; list what they said."""
    for name in sorted(container.parts):
        if MARGIN_PARTS.search(name):
            for paragraph in parse_xml(container.parts[name]).iter(f"{W}p"):
                if text := paragraph_text(paragraph):
                    word.paragraphs.append(text)
                    log.drop(len(word.paragraphs), text, "running head or foot", word.name)


def _run(text: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    words = etree.SubElement(run, f"{W}t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _zipped(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()
