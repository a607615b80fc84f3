"""A line of a document that a reader copies from the page is found in its source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from publish.problems import Place
from publish.proofs.corrections import Correction
from publish.proofs.manuscript import Manuscript
from publish.proofs.model import Proof
from publish.proofs.plan import Planned, Refusal, plan
from tests.proofs.conftest import Proofs

# Words that a mark or a reference prints: no correction of the source can hold them.
COMPUTED = (
    "document",
    "introduction",
    "note ",
    "Preface",
    "p.\xa0",
    " see ",
    "“arshin",
    "[two words lost",
    "interrupted]",
)
# Lines that are refused with the nearest candidate, and why.
REFUSED = (
    "Lock Chamber as built Gates",  # cells of a row, a head that prints two lines
    "upon the water. After sheet 14",  # a caption that runs on into its credit
)


def lines(proof: Proof) -> Iterator[tuple[str, int, str, str]]:
    """Folio, number, whole words and file of the lines of documents and introductions."""
    for page in proof.pages:
        for number, (above, line) in enumerate(zip(page.lines, page.lines[1:], strict=False), 2):
            text = proof.text_at(page.index, line.middle)
            if text is None or not text.file.startswith(("years/", "introduction")):
                continue
            if text.piece_at(page.index, line.middle) == "header":
                continue
            words = line.text.split()
            words = words[1:] if above.text.endswith("-") else words
            words = words[:-1] if line.text.endswith("-") else words
            if len(words) > 5:
                yield page.folio, number, " ".join(words), text.file


def test_a_printed_line_is_found_in_its_source(proofs: Proofs, tmp_path: Path) -> None:
    manuscript = Manuscript(proofs.root)
    proof = proofs.proof("first").proof
    tried, missed = 0, []
    for folio, number, old, file in lines(proof):
        words = old.split()
        word = words[len(words) // 2]
        if not word.isalpha() or any(sign in old for sign in COMPUTED):
            continue
        new = " ".join([*words[: len(words) // 2], f"{word}qq", *words[len(words) // 2 + 1 :]])
        correction = Correction(
            0, Place("list.yaml"), "", "first", folio, number, old, new, "", "", "", ""
        )
        planned = plan(correction, manuscript, proofs.out)
        tried += 1
        if not isinstance(planned, Planned) or planned.file != file:
            missed.append((folio, number, old, planned))
            continue
        before = manuscript.texts[file][: planned.edit.start]
        assert before.endswith(word), (old, before[-20:])
        assert planned.edit.new == "qq"
    assert tried > 150
    assert not [row for row in missed if not any(words in row[2] for words in REFUSED)]
    assert all(isinstance(planned, Refusal) and planned.candidates for *_, planned in missed)
