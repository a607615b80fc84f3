"""A proof holds what was printed, is whole when it is opened and is never overwritten."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from publish.problems import Problems
from publish.proofs.commands import proof_group
from publish.proofs.compare import compare
from publish.proofs.model import Proof, ProofError, ProofText, Recorded, open_proof
from publish.proofs.record import NAMES, next_name, record
from tests.proofs.conftest import Proofs


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(proof_group, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def text_of(proof: Proof, ident: str) -> ProofText:
    return next(text for text in proof.texts if text.id == ident)


def piece_with(proof: Proof, ident: str, words: str) -> str:
    """Of what piece the lines of a text are that hold some words; a line has to be one's alone."""
    text = text_of(proof, ident)
    found = {
        text.piece_at(page.index, line.middle)
        for page in proof.pages
        for line in page.lines
        if words in line.text and proof.text_at(page.index, line.middle) == text
    }
    assert len(found) == 1, (words, found)
    return found.pop()


def test_a_proof_holds_what_was_printed(proofs: Proofs) -> None:
    first = proofs.proof("first")
    document = pypdfium2.PdfDocument(first.pdf)
    for page, printed in zip(first.proof.pages, document, strict=True):
        assert document.get_page_label(page.index) == page.folio
        text = printed.get_textpage().get_text_range().translate({0xFFFE: "-", 0x2010: "-"})
        left_out = Counter(text.split()) - Counter(" ".join(x.text for x in page.lines).split())
        assert left_out.total() <= 8, (page.folio, left_out)  # head and folio alone
        if page.index > 12:
            assert not any("CANAL LETTERS" in line.text.upper() for line in page.lines)
    document.close()
    text = text_of(first.proof, "005")
    assert text.file == "years/1894/005.md"
    assert text.notes == {"date": "1", "wold": "2", "relation": "3"}
    assert first.source(text.file) == (proofs.root / text.file).read_text("utf-8")


def test_a_line_is_known_to_be_header_body_or_note(proofs: Proofs) -> None:
    proof = proofs.proof("first").proof
    assert piece_with(proof, "005", "Thorley to Saranin") == "header"
    assert piece_with(proof, "005", "SAE, f. 12, op. 1, d. 40") == "header"
    assert piece_with(proof, "005", "My dear Saranin,") == "body"
    assert piece_with(proof, "005", "range of low hills") == "note wold"
    assert piece_with(proof, "005", "That leaves coincidence.") == "note relation"
    assert piece_with(proof, "biographies", "Teacher at Varrick") == "entry brandt-i"
    assert piece_with(proof, "glossary", "16.38 kg") == "entry pood"


def test_the_body_goes_on_after_the_notes_at_the_foot(proofs: Proofs) -> None:
    proof = proofs.proof("first").proof
    text = text_of(proof, "intro-1894")
    notes = [piece for piece in text.pieces if piece.of == "note slip"]
    assert [piece.page for piece in notes] == [text.page]
    assert text.piece_at(text.page, 650) == "note slip"
    assert text.piece_at(text.page + 1, 70) == "body"


def test_names_follow_each_other(proofs: Proofs, tmp_path: Path) -> None:
    assert next_name(tmp_path) == "first"
    assert next_name(proofs.out) == "second"
    for name in NAMES:
        folder = tmp_path / "proofs" / name
        folder.mkdir(parents=True)
        (folder / "proof.json").write_text("{}", "utf-8")
    with pytest.raises(ProofError, match="give this one a --name"):
        next_name(tmp_path)


def test_a_proof_is_not_overwritten(proofs: Proofs, specimen: Path, tmp_path: Path) -> None:
    out = tmp_path / "build"
    shutil.copytree(proofs.out / "proofs" / "first", out / "proofs" / "first")
    before = (out / "proofs" / "first" / "proof.json").read_bytes()
    assert run("record", specimen, "--out", out, "--name", "first")[0] == 0
    letter = specimen / "years" / "1894" / "005.md"
    letter.write_text(letter.read_text("utf-8").replace("seventeen", "eighteen"), "utf-8")
    code, said = run("record", specimen, "--out", out, "--name", "first")
    assert code == 1
    assert "The proof “first” is there, and the book has changed since." in said
    assert (out / "proofs" / "first" / "proof.json").read_bytes() == before


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        ("proof.json", b"{", "proof.json cannot be read"),
        ("proof.json", b"\xff", "proof.json cannot be read"),
        ("proof.json", None, "proof.json is missing"),
        ("index.json", b"{}", "index.json is not as it was recorded"),
        ("screen.pdf", b"%PDF-1.7", "screen.pdf is not as it was recorded"),
        ("screen.pdf", None, "screen.pdf is missing"),
        ("sources/people.yaml", b"[]", "sources/people.yaml is not as it was recorded"),
    ],
)
def test_a_damaged_proof(
    proofs: Proofs, tmp_path: Path, file: str, content: bytes | None, expected: str
) -> None:
    folder = tmp_path / "proofs" / "first"
    shutil.copytree(proofs.out / "proofs" / "first", folder)
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(content)
    code, said = run("compare", "first", "first", "--out", tmp_path)
    assert code == 1
    assert f"The proof in {folder} is damaged: {expected}." in said


@pytest.mark.parametrize("name", ["../first", "", ".hidden", "a/b", "a\\b"])
def test_a_bad_name(proofs: Proofs, tmp_path: Path, name: str) -> None:
    code, said = run("record", proofs.root, "--out", tmp_path, "--name", name)
    assert code == 1
    assert f"“{name}” cannot be the name of a proof" in said
    with pytest.raises(ProofError, match="cannot be the name"):
        record(proofs.root, tmp_path, name, Problems())


def test_proofs_of_two_editions(proofs: Proofs) -> None:
    first = proofs.proof("first")
    other = first.proof.model_copy(update={"edition": "urn:uuid:other", "slug": "other-letters"})
    with pytest.raises(ProofError, match="only proofs of one edition can be compared"):
        compare(first, Recorded(first.folder, other))


def test_a_proof_that_is_not_there(proofs: Proofs) -> None:
    code, said = run("compare", "first", "x", "--out", proofs.out)
    assert code == 1
    assert "There is no proof “x”" in said
    assert "recorded: again, first, paragraph, word" in said
    with pytest.raises(ProofError, match="recorded: none"):
        open_proof(proofs.root, "first")


def test_a_manuscript_with_errors_is_not_recorded(specimen: Path, tmp_path: Path) -> None:
    (specimen / "years" / "1894" / "005.md").write_text("---\nnumber: 5\n---\n", "utf-8")
    arguments = ["record", str(specimen), "--out", str(tmp_path / "b"), "--name", "first"]
    run = CliRunner().invoke(proof_group, arguments)
    assert run.exit_code == 1
    assert "E207" in run.output
    assert not (tmp_path / "b" / "proofs").exists()
