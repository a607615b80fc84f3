"""Word files, written with python-docx, become manuscripts that pass the check."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from PIL import Image

from publish.build import Silent, read
from publish.cache import Cache
from publish.exchange.docx import container
from publish.exchange.docx.importer import import_docx
from publish.exchange.docx.profile import read_profile
from publish.exchange.report import ImportReport
from publish.problems import Problems

DATE = 'w:author="Ann" w:date="2020-01-01T00:00:00Z"'


def header_table(word: WordDocument, **fields: str) -> None:
    table = word.add_table(rows=0, cols=2)
    for label, value in fields.items():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value


def letter(path: Path, *paragraphs: str, **fields: str) -> WordDocument:
    word = Document()
    if fields:
        header_table(word, **fields)
    for text in paragraphs:
        word.add_paragraph(text)
    path.parent.mkdir(parents=True, exist_ok=True)
    word.save(str(path))
    return word


def add_notes(word: WordDocument, kind: str, texts: list[str]) -> None:
    """A part with foot- or endnotes 1, 2, … (python-docx can write none itself)."""
    notes = "".join(
        f'<w:{kind} w:id="{i}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'
        for i, text in enumerate(texts, start=1)
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{kind}s {nsdecls("w")}>'
        f'<w:{kind} w:id="0" w:type="separator"><w:p/></w:{kind}>{notes}</w:{kind}s>'
    )
    content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
    part = Part(PackURI(f"/word/{kind}s.xml"), content, xml.encode(), word.part.package)
    word.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))


def call(paragraph: Paragraph, kind: str, number: int) -> None:
    paragraph._p.append(
        parse_xml(f'<w:r {nsdecls("w")}><w:{kind}Reference w:id="{number}"/></w:r>')
    )


def append(paragraph: Paragraph, xml: str) -> None:
    paragraph._p.append(parse_xml(xml.replace(" ", f" {nsdecls('w')} ", 1)))


def run_import(source: Path, target: Path, **options: object) -> ImportReport:
    problems = Problems()
    report = import_docx(source, target, problems, **options)  # type: ignore[arg-type]
    assert list(problems) == []
    assert report.written
    assert report.losses == ()
    assert [row for row in report.log.balance if not row.closes] == []
    errors = Problems()
    cache = Cache(target.parent / "cache")
    read(target, cache, errors, Silent(), 1)
    cache.close()
    assert errors.errors == []
    return report


def test_folder_with_header_tables(tmp_path: Path) -> None:
    letter(
        tmp_path / "in" / "Letter 2.docx", "I agree.", **{
            "From": "I. V. Stalin", "To:": "L. M. Kaganovich and V. M. Molotov",
            "Date": "25 August 1931",
            "Source": "RGASPI, f. 558, op. 11, d. 739, ll. 28–39", "Type": "Ciphered telegram",
            "Weather": "rain",
        },
    )  # fmt: skip
    letter(
        tmp_path / "in" / "Letter 10.docx", "Received.", From="Kaganovich", To="Stalin",
        Date="[later than 3 January 1932]", Place="Moscow",
    )  # fmt: skip
    run_import(tmp_path / "in", tmp_path / "out")
    first = (tmp_path / "out/years/1931/001.md").read_text()
    assert "from: stalin-i-v\nto: [kaganovich-l-m, molotov-v-m]\ndate: 1931-08-25\n" in first
    assert "source: {archive: RGASPI, fond: 558, opis: 11, delo: 739, listy: 28-39}" in first
    assert "type: cipher" in first
    assert "Weather: rain" in first
    second = (tmp_path / "out/years/1932/002.md").read_text()
    assert "date: 1932-01-03/.." in second
    assert "place: Moscow" in second
    assert "from: kaganovich-l-m" in second
    people = (tmp_path / "out/people.yaml").read_text()
    assert people.count("- id:") == 3
    assert "name: Molotov, V. M." in people


def test_marks_notes_lists_and_signs(tmp_path: Path) -> None:
    word = Document()
    header_table(word, From="Ann Bee", To="Cy Dee", Date="1 May 1900")
    paragraph = word.add_paragraph('He said "no" -- {twice} [x]{.y} <b> ')
    paragraph.add_run("plain ").italic = True
    paragraph.add_run("once").underline = True
    paragraph.add_run(" ")
    paragraph.add_run("Small").font.small_caps = True
    call(paragraph, "footnote", 1)
    call(paragraph, "endnote", 1)
    word.add_paragraph("One", style="List Number")
    word.add_paragraph("Two", style="List Number")
    word.add_paragraph("::: not a div")
    word.add_paragraph(r"C:\$5 \ \\$ $6")
    add_notes(word, "footnote", ["The *first* note."])
    add_notes(word, "endnote", ["The end."])
    table = word.add_table(rows=2, cols=3)
    for i, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {i}"
    table.cell(1, 1).add_paragraph("and more")
    (tmp_path / "in").mkdir()
    word.save(str(tmp_path / "in" / "a.docx"))
    report = run_import(tmp_path / "in", tmp_path / "out")
    text = (tmp_path / "out/years/1900/001.md").read_text()
    assert "He said “no” – \\{twice\\} \\[x\\]\\{.y\\} \\<b\\> *plain* [once]{.once}" in text
    assert "[Small]{.smallcaps}[^n1][^n2]" in text
    assert "[^n1]: The \\*first\\* note." in text
    assert "[^n2]: The end." in text
    assert "1\\. One\n\n2\\. Two" in text
    assert "\\::: not a div" in text
    assert r"C:\\$5 \\ \\\\$ $6" in text
    assert "and more" in text
    assert {row.what: row.kept for row in report.log.balance}["notes"] == 2
    assert any(repair.kind == "typewriter signs" for repair in report.log.repairs)


def tracked_file(folder: Path) -> None:
    word = Document()
    header_table(word, From="Ann Bee", To="Cy Dee", Date="1 May 1900")
    paragraph = word.add_paragraph("Kept")
    append(paragraph, f'<w:ins w:id="1" {DATE}><w:r><w:t> new</w:t></w:r></w:ins>')
    append(paragraph, f'<w:del w:id="2" {DATE}><w:r><w:delText> old</w:delText></w:r></w:del>')
    word.add_comment(paragraph.runs[0], text="Is this so?", author="Ann", initials="A")
    first = word.add_paragraph("one half")
    properties = first._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="3" {DATE}/></w:rPr>'))
    word.add_paragraph(", other half")
    folder.mkdir()
    word.save(str(folder / "a.docx"))


@pytest.mark.parametrize(
    ("tracked", "there", "gone"),
    [("accept", ["Kept new\n", "one half, other half"], " old"),
     ("reject", ["Kept old\n", "one half\n\n, other half"], " new")],
)  # fmt: skip
def test_tracked_changes_and_comments(
    tmp_path: Path, tracked: str, there: list[str], gone: str
) -> None:
    tracked_file(tmp_path / "in")
    report = run_import(tmp_path / "in", tmp_path / "out", tracked=tracked)
    text = (tmp_path / "out/years/1900/001.md").read_text()
    assert all(words in text for words in there)
    assert gone not in text
    queries = [doubt.what for doubt in report.log.doubts if doubt.kind == "query"]
    assert queries == ["Ann: Is this so? (on “Kept”)"]
    logged = {(r.kind, r.before, r.after) for r in report.log.repairs}
    if tracked == "accept":
        assert {("deletion accepted", " old", ""), ("insertion accepted", " new", " new")} <= logged
    else:
        assert {("insertion rejected", " new", ""), ("deletion rejected", " old", " old")} <= logged


def test_pictures_with_captions(tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(data, "GIF")
    word = Document()
    header_table(word, From="Ann Bee", To="Cy Dee", Date="1 May 1900")
    word.add_paragraph("See the picture.")
    word.add_picture(io.BytesIO(data.getvalue()))
    word.add_paragraph("The red house", style="Caption")
    (tmp_path / "in").mkdir()
    word.save(str(tmp_path / "in" / "a.docx"))
    run_import(tmp_path / "in", tmp_path / "out")
    text = (tmp_path / "out/years/1900/001.md").read_text()
    assert "::: figure\n![The red house](../../images/001-1.png){alt=" in text
    assert (tmp_path / "out/images/001-1.png").read_bytes().startswith(b"\x89PNG")
    before = (tmp_path / "out/import-map.json").read_bytes()
    run_import(tmp_path / "in", tmp_path / "out")
    assert (tmp_path / "out/import-map.json").read_bytes() == before


def test_one_file_with_headings(tmp_path: Path) -> None:
    word = Document()
    word.add_paragraph("Letters of a House", style="Title")
    word.add_paragraph("Words before the letters.")
    for year, numbers in (("1900", (1, 2)), ("1901", (3,))):
        word.add_heading(year, 1)
        for number in numbers:
            word.add_heading(f"Letter {number}. On the house", 2)
            header_table(word, Sender="Ann Bee", Recipient="Cy Dee", Date=f"{number} May {year}")
            word.add_paragraph(f"Text {number}.")
    word.save(str(tmp_path / "book.docx"))
    run_import(tmp_path / "book.docx", tmp_path / "out")
    assert (tmp_path / "out/front/note.md").read_text().endswith("Words before the letters.\n")
    text = (tmp_path / "out/years/1901/003.md").read_text()
    assert "number: 3\n" in text
    assert "title: On the house\n" in text
    assert text.endswith("Text 3.\n")
    assert "title: Letters of a House\n" in (tmp_path / "out/edition.yaml").read_text()


PROFILE = """
edition: {title: Letters, publisher: {name: A Press, year: 2026}}
first-lines:
  - '^Brief (?P<number>\\d+)$'
  - '^(?P<from>.+) an (?P<to>.+)$'
  - '^(?P<place>[^,]+), (?P<date>.+)$'
names: {Mama: bee-a}
people: [{id: bee-a, name: 'Bee, Ann'}]
styles: {Anrede: salutation}
blocks:
  - {matches: '^Yours', is: signature, at: closing}
"""


def test_first_lines_by_profile(tmp_path: Path) -> None:
    (tmp_path / "profile.yaml").write_text(PROFILE)
    word = Document()
    word.styles.add_style("Anrede", 1)
    for line in ("Brief 1", "Mama an Cy Dee", "Wien, 1 May 1900"):
        word.add_paragraph(line)
    word.add_paragraph("Dear Cy,", style="Anrede")
    word.add_paragraph("All is well.")
    word.add_paragraph("Yours, A.")
    (tmp_path / "in").mkdir()
    word.save(str(tmp_path / "in" / "a.docx"))
    run_import(tmp_path / "in", tmp_path / "out", profile=tmp_path / "profile.yaml")
    assert (tmp_path / "out/years/1900/001.md").read_text() == (
        "---\nnumber: 1\nfrom: bee-a\nto: dee-cy\ndate: 1900-05-01\nplace: Wien\n---\n"
        "::: salutation\nDear Cy,\n:::\n\nAll is well.\n\n::: signature\nYours, A.\n:::\n"
    )


def test_the_profile_of_the_manual_is_valid(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "word.md").read_text(encoding="utf-8")
    (tmp_path / "p.yaml").write_text(manual.split("```yaml\n")[1].split("```")[0])
    problems = Problems()
    assert read_profile(tmp_path / "p.yaml", problems) is not None
    assert list(problems) == []


def test_profile_that_matches_nothing(tmp_path: Path) -> None:
    (tmp_path / "profile.yaml").write_text("first-lines: ['^Nothing (?P<number>\\d+)$']\n")
    letter(tmp_path / "in" / "a.docx", "Text.", From="Ann Bee")
    assert codes(tmp_path / "in", tmp_path, tmp_path / "profile.yaml") == ["E042"]


def test_text_of_boxes_and_running_heads(tmp_path: Path) -> None:
    word = Document()
    header_table(word, From="Ann Bee", Date="1 May 1900")
    paragraph = word.add_paragraph("Host")
    box = "<w:p><w:r><w:t>boxed</w:t></w:r></w:p>"
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
    append(
        paragraph,
        f"<w:r ><w:pict>{shape}<w:txbxContent>{box}</w:txbxContent></v:textbox></v:shape>"
        "</w:pict></w:r>",
    )
    word.sections[0].header.paragraphs[0].text = "Draft 3"
    (tmp_path / "in").mkdir()
    word.save(str(tmp_path / "in" / "a.docx"))
    report = run_import(tmp_path / "in", tmp_path / "out")
    assert (tmp_path / "out/years/1900/001.md").read_text().endswith("Host\n\nboxed\n")
    assert ("Draft 3", "running head or foot") in {(d.text, d.reason) for d in report.log.dropped}


def rich_file(folder: Path) -> None:
    word = Document()
    header_table(word, From="Ann Bee", To="Cy Dee", Date="1 May 1900")
    line = word.add_paragraph("Письмо ")
    append(line, "<w:r ><w:rPr><w:rtl/></w:rPr><w:t>שלום</w:t></w:r>")
    append(line, '<w:hyperlink w:anchor="x"><w:r><w:t>, linked</w:t></w:r></w:hyperlink>')
    append(line, '<w:fldSimple w:instr=" PAGE "><w:r><w:t>77</w:t></w:r></w:fldSimple>')
    append(line, '<w:r ><w:br w:type="page"/></w:r>')
    append(line, "<w:sdt ><w:sdtContent><w:r><w:t>control</w:t></w:r></w:sdtContent></w:sdt>")
    append(line, '<w:smartTag w:element="x"><w:r><w:t>smart</w:t></w:r></w:smartTag>')
    append(line, "<w:r ><w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r>"
           "<w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>")  # fmt: skip
    stays = word.add_paragraph("Stays ")
    append(stays, f'<w:moveFrom w:id="1" {DATE}><w:r><w:t>wanderer</w:t></w:r></w:moveFrom>')
    goal = word.add_paragraph("Goal ")
    append(goal, f'<w:moveTo w:id="2" {DATE}><w:r><w:t>wanderer</w:t></w:r></w:moveTo>')
    word.add_comment(stays.runs[0], text="First?", author="Ann", initials="A")
    word.add_comment(stays.runs[0], text="A reply.", author="Bob", initials="B")
    table = word.add_table(rows=3, cols=3)
    for place, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell{place}"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(2, 0).add_table(rows=1, cols=2).cell(0, 1).text = "nested"
    folder.mkdir()
    word.save(str(folder / "a.docx"))


@pytest.mark.parametrize(
    ("tracked", "moved"),
    [("accept", "Stays\n\nGoal wanderer"), ("reject", "Stays wanderer\n\nGoal")],
)
def test_what_word_can_hold_is_never_lost(tmp_path: Path, tracked: str, moved: str) -> None:
    rich_file(tmp_path / "in")
    report = run_import(tmp_path / "in", tmp_path / "out", tracked=tracked)
    text = (tmp_path / "out/years/1900/001.md").read_text(encoding="utf-8")
    assert moved in text
    for words in ("Письмо שלום, linked77", "controlsmart漢 (kan)", "nested"):
        assert words in text
    assert all(f"cell{place}" in text for place in range(9))
    queries = {doubt.what for doubt in report.log.doubts if doubt.kind == "query"}
    assert queries == {"Ann: First? (on “Stays”)", "Bob: A reply. (on “Stays”)"}
    assert any(doubt.kind == "merged cells" for doubt in report.log.doubts)


def test_edits_are_never_overwritten(tmp_path: Path) -> None:
    letter(tmp_path / "in" / "a.docx", "Text.", From="Ann Bee", Date="1 May 1900")
    run_import(tmp_path / "in", tmp_path / "out")
    file = tmp_path / "out/years/1900/001.md"
    file.write_text(file.read_text().replace("Text.", "Text, edited."))
    problems = Problems()
    report = import_docx(tmp_path / "in", tmp_path / "out", problems)
    assert [problem.code for problem in problems] == ["E044"]
    assert not report.written
    assert "-Text, edited.\n+Text.\n" in report.diff
    assert "edited" in file.read_text()


def codes(source: Path, folder: Path, profile: Path | None = None) -> list[str]:
    problems = Problems()
    report = import_docx(source, folder / "out", problems, profile)
    assert not report.written
    assert not (folder / "out").exists()
    return [problem.code for problem in problems]


def test_no_zip(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("not a Word file")
    assert codes(tmp_path / "a.docx", tmp_path) == ["E055"]


def test_zip_but_no_word_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert codes(tmp_path / "a.docx", tmp_path) == ["E055"]


def test_damaged_xml_truncated_file_and_password(tmp_path: Path) -> None:
    letter(tmp_path / "good.docx", "Text.")
    data = (tmp_path / "good.docx").read_bytes()
    (tmp_path / "cut.docx").write_bytes(data[: len(data) // 2])
    assert codes(tmp_path / "cut.docx", tmp_path) == ["E055"]
    (tmp_path / "locked.docx").write_bytes(container.OLE + data)
    assert codes(tmp_path / "locked.docx", tmp_path) == ["E055"]
    with zipfile.ZipFile(tmp_path / "xml.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w:document>")
    assert codes(tmp_path / "xml.docx", tmp_path) == ["E055"]


def test_billion_laughs(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", laughs)
    assert codes(tmp_path / "a.docx", tmp_path) == ["E055"]


@pytest.mark.parametrize("part", ["word/document.xml", "word/media/a.bin"])
def test_zip_bomb(tmp_path: Path, part: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, b"0" * 20_000_000)
    assert codes(tmp_path / "a.docx", tmp_path) == ["E056"]


def test_empty_folder_and_missing_one(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert codes(tmp_path / "in", tmp_path) == ["E057"]
    assert codes(tmp_path / "nowhere", tmp_path) == ["E057"]


def test_one_bad_file_stops_the_folder(tmp_path: Path) -> None:
    letter(tmp_path / "in" / "a.docx", "Text.", From="Ann Bee")
    (tmp_path / "in" / "b.docx").write_bytes(b"PK")
    (tmp_path / "in" / "c.docx").write_bytes(base64.b64decode("AAAA"))
    assert codes(tmp_path / "in", tmp_path) == ["E055", "E055"]


def test_map_leads_back_to_the_paragraphs(tmp_path: Path) -> None:
    letter(tmp_path / "in" / "a.docx", "One.", "Two.", From="Ann Bee", Date="1 May 1900")
    run_import(tmp_path / "in", tmp_path / "out")
    rows = json.loads((tmp_path / "out/import-map.json").read_text())["map"]
    kinds = {(row["kind"], row["origin"], str(row["source"])) for row in rows}
    assert ("header", "a.docx", "[[1, 4]]") in kinds
    assert ("paragraph", "a.docx", "[[6, 6]]") in kinds
