"""A small invented book that follows the conventions of `publish.book.model` exactly."""

from __future__ import annotations

import re
from pathlib import Path

from publish.apparatus.index_model import Entry, Groups, Index, IndexList, Locator
from publish.apparatus.model import How, Kind, Reference, Where
from publish.book.model import Book, Metadata, Numbering, Part, PartKind, Section
from publish.pagemap import Anchors, Page, PageKind, PageMap, PageStart, Position
from publish.problems import Place


def opener(id_: str, title: str, group: str = "") -> str:
    above = f'<p class="group" id="{id_}-group">{group}</p>' if group else ""
    return (
        f'<header class="opener">{above}<h2 class="title-line" id="{id_}-title">{title}</h2>'
        "</header>"
    )


def call(text: str, label: str, number: int) -> str:
    return f'<a class="note-call" id="call-{text}-{label}" href="#note-{text}-{label}">{number}</a>'


def note(text: str, label: str, number: int, *paragraphs: str) -> str:
    first, *others = paragraphs
    html = (
        f'<p id="b-{text}-{label}-1"><a class="note-number" href="#call-{text}-{label}">'
        f"{number}.</a> {first}</p>"
    )
    for count, other in enumerate(others, start=2):
        html += f'<p id="b-{text}-{label}-{count}">{other}</p>'
    return f'<div class="note" id="note-{text}-{label}" data-number="{number}">{html}</div>'


def document(id_: str, number: str, who: str, date: str, body: str, notes: str = "") -> str:
    after = f'<section class="notes endnotes">{notes}</section>' if notes else ""
    return (
        f'<article class="document text letter" id="doc-{id_}"><header class="document-header">'
        f'<p class="number" id="doc-{id_}-number">{number}</p>'
        f'<h3 class="correspondents" id="doc-{id_}-correspondents">{who}</h3>'
        f'<p class="date" id="doc-{id_}-date">{date}</p>'
        f'<p class="source" id="doc-{id_}-source">SAE, f. 12, op. 1, d. 40, ll. 1–4ob.</p>'
        f'</header><div class="document-body">{body}</div>{after}</article>'
    )


def essay(id_: str, kind: str, title: str, body: str, notes: str = "", group: str = "") -> str:
    after = f'<section class="notes footnotes">{notes}</section>' if notes else ""
    return (
        f'<section class="essay {kind}" id="sec-{id_}">{opener(f"sec-{id_}", title, group)}'
        f'<div class="essay-body">{body}</div>{after}</section>'
    )


HALF_TITLE = (
    '<section class="half-title" id="half-title">'
    '<p class="book-title" id="half-title-title">The Orm Canal Letters</p></section>'
)
TITLE_PAGE = (
    '<section class="title-page" id="title-page">'
    '<h1 class="book-title" id="title-page-title">The Orm Canal Letters</h1>'
    '<p class="subtitle" id="title-page-subtitle">1894–1895</p>'
    '<div class="contributor"><p class="role" id="title-page-role-1">Edited by</p>'
    '<p class="contributor-name" id="title-page-name-1">H. Marlowe Dain</p></div>'
    '<div class="contributor"><p class="role" id="title-page-role-2">translated by</p>'
    '<p class="contributor-name" id="title-page-name-2">Ruth Okonjo</p></div>'
    '<div class="imprint">'
    '<p class="publisher" id="title-page-publisher">Hallin University Press</p>'
    '<p class="publisher-place" id="title-page-place">Hallin and Varrick</p></div></section>'
)
COPYRIGHT = (
    '<section class="essay copyright" id="sec-copyright"><div class="essay-body">'
    '<p id="b-copyright-1">Copyright © 2026. See <a href="https://example.org/">the press</a>.</p>'
    "</div></section>"
)
PREFACE = essay(
    "preface",
    "preface",
    "Preface",
    '<p id="b-preface-1">The letters were kept in a biscuit tin.'
    f"{call('preface', 'tin', 1)} They are printed here in the order in which they were "
    "written, so far as that can be known, and without the omission of a single word.</p>"
    '<p id="b-preface-2">For the canal itself see <a class="page-ref" href="#doc-002"></a>.</p>',
    note("preface", "tin", 1, "Now in the <em>Town Archive</em> of Hallin."),
)
INTRODUCTION = essay(
    "intro-1894",
    "introduction",
    "Introduction",
    '<p id="b-intro-1"><span class="first-words">In the spring</span> of 1894 '
    '<span class="name" id="r-intro-1">Thorley</span> walked the line.'
    f"{call('intro-1894', 'line', 1)} Four pits were dry.</p>",
    note(
        "intro-1894", "line", 1,
        'See <a class="xref" href="#doc-001">document 1</a>, where '
        '<span class="name" id="r-intro-2">Thorley</span> tells of it.',
    ),
    group="1894",
)  # fmt: skip
OPENER_1894 = (
    f'<section class="opener-page" id="docs-1894">{opener("docs-1894", "Documents 1–2", "1894")}'
    "</section>"
)
FIRST = document(
    "001",
    "· 1 ·",
    '<span class="name" id="r-001-from">Thorley</span> to <span class="name" id="r-001-to">Saranin'
    "</span>",
    f"5 March 1894{call('001', 'date', 1)}, Varrick",
    '<div class="salutation"><p id="b-001-1">My dear Saranin,</p></div>'
    '<p id="b-001-2">I have walked the whole of the upper division, from the lake to the foot of '
    'the hill, and send you what I found.<span class="nobreak"> Četyre'
    f"{call('001', 'pits', 2)}</span> of the pits were dry; "
    '<span class="name" id="r-001-1">Vlachos</span> says so, and '
    '<span class="name" id="r-001-2">Vlachos</span> ought to know.</p>'
    '<p id="b-001-3">The men work in <span lang="ru-Latn" class="foreign">arteli</span>, the '
    '<a class="term" href="#term-plotina">plotina</a> is open'
    '<span class="index-point" id="r-001-dam"></span>, and '
    '<span class="name" id="r-001-3">Vlachos</span> has gone to Hallin<br/>with the books.</p>'
    '<ul><li id="b-001-4">planks <em>and</em> nails<ul><li id="b-001-5">of iron</li>'
    '<li id="b-001-6">of wood</li></ul>and rope</li></ul>'
    "<table><thead><tr>"
    '<th id="b-001-0"></th><th id="b-001-7">Pit</th><th id="b-001-8">Depth</th></tr></thead>'
    '<tbody><tr><td id="b-001-x">deepest</td>'
    '<td id="b-001-9">4</td><td id="b-001-10">11 ft.</td></tr></tbody></table>'
    '<div class="line-block" id="b-001-11">Water will find a way,<br/>and we shall not.</div>'
    '<div class="signature"><p id="b-001-12">E. Thorley</p></div>',
    note("001", "date", 1, "The month is not in doubt.")
    + note(
        "001", "pits", 2,
        'Russian, “four.” See <a class="xref" href="#note-002-ice">note 1 to document 2</a>.',
        '<span class="name" id="r-001-4">Vlachos</span> counted five.',
    ),
)  # fmt: skip
SECOND = document(
    "002",
    "· 2 ·",
    "Saranin to Thorley",
    "[8 March 1894]",
    '<p id="b-002-1">You are right about the slope. The ice'
    f"{call('002', 'ice', 1)} went out on Tuesday, and "
    '<span class="name" id="r-002-1">Vlachos</span> went in after it, shouting '
    "incomprehensibilities.</p>"
    '<figure><img src="images/lock.png" alt="A lock with two pairs of gates."/>'
    '<figcaption id="b-002-2">Lock Four.</figcaption></figure>'
    '<p id="b-002-3">Come soon.</p>',
    note("002", "ice", 1, "On 6 March."),
)
PLATES = essay(
    "plates",
    "note",
    "Illustrations",
    '<figure><img src="images/lock.png" alt="The same lock."/>'
    '<figcaption id="b-plates-1">Lock Four again.</figcaption></figure>',
)
APPENDIX_1 = document(
    "appendix-1", "· 1 ·", "Mackworth to Saranin", "1 May 1895",
    '<p id="b-appendix-1">The concession has lapsed. '
    '<span class="name" id="r-app-1">Vlachos</span> may keep the barrows.</p>',
)  # fmt: skip
GLOSSARY = (
    f'<section class="glossary" id="glossary">{opener("glossary", "Glossary")}'
    '<h3 class="glossary-group" id="glossary-group-1">Terms given in Russian</h3><dl>'
    '<dt id="term-plotina" lang="ru-Latn"><dfn>plotina</dfn></dt>'
    '<dd id="term-plotina-meaning">dam</dd>'
    '<dt id="term-dam">dam</dt>'
    '<dd id="term-dam-meaning"><em class="see">see</em> '
    '<a class="xref" href="#term-plotina">plotina</a></dd></dl></section>'
)
BIOGRAPHIES = (
    '<section class="biographies" id="biographies">'
    f"{opener('biographies', 'Brief Biographies')}"
    '<p class="biography" id="person-vlachos-s"><strong class="headword">Vlachos, S.</strong> '
    "(1851–1902). Paymaster &amp; contractor.</p></section>"
)


def part(
    id_: str, kind: PartKind, title: str, *sections: Section,
    group: str = "", roman: bool = False, listed: bool = True,
) -> Part:  # fmt: skip
    return Part(
        id=f"part-{id_}",
        kind=kind,
        title=title,
        group=group,
        author="",
        recto_head=title,
        numbering=Numbering.ROMAN if roman else Numbering.ARABIC,
        recto=True,
        opener=True,
        in_contents=listed,
        sections=sections,
    )


PARTS = (
    part("half-title", PartKind.HALF_TITLE, "Half title",
         Section("half-title", "The Orm Canal Letters", HALF_TITLE), roman=True, listed=False),
    part("title-page", PartKind.TITLE_PAGE, "Title page",
         Section("title-page", "The Orm Canal Letters", TITLE_PAGE), roman=True, listed=False),
    part("copyright", PartKind.COPYRIGHT, "",
         Section("sec-copyright", "Copyright", COPYRIGHT), roman=True, listed=False),
    part("contents", PartKind.CONTENTS, "Contents",
         Section("contents", "Contents", ""), roman=True, listed=False),
    part("preface", PartKind.ESSAY, "Preface",
         Section("sec-preface", "Preface", PREFACE), roman=True),
    part("intro-1894", PartKind.ESSAY, "Introduction",
         Section("sec-intro-1894", "Introduction", INTRODUCTION), group="1894"),
    part("docs-1894", PartKind.DOCUMENTS, "Documents 1–2",
         Section("docs-1894", "Documents 1–2", OPENER_1894),
         Section("doc-001", "1. Thorley to Saranin, 5 March 1894", FIRST),
         Section("doc-002", "2. Saranin to Thorley, [8 March 1894]", SECOND), group="1894"),
    part("plates", PartKind.PLATES, "Illustrations",
         Section("sec-plates", "Illustrations", PLATES)),
    part("docs-appendix", PartKind.DOCUMENTS, "Appendix",
         Section("doc-appendix-1", "1. Mackworth to Saranin, 1 May 1895", APPENDIX_1)),
    part("glossary", PartKind.GLOSSARY, "Glossary", Section("glossary", "Glossary", GLOSSARY)),
    part("biographies", PartKind.BIOGRAPHIES, "Brief Biographies",
         Section("biographies", "Brief Biographies", BIOGRAPHIES)),
    part("index", PartKind.INDEX, "Index", Section("index", "Index", "")),
)  # fmt: skip

METADATA = Metadata(
    title="The Orm Canal Letters",
    subtitle="1894–1895",
    short_title="The Orm Canal Letters",
    slug="orm-canal-letters",
    language="en-US",
    contributors=(
        ("Edited by", "H. Marlowe Dain", "edt"),
        ("Edited by", "Signe Aaltola", "edt"),
        ("translated by", "Ruth Okonjo", "trl"),
    ),
    publisher="Hallin University Press",
    year=2026,
    identifier="urn:uuid:2d8f6b0e-93a4-4b57-9d3c-6a1f0c58e7b2",
    isbn_print="978-0-00-000000-2",
    isbn_epub="978-0-00-000001-9",
    rights="The text may be copied & changed.",
    description="Letters of two engineers.",
    subjects=("Canals—Sources", "Civil engineers—Correspondence"),
    series="Papers of the Public Works",
    cover="",
    cover_alt="",
    modified="2026-03-04T05:06:07Z",
)


def make_book(root: Path) -> Book:
    return Book(METADATA, PARTS, str(root))


# --- pages --------------------------------------------------------------------------

# folio, part, block with which the page starts, words with which it starts ("" for a page
# without text), kind
PAGES = (
    ("i", "half-title", "half-title-title", "The Orm", PageKind.DISPLAY),
    ("ii", "half-title", "", "", PageKind.BLANK),
    ("iii", "title-page", "title-page-title", "The Orm", PageKind.DISPLAY),
    ("iv", "copyright", "b-copyright-1", "Copyright", PageKind.DISPLAY),
    ("v", "contents", "contents-title", "Contents", PageKind.OPENER),
    ("vi", "contents", "contents", "Glossary", PageKind.TEXT),
    ("vii", "preface", "sec-preface-title", "Preface", PageKind.OPENER),
    ("viii", "preface", "b-preface-1", "written", PageKind.TEXT),
    ("1", "intro-1894", "sec-intro-1894-group", "1894", PageKind.OPENER),
    ("2", "intro-1894", "b-intro-1", "spring", PageKind.TEXT),
    ("3", "docs-1894", "docs-1894-group", "1894", PageKind.OPENER),
    ("4", "docs-1894", "doc-001-correspondents", "Thorley to", PageKind.TEXT),
    ("5", "docs-1894", "b-001-2", "etyre2 of", PageKind.TEXT),
    ("6", "docs-1894", "b-001-2", "ought to", PageKind.TEXT),
    ("7", "docs-1894", "b-001-4", "and rope", PageKind.TEXT),
    ("8", "docs-1894", "b-001-9", "4", PageKind.TEXT),
    ("9", "docs-1894", "b-001-11", "and we shall", PageKind.TEXT),
    ("10", "docs-1894", "b-001-pits-1", "“four.”", PageKind.TEXT),
    ("11", "docs-1894", "b-002-1", "bilities", PageKind.TEXT),
    ("12", "docs-1894", "b-002-2", "Lock Four", PageKind.TEXT),
    ("13", "plates", "b-plates-1", "Lock Four again", PageKind.DISPLAY),
    ("14", "docs-appendix", "doc-appendix-1-number", "· 1 ·", PageKind.TEXT),
    ("15", "glossary", "glossary-title", "Glossary", PageKind.OPENER),
    ("16", "biographies", "biographies-title", "Brief", PageKind.OPENER),
    ("17", "index", "index-title", "Index", PageKind.OPENER),
    ("18", "index", "ix-vlachos", "Vlachos", PageKind.TEXT),
)  # fmt: skip

ANCHOR_FOLIOS = {
    "half-title": "i", "title-page": "iii", "sec-copyright": "iv", "contents": "v",
    "sec-preface": "vii", "sec-intro-1894": "1", "docs-1894": "3", "doc-001": "3",
    "doc-002": "10", "sec-plates": "13", "doc-appendix-1": "14", "glossary": "15",
    "biographies": "16", "index": "17", "r-intro-1": "2", "r-intro-2": "2", "r-001-from": "4",
    "r-001-to": "4", "r-001-1": "5", "r-001-2": "6", "r-001-3": "6", "r-001-4": "10",
    "r-001-dam": "6", "r-002-1": "11", "r-app-1": "14",
}  # fmt: skip


def words_before(html: str, block: str, words: str) -> int:
    """Non-space characters of a block before `words`, counted in the raw html."""
    inside = html.split(f'id="{block}"', 1)[1].split(">", 1)[1]
    text = re.sub(r"<ul>.*?</ul>", "", inside) if block == "b-001-4" else inside
    before = re.sub(r"<[^>]*>", "", text).split(words, 1)[0]
    return len(re.sub(r"\s", "", before))


CONTENTS_BEFORE_GLOSSARY = "Prefacevii1894Introduction1Documents1–23Illustrations13Appendix14"


def make_pagemap() -> PageMap:
    everything = "".join(section.html for part in PARTS for section in part.sections)
    pages = [Page(i, p[0], f"part-{p[1]}", p[4]) for i, p in enumerate(PAGES)]
    starts = []
    for index, (_, part_id, block, words, _) in enumerate(PAGES):
        if block == "contents":
            starts.append(PageStart(index, block, len(CONTENTS_BEFORE_GLOSSARY)))
        elif part_id in ("contents", "index"):
            starts.append(PageStart(index, block, 0))
        elif block:
            starts.append(PageStart(index, block, words_before(everything, block, words)))
    numbers = {page.folio: page.index for page in pages}
    anchors = {id_: Position(numbers[folio], 60, 80) for id_, folio in ANCHOR_FOLIOS.items()}
    return PageMap(tuple(pages), Anchors.of(anchors), tuple(starts))


# --- index --------------------------------------------------------------------------


def reference(anchor: str, form: str, text: str, note_number: int = 0) -> Reference:
    where = Where.NOTE if note_number else Where.TEXT
    return Reference(
        Kind.PERSON, "vlachos-s", "", How.NAMED, where, text, "label" if note_number else "",
        note_number, anchor, "", form, "full name", Place("years/1894/001.md"),
    )  # fmt: skip


def locator(label: str, first: int, *references: Reference) -> Locator:
    notes = tuple(r.note_number for r in references if r.note_number)
    return Locator(label, first, first, references[0].text, notes, references)


def entry(id_: str, heading: str, *locators: Locator, **more: object) -> Entry:
    values: dict[str, object] = {"italic": False, "subheads": (), "see": (), "see_also": ()}
    return Entry(id=id_, heading=heading, locators=locators, **{**values, **more})  # type: ignore[arg-type]


FORMS = {
    "r-intro-1": "Thorley", "r-intro-2": "Thorley", "r-001-from": "Thorley",
    "r-001-1": "Vlachos", "r-001-2": "Vlachos", "r-001-3": "Vlachos",
    "r-001-4": "Vlachos", "r-002-1": "Vlachos", "r-app-1": "Vlachos",
    "r-001-dam": "",
}  # fmt: skip


def named(anchor: str, text: str, note_number: int = 0) -> Reference:
    return reference(anchor, FORMS[anchor], text, note_number)


def index_of(groups: Groups) -> Index:
    return Index((IndexList("index", "Index", groups),))


INDEX = index_of(
    (
        (
            "D",
            (
                entry("ix-dam", "Dam", locator("6", 15, named("r-001-dam", "001")), italic=True,
                      see_also=("Paymaster", "and specific rivers")),
            ),
        ),
        ("P", (entry("ix-paymaster", "Paymaster", see=("Vlachos, S.", "Vlachos, S.: in notes")),)),
        (
            "T",
            (
                entry("ix-thorley", "Thorley, E.",
                      locator("2", 11, named("r-intro-1", "intro-1894")),
                      locator("2n1", 11, named("r-intro-2", "intro-1894", 1)),
                      locator("4", 13, named("r-001-from", "001"))),
            ),
        ),
        (
            "V",
            (
                entry(
                    "ix-vlachos", "Vlachos, S.",
                    locator("5–6", 14, named("r-001-1", "001"), named("r-001-2", "001"),
                            named("r-001-3", "001")),
                    locator("11", 20, named("r-002-1", "002")),
                    locator("14", 23, named("r-app-1", "appendix-1")),
                    subheads=(
                        entry("ix-vlachos-notes", "in notes",
                              locator("10n2", 19, named("r-001-4", "001", 2))),
                    ),
                ),
            ),
        ),
    )
)  # fmt: skip
