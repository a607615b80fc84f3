"""Semantics: epub:type and ARIA roles for notes, terms, introductions and the rest.

Types are those of the EPUB Structural Semantics Vocabulary 1.1, roles those of DPUB-ARIA
1.1; its deprecated roles doc-endnote and doc-biblioentry are not used.
"""

from __future__ import annotations

from lxml.etree import _Element

from publish.book.model import PartKind
from publish.epub.files import Division
from publish.epub.xhtml import EPUB_TYPE, XML_LANG, elements, find, make, rename, text_of

_ESSAYS = {  # class of an essay: (epub:type, role)
    "preface": ("preface", "doc-preface"),
    "foreword": ("foreword", "doc-foreword"),
    "introduction": ("introduction", "doc-introduction"),
    "acknowledgments": ("acknowledgments", "doc-acknowledgments"),
    "dedication": ("dedication", "doc-dedication"),
    "epigraph": ("epigraph", "doc-epigraph"),
    "copyright": ("copyright-page", ""),
    "errata": ("errata", "doc-errata"),
}
_PARTS = {  # kind of a part: (epub:type, role) of its outermost element
    PartKind.HALF_TITLE: ("halftitlepage", ""),
    PartKind.TITLE_PAGE: ("titlepage", ""),
    PartKind.COPYRIGHT: ("copyright-page", ""),
    PartKind.DEDICATION: ("dedication", "doc-dedication"),
    PartKind.GLOSSARY: ("glossary", "doc-glossary"),
}
_HEADINGS = ("h1", "h2", "h3", "h4")


def mark_semantics(body: _Element, kind: PartKind, division: Division) -> None:
    """Add types, roles and `xml:lang`; turn note divisions into asides and list items.

    `kind` is that of the part, `division` where it stands in the book. Links need not be
    resolved yet; text is not changed.
    """
    body.set(EPUB_TYPE, str(Division.BODY if kind is PartKind.PLATES else division))
    _mark_outermost(body, kind)
    _mark_note_links(body)
    for section in find(body, "section", "footnotes"):
        _mark_footnotes(section)
    for section in find(body, "section", "endnotes"):
        _mark_endnotes(section)
    _mark_terms(body, kind)
    for element in elements(body):
        if element.get("lang"):
            element.set(XML_LANG, element.get("lang", ""))
    for heading in list(elements(body, "th")):
        if not text_of(heading):
            rename(heading, "td")  # the empty corner of a table heads nothing


def _mark_outermost(body: _Element, kind: PartKind) -> None:
    if kind in _PARTS and len(body):
        _mark(body[0], *_PARTS[kind])
    for essay in find(body, "section", "essay"):
        types = [_ESSAYS[word] for word in (essay.get("class") or "").split() if word in _ESSAYS]
        if types:
            _mark(essay, *types[0])


def _mark(element: _Element, type_: str, role: str = "") -> None:
    element.set(EPUB_TYPE, type_)
    if role:
        element.set("role", role)
        _name_by_heading(element)


def _name_by_heading(element: _Element) -> None:
    """A landmark role needs a name that tells it from its like (WAI-ARIA 1.2 §5.4)."""
    headings = [heading for heading in elements(element, *_HEADINGS) if heading.get("id")]
    if headings:
        element.set("aria-labelledby", headings[0].get("id", ""))


def _mark_note_links(body: _Element) -> None:
    for call in find(body, "a", "note-call"):
        _mark(call, "noteref", "doc-noteref")
    for number in find(body, "a", "note-number"):
        _mark(number, "backlink", "doc-backlink")


def _mark_footnotes(section: _Element) -> None:
    section.set(EPUB_TYPE, "footnotes")
    for note in find(section, "div", "note"):
        rename(note, "aside")
        _mark(note, "footnote", "doc-footnote")


def _mark_endnotes(section: _Element) -> None:
    """Notes of a document as a list: DPUB-ARIA 1.1 asks for list items in doc-endnotes.

    The items have no type: `endnote` is deprecated in both vocabularies.
    """
    _mark(section, "endnotes", "doc-endnotes")
    if not section.get("aria-labelledby"):
        section.set("aria-label", "Notes")
    notes = find(section, "div", "note")
    if not notes:
        return
    parent = notes[0].getparent()
    assert parent is not None  # found below the section
    list_ = make("ol", class_="note-list")
    parent.insert(parent.index(notes[0]), list_)
    for note in notes:
        rename(note, "li")
        note.set("value", note.get("data-number", ""))
        list_.append(note)


def _mark_terms(body: _Element, kind: PartKind) -> None:
    for link in find(body, "a", "term"):
        _mark(link, "glossref", "doc-glossref")
    if kind is not PartKind.GLOSSARY:
        return
    for term in list(elements(body, "dt")):
        term.set(EPUB_TYPE, "glossterm")
        _wrap_in_dfn(term)
    for definition in elements(body, "dd"):
        definition.set(EPUB_TYPE, "glossdef")


def _wrap_in_dfn(term: _Element) -> None:
    """`<dt>` with a `<dfn>` around what it holds (HTML §4.4.9: dt alone defines nothing)."""
    if list(elements(term, "dfn")):
        return
    dfn = make("dfn")
    dfn.text, term.text = term.text, None
    dfn.extend(list(term))
    term.append(dfn)
