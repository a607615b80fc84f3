"""A whole round of proofs: record, correct, record, compare, ledger, errata, build; what each
says is read back from the finished PDFs."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from publish.proofs.commands import correct_group, proof_group
from tests.conftest import Built, build_into
from tests.proofs.conftest import NEW_PARAGRAPH, Proofs

HEAD, FOOT = 66, 597  # pt: the text stands between
SLOPE = "I do not ask you to believe me about the slope."
DRAWINGS = NEW_PARAGRAPH.replace("[^extra]", "").replace("Brandt’s", "[Brandt]{person=brandt-i}’s")
ROWS: list[dict[str, object]] = [
    {"document": "005", "old": "stood for seventeen days.1 I", "new": "stood for eighteen days.1 I",
     "who": "M. B.", "why": "the wrapper says so"},
    {"document": "001", "old": "in August, and", "new": "in September, and"},
    {"document": "001", "old": SLOPE, "new": f"{DRAWINGS}{SLOPE}"},
    {"document": "002", "old": "date: 1894-03-08", "new": "date: 1894-03-09"},
    {"document": "people.yaml", "old": "Teacher at Varrick; wrote",
     "new": "Teacher at Varrick, who wrote"},
    {"document": "005", "old": "He was not. Thorley cannot", "new": "Thorley cannot"},
    {"document": "007", "old": "and three [group not deciphered].2 He wants to see water.",
     "new": "and three [group not deciphered].2"},
    {"document": "intro-1894", "old": "The newspapers spoke of ten times as much.", "new": ""},
]  # fmt: skip


@dataclass(frozen=True)
class Round:
    """The folders of a round, what the commands said, and the book with its errata."""

    root: Path
    out: Path
    ledger: list[dict[str, object]]
    compared: dict[str, list[dict[str, object]]]
    errata: str
    built: Built

    def lines(self, name: str) -> dict[str, list[str]]:
        return lines_of(self.out / "proofs" / name / "screen.pdf")


def lines_of(path: Path) -> dict[str, list[str]]:
    """Lines of type of every page of a PDF by its label, heads and folios apart."""
    document = pypdfium2.PdfDocument(path)
    pages = {}
    for number, page in enumerate(document):
        text_page = page.get_textpage()
        text, at, lines = text_page.get_text_range(), 0, []
        for line in text.splitlines(keepends=True):
            inked = next((i for i, sign in enumerate(line) if not sign.isspace()), None)
            if inked is not None:
                _, bottom, _, top = text_page.get_charbox(at + inked)
                if HEAD < page.get_height() - (top + bottom) / 2 < FOOT:
                    lines.append(line.strip().replace("\N{NO-BREAK SPACE}", " "))
            at += len(line)
        pages[document.get_page_label(number)] = lines
    document.close()
    return pages


def run(group: object, *arguments: object) -> str:
    assert group in (correct_group, proof_group)
    result = CliRunner().invoke(group, [str(argument) for argument in arguments])  # type: ignore[arg-type]
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def done(proofs: Proofs, tmp_path_factory: pytest.TempPathFactory) -> Round:
    folder = tmp_path_factory.mktemp("round")
    root, out, table = folder / "letters", folder / "build", folder / "corrections.yaml"
    shutil.copytree(proofs.root, root)
    shutil.copytree(proofs.out / "proofs" / "first", out / "proofs" / "first")
    table.write_text("".join(f"- {json.dumps(row, ensure_ascii=False)}\n" for row in ROWS), "utf-8")
    diff = run(correct_group, "apply", table, root, "--out", out)
    assert len(re.findall(r"^\+[^+]", diff, re.MULTILINE)) >= len(ROWS)
    run(proof_group, "record", root, "--out", out)
    where = ("first", "second", "--out", out)
    run(correct_group, "errata", table, *where, "--to", root / "errata.md")
    edition = root / "edition.yaml"
    edition.write_text(
        edition.read_text("utf-8").replace("biographies, index]", "biographies, index, errata.md]"),
        "utf-8",
    )
    return Round(
        root,
        out,
        json.loads(run(correct_group, "ledger", table, *where, "--json")),
        json.loads(run(proof_group, "compare", *where, "--json")),
        (root / "errata.md").read_text("utf-8"),
        build_into(root, out),
    )


def entry(done: Round, number: int) -> dict[str, dict[str, str | int]]:
    return done.ledger[number]  # type: ignore[return-value]


def line(done: Round, proof: str, place: dict[str, str | int]) -> str:
    return done.lines(proof)[str(place["page"])][int(place["line"]) - 1]


def headings(done: Round, number: int) -> dict[str, dict[str, list[str]]]:
    ties: list[dict[str, object]] = done.ledger[number]["index"]  # type: ignore[assignment]
    return {str(tie["heading"]): tie["change"] for tie in ties}  # type: ignore[misc]


def test_every_correction_is_in_both_proofs(done: Round) -> None:
    assert len(done.ledger) == len(ROWS)
    assert all(row["before"] and row["after"] for row in done.ledger)


@pytest.mark.parametrize(
    ("number", "before", "after"),
    [
        (0, "The hill has stood for seventeen", "The hill has stood for eighteen"),
        (1, "The survey of 1891 was made in", "in Sep"),
        (2, "I do not ask you to believe", "Captain Lindgren was here on Sunday"),
        (3, "[8 March 1894], Hallin", "[9 March 1894], Hallin"),
        (4, "Teacher at Varrick; wrote", "Teacher at Varrick, who"),
        (5, "He was not. Thorley", "3. Thorley cannot"),
        (6, "a secretary, and", "a secretary, and"),
        (7, "The newspapers", "The measurement is Březina’s"),
    ],
)
def test_the_ledger_names_the_lines(done: Round, number: int, before: str, after: str) -> None:
    found = entry(done, number)
    assert before in line(done, "first", found["before"])
    assert after in line(done, "second", found["after"])


def test_the_ledger_names_the_pages_to_read(done: Round) -> None:
    old, new = done.lines("first"), done.lines("second")
    touched = {str(page["new_folio"]) for page in done.compared["pages"]}
    named = {str(folio) for row in done.ledger for folio in row["pages"]}  # type: ignore[attr-defined]
    changed = {folio for folio in new if old.get(folio) != new[folio]}
    assert changed == touched
    index = {str(p["new_folio"]) for p in done.compared["pages"] if p["part"] == "part-index"}
    assert named == touched - index
    assert done.ledger[1]["pages"] == ["5"]  # moves nothing
    paragraph: list[str] = done.ledger[2]["pages"]  # type: ignore[assignment]
    assert paragraph[0] == "6"
    assert len(paragraph) > 2


def test_the_ledger_names_the_entries_of_the_index(done: Round) -> None:
    assert headings(done, 2)["Brandt, I."]["gained"] == ["6"]
    printed = " ".join(line for lines in done.lines("second").values() for line in lines)
    assert re.search(r"Brandt, I\., [^A-Z]*\b6, ", printed)
    follows: list[str] = done.ledger[2]["follows"]  # type: ignore[assignment]
    assert "Mackworth, C." in follows
    assert done.ledger[0]["follows"] == []
    assert "Thorley, E." in headings(done, 5)


def test_an_erratum_leads_to_its_words(done: Round) -> None:
    found = re.findall(
        r"^Page (\w+), line (\d+): \*(?:for\* (.+?) \*read\* (.+)|delete\* (.+))$",
        done.errata,
        re.MULTILINE,
    )
    assert len(found) == len(ROWS)
    first = done.lines("first")
    assert list(dict.fromkeys(page for page, *_ in found)) == [
        page for page in first if page in {page for page, *_ in found}
    ]
    for page, number, old, _new, gone in found:
        words = re.sub(r"\\(.)", r"\1", old or gone).split()
        assert words[0] in first[page][int(number) - 1], (page, number, words)
    assert ("9", "7", "seventeen", "eighteen", "") in found


def test_the_errata_are_a_part_of_both_books(done: Round) -> None:
    assert done.built.problems.errors == []
    pages = lines_of(done.built.screen_pdf)
    (page,) = [lines for lines in pages.values() if lines and lines[0] == "Errata"]
    assert "Page 9, line 7: for seventeen read eighteen" in page
    contents = " ".join(line for lines in pages.values() for line in lines if "Errata" in line)
    assert re.search(r"Errata\W*\d+", contents)
    headings_ = {e["heading"]: e for g in done.built.index["groups"] for e in g["entries"]}
    assert not any(
        locator["text"] == "errata" for e in headings_.values() for locator in e["locators"]
    )


def test_the_ledger_to_read(done: Round) -> None:
    table = done.root.parent / "corrections.yaml"
    said = run(correct_group, "ledger", table, "first", "second", "--out", done.out)
    assert "corrections.yaml:1 (M. B.): “seventeen” → “eighteen”" in said
    assert "stands: “first” page 9, line 7; “second” page 9, line " in said
    assert "why: the wrapper says so" in said


def test_errata_do_not_overwrite(done: Round) -> None:
    table = done.root.parent / "corrections.yaml"
    result = CliRunner().invoke(
        correct_group,
        ["errata", str(table), "first", "second", "--out", str(done.out),
         "--to", str(done.root / "errata.md")],
    )  # fmt: skip
    assert result.exit_code == 1
    assert "errata.md is there. Hint:" in result.output


def test_a_ledger_of_proofs_that_do_not_have_it(done: Round) -> None:
    table = done.root.parent / "corrections.yaml"
    said = run(correct_group, "ledger", table, "second", "second", "--out", done.out)
    assert "“second” does not have it; “second” does not have it" in said
    result = CliRunner().invoke(
        correct_group, ["ledger", str(table), "first", "x", "--out", str(done.out)]
    )
    assert result.exit_code == 1
    assert "There is no proof “x”" in result.output
