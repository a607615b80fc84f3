"""What moved between two proofs: held against corrections whose effect is known."""

from __future__ import annotations

import base64
import json
import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
from click.testing import CliRunner
from lxml import html
from PIL import Image, ImageChops

from publish.proofs.changes import IndexChange, NoteChange, PageState
from publish.proofs.commands import proof_group
from publish.proofs.compare import compare
from publish.proofs.compare_index import compare_index
from publish.proofs.report import index_line
from publish.proofs.slips import slip_pages
from tests.proofs.conftest import Proofs

FIRST_LETTER = "1. Thorley to Saranin, 5 March 1894"


def words_of(proofs: Proofs, name: str) -> dict[str, str]:
    """Text of every page of a proof by folio, read from its PDF."""
    document = pypdfium2.PdfDocument(proofs.proof(name).pdf)
    texts = {
        document.get_page_label(at): " ".join(page.get_textpage().get_text_range().split())
        for at, page in enumerate(document)
    }
    document.close()
    return texts


def test_the_same_sources_give_no_changes(proofs: Proofs) -> None:
    report = compare(proofs.proof("first"), proofs.proof("again"))
    assert (report.sources, report.pages, report.index) == ((), (), ())
    assert (report.notes, report.crossrefs, report.settled) == ((), (), None)


def test_a_word_changes_its_page_alone(proofs: Proofs) -> None:
    report = compare(proofs.proof("first"), proofs.proof("word"))
    (source,) = report.sources
    assert (source.file, source.text) == ("years/1894/005.md", "005")
    (change,) = source.changes
    assert (change.line, change.old, change.new) == (19, "seventeen", "eighteen")
    (page,) = report.pages
    assert page.state is PageState.CHANGED
    pages = words_of(proofs, "word")
    assert "for eighteen days" in pages[page.new_folio]
    folios = list(pages)
    assert report.settled == folios[folios.index(page.new_folio) + 1]


def test_a_paragraph_moves_what_follows(proofs: Proofs) -> None:
    report = compare(proofs.proof("first"), proofs.proof("paragraph"))
    old, new = words_of(proofs, "first"), words_of(proofs, "paragraph")
    differ = {folio for folio in new if old[folio] != new[folio]}
    assert {page.new_folio for page in report.pages} == differ
    changed = {page.new_folio for page in report.in_state(PageState.CHANGED)}
    assert any("walked the upper division with me" in new[folio] for folio in changed)
    for page in report.in_state(PageState.RUN_OVER):
        assert "Lindgren was here on Sunday" not in new[page.new_folio]
    assert report.in_state(PageState.RUN_OVER)
    assert report.settled is not None
    later = list(new)[list(new).index(report.settled) :]
    index = {page.new_folio for page in report.pages if page.part == "part-index"}
    assert all(old[folio] == new[folio] for folio in later if folio not in index)


def test_notes_and_cross_references_that_follow(proofs: Proofs) -> None:
    report = compare(proofs.proof("first"), proofs.proof("paragraph"))
    assert report.notes == (
        NoteChange("001", FIRST_LETTER, "extra", "", "4"),
        NoteChange("001", FIRST_LETTER, "tracing", "4", "5"),
    )
    printed = {(c.text, c.old, c.new) for c in report.crossrefs}
    assert ("006", "note 4 to document 1", "note 5 to document 1") in printed
    assert ("001", "", "document 10") in printed


def test_the_index_is_compared(proofs: Proofs) -> None:
    report = compare(proofs.proof("first"), proofs.proof("paragraph"))
    entry = next(change for change in report.index if change.heading == "Brandt, I.")
    assert entry.state == "changed"
    assert entry.gained
    assert not entry.lost


def entry(
    heading: str, *locators: tuple[str, int, str], see: tuple[str, ...] = ()
) -> dict[str, object]:
    """A heading with locators of one page: label, page and id of the only passage."""
    return {
        "heading": heading, "subheads": [], "see": list(see), "see_also": [],
        "locators": [
            {
                "label": label, "text": anchor[:3], "first_page": page, "last_page": page,
                "notes": [int(note) for note in re.findall(r"n[. ]*(\d+)", label)],
                "references": [{"anchor": anchor}],
            }
            for label, page, anchor in locators
        ],
    }  # fmt: skip


def index_of(*entries: dict[str, object]) -> dict[str, object]:
    return {"groups": [{"entries": list(entries)}]}


def test_headings_gained_lost_and_locators_moved() -> None:
    old = index_of(
        entry("Clay", ("5", 5, "001-a"), ("9", 9, "004-a"), ("12", 12, "006-a")),
        entry("Sand", ("3", 3, "001-b")),
        entry("Water", ("4", 4, "001-c")),
    )
    new = index_of(
        entry("Clay", ("5", 5, "001-a"), ("10", 10, "004-a"), ("20", 20, "009-a")),
        entry("Silt", see=("Clay",)),
        entry("Water", ("4", 4, "001-c")),
    )
    assert compare_index(old, new, {}) == (
        IndexChange("Clay", "changed", ("20",), ("12",), (("9", "10"),)),
        IndexChange("Silt", "gained"),
        IndexChange("Silt, see Clay", "gained"),
        IndexChange("Sand", "lost", (), ("3",)),
    )


def test_locators_that_go_with_their_pages_are_known() -> None:
    old = index_of(entry("Clay", ("60", 60, "001-a"), ("62", 62, "004-a"), ("62n3", 62, "004-b")))
    new = index_of(entry("Clay", ("58", 58, "001-a"), ("60", 60, "004-a"), ("60n4", 60, "004-b")))
    (change,) = compare_index(old, new, {60: 58, 62: 60})
    assert change.shifted == (("60", "58"), ("62", "60"))
    assert change.moved == (("62n3", "60n4"),)
    assert (change.gained, change.lost) == ((), ())
    assert index_line(change) == "Clay: 62n3 → 60n4; 60 → 58; 62 → 60"


def test_a_house_style_moves_no_locator() -> None:
    old = index_of(entry("Clay", ("60n3", 60, "001-a")))
    new = index_of(entry("Clay", ("60 n. 3", 60, "001-a")))
    (change,) = compare_index(old, new, {})
    assert (change.moved, change.shifted) == ((), (("60n3", "60 n. 3"),))


def test_a_heading_is_renamed_if_it_keeps_its_passages() -> None:
    old = index_of(entry("Bagdatiev", ("10", 10, "001-a")), entry("Clay", ("3", 3, "001-b")))
    new = index_of(entry("Bagdatyev", ("10", 10, "001-a")), entry("Loam", ("3", 3, "001-c")))
    changes = compare_index(old, new, {})
    assert [index_line(change) for change in changes] == [
        "Bagdatyev: renamed from “Bagdatiev”",
        "Loam: gained with 3",
        "Clay: lost with 3",
    ]


def test_slips_are_the_changed_pages_with_bars(proofs: Proofs) -> None:
    after = proofs.proof("word")
    report = compare(proofs.proof("first"), after)
    pdf = slip_pages(report, after)
    assert pdf is not None
    (change,) = report.pages
    assert change.after is not None
    document = pypdfium2.PdfDocument(pdf)
    assert [document.get_page_label(at) for at in range(len(document))] == [change.new_folio]
    slip = document[0].render(scale=2).to_pil().convert("L")
    document.close()
    proof = pypdfium2.PdfDocument(after.pdf)
    printed = proof[change.after].render(scale=2).to_pil().convert("L")
    proof.close()
    (mark,) = {mark.line for mark in report.marks_after[change.after]}
    line = after.proof.pages[change.after].lines[mark]
    recto = change.after % 2 == 0
    margin = (slip.width - 60, 0, slip.width, slip.height) if recto else (0, 0, 60, slip.height)
    assert printed.crop(margin).getextrema() == (255, 255)
    dark = slip.crop(margin).point(lambda value: 255 - value).getbbox()
    assert dark is not None
    assert abs(dark[1] / 2 - line.top) < 4
    assert abs(dark[3] / 2 - line.bottom) < 4


def inked(before: Image.Image, after: Image.Image) -> Image.Image:
    """What one picture has and the other has not, white on black."""
    return ImageChops.difference(before, after).point(lambda value: 255 * (value > 0))


def test_bars_stand_in_the_margins_beside_what_changed(proofs: Proofs) -> None:
    after = proofs.proof("paragraph")
    report = compare(proofs.proof("first"), after)
    pdf = slip_pages(report, after)
    assert pdf is not None
    slips, proof = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument(after.pdf)
    numbers = sorted(page.after for page in report.pages if page.after is not None)
    for at, number in enumerate(numbers):
        pictures = [
            document[page].render(scale=2, grayscale=True).to_pil()
            for document, page in ((slips, at), (proof, number))
        ]
        bars = inked(*pictures)
        page = after.proof.pages[number]
        marked = [page.lines[n] for n in {m.line for m in report.marks_after.get(number, ())}]
        assert (bars.getbbox() is not None) == bool(marked)
        text = bars.crop((2 * 50, 0, bars.width - 2 * 50, bars.height))
        assert text.getbbox() is None
        rows = ImageChops.lighter(
            bars.crop((0, 0, 100, bars.height)),
            bars.crop((bars.width - 100, 0, bars.width, bars.height)),
        ).resize((1, bars.height), Image.Resampling.BOX)
        for line in marked:
            assert rows.getpixel((0, round(2 * line.middle))), (page.folio, line.text)
        if page.part != "part-index":  # columns stand side by side
            for line in page.lines:
                dark = rows.getpixel((0, round(2 * line.middle)))
                assert bool(dark) == (line in marked), (page.folio, line.text)
    slips.close()
    proof.close()


def test_bars_of_the_index_stand_beside_their_column(proofs: Proofs) -> None:
    after = proofs.proof("paragraph")
    report = compare(proofs.proof("first"), after)
    pdf = slip_pages(report, after)
    assert pdf is not None
    slips = pypdfium2.PdfDocument(pdf)
    folios = [slips.get_page_label(at) for at in range(len(slips))]
    number = next(p.index for p in after.proof.pages if p.part == "part-index")
    slip = slips[folios.index(after.proof.pages[number].folio)]
    picture = slip.render(scale=2, grayscale=True).to_pil()
    sides = {
        mark_left: picture.crop(box).getextrema()[0] < 128
        for mark_left, box in (
            (True, (0, 0, 100, picture.height)),
            (False, (picture.width - 100, 0, picture.width, picture.height)),
        )
    }
    lefts = {
        after.proof.pages[number].lines[mark.line].left < picture.width / 4
        for mark in report.marks_after[number]
    }
    assert {side for side, dark in sides.items() if dark} == lefts
    slips.close()


def test_the_marked_words_are_those_that_changed(proofs: Proofs, tmp_path: Path) -> None:
    page = tmp_path / "changes.html"
    arguments = ["compare", "first", "word", "--out", str(proofs.out), "--html", str(page)]
    assert CliRunner().invoke(proof_group, arguments).exit_code == 0
    pictures = html.fromstring(page.read_text("utf-8")).xpath("//img/@src")
    (change,) = compare(proofs.proof("first"), proofs.proof("word")).pages
    for name, word, source, number in (
        ("first", "seventeen", pictures[0], change.before),
        ("word", "eighteen", pictures[1], change.after),
    ):
        picture = Image.open(BytesIO(base64.b64decode(source.partition(",")[2]))).convert("HSV")
        coloured = picture.getchannel("S").point(lambda value: 255 * (value > 40)).getbbox()
        document = pypdfium2.PdfDocument(proofs.proof(name).pdf)
        text = document[number].get_textpage()
        first, count = text.search(word, match_whole_word=True).get_next()
        boxes = [text.get_charbox(at) for at in range(first, first + count)]
        scale = picture.height / document[number].get_height()
        wanted = (
            min(box[0] for box in boxes) * scale,
            picture.height - max(box[3] for box in boxes) * scale,
            max(box[2] for box in boxes) * scale,
            picture.height - min(box[1] for box in boxes) * scale,
        )
        document.close()
        assert coloured is not None
        assert all(abs(a - b) < 4 for a, b in zip(coloured, wanted, strict=True))


def test_slips_are_whole_files(proofs: Proofs) -> None:
    after = proofs.proof("paragraph")
    report = compare(proofs.proof("first"), after)
    pdf = slip_pages(report, after)
    assert pdf is not None
    with pikepdf.open(BytesIO(pdf)) as slips:
        assert len(slips.pages) == len(report.pages)
        assert slips.check_pdf_syntax() == []
    assert slip_pages(compare(after, after), after) is None


def test_the_page_side_by_side(proofs: Proofs, tmp_path: Path) -> None:
    page, slips = tmp_path / "changes.html", tmp_path / "slips.pdf"
    run = CliRunner().invoke(
        proof_group,
        ["compare", "first", "word", "--out", str(proofs.out), "--html", str(page),
         "--slips", str(slips)],
    )  # fmt: skip
    assert run.exit_code == 0
    assert "“seventeen” → “eighteen”" in run.output
    assert slips.read_bytes().startswith(b"%PDF")
    root = html.fromstring(page.read_text("utf-8"))
    pictures = root.xpath("//img/@src")
    assert len(pictures) == 2
    assert all(picture.startswith("data:image/png;base64,") for picture in pictures)
    assert not re.search(r'(?:src|href)="(?!data:|#)', page.read_text("utf-8"))


def test_json(proofs: Proofs) -> None:
    arguments = ["compare", "first", "word", "--out", str(proofs.out), "--json"]
    data = json.loads(CliRunner().invoke(proof_group, arguments).output)
    assert data["pages"][0]["state"] == "changed"
    assert data["sources"][0]["changes"] == [{"line": 19, "old": "seventeen", "new": "eighteen"}]
