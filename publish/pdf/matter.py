"""The parts that need the page map: contents and index, as HTML for the page."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from itertools import groupby

from publish.apparatus.index_model import Entry, IndexList, Locator
from publish.apparatus.index_wording import (
    before_indented,
    before_locators,
    before_see,
    before_see_also,
)
from publish.book.model import Book, Part
from publish.book.unbroken import unbroken
from publish.edition.index_policy import IndexPolicy, is_general
from publish.pagemap import PageMap


def contents_html(book: Book, pagemap: PageMap) -> str:
    """The table of contents: parts under their groups, with the folio of each.

    Folios of parts that are not laid out yet print as a figure space.
    """
    listed = [part for part in book.parts if part.in_contents]
    rows = "".join(
        _group(title, list(parts), pagemap)
        for title, parts in groupby(listed, key=lambda part: part.group)
    )
    return (
        '<section class="contents" id="contents"><header class="opener">'
        '<h2 class="title-line" id="contents-title">Contents</h2></header>'
        f"{rows}</section>"
    )


def _group(title: str, parts: list[Part], pagemap: PageMap) -> str:
    css = "toc-entry toc-sub" if title else "toc-entry"
    heading = f'<p class="toc-group">{escape(title)}</p>' if title else ""
    entries = "".join(_entry(part, pagemap, css) for part in parts)
    return f'<div class="toc-block">{heading}{entries}</div>'


def _entry(part: Part, pagemap: PageMap, css: str) -> str:
    target = part.sections[0].id
    folio = pagemap.folio(target) if target in pagemap.anchors else "\N{FIGURE SPACE}"
    author = f', <span class="toc-author">{escape(part.author)}</span>' if part.author else ""
    return (
        f'<p class="{css}"><a class="toc-title" href="#{target}">{escape(part.title)}</a>{author}'
        f'<span class="toc-page">{folio}</span></p>'
    )


def index_html(one: IndexList, rules: IndexPolicy) -> str:
    """An index for the page: one paragraph for each heading, locators as links.

    Subheads are run in (Chicago 17 §16.25), or paragraphs of their own (`index-subentry`). The
    last paragraph of a letter has the class `letter-end`. Every paragraph has its heading in
    `data-heading`, the section in `data-continued` what is put after it where a heading is
    repeated at the top of a column or page (§16.142).
    """
    paragraphs = "".join(_letter(entries, rules) for _, entries in one.groups)
    return (
        f'<section class="index" id="{one.id}" data-continued="{escape(rules.continued)}">'
        f'<header class="opener"><h2 class="title-line" id="{one.id}-title">{escape(one.title)}'
        f'</h2></header><div class="index-columns {rules.subheads}">{paragraphs}</div></section>'
    )


def _letter(entries: tuple[Entry, ...], rules: IndexPolicy) -> str:
    """The paragraphs of a letter; the last has the class that leaves a line blank after it."""
    rows = [row for entry in entries for row in _rows(entry, rules)]
    ends = ["" for _ in rows[1:]] + [" letter-end"]
    return "".join(
        f'<p class="{css}{end}" id="{ident}" data-heading="{escape(heading)}">{text}</p>'
        for (css, ident, heading, text), end in zip(rows, ends, strict=True)
    )


def _rows(entry: Entry, rules: IndexPolicy) -> list[tuple[str, str, str, str]]:
    """Class, id, heading and HTML of each paragraph of an entry."""
    if rules.subheads == "run-in":
        return [("index-entry", entry.id, entry.heading, _run_in(entry, rules))]
    whole = _run_in(replace(entry, subheads=()), rules) + before_indented(entry, rules)
    below = [
        ("index-subentry", one.id, entry.heading, _subhead(one, rules)) for one in entry.subheads
    ]
    return [("index-entry", entry.id, entry.heading, whole), *below]


def _run_in(entry: Entry, rules: IndexPolicy) -> str:
    text = _heading(entry)
    if entry.locators:
        text += before_locators(entry.heading, rules) + _locators(entry.locators)
    if entry.subheads:
        text += "; " if entry.locators else ": "
        text += "; ".join(_subhead(subhead, rules) for subhead in entry.subheads)
    for targets, before in ((entry.see, before_see), (entry.see_also, before_see_also)):
        if targets:
            after, word = before(text, rules)
            text += f"{after}<em>{word}</em> {_targets(targets)}"
    return text


def _heading(entry: Entry) -> str:
    heading = _words(entry.heading)
    return f"<em>{heading}</em>" if entry.italic else heading


def _subhead(subhead: Entry, rules: IndexPolicy) -> str:
    see = f" (<em>see</em> {_targets(subhead.see)})" if subhead.see else ""
    locators = ""
    if subhead.locators:
        locators = before_locators(subhead.heading, rules) + _locators(subhead.locators)
    return _words(subhead.heading) + locators + see


def _targets(headings: tuple[str, ...]) -> str:
    """Headings in roman; a general reference in italics as a whole (Chicago 17 §16.23)."""
    return "; ".join(
        f"<em>{_words(text)}</em>" if is_general(text) else _words(text) for text in headings
    )


def _words(heading: str) -> str:
    return unbroken(escape(heading))


def _locators(locators: tuple[Locator, ...]) -> str:
    return ", ".join(map(_locator, locators))


def _locator(locator: Locator) -> str:
    """A link to the first passage; none if that is in another volume."""
    label = escape(locator.label)
    if not locator.anchors:
        return f'<span class="locator">{label}</span>'
    return f'<a class="locator" href="#{locator.anchors[0]}">{label}</a>'
