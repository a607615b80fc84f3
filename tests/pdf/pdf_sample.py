"""A small book that follows the conventions of `publish.book.model`, with every device once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path

from publish.book.model import Book, Metadata, Numbering, Part, PartKind, Section
from publish.pagemap import PageMap, Points
from publish.pdf.fontfile import fonts_of
from publish.pdf.model import NONE, Galley, Order, PageSize, Sheet, SheetFacts, Spot, packed
from publish.pdf.stylesheet import page_css

# Charles Darwin, On the Origin of Species (1859), chapters 3 and 4; cut into sentences.
SENTENCES = tuple(
    (Path(__file__).parent / "darwin.txt").read_text(encoding="utf-8").strip().split("\n")
)


@dataclass
class Writer:
    """Makes paragraphs out of the sentences in turn; counts up ids."""

    def __post_init__(self) -> None:
        self.sentences = cycle(SENTENCES)
        self.ids = count(1)

    def block_id(self) -> str:
        return f"b-{next(self.ids)}"

    def words(self, sentences: int) -> str:
        return " ".join(next(self.sentences) for _ in range(sentences))

    def paragraph(self, sentences: int, extra: str = "") -> str:
        return f'<p id="{self.block_id()}">{self.words(sentences)}{extra}</p>'


def call(text: str, label: str, number: int) -> str:
    return (
        f'<span class="nobreak">so<a class="note-call" id="call-{text}-{label}" '
        f'href="#note-{text}-{label}">{number}</a></span>'
    )


def note(writer: Writer, text: str, label: str, number: int, *paragraphs: str) -> str:
    first, *others = paragraphs
    html = (
        f'<p id="{writer.block_id()}"><a class="note-number" href="#call-{text}-{label}">'
        f"{number}.</a> {first}</p>"
    )
    html += "".join(f'<p id="{writer.block_id()}">{other}</p>' for other in others)
    return f'<div class="note" id="note-{text}-{label}" data-number="{number}">{html}</div>'


def opener(ident: str, title: str, group: str = "", author: str = "") -> str:
    html = f'<p class="group" id="{ident}-group">{group}</p>' if group else ""
    html += f'<h2 class="title-line" id="{ident}-title">{title}</h2>'
    html += f'<p class="author" id="{ident}-author">{author}</p>' if author else ""
    return f'<header class="opener">{html}</header>'


def essay(writer: Writer, ident: str, title: str, group: str = "", paragraphs: int = 8) -> Section:
    body = (
        f'<p id="{writer.block_id()}"><span class="first-words">In such a case</span> '
        f"{writer.words(2)}</p>"
    )
    notes = ""
    for number in range(1, paragraphs):
        text = f" And {call(ident, f'n{number}', number)}. {writer.words(1)}"
        body += writer.paragraph(3, text)
        extra = [writer.words(1)] if number == 2 else []
        notes += note(writer, ident, f"n{number}", number, writer.words(1), *extra)
    html = (
        f'<section class="essay introduction" id="sec-{ident}">'
        f"{opener(f'sec-{ident}', title, group)}"
        f'<div class="essay-body">{body}</div>'
        f'<section class="notes footnotes">{notes}</section></section>'
    )
    return Section(f"sec-{ident}", title, html)


def document(
    writer: Writer, number: int, paragraphs: int = 4, notes: int = 2, more: str = ""
) -> Section:
    ident = f"{number:03}"
    body = f'<div class="salutation"><p id="{writer.block_id()}">Dear Comrade Darwin!</p></div>'
    for position in range(1, paragraphs + 1):
        extra = f" Not {call(ident, f'n{position}', position)}." if position <= notes else ""
        name = (
            f' By <span class="name" id="r-{ident}-{position}">Asa Gray</span>'
            f'<span class="index-point" id="r-{ident}-{position}-s"></span>.'
        )
        body += writer.paragraph(2 + (number + position) % 3, name + extra)
    body += more
    body += (
        f'<div class="closing"><p id="{writer.block_id()}"><span class="date">5 June 1861</span> '
        '<span class="signed">C. Darwin</span></p></div>'
    )
    note_html = "".join(
        note(writer, ident, f"n{position}", position, writer.words(1 + position % 2))
        for position in range(1, notes + 1)
    )
    html = (
        f'<article class="document text letter" id="doc-{ident}"><header class="document-header">'
        f'<p class="number" id="doc-{ident}-number">· {number} ·</p>'
        f'<h3 class="correspondents" id="doc-{ident}-correspondents">'
        f'<span class="name" id="r-{ident}-from">Darwin</span> to Gray</h3>'
        f'<p class="date" id="doc-{ident}-date">[{number % 28 + 1} June 1861]</p>'
        f'<p class="source" id="doc-{ident}-source">F. 558, op. 11, d. 739, '
        f"ll. {number}–{number + 4}. Original typescript.</p></header>"
        f'<div class="document-body">{body}</div>'
        + (f'<section class="notes endnotes">{note_html}</section>' if notes else "")
        + "</article>"
    )
    return Section(f"doc-{ident}", f"{number}. Darwin to Gray", html)


def devices(writer: Writer) -> str:
    """Blocks and marks of the manuscript's format, each at least once."""
    line = writer.block_id
    return (
        f'<div class="instruction"><p id="{line()}">(Read this letter to Huxley)</p></div>'
        f'<p id="{line()}">A <em>stressed</em> and <span class="foreign" lang="ru">foreign</span> '
        'word, a <span class="title">Journal</span>, <span class="smallcaps">p.m.</span>, '
        '<span class="sic">Muntsuk [<em>sic</em>]</span>, <del>struck</del>, 1<sup>st</sup>, '
        'Тегъ ѣ, <strong class="twice">twice</strong>, see '
        '<a class="xref" href="#doc-002">document <em>2</em></a> '
        '(<a class="page-ref" href="#doc-003"></a>). ' + writer.words(1) + "</p>"
        f'<blockquote id="{line()}"><p id="{line()}">{writer.words(2)}</p></blockquote>'
        f'<div class="verse"><div class="line-block" id="{line()}">A first line of verse<br/>'
        "and then a second</div></div>"
        f'<ul><li id="{line()}">One thing</li><li id="{line()}">Another thing</li></ul>'
        f'<table><thead><tr><th id="{line()}">Year</th><th id="{line()}">Tons</th></tr></thead>'
        f'<tbody><tr><td id="{line()}">1859</td><td id="{line()}">1,250</td></tr>'
        f'<tr><td id="{line()}">1860</td><td id="{line()}">1,390</td></tr></tbody></table>'
        f'<p id="{line()}">{writer.words(2)}</p>'
        f'<figure id="{line()}"><img src="images/finch.png" alt="A finch"/>'
        f'<figcaption id="{line()}">A finch. <span class="credit">Courtesy of the museum.</span>'
        "</figcaption></figure>"
        f'<p id="{line()}">{writer.words(2)}</p>'
        f'<div class="signature"><p id="{line()}">Yours,<br/>A. Wallace</p></div>'
        f'<div class="postscript"><p id="{line()}">P.S. {writer.words(1)}</p></div>'
        f'<div class="marginalia"><p id="{line()}">Agreed. Huxley.</p></div>'
        f'<div class="columns"><p id="{line()}">Hooker, J. D.</p><p id="{line()}">Lyell, C.</p>'
        f'<p id="{line()}">Owen, R.</p><p id="{line()}">Wallace, A. R.</p></div>'
    )


def part(kind: PartKind, ident: str, title: str, *sections: Section, **changes: object) -> Part:
    values: dict[str, object] = {
        "id": f"part-{ident}",
        "kind": kind,
        "title": title,
        "group": "",
        "author": "",
        "recto_head": title,
        "numbering": Numbering.ARABIC,
        "recto": True,
        "opener": True,
        "in_contents": True,
        "sections": sections,
    }
    return Part(**{**values, **changes})  # type: ignore[arg-type]


def metadata(**changes: object) -> Metadata:
    values: dict[str, object] = {
        "title": "Letters on the Origin",
        "subtitle": "1859–1861",
        "short_title": "Letters on the Origin",
        "slug": "letters",
        "language": "en-US",
        "contributors": (("Edited by", "A. Editor", "edt"),),
        "publisher": "A Press",
        "year": 2026,
        "identifier": "urn:uuid:12345678-1234-1234-1234-123456789abc",
        "isbn_print": "",
        "isbn_epub": "",
        "rights": "Copyright © 2026 by the editors.",
        "description": "Letters and more letters.",
        "subjects": ("Letters",),
        "series": "",
        "cover": "",
        "cover_alt": "",
        "modified": "2026-05-04T03:02:01Z",
    }
    return Metadata(**{**values, **changes})  # type: ignore[arg-type]


def order(
    html: str, root: Path, css: str = "", folios: dict[str, str] | None = None, ident: str = "test"
) -> Order:
    """What makes a galley of a piece of HTML."""
    return Order(
        part=ident,
        title="Test",
        language="en-US",
        html=html,
        css=page_css(PageSize()) + css,
        size=PageSize(),
        folios=tuple(sorted((folios or {}).items())),
        root=str(root),
    )


def galley(ident: str, sheets: tuple[Sheet, ...], anchors: dict[str, Spot]) -> Galley:
    """A galley of given sheets."""
    return Galley(
        part=ident,
        facts=tuple(map(SheetFacts.of, sheets)),
        packed_sheets=packed(sheets),
        packed_columns=NONE,
        fonts=fonts_of(sheets),
        points=Points.of(anchors),
        seams=(),
        units=(),
        frame="",
        links=tuple(sorted({link.anchor for sheet in sheets for link in sheet.links})),
        problems=(),
    )


def sample_book(root: str, documents: int = 6) -> Book:
    writer = Writer()
    display = {"opener": False, "in_contents": False, "numbering": Numbering.ROMAN}
    parts = (
        part(PartKind.HALF_TITLE, "half-title", "Half title", HALF_TITLE, **display),
        part(PartKind.TITLE_PAGE, "title-page", "Title page", TITLE_PAGE, **display),
        part(PartKind.COPYRIGHT, "copyright", "", COPYRIGHT, **{**display, "recto": False}),
        part(
            PartKind.CONTENTS, "contents", "Contents", Section("contents", "Contents", ""),
            numbering=Numbering.ROMAN, in_contents=False,
        ),
        part(
            PartKind.ESSAY, "preface", "Preface", essay(writer, "preface", "Preface", "", 4),
            numbering=Numbering.ROMAN,
        ),
        part(
            PartKind.ESSAY, "intro", "Introduction",
            essay(writer, "intro", "Introduction", "1861", 12), group="1861",
            recto_head="1861: Introduction",
        ),
        part(
            PartKind.DOCUMENTS, "docs", f"Documents 1–{documents}", opener_page("docs", documents),
            *_documents(writer, documents), group="1861",
            recto_head=f"1861: Documents 1–{documents}",
        ),
        part(PartKind.GLOSSARY, "glossary", "Glossary", GLOSSARY),
        part(PartKind.BIOGRAPHIES, "biographies", "Brief Biographies", biographies(writer)),
        part(PartKind.INDEX, "index", "Index", Section("index", "Index", "")),
    )  # fmt: skip
    return Book(metadata(), parts, root)


def _documents(writer: Writer, count_: int) -> list[Section]:
    return [
        document(writer, number, 3 + number % 3, number % 4, devices(writer) if number == 3 else "")
        for number in range(1, count_ + 1)
    ]


def opener_page(ident: str, documents: int) -> Section:
    title = f"Documents 1–{documents}"
    html = f'<section class="opener-page" id="{ident}">{opener(ident, title, "1861")}</section>'
    return Section(ident, title, html)


HALF_TITLE = Section(
    "half-title",
    "Letters on the Origin",
    '<section class="half-title" id="half-title">'
    '<p class="book-title" id="half-title-title">Letters on the Origin</p></section>',
)
TITLE_PAGE = Section(
    "title-page",
    "Letters on the Origin",
    '<section class="title-page" id="title-page">'
    '<h1 class="book-title" id="title-page-title">Letters on the Origin</h1>'
    '<p class="subtitle" id="title-page-subtitle">1859–1861</p>'
    '<div class="contributor"><p class="role" id="tp-r">Edited by</p>'
    '<p class="contributor-name" id="tp-n">A. Editor</p></div>'
    '<div class="imprint"><p class="publisher" id="tp-p">A Press</p>'
    '<p class="publisher-place" id="tp-l">London</p></div></section>',
)
COPYRIGHT = Section(
    "sec-copyright",
    "Copyright",
    '<section class="essay copyright" id="sec-copyright"><div class="essay-body">'
    '<p id="c-1">Copyright © 2026 by the editors.</p><p id="c-2">All rights reserved.</p>'
    '<div class="cip"><p id="c-3">Library of Congress Cataloging-in-Publication Data</p></div>'
    '<div class="printing"><p id="c-4">10 9 8 7 6 5 4 3 2 1</p></div></div></section>',
)
GLOSSARY = Section(
    "glossary",
    "Glossary",
    '<section class="glossary" id="glossary">'
    + opener("glossary", "Glossary")
    + '<h3 class="glossary-group" id="glossary-group-1">Terms given in Latin</h3><dl>'
    '<dt id="term-genus" lang="la"><dfn>genus</dfn></dt>'
    '<dd id="term-genus-meaning">a kind that holds several species, '
    "as every naturalist knows who has compared their descriptions and their specimens</dd>"
    '<dt id="term-species" lang="la"><dfn>species</dfn></dt>'
    '<dd id="term-species-meaning"><em class="see">see</em> '
    '<a class="xref" href="#term-genus">genus</a></dd></dl></section>',
)


def biographies(writer: Writer) -> Section:
    entries = "".join(
        f'<p class="biography" id="person-{name.lower()}"><strong class="headword">{name}, '
        f"A.</strong> (1810–88). {writer.words(1)}</p>"
        for name in ("Gray", "Hooker", "Huxley", "Lyell", "Owen", "Wallace")
    )
    html = (
        '<section class="biographies" id="biographies">'
        f"{opener('biographies', 'Brief Biographies')}{entries}</section>"
    )
    return Section("biographies", "Brief Biographies", html)


def fill(book: Book, part_: Part, pagemap: PageMap) -> str:
    """Contents and index of the sample, made from the page map."""
    return _contents(book, pagemap) if part_.kind is PartKind.CONTENTS else _index(pagemap)


def _contents(book: Book, pagemap: PageMap) -> str:
    html, group = opener("contents", "Contents"), ""
    for number, part_ in enumerate(p for p in book.parts if p.in_contents):
        if part_.group and part_.group != group:
            html += f'<p class="toc-group" id="toc-g{number}">{part_.group}</p>'
        group = part_.group
        first = part_.sections[0].id
        html += (
            f'<p class="toc-entry" id="toc-{number}"><span class="toc-title">'
            f'<a href="#{first}">{part_.title}</a></span> '
            f'<span class="toc-page">{pagemap.folio(first)}</span></p>'
        )
    return f'<section class="contents" id="contents">{html}</section>'


def _index(pagemap: PageMap) -> str:
    anchors = sorted(anchor for anchor in pagemap.anchors if anchor.startswith("r-"))
    entries = [
        f'<p class="index-entry" id="ix-{number}">{"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 26]}lder, '
        f'<a href="#{anchor}">{pagemap.folio(anchor)}</a>, 201–5, 313n1; on species, 12–13, 88, '
        "94–101, 233; letters from, 45, 47</p>"
        for number, anchor in enumerate(anchors * 3)
    ]
    groups = "".join(
        f'<div class="index-group">{"".join(entries[start : start + 7])}</div>'
        for start in range(0, len(entries), 7)
    )
    return (
        f'<section class="index" id="index">{opener("index", "Index")}'
        f'<div class="index-columns">{groups}</div></section>'
    )
