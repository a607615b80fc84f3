"""The page: register, measure, headers kept with their text, no lone lines."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

import pdf_sample
import pypdfium2
import pytest
from lxml import etree
from typeset import Piece, galley_texts, pieces, printed_lines

from publish.book.model import Book, PartKind
from publish.pdf.model import Galley, Laid

GRID, TOP, FOOT = 13.2, 66.0, 597.0
LEFT = {True: 54.0, False: 60.0}  # of right-hand and left-hand pages
MEASURE = 327.0
HANG = 1.3  # the ink of an f hangs over its width by a tenth of its size
ON_GRID, HEADER_LINES = 10.5, 3.9  # distance of baselines from the grid's lines


def distances(page: list[Piece], size: float) -> set[float]:
    return {
        round((piece.baseline - TOP) % GRID, 1) for piece in page if abs(piece.size - size) < 0.05
    }


def galley_of(laid: Laid, kind: PartKind) -> Galley:
    return next(
        galley for part, galley in zip(laid.parts, laid.galleys, strict=True) if part.kind is kind
    )


def test_text_of_facing_pages_registers(laid: Laid) -> None:
    lines = 0
    for kind in (PartKind.ESSAY, PartKind.DOCUMENTS, PartKind.BIOGRAPHIES, PartKind.GLOSSARY):
        for page in pieces(galley_of(laid, kind)):
            assert distances(page, 11.0) <= {ON_GRID, HEADER_LINES}
            lines += len(page)
    assert lines > 500


def test_only_headers_stand_between_the_lines(laid: Laid, book: Book) -> None:
    galley = galley_of(laid, PartKind.DOCUMENTS)
    between = sum(
        round((piece.baseline - TOP) % GRID, 1) == HEADER_LINES and abs(piece.size - 11.0) < 0.05
        for page in pieces(galley)
        for piece in page
    )
    assert between == 12 * 2  # sender and recipient, date


def test_last_note_stands_on_the_last_line_of_text(laid: Laid) -> None:
    page = next(pieces(galley_of(laid, PartKind.ESSAY)))
    last_of_notes = max(piece.baseline for piece in page if abs(piece.size - 8.2) < 0.05)
    assert last_of_notes == pytest.approx(TOP + 39 * GRID + ON_GRID, abs=0.1)


def test_full_page_has_forty_lines(lay_out_html) -> None:
    text = " ".join(pdf_sample.SENTENCES) * 3
    galley = lay_out_html(f'<main><p id="a">{text}</p></main>')
    lines = {round(piece.baseline, 1) for piece in next(pieces(galley))}
    assert len(lines) == 40


def test_nothing_overruns_the_measure(laid: Laid, screen: bytes) -> None:
    document = pypdfium2.PdfDocument(screen)
    for page, number in zip(document, range(len(document)), strict=True):
        text = page.get_textpage()
        left = LEFT[number % 2 == 0]
        for index in range(text.count_chars()):
            x1, _, x2, _ = text.get_charbox(index)
            if text.get_text_range(index, 1).strip() and x2 > x1:
                assert left - HANG <= x1 and x2 <= left + MEASURE + HANG, (number, index)
        text.close()
    document.close()


def test_lines_are_justified_to_the_edge(laid: Laid, screen: bytes) -> None:
    """Guards against faces that the renderer cannot justify (they kern against the space)."""
    document = pypdfium2.PdfDocument(screen)
    index = next(
        page.index
        for page, start in zip(laid.pagemap.pages, laid.pagemap.starts, strict=False)
        if page.part == "part-docs" and page.kind == "text"
    )
    text = document[index].get_textpage()
    ends: dict[float, float] = {}
    for number in range(text.count_chars()):
        _, y1, x2, _ = text.get_charbox(number, loose=True)
        if text.get_text_range(number, 1).strip():
            ends[round(y1)] = max(ends.get(round(y1), 0.0), x2)
    right = LEFT[index % 2 == 0] + MEASURE
    flush = [end for end in ends.values() if abs(end - right) < HANG]
    near = [end for end in ends.values() if HANG <= abs(end - right) < 12]
    assert len(flush) > 20
    assert not near, near
    text.close()
    document.close()


@pytest.fixture(scope="module")
def many_documents_html() -> str:
    writer = pdf_sample.Writer()
    html = "".join(
        pdf_sample.document(writer, number, 1 + number % 3, number % 4).html
        for number in range(1, 60)
    )
    return f'<main class="part documents">{html}</main>'


@pytest.fixture(scope="module")
def many_documents(lay_out_html, many_documents_html: str) -> Galley:
    return lay_out_html(many_documents_html)


def first_blocks(galley: Galley, number: int) -> tuple[int, int]:
    """Pages of a document's last header line and of its salutation."""
    anchors = galley.anchors
    source = anchors[f"doc-{number:03}-source"]
    after = min(
        (spot for name, spot in anchors.items() if name.startswith("b-") and spot > source),
    )
    return source.page, after.page


def test_header_is_never_parted_from_its_text(many_documents: Galley) -> None:
    assert many_documents.pages > 20
    for number in range(1, 60):
        header, text = first_blocks(many_documents, number)
        assert header == text, number
        top = many_documents.anchors[f"doc-{number:03}"]
        assert top.page == header, number


def test_closing_line_never_begins_a_page(many_documents: Galley, many_documents_html: str) -> None:
    closings = etree.fromstring(many_documents_html).xpath("//div[@class='closing']/p/@id")
    assert len(closings) == 59
    assert not set(closings) & {start.block for start in many_documents.starts}


def test_heading_never_ends_a_page(lay_out_html) -> None:
    writer = pdf_sample.Writer()
    body = "".join(
        f'<h3 id="h{number}">A heading</h3><p id="p{number}">{writer.words(1 + number % 4)}</p>'
        for number in range(60)
    )
    galley = lay_out_html(f'<main><section><div class="essay-body">{body}</div></section></main>')
    assert galley.pages > 5
    for number in range(60):
        heading, text = galley.anchors[f"h{number}"], galley.anchors[f"p{number}"]
        assert heading.page == text.page
        assert text.y <= FOOT - GRID or text.y - heading.y > GRID


def enclosure(number: int, text: str) -> str:
    """An enclosure with all that can open one."""
    return (
        f'<div class="enclosure"><p class="enclosure-title" id="e{number}">Enclosure</p>'
        f'<p id="w{number}">Mr. A to Mr. B.</p><div class="instruction"><p id="i{number}">Wire</p>'
        f'</div><div class="address"><p id="a{number}">To Mr. B</p></div><div class="dateline">'
        f'<p id="d{number}">Here, today</p></div><p id="t{number}">{text}</p><div class="dateline">'
        f'<p id="z{number}">There, tomorrow</p></div></div>'
    )


def test_opening_lines_of_an_enclosure_stand_with_its_text(lay_out_html) -> None:
    writer = pdf_sample.Writer()
    body = "".join(enclosure(number, writer.words(1 + number % 5)) for number in range(40))
    galley = lay_out_html(
        f'<main><section><div class="document-body">{body}</div></section></main>'
    )
    assert galley.pages > 5
    for number in range(40):
        pages = {galley.anchors[f"{line}{number}"].page for line in "ewiadt"}
        assert len(pages) == 1, number


def test_table_and_picture_stay_whole(lay_out_html) -> None:
    filler = "".join(f'<p id="f{n}">Line</p>' for n in range(36))
    rows = "".join(f'<tr><td id="c{n}">Cell</td></tr>' for n in range(6))
    figure = (
        '<figure id="fig"><img src="images/finch.png" alt="A finch"/>'
        '<figcaption id="cap">Caption</figcaption></figure>'
    )
    galley = lay_out_html(f"<main>{filler}<table>{rows}</table>{filler}{figure}</main>")
    assert len({galley.anchors[f"c{n}"].page for n in range(6)}) == 1
    assert galley.anchors["fig"].page == galley.anchors["cap"].page


def test_opener_is_sunk_seven_lines(laid: Laid) -> None:
    anchors = galley_of(laid, PartKind.DOCUMENTS).anchors
    assert anchors["docs-group"].y == pytest.approx(TOP + 7 * GRID, abs=0.01)
    assert anchors["doc-001-number"].y == pytest.approx(TOP + 17 * GRID, abs=0.01)
    preface = next(g for g in laid.galleys if g.part == "part-preface").anchors
    first = min(spot.y for name, spot in preface.items() if name.startswith("b-") and not spot.page)
    assert first == pytest.approx(TOP + 17 * GRID, abs=0.01)


@pytest.mark.parametrize("kind", ["letter", "note", "cipher", "telegram", "memorandum"])
def test_kind_of_a_document_does_not_change_its_type(lay_out_html, kind: str) -> None:
    document = pdf_sample.document(pdf_sample.Writer(), 1, 3, 2).html
    opener = pdf_sample.opener_page("docs", 1).html
    plain, other = (
        lay_out_html(f"<main>{opener}{document.replace('text letter', name)}</main>")
        for name in ("text", f"text {kind}")
    )
    assert plain.anchors == other.anchors


def test_columns_of_the_index(laid: Laid) -> None:
    anchors = galley_of(laid, PartKind.INDEX).anchors
    left_edges = {spot.x for name, spot in anchors.items() if name.startswith("ix-")}
    column = (MEASURE - 15.0) / 2
    assert left_edges == {60.0, 60.0 + column + 15.0}


@pytest.mark.parametrize("groups", range(5, 60, 6))
def test_columns_begin_with_their_first_line(lay_out_html, groups: int) -> None:
    html = "".join(
        '<div class="index-group">'
        + "".join(f'<p class="index-entry" id="g{g}-{n}">Entry, 1</p>' for n in range(1 + g % 3))
        + "</div>"
        for g in range(groups)
    )
    galley = lay_out_html(
        f'<main><section class="index"><div class="index-columns">{html}</div></section></main>'
    )
    tops: dict[tuple[int, float], float] = {}
    for spot in galley.anchors.values():
        tops[spot.page, spot.x] = min(tops.get((spot.page, spot.x), FOOT), spot.y)
    assert set(tops.values()) == {TOP}


def test_a_column_that_begins_with_a_subhead_is_headed(lay_out_html) -> None:
    rows = [(number, "index-subentry" if number % 4 else "index-entry") for number in range(230)]
    html = "".join(
        f'<p class="{css}" data-heading="Entry" id="{css[6]}{number}">Words, 1</p>'
        for number, css in rows
    )
    galley = lay_out_html(
        '<main><section class="index" data-continued="(continued)">'
        f'<div class="index-columns indented">{html}</div></section></main>'
    )
    tops: dict[tuple[int, bool], tuple[float, str]] = {}
    for name, spot in galley.anchors.items():
        column = spot.page, spot.x > 225.0
        tops[column] = min(tops.get(column, (FOOT, "")), (spot.y, name))
    assert {name[0] for _, name in tops.values()} == {"e", "s"}
    for top, name in tops.values():
        assert top == pytest.approx(TOP + (10.56 if name[0] == "s" else 0.0), abs=0.01)


@pytest.mark.parametrize("entries", [2, 5, 30, 61, 80, 95, 120])
def test_the_last_columns_end_level(lay_out_html, entries: int) -> None:
    html = "".join(
        f'<p class="index-entry" data-heading="E {n}" id="e{n}">Entry{", 123" * (n % 7 * 9)}</p>'
        for n in range(entries)
    )
    galley = lay_out_html(
        '<main><section class="index" data-continued="(continued)">'
        f'<div class="index-columns">{html}</div></section></main>'
    )
    lines = galley.sheets[-1].lines
    ends = [
        max(one.corner.y for one in lines if (one.corner.x > 225.0) == right) for right in (0, 1)
    ]
    assert abs(ends[0] - ends[1]) < 3.5 * 10.56


def test_no_line_of_the_index_ends_inside_a_locator(lay_out_html) -> None:
    labels = [f"{page}–{page % 100 + 1}" for page in range(101, 199)]
    links = ", ".join(f'<a class="locator" href="#i">{label}</a>' for label in labels)
    galley = lay_out_html(
        '<main><section class="index"><div class="index-columns">'
        f'<p class="index-entry" id="i">Entry, {links}</p></div></section></main>'
    )
    text = f"Entry,{','.join(labels)}"
    pieces = [piece for sheet in galley.sheets for piece in sheet.lines]
    lines = [
        "".join(text[piece.start : piece.end] for piece in line)
        for _, line in groupby(pieces, key=lambda piece: piece.corner.y)
    ]
    assert len(lines) > 10
    assert "".join(lines) == text
    assert all(line.endswith(",") for line in lines[:-1])


def test_title_page_is_one_page_with_the_imprint_at_its_foot(lay_out_html) -> None:
    names = "".join(
        '<div class="contributor"><p class="role">by</p>'
        f'<p class="contributor-name" id="n{n}">A</p></div>'
        for n in range(5)
    )
    html = (
        '<main class="part title-page"><section class="title-page" id="title-page">'
        f'<h1 class="book-title" id="t">A Title</h1>{names}<div class="imprint">'
        '<p class="publisher" id="pub">A Press</p></div></section></main>'
    )
    galley = lay_out_html(html)
    assert galley.pages == 1
    assert galley.anchors["pub"].y > 560.0


def test_copyright_page_stands_at_the_foot(laid: Laid) -> None:
    anchors = next(g for g in laid.galleys if g.part == "part-copyright").anchors
    assert anchors["c-4"].y > 560.0


@pytest.mark.parametrize("kind", ["copyright", "series"])
def test_thirty_paragraphs_stand_on_the_one_page_before_or_behind_the_title(
    lay_out_html, kind: str
) -> None:
    html = "".join(f'<p id="c{n}">Word of it</p>' for n in range(30))
    assert lay_out_html(f'<main class="{kind}"><section>{html}</section></main>').pages == 1


def test_no_lone_lines(many_documents: Galley) -> None:
    anchors = many_documents.anchors
    parted = 0
    for start in many_documents.starts:
        if not start.offset or not start.block.startswith("b-"):
            continue
        first = anchors[start.block]
        if FOOT - first.y < GRID * 2.9 and first.page == start.page - 1:
            parted += 1
            assert FOOT - first.y >= 2 * 10.56, start  # two lines of notes are the least
        following = [
            spot.y - TOP
            for name, spot in anchors.items()
            if name[:2] in ("b-", "do") and spot.page == start.page and spot.y > TOP + 1
        ]
        assert min(following) >= 2 * 10.56 - 0.1, start
    assert parted


@pytest.mark.parametrize(
    "before", ["", '<div class="note"><p id="n-1">1. Long. ' + "And so on. " * 40]
)
def test_a_note_of_one_line_does_not_stand_alone_at_the_head(lay_out_html, before: str) -> None:
    first = f"{before}</p></div>" if before else ""
    last = '<div class="note"><p id="n-2">2. See document 7.</p></div>'
    heads = set()
    for lines in range(30, 40):
        text = "".join(f'<p id="b-{n}">Line</p>' for n in range(lines))
        galley = lay_out_html(
            f'<main><article class="document"><div class="document-body">{text}</div>'
            f'<section class="notes endnotes">{first}{last}</section></article></main>'
        )
        heads |= {start.block for start in galley.starts if start.page}
    assert heads
    assert "n-2" not in heads


def test_no_line_begins_with_a_dash(lay_out_html) -> None:
    text = "The birds—idly singing round us—mostly live on insects<em>—or seeds—</em>—thus " * 40
    html = "".join(f'<p id="p{n}" style="width: {200 + n}pt">{text}</p>' for n in range(20))
    lines = printed_lines(lay_out_html(f"<main>{html}</main>"))
    assert len(lines) > 500
    assert not [line for line in lines if line.startswith("—")]


@pytest.mark.parametrize("call", ["", '<a class="note-call" href="#p0">1</a>'])
def test_no_word_narrower_than_an_indent_makes_a_line(call: str, lay_out_html) -> None:
    text = f"{'and so it went on ' * 2}to know it.{call}"
    html = "".join(f'<p id="p{n}" style="width: {170 + n / 2}pt">{text}</p>' for n in range(140))
    lines = printed_lines(lay_out_html(f"<main>{html}</main>"))
    last = Counter(line.rstrip("1") for line in lines if line.endswith((".", ".1")))
    assert last.total() == 140
    assert last["know it."]
    assert not last["it."]


@pytest.mark.parametrize(
    "end",
    [
        "contribution.",
        'contribution.<a class="note-call" href="#p0">1</a>',
        '<span data-person="a">contribution</span>.',
        '<em>on</em> contribution.<a class="note-call" href="#p0">1</a>',
    ],
)
def test_half_of_a_last_word_makes_a_line_only_where_a_very_loose_one_is_the_price(
    end: str, lay_out_html
) -> None:
    html = "".join(
        f'<p id="p{n}" style="width: {170 + n / 2}pt">{"and so it went on " * 2}{end}</p>'
        for n in range(140)
    )

    def last_lines(css: str) -> Counter[str]:
        lines = printed_lines(lay_out_html(f"<main>{html}</main>", css))
        return Counter(line.rstrip("1") for line in lines if line.endswith((".", ".1")))

    lines, of_any_room = last_lines(""), last_lines(".last-word { hyphenate-limit-zone: 0 }")
    assert lines.total() == of_any_room.total() == 140
    assert set(lines) >= {"tribution.", "contribution."}
    assert lines["contribution."] > of_any_room["contribution."]


@pytest.mark.parametrize(
    ("word", "fragments"),
    [
        ("contribution.", {"tribution.", "bution.", "tion."}),
        ("understanding.", {"standing."}),
        ("number.", set()),
    ],
)
def test_a_line_of_less_than_four_letters_is_never_made_of_a_word(
    word: str, fragments: set[str], lay_out_html
) -> None:
    html = "".join(
        f'<p id="p{n}" style="width: {170 + n / 2}pt">{"and so it went on " * 2}{word}</p>'
        for n in range(140)
    )
    lines = printed_lines(lay_out_html(f"<main>{html}</main>"))
    last = {line for line in lines if line.endswith(".")}
    assert {line for line in last if not line.endswith(word)} == fragments


def test_no_line_begins_with_the_call_of_a_note(lay_out_html) -> None:
    words = "so incomprehensibly? On, you hear! <em>Yes</em>)".split()
    called = [f'{word}<a class="note-call" href="#p0">{n}</a>' for n, word in enumerate(words, 1)]
    html = "".join(
        f'<p id="p{n}" style="width: {150 + n}pt">{" ".join(called * 9)}</p>' for n in range(60)
    )
    lines = printed_lines(lay_out_html(f"<main>{html}</main>"))
    assert any(re.match(r"(hen)?sibly\?2", line) for line in lines)
    assert len(lines) > 500
    assert not [line for line in lines if re.match(r"[\d?!)]", line)]


def test_bullets_stand_in_the_line_of_their_point(lay_out_html) -> None:
    tight = "<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>"
    loose = "<ul><li><p>Three</p><p>More</p></li><li><p>Four</p></li></ul>"
    lines = printed_lines(lay_out_html(f'<main><div id="lists">{tight}{loose}</div></main>'))
    points = ["• One", "• Inner", "• Two", "• Three", "More", "• Four"]
    assert [line for line in lines if line] == points


def test_divided_words_occur_elsewhere(laid: Laid) -> None:
    pages = galley_texts(galley_of(laid, PartKind.DOCUMENTS))
    assert sum(text.count("‐") for text in pages) > 10


def test_notes_below_the_text_stand_on_the_page_of_their_call(laid: Laid) -> None:
    galley = galley_of(laid, PartKind.ESSAY)
    calls = [name for name in galley.anchors if name.startswith("call-")]
    assert len(calls) > 2
    for name in calls:
        note = galley.anchors[name.replace("call-", "note-", 1)]
        assert note.page == galley.anchors[name].page
        assert note.y > galley.anchors[name].y


def test_the_book_s_pages_have_their_wide_margin_outside(laid: Laid, screen: bytes) -> None:
    """Galleys are laid out with the margins of a verso; page map and file move the rectos."""
    assert all(spot.x >= 60.0 for spot in galley_of(laid, PartKind.DOCUMENTS).anchors.values())
    for index, left_edge in enumerate(left_edges_of_ink(screen)):
        blocks = [
            position.x
            for anchor, position in laid.pagemap.anchors.items()
            if position.page == index and anchor.startswith("b-")
        ]
        if laid.pagemap.pages[index].part == "part-docs" and len(blocks) > 1:
            assert min(blocks) == LEFT[index % 2 == 0]
            assert left_edge == pytest.approx(LEFT[index % 2 == 0], abs=HANG)


def left_edges_of_ink(pdf: bytes) -> list[float]:
    """The leftmost edge of a glyph on each page."""
    document = pypdfium2.PdfDocument(pdf)
    edges = []
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        edges.append(min((left for left, _, right, _ in boxes if left < right), default=0.0))
        text.close()
    document.close()
    return edges


def test_missing_glyphs_come_from_the_book_s_other_faces(lay_out_html) -> None:
    galley = lay_out_html('<main><p id="a">Тегъ ѣ ꙗ ⟨a⟩ 𓀀 中 ไ</p></main>')
    assert any("NotoSerif" in use.file for sheet in galley.sheets for use in sheet.fonts)
    assert [problem.code for problem in galley.problems] == ["E902"]
    assert galley.problems[0].message == (
        "No typeface of the book has “ไ” (U+0E44), “中” (U+4E2D), “𓀀” (U+13000): "
        "“…Тегъ ѣ ꙗ ⟨a⟩ 𓀀 中 ไ…”."
    )
