"""The bound files: what a reader's and a printer's program finds in them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import uharfbuzz
from pikepdf import Dictionary, Name
from typeset import page_text, texts, visible

from publish.book.model import Book
from publish.cache import Cache, NoStore
from publish.pagemap import Anchors
from publish.pdf import resources
from publish.pdf.bind import bind_print, bind_screen
from publish.pdf.fontfile import fonts
from publish.pdf.ink import in_black, without_marks
from publish.pdf.model import Laid
from publish.pdf.printing import BLEED, SLUG
from publish.pdf.record import pdf_date


@pytest.fixture
def screen_pdf(screen: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(screen)) as pdf:
        yield pdf


@pytest.fixture
def print_pdf(printed: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        yield pdf


def test_same_input_gives_the_same_bytes(
    laid: Laid, book: Book, screen: bytes, printed: bytes
) -> None:
    assert bind_screen(laid, book.metadata) == screen
    assert bind_print(laid, book.metadata) == printed


def test_both_files_show_the_same_pages(screen: bytes, printed: bytes, laid: Laid) -> None:
    assert texts(screen) == texts(printed)
    assert len(texts(screen)) == len(laid.pagemap.pages)
    assert sum(map(len, texts(screen))) > 30_000


def test_what_is_kept_gives_the_same_files(
    laid: Laid, book: Book, screen: bytes, printed: bytes, tmp_path: Path
) -> None:
    cache = Cache(tmp_path)
    for _ in range(2):
        assert bind_screen(laid, book.metadata, cache) == screen
        assert bind_print(laid, book.metadata, cache) == printed
    anchor = next(link.anchor for galley in laid.galleys for sheet in galley.sheets
                  for link in sheet.links if link.anchor)  # fmt: skip
    lower = laid.pagemap.anchors[anchor]._replace(y=100.0)
    anchors = Anchors.of({**laid.pagemap.anchors, anchor: lower})
    other_words = tuple(replace(part, recto_head=f"{part.title} Q") for part in laid.parts)
    for changed in (
        replace(laid, pagemap=replace(laid.pagemap, anchors=anchors)),
        replace(laid, parts=other_words),
        replace(laid, verso_head="Q"),
    ):
        made = bind_screen(changed, book.metadata, cache)
        assert made == bind_screen(changed, book.metadata) != screen
        assert bind_print(changed, book.metadata, cache) == bind_print(changed, book.metadata)


def glyph_boxes(page: pypdfium2.PdfPage, offset: float) -> list[tuple[str, float, float]]:
    """Character, left edge and foot of each glyph; the library's own spaces left out."""
    text = page.get_textpage()
    boxes = []
    for index in range(text.count_chars()):
        left, bottom, right, _ = text.get_charbox(index)
        if left < right:
            boxes.append((text.get_text_range(index, 1), left - offset, bottom - offset))
    text.close()
    return boxes


def test_every_glyph_stands_at_the_same_place_in_both(screen: bytes, printed: bytes) -> None:
    first, second = pypdfium2.PdfDocument(screen), pypdfium2.PdfDocument(printed)
    glyphs = 0
    for one, other in zip(first, second, strict=True):
        pairs = zip(glyph_boxes(one, 0.0), glyph_boxes(other, SLUG), strict=True)
        for (character, x, y), (twin, twin_x, twin_y) in pairs:
            assert character == twin and abs(x - twin_x) < 0.002 and abs(y - twin_y) < 0.002
            glyphs += 1
    first.close()
    second.close()
    assert glyphs > 30_000


# --- screen -----------------------------------------------------------------------


def test_links_lead_to_the_place_of_their_anchor(screen_pdf: pikepdf.Pdf, laid: Laid) -> None:
    pages = {page.obj.objgen: number for number, page in enumerate(screen_pdf.pages)}
    places = {
        (position.page, round(laid.size.height - position.y, 3))
        for position in laid.pagemap.anchors.values()
    }
    found = 0
    for page in screen_pdf.pages:
        for annotation in page.obj.get("/Annots", ()):
            target, kind, _, top, _ = annotation.Dest
            assert kind == Name.XYZ and "/A" not in annotation
            place = (pages[target.objgen], round(float(top), 3))
            assert place in places
            assert str(annotation.Contents) == f"Page {laid.pagemap.pages[place[0]].folio}"
            found += 1
    links = sum(str(part).count('href="#') for part in laid.parts)
    assert found >= links > 20


def test_outline_has_groups_parts_and_documents(screen_pdf: pikepdf.Pdf, laid: Laid) -> None:
    pages = {page.obj.objgen: number for number, page in enumerate(screen_pdf.pages)}
    with screen_pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        group = next(item for item in outline.root if item.title == "1861")
        documents = group.children[1]
        target = pages[documents.children[2].destination[0].objgen]
    assert titles == [
        "Contents", "Preface", "1861", "Glossary", "Brief Biographies", "Index",
    ]  # fmt: skip
    assert [item.title for item in group.children] == ["Introduction", "Documents 1–12"]
    assert [item.title for item in documents.children][:2] == [
        "1. Darwin to Gray",
        "2. Darwin to Gray",
    ]
    assert target == laid.pagemap.anchors["doc-003"].page


@pytest.mark.parametrize("medium", ["screen", "printed"])
def test_viewers_show_the_printed_page_numbers(
    medium: str, laid: Laid, request: pytest.FixtureRequest
) -> None:
    document = pypdfium2.PdfDocument(request.getfixturevalue(medium))
    labels = [document.get_page_label(number) for number in range(len(document))]
    document.close()
    assert labels == [page.folio for page in laid.pagemap.pages]


def test_screen_file_says_what_it_is(screen_pdf: pikepdf.Pdf) -> None:
    assert screen_pdf.pdf_version == "1.7"
    assert str(screen_pdf.Root.Lang) == "en-US"
    assert screen_pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(screen_pdf.docinfo["/ModDate"]) == "D:20260504030201Z"
    with screen_pdf.open_metadata(update_docinfo=False) as xmp:
        assert xmp["pdfuaid:part"] == "1"
        assert xmp["dc:title"] == "Letters on the Origin: 1859–1861"
        assert xmp["xmp:ModifyDate"] == "2026-05-04T03:02:01Z"


def test_dates_are_written_in_utc() -> None:
    assert pdf_date("2026-05-04T03:02:01+02:00") == "D:20260504010201Z"


def elements(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for kid in root.get("/K", ()):
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem:
            yield kid
            yield from elements(kid)


def test_structure_has_one_root_and_knows_every_mark(screen_pdf: pikepdf.Pdf) -> None:
    tree = screen_pdf.Root.StructTreeRoot
    (document,) = tree.K
    assert Name.Document == document.S
    assert all(kid.P.objgen == document.objgen for kid in document.K)
    numbers = list(tree.ParentTree.Nums)
    keys = [int(key) for key in numbers[::2]]
    assert keys == sorted(set(keys)) and int(tree.ParentTreeNextKey) > keys[-1]
    parents = dict(zip(keys, numbers[1::2], strict=True))
    marks = 0
    for page in screen_pdf.pages:
        if "/StructParents" not in page.obj:
            continue
        of_page = parents[int(page.obj.StructParents)]
        for number, element in enumerate(of_page):
            assert number in [kid for kid in element.K if isinstance(kid, int)]
            assert element.Pg.objgen == page.obj.objgen
            marks += 1
        for annotation in page.obj.get("/Annots", ()):
            link = parents[int(annotation.StructParent)]
            assert Name.Link == link.S
            assert annotation.objgen in [
                kid.Obj.objgen for kid in link.K if isinstance(kid, Dictionary) and "/Obj" in kid
            ]
    assert marks > 1000
    kinds = {str(element.S) for element in elements(document)}
    assert {"/H1", "/H2", "/H3", "/P", "/Link", "/Figure", "/Table", "/TH", "/TD", "/L"} <= kinds


def test_no_link_is_there_twice(screen_pdf: pikepdf.Pdf) -> None:
    for page in screen_pdf.pages:
        places = [str(annotation.Rect) for annotation in page.obj.get("/Annots", ())]
        assert len(places) == len(set(places))


def test_heads_are_artifacts_and_all_else_has_its_element(
    screen_pdf: pikepdf.Pdf, laid: Laid
) -> None:
    for page, wanted in zip(screen_pdf.pages, laid.pagemap.pages, strict=True):
        heads, open_marks = 0, []
        for line in pikepdf.parse_content_stream(page) if "/Contents" in page.obj else ():
            if str(line.operator) in ("BDC", "BMC"):
                open_marks.append(line.operands)
                heads += line.operands[1:] == [Dictionary(Type=Name.Pagination)]
            elif str(line.operator) == "EMC":
                open_marks.pop()
            elif str(line.operator) == "TJ":
                ((tag, properties),) = open_marks
                assert tag == Name.Artifact or "/MCID" in properties
        assert heads == (wanted.kind in ("text", "opener"))
        assert not open_marks


def test_figure_keeps_its_description(screen_pdf: pikepdf.Pdf) -> None:
    document = screen_pdf.Root.StructTreeRoot.K[0]
    figures = [element for element in elements(document) if Name.Figure == element.S]
    assert [str(figure.Alt) for figure in figures] == ["A finch"]


# --- fonts ------------------------------------------------------------------------


def test_each_face_is_embedded_once(screen_pdf: pikepdf.Pdf) -> None:
    programs = [
        item for item in screen_pdf.objects if isinstance(item, pikepdf.Stream)
        and "/Length1" in item
    ]  # fmt: skip
    assert 2 <= len(programs) <= 4
    assert all(program.read_bytes()[:4] == b"\0\1\0\0" for program in programs)


def test_font_has_the_glyphs_of_all_sheets(laid: Laid) -> None:
    uses = [use for galley in laid.galleys for sheet in galley.sheets for use in sheet.fonts]
    first = uses[0]
    second = next(
        use for use in uses[1:] if use.file == first.file and not set(use.glyphs) <= {*first.glyphs}
    )
    (alone,) = fonts([first], NoStore())
    (both,) = fonts([first, second], NoStore())
    assert alone.name == both.name and len(both.program) > len(alone.program)
    assert both == fonts([second, first], NoStore())[0]
    assert [both] == fonts([first, second, first], NoStore())


def test_font_gives_width_and_text_of_every_glyph_shown(screen_pdf: pikepdf.Pdf) -> None:
    """Widths of the file are those of the program, or viewers draw letters over each other."""
    compared = 0
    for font in resources.fonts(screen_pdf):
        descendant = font.DescendantFonts[0]
        blob = uharfbuzz.Blob(descendant.FontDescriptor.FontFile2.read_bytes())
        program = uharfbuzz.Font(uharfbuzz.Face(blob))
        runs = list(descendant.W)
        for first, widths in zip(runs[::2], runs[1::2], strict=True):
            for number, width in enumerate(widths, start=int(first)):
                natural = program.get_glyph_h_advance(number) * 1000 / program.face.upem
                assert abs(float(width) - natural) <= 1, (font.BaseFont, number)
                compared += 1
    assert compared > 100


# --- print ------------------------------------------------------------------------


def test_boxes_of_the_printed_sheet(print_pdf: pikepdf.Pdf) -> None:
    for page in print_pdf.pages:
        box = {key: [float(edge) for edge in page.obj[key]] for key in
               ("/MediaBox", "/BleedBox", "/TrimBox")}  # fmt: skip
        assert box["/TrimBox"][2] - box["/TrimBox"][0] == pytest.approx(441.0, abs=0.001)
        assert box["/TrimBox"][3] - box["/TrimBox"][1] == pytest.approx(666.0, abs=0.001)
        for trim, bleed, media, sign in zip(
            box["/TrimBox"], box["/BleedBox"], box["/MediaBox"], (1, 1, -1, -1), strict=True
        ):
            assert (trim - bleed) * sign == pytest.approx(BLEED, abs=0.001)
            assert (trim - media) * sign == pytest.approx(SLUG, abs=0.001)


def test_print_has_no_links_structure_or_marks(print_pdf: pikepdf.Pdf) -> None:
    assert "/StructTreeRoot" not in print_pdf.Root and "/Outlines" not in print_pdf.Root
    for page in print_pdf.pages:
        assert "/Annots" not in page.obj and "/StructParents" not in page.obj
        operators = {str(line.operator) for line in pikepdf.parse_content_stream(page)}
        assert not operators & {"BDC", "BMC", "EMC", "rg", "RG", "g", "G"}
    assert print_pdf.pdf_version == "1.6"


def test_crop_marks_stand_outside_the_bleed(print_pdf: pikepdf.Pdf) -> None:
    for page in print_pdf.pages:
        marks = pikepdf.parse_content_stream(page.obj.Contents[1])
        names = [str(line.operator) for line in marks]
        assert names[:3] == ["q", "CS", "SCN"] and str(marks[1].operands[0]) == "/Registration"
        marks = marks[: names.index("Q")]
        lines = [line for line in marks if str(line.operator) in "ml"]
        points = [[float(value) for value in line.operands] for line in lines]
        assert len(points) == 16
        near, far_x, far_y = SLUG - BLEED, SLUG + 441.0 + BLEED, SLUG + 666.0 + BLEED
        assert all(not (near < x < far_x and near < y < far_y) for x, y in points)
        space = page.obj.Resources.ColorSpace.Registration
        assert list(map(str, space[:3])) == ["/Separation", "/All", "/DeviceCMYK"]


def test_pictures_are_gray_in_print_and_coloured_on_the_screen(
    print_pdf: pikepdf.Pdf, screen_pdf: pikepdf.Pdf
) -> None:
    spaces = [
        {
            str(item.ColorSpace)
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Image
        }
        for pdf in (print_pdf, screen_pdf)
    ]
    assert spaces == [{"/DeviceGray"}, {"/DeviceRGB"}]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"0 0 0 rg", b"0 0 0 1 k"),
        (b"1 1 1 rg", b"0 0 0 0 k"),
        (b"0 0 0 RG", b"0 0 0 1 K"),
        (b"0.5 g", b"0 0 0 0.5 k"),
        (b"1 0 0 RG", b"0 0 0 0.7874 K"),
        (b".5 .5 .5 rg", b"0 0 0 0.5 k"),
        (b"0 0 0 1 k", b"0 0 0 1 k"),
    ],
)
def test_colours_become_black_ink(before: bytes, after: bytes) -> None:
    content = b"q\n%s\n[<0001>0] TJ\nQ" % before
    assert in_black(content) == b"q\n%s\n[<0001>0] TJ\nQ" % after


def test_marks_go_and_nothing_else() -> None:
    content = b"q\n/Span\n<</MCID 0>>\nBDC\nBT\n[<00>0] TJ\nET\nEMC\n/Artifact\nBMC\nf\nEMC\nQ"
    assert without_marks(content) == b"q\nBT\n[<00>0] TJ\nET\nf\nQ"


def test_trim_of_another_size(laid: Laid, book: Book) -> None:
    """A blank page takes the size of the book; `bind` follows the size that was laid out."""
    blanks = [page.index for page in laid.pagemap.pages if page.kind == "blank"]
    with pikepdf.open(io.BytesIO(bind_screen(laid, book.metadata))) as pdf:
        assert {tuple(map(float, pdf.pages[n].mediabox)) for n in blanks} == {(0, 0, 441, 666)}


def test_untitled_book_without_optional_metadata_binds(laid: Laid, book: Book) -> None:
    bare = replace(book.metadata, subtitle="", description="", rights="", subjects=())
    with pikepdf.open(io.BytesIO(bind_screen(laid, bare))) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == "Letters on the Origin"
        assert "dc:description" not in xmp


def test_extracted_text_of_a_head_is_on_its_page(screen: bytes) -> None:
    document = pypdfium2.PdfDocument(screen)
    page = next(number for number in range(len(document)) if document.get_page_label(number) == "2")
    assert "LettersontheOrigin" in visible(page_text(document[page]))
    document.close()
