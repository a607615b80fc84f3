"""Lists of corrections: applied as a whole or not at all, and the outcome in the list."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from publish.problems import Problems
from publish.proofs.commands import correct_group
from publish.proofs.correct import Applied, apply
from tests.proofs.conftest import Proofs

LETTER = "years/1894/005.md"


def applied(specimen: Path, text: str, name: str = "corrections.yaml") -> tuple[Applied, list[str]]:
    path = specimen.parent / name
    path.write_text(text, "utf-8")
    problems = Problems()
    result = apply(path, specimen, specimen.parent / "build", problems)
    return result, [str(problem) for problem in problems]


def rows(specimen: Path) -> list[dict[str, object]]:
    loaded: list[dict[str, object]] = YAML(typ="safe").load(specimen.parent / "corrections.yaml")
    return loaded


def sources(specimen: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in specimen.rglob("*") if p.is_file()}


def test_a_correction_is_applied_and_the_list_says_so(specimen: Path) -> None:
    text = (
        "# Read by M. B.\n"
        '- document: "005"\n  old: stood for seventeen days\n  new: stood for eighteen days\n'
        "  who: M. B.   # twice\n  why: count\n"
    )
    result, problems = applied(specimen, text)
    assert (result.done, problems) == (True, [])
    assert "stood for eighteen days.[^date]" in (specimen / LETTER).read_text("utf-8")
    assert "-The hill has stood for seventeen days" in result.diff
    written = (specimen.parent / "corrections.yaml").read_text("utf-8")
    assert written == f"{text}  status: applied\n  place: {LETTER}:19\n"


def test_a_wording_with_marks_may_go_over_paragraphs(specimen: Path) -> None:
    wording = (
        "    {} days.[^date] I no longer go to look at it before breakfast.\n\n"
        "    1) We have cut back to 3 to 1\n"
    )
    old, new = wording.format("seventeen"), wording.format("eighteen")
    text = f"- document: '005'\n  old: |\n{old}  new: |\n{new}"
    before = (specimen / LETTER).read_text("utf-8")
    result, problems = applied(specimen, text)
    assert (result.done, problems) == (True, [])
    after = (specimen / LETTER).read_text("utf-8")
    assert after == before.replace("seventeen days", "eighteen days")


def test_a_list_can_be_applied_twice(specimen: Path) -> None:
    text = "- {document: 5, old: seventeen days, new: eighteen days}\n"
    applied(specimen, text)
    before = sources(specimen)
    path = specimen.parent / "corrections.yaml"
    result, problems = applied(specimen, path.read_text("utf-8"))
    assert (result.done, problems, result.diff) == (True, [], "")
    assert sources(specimen) == before


def test_nothing_is_applied_if_one_is_missing(specimen: Path) -> None:
    before = sources(specimen)
    result, problems = applied(
        specimen,
        '- {document: "005", old: seventeen days, new: eighteen days}\n'
        '- {document: "005", old: stood for seventy days, new: stood}\n',
    )
    assert not result.done
    assert sources(specimen) == before
    assert len(problems) == 1
    assert problems[0].startswith("corrections.yaml:2: E971 “stood for seventy days” does not")
    first, second = rows(specimen)
    assert (first["status"], first["place"]) == ("found", f"{LETTER}:19")
    assert second["status"] == "refused"
    candidates = second["candidates"]
    assert isinstance(candidates, list)
    assert candidates[0].startswith(f"{LETTER}:19: ")
    assert "stood for seventeen days." in candidates[0]


def test_a_refused_list_is_mended_and_applied(specimen: Path) -> None:
    applied(specimen, '- document: "005"\n  old: stood for seventy days\n  new: stood firm\n')
    path = specimen.parent / "corrections.yaml"
    refused = path.read_text("utf-8")
    assert "candidates:\n" in refused
    result, problems = applied(specimen, refused.replace("seventy", "seventeen", 1))
    assert (result.done, problems) == (True, [])
    assert path.read_text("utf-8") == (
        '- document: "005"\n  old: stood for seventeen days\n  new: stood firm\n'
        f"  status: applied\n  place: {LETTER}:19\n"
    )


def test_the_same_wording_elsewhere_is_the_nearest(specimen: Path) -> None:
    applied(specimen, '- {document: "001", old: stood for seventeen days, new: x}\n')
    (row,) = rows(specimen)
    candidates = row["candidates"]
    assert isinstance(candidates, list)
    assert candidates[0] == f"{LETTER}:19: stood for seventeen days"


def test_an_ambiguous_wording_is_refused(specimen: Path) -> None:
    before = sources(specimen)
    result, problems = applied(specimen, '- {document: "001", old: "1891", new: "1892"}\n')
    assert not result.done
    assert "E972 “1891” stands 3 times" in problems[0]
    assert sources(specimen) == before


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("{old: a, new: b}", "E970 Neither document nor page"),
        ("{document: '005', new: b}", "E970 The old wording is missing."),
        ("{document: '005', old: b}", "E970 The new wording is missing."),
        ("{document: '555', old: a, new: b}", "E970 There is no document “555”."),
        ("{document: '../c', old: a, new: b}", "E970 There is no document “../c”."),
        ("{document: '005', odl: a, old: b, new: c}", "E970 There is no field “odl”"),
        ("{document: '005', odl: a, new: c}", "E970 There is no field “odl”"),
        ("{page: 5, line: x, old: b, new: c}", "E970 The line should be a number"),
        ("{page: 5, line: 1, old: b, new: c}", "E970 Say with “proof:” which proof"),
        ("{page: 5, line: 1, proof: ../x, old: b, new: c}", "E970 “../x” cannot be the name"),
        ("{page: 5, line: 1, proof: x, old: b, new: c}", "E970 There is no proof “x”"),
        ("{document: '005', old: The hill, new: The hill}", "E970 Old and new wording are"),
        ("{document: '005', old: [a], new: b}", "E970 “old” should be one text"),
        ("just words", "E970 A correction should be lines"),
        ("{document: '005', old: [unclosed", "E005"),
        ("{document: '005', old: 'pumps.[^x] nothing', new: b}", "E971"),
        ("{document: '005', old: 'days. I no longer', new: 'hours; we no longer'}", "E974 A mark"),
        ("{document: people.yaml, old: 'name: Thorley', new: 'name: a: b'}", "E975"),
    ],
)
def test_what_is_refused(specimen: Path, row: str, expected: str) -> None:
    before = sources(specimen)
    result, problems = applied(specimen, f"- {row}\n")
    assert not result.done
    assert expected in problems[0]
    assert sources(specimen) == before


def test_corrections_of_the_same_words_are_refused(specimen: Path) -> None:
    row = "- {document: '005', old: seventeen days, new: %s days}\n"
    result, problems = applied(specimen, row % "ten" + row % "twelve")
    assert not result.done
    assert "corrections.yaml:2: E973 Changes the same words" in problems[0]


def test_several_corrections_of_a_file(specimen: Path) -> None:
    result, problems = applied(
        specimen,
        "- {document: '005', old: twice what, new: x, status: applied}\n"
        "- {document: '005', old: before breakfast, new: before I have breakfasted}\n"
        "- {document: '005', old: seventeen days, new: ten days}\n",
    )
    assert problems == []
    assert len(result.outcomes) == 2
    text = (specimen / LETTER).read_text("utf-8")
    assert "for ten days.[^date] I no longer go to look at it before I have breakfasted." in text


def test_what_is_so_already_is_said(specimen: Path) -> None:
    rows_ = "- {document: '005', old: seventeen days, new: ten days}\n"
    inserted = "- {document: '005', old: to look at it, new: to look at it again}\n"
    applied(specimen, rows_ + inserted)
    before = sources(specimen)
    result, problems = applied(specimen, rows_ + inserted)
    assert (result.done, problems, result.diff) == (True, [], "")
    assert sources(specimen) == before
    assert [row["status"] for row in rows(specimen)] == ["already so", "already so"]
    assert rows(specimen)[0]["place"] == f"{LETTER}:19"


def test_a_wording_that_was_shortened_is_not_taken_for_corrected(specimen: Path) -> None:
    result, problems = applied(specimen, "- {document: '005', old: has stood, new: stood}\n")
    assert (result.done, problems) == (True, [])
    result, problems = applied(specimen, "- {document: '005', old: has stood, new: stood}\n")
    assert not result.done
    assert "does not stand in" in problems[0]
    assert "The new wording stands in line 19 already." in problems[0]


def test_two_readers_agree(specimen: Path) -> None:
    row = "- {document: '005', old: %s, new: %s}\n"
    result, problems = applied(
        specimen,
        row % ("seventeen days", "ten days") + row % ("stood for seventeen", "stood for ten"),
    )
    assert (result.done, problems) == (True, [])
    assert "stood for ten days" in (specimen / LETTER).read_text("utf-8")
    assert rows(specimen)[1]["message"] == "The same as the correction in line 1."


@pytest.mark.parametrize(
    ("document", "old", "new", "file", "expected"),
    [
        ("005", "place: Varrick", "place: Hallin", LETTER, "\nplace: Hallin\n"),
        ("5", "delo: 40", "delo: 41", LETTER, "delo: 41, listy: 33-36}"),
        ("people.yaml", "Sister of Wilhelm Brandt", "Cousin of Wilhelm Brandt", "people.yaml",
         "Cousin of Wilhelm Brandt."),
        ("biographies", "wrote down the songs", "collected the songs", "people.yaml",
         "Varrick; collected the songs"),
        ("glossary", "weight, 16.38 kg", "weight, 16.4 kg", "glossary.yaml", '"weight, 16.4 kg"'),
        ("005", "range of low hills", "chain of low hills", LETTER, "is the chain of low hills"),
        ("001", "For Saranin’s answer see note 3 to document 2.",
         "For Saranin’s reply see note 3 to document 2.", "years/1894/001.md",
         "For Saranin’s reply see [](note:002/brezina)."),
        ("002", "Min[ister] S[uvalov] has signed", "Min[ister] S[uvalov] signed",
         "years/1894/002.md", "S[uvalov]{.expansion} signed"),
        ("preface", "H. M. D.", "H. Marlowe Dain", "front/preface.md", "signed: H. Marlowe Dain"),
    ],
)  # fmt: skip
def test_every_kind_of_place(
    specimen: Path, document: str, old: str, new: str, file: str, expected: str
) -> None:
    path = specimen.parent / "corrections.yaml"
    YAML().dump([{"document": document, "old": old, "new": new}], path)
    problems = Problems()
    assert apply(path, specimen, specimen.parent, problems).done, [str(p) for p in problems]
    assert expected in (specimen / file).read_text("utf-8")


def test_what_a_header_prints_is_refused_with_its_field(proofs: Proofs, specimen: Path) -> None:
    page, line = place_on_page(proofs, "5 March 1894, Varrick")
    path = specimen.parent / "corrections.yaml"
    row = {"proof": "first", "page": page, "line": line, "old": "5 March 1894", "new": "6 March"}
    YAML().dump([row], path)
    problems = Problems()
    assert not apply(path, specimen, proofs.out, problems).done
    (problem,) = problems.errors
    assert "It is made from a field of the header." in str(problem)
    assert "Nearest: years/1894/001.md:5: date: 1894-03-05" in str(problem)


def test_line_ends_and_byte_order_mark_stay(specimen: Path) -> None:
    letter = specimen / LETTER
    windows = "\ufeff" + letter.read_text("utf-8").replace("\n", "\r\n")
    letter.write_bytes(windows.encode())
    _, problems = applied(specimen, "- {document: '005', old: seventeen days, new: ten days}\n")
    assert problems == []
    assert letter.read_bytes().decode() == windows.replace("seventeen days", "ten days")


def test_csv(specimen: Path) -> None:
    text = "document,old,new,who,why\n005,seventeen days,ten days,M. B.,count\n"
    result, problems = applied(specimen, text, "corrections.csv")
    assert (result.done, problems) == (True, [])
    with (specimen.parent / "corrections.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["who"], row["status"], row["place"]) == ("M. B.", "applied", f"{LETTER}:19")


def test_csv_of_a_spreadsheet(specimen: Path) -> None:
    path = specimen.parent / "corrections.csv"
    text = 'Document;Old ;new;who\r\n5;"twice what; x";;M. B.\r\n005;seventeen days;ten days;Ö\r\n'
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    problems = Problems()
    assert not apply(path, specimen, specimen.parent, problems).done
    assert [str(p).partition(" Hint")[0] for p in problems] == [
        f"corrections.csv:2: E971 “twice what; x” does not stand in {LETTER}."
    ]
    path.write_bytes(b"\xef\xbb\xbf" + text.replace('"twice what; x"', "My dear").encode())
    assert apply(path, specimen, specimen.parent, Problems()).done
    assert path.read_bytes().startswith(b"\xef\xbb\xbfDocument;Old ;new;who;status;place")
    assert path.read_bytes().count(b"\r\n") == 3
    assert ";Ö;applied;" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"Dokument,alt,neu\n005,a,b\n", "E970 The first line should name the columns"),
        (b"", "E970 The first line should name the columns"),
        ("document,old,new\n005,Brezina\xe9,b\n".encode("cp1252"), ":2: E002 Not UTF-8."),
        ("document,old,new\n".encode("utf-16"), "Not UTF-8 but UTF-16. Hint: Save it from the"),
        (b"document,old,new\n005,a,b,c\n", "E970 There is no field “more values than columns”"),
        (b"PK\x03\x04 a workbook", "E013 An invisible control character"),
    ],
)
def test_what_is_no_table_of_corrections(specimen: Path, content: bytes, expected: str) -> None:
    path = specimen.parent / "corrections.csv"
    path.write_bytes(content)
    problems = Problems()
    assert not apply(path, specimen, specimen.parent, problems).done
    assert any(expected in str(problem) for problem in problems), [str(p) for p in problems]
    assert path.read_bytes() == content


def place_on_page(proofs: Proofs, words: str) -> tuple[str, int]:
    for page in proofs.proof("first").proof.pages:
        for number, line in enumerate(page.lines, 1):
            if words in line.text:
                return page.folio, number
    raise AssertionError(words)


@pytest.mark.parametrize(
    ("printed", "old", "new", "file", "expected"),
    [
        ("of 1891 shows", "survey of 1891 shows", "survey of 1892 shows",
         "years/1894/001.md", "the survey of 1892 shows gravel"),
        ("sazhen for wet digging", "I can-\nnot say", "I will not say",
         "years/1894/001.md", "I will not say that he is wrong"),
        ("his brother.", "with his brother", "with two brothers",
         "years/1894/001.md", "come back with two brothers."),
        # “the hill” stands often in the letter, once on the line
        ("He regrets the hill. He", "hill", "slip",
         "years/1894/004.md", "He regrets the slip. He would regret"),
    ],
)  # fmt: skip
def test_a_line_of_a_proof(
    proofs: Proofs, specimen: Path, printed: str, old: str, new: str, file: str, expected: str
) -> None:
    page, line = place_on_page(proofs, printed)
    path = specimen.parent / "corrections.yaml"
    YAML().dump([{"proof": "first", "page": page, "line": line, "old": old, "new": new}], path)
    problems = Problems()
    assert apply(path, specimen, proofs.out, problems).done, [str(p) for p in problems]
    assert expected in (specimen / file).read_text("utf-8")


def test_twice_on_the_line_is_ambiguous(proofs: Proofs, specimen: Path) -> None:
    page, line = place_on_page(proofs, "of 1891 shows")
    path = specimen.parent / "corrections.yaml"
    path.write_text(f"- {{proof: first, page: {page}, line: {line}, old: '1891', new: '1892'}}\n")
    problems = Problems()
    assert not apply(path, specimen, proofs.out, problems).done
    assert "E972" in str(problems.errors[0])


def test_not_on_the_line(proofs: Proofs, specimen: Path) -> None:
    page, line = place_on_page(proofs, "of 1891 shows")
    path = specimen.parent / "corrections.yaml"
    path.write_text(f"- {{proof: first, page: {page}, line: {line}, old: stick, new: cane}}\n")
    problems = Problems()
    assert not apply(path, specimen, proofs.out, problems).done
    assert "“stick” does not begin in line" in str(problems.errors[0])


def test_what_is_made_from_fields_names_the_field_that_is_meant(
    proofs: Proofs, specimen: Path
) -> None:
    path = specimen.parent / "corrections.yaml"
    file = specimen / LETTER
    shelf = next(line for line in file.read_text("utf-8").splitlines() if "listy: " in line)
    folios = shelf.partition("listy: ")[2].strip("}").replace("-", "–")
    row: dict[str, object] = {"document": "005", "old": f"ll. {folios}", "new": "ll. 1–2"}
    said = refused(path, specimen, proofs.out, row)
    assert f"It is made from a field of the header. Hint: Nearest: {LETTER}:" in said
    assert shelf in said


def test_a_line_counted_wrongly_is_told_the_right_one(proofs: Proofs, specimen: Path) -> None:
    page, line = place_on_page(proofs, "of 1891 shows")
    row = {"proof": "first", "page": page, "line": line + 1, "old": "of 1891 shows", "new": "x"}
    said = refused(specimen.parent / "corrections.yaml", specimen, proofs.out, row)
    assert f"It begins in line {line} of page {page}." in said


def refused(path: Path, specimen: Path, out: Path, row: dict[str, object]) -> str:
    YAML().dump([row], path)
    problems = Problems()
    assert not apply(path, specimen, out, problems).done
    (problem,) = problems.errors
    return str(problem)


def test_a_place_of_a_proof_that_is_not_there(proofs: Proofs, specimen: Path) -> None:
    path = specimen.parent / "corrections.yaml"
    row: dict[str, object] = {"proof": "first", "page": 5, "old": "stick", "new": "cane"}
    said = refused(path, specimen, proofs.out, row | {"page": 900, "line": 1})
    assert "There is no page 900 in the proof “first”." in said
    said = refused(path, specimen, proofs.out, row | {"line": 99})
    assert "There is no line 99 on page 5 of the proof “first”: it has " in said
    assert "The line on page 5 of the proof “first” is missing." in refused(
        path, specimen, proofs.out, row
    )
    page, line = place_on_page(proofs, "of 1891 shows")
    row |= {"document": "005", "page": page, "line": line, "old": "survey of 1891 shows"}
    said = refused(path, specimen, proofs.out, row)
    assert "does not stand in years/1894/005.md but in years/1894/001.md." in said
    index = next(p for p in proofs.proof("first").proof.pages if p.part == "part-index")
    row = {"proof": "first", "page": index.folio, "line": 2, "old": "Brandt", "new": "B"}
    assert "is made from other texts: name the document." in refused(
        path, specimen, proofs.out, row
    )


def test_a_proof_of_another_edition(proofs: Proofs, specimen: Path) -> None:
    edition = specimen / "edition.yaml"
    text = edition.read_text("utf-8").replace("urn:uuid:2d8f6b0e", "urn:uuid:00000000")
    edition.write_text(text, "utf-8")
    page, line = place_on_page(proofs, "of 1891 shows")
    row = {"proof": "first", "page": page, "line": line, "old": "survey of 1891", "new": "x"}
    said = refused(specimen.parent / "corrections.yaml", specimen, proofs.out, row)
    assert "The proof “first” is of another edition, orm-canal-letters." in said


def test_the_command(specimen: Path) -> None:
    path = specimen.parent / "corrections.yaml"
    path.write_text("- {document: '005', old: seventeen days, new: ten days}\n", "utf-8")
    run = CliRunner().invoke(correct_group, ["apply", str(path), str(specimen)])
    assert run.exit_code == 0
    assert "+The hill has stood for ten days." in run.stdout
    assert "1 correction applied." in run.stderr
    path.write_text("- {document: '005', old: seventy days, new: nine days}\n", "utf-8")
    run = CliRunner().invoke(correct_group, ["apply", str(path), str(specimen)])
    assert run.exit_code == 1
    assert "Nothing was applied." in run.stderr
