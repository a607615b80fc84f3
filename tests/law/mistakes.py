"""What leaves a manuscript with errors."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from tests.law.choices import Draw, some_paragraph
from tests.law.manuscript import documents, edited_header, edited_text

# --- mistakes -------------------------------------------------------------------------


def name_nobody_as_writer(root: Path, draw: Draw) -> str:
    path = draw(st.sampled_from(documents(root)))
    with edited_header(path) as header:
        header["from"] = "nobody-at-all"
    return f"{path.name}: from nobody"


def refer_to_nothing(root: Path, draw: Draw) -> str:
    path, number = some_paragraph(root, draw)
    with edited_text(path) as text:
        text.blocks[number] += " See [](doc:no-such-document)."
    return f"{path.name}: a reference to nothing in block {number}"


def call_a_missing_note(root: Path, draw: Draw) -> str:
    path, number = some_paragraph(root, draw)
    with edited_text(path) as text:
        text.blocks[number] += "[^no-such-note]"
    return f"{path.name}: a call of no note in block {number}"


def break_the_register(root: Path, draw: Draw) -> str:
    with (root / "people.yaml").open("a", encoding="utf-8") as file:
        file.write(draw(st.sampled_from(["- {id: half-a-row\n", "- id: x\n  colour: blue\n"])))
    return "people.yaml: a row that is none"
