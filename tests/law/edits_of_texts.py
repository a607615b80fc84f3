"""Corrections of words, paragraphs and notes."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import strategies as st

from tests.law.choices import Draw, notes_in, paragraphs, put, sentences, some_paragraph, some_word
from tests.law.manuscript import content, edited_text, read_text

# --- words and paragraphs -----------------------------------------------------------


def change_a_word(root: Path, draw: Draw) -> str:
    path, number = some_paragraph(root, draw)
    new = draw(st.sampled_from(["perhaps", "extraordinarily", "o", "unquestionable", "river"]))
    with edited_text(path) as text:
        place = some_word(text.blocks[number], draw)
        text.blocks[number] = put(text.blocks[number], place, new)
    return f"{path.name}: a word of block {number} becomes {new}"


def add_words(root: Path, draw: Draw) -> str:
    path, number = some_paragraph(root, draw)
    new = sentences(root, draw)
    with edited_text(path) as text:
        text.blocks[number] += f" {new}"
    return f"{path.name}: {len(new)} characters more at the end of block {number}"


def remove_a_word(root: Path, draw: Draw) -> str:
    path, number = some_paragraph(root, draw)
    with edited_text(path) as text:
        start, end = some_word(text.blocks[number], draw)
        text.blocks[number] = put(text.blocks[number], (start - 1, end), "")
    return f"{path.name}: a word of block {number} goes"


def insert_a_paragraph(root: Path, draw: Draw) -> str:
    path, number = some_paragraph(root, draw)
    new = sentences(root, draw)
    with edited_text(path) as text:
        text.blocks.insert(number + draw(st.integers(0, 1)), new)
    return f"{path.name}: a paragraph of {len(new)} characters at block {number}"


def remove_a_paragraph(root: Path, draw: Draw) -> str:
    """Only one without notes and ranges, which somebody may refer to."""
    free = [
        (path, number)
        for path, number in paragraphs(root)
        if not re.search(r"\[\^|index-", read_text(path).blocks[number])
        and len(read_text(path).paragraphs()) > 1
    ]
    if not free:
        return insert_a_paragraph(root, draw)
    path, number = draw(st.sampled_from(free))
    with edited_text(path) as text:
        del text.blocks[number]
    return f"{path.name}: block {number} goes"


def split_a_paragraph(root: Path, draw: Draw) -> str:
    path, number = some_paragraph(root, draw)
    with edited_text(path) as text:
        block = text.blocks[number]
        start, _ = some_word(block, draw)
        text.blocks[number : number + 1] = [block[:start].rstrip(), block[start:]]
    return f"{path.name}: block {number} is split"


# --- notes --------------------------------------------------------------------------


def add_a_note(root: Path, draw: Draw) -> str:
    path, number = some_paragraph(root, draw)
    with edited_text(path) as text:
        label = f"new-{sum(block.startswith('[^') for block in text.blocks)}"
        while any(f"[^{label}]" in block for block in text.blocks):
            label += "x"
        _, end = some_word(text.blocks[number], draw)
        text.blocks[number] = put(text.blocks[number], (end, end), f"[^{label}]")
        text.blocks.append(f"[^{label}]: {sentences(root, draw)}")
    return f"{path.name}: note {label} at block {number}"


def edit_a_note(root: Path, draw: Draw) -> str:
    path, label = draw(st.sampled_from(notes_in(root)))
    new = sentences(root, draw)
    with edited_text(path) as text:
        text.blocks[text.notes()[label]] += f" {new}"
    return f"{path.name}: {len(new)} characters more in note {label}"


def remove_a_note(root: Path, draw: Draw) -> str:
    """Only one that no other text refers to."""
    everything = b"".join(content(root).values()).decode("utf-8", "ignore")
    free = [
        (path, label)
        for path, label in notes_in(root)
        if not re.search(rf"note:(?:[\w-]+/)?{re.escape(label)}\b", everything)
    ]
    if not free:
        return edit_a_note(root, draw)
    path, label = draw(st.sampled_from(free))
    with edited_text(path) as text:
        del text.blocks[text.notes()[label]]
        text.blocks = [block.replace(f"[^{label}]", "") for block in text.blocks]
    path.write_text(path.read_text("utf-8").replace(f"[^{label}]", ""), "utf-8")
    return f"{path.name}: note {label} goes"
