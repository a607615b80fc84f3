"""Notes taken out of Markdown keep labels, paragraphs, authors and lines."""

from hypothesis import given
from hypothesis import strategies as st

from publish.prose.notes import find_calls, mark_calls, split_notes

TEXT = """First.[^a] Second.[^b]

[^a]: One line
lazily continued.

    A second paragraph.

[^b]: Other. {by="Trans."}

Last paragraph.
"""


def test_definitions_leave_the_body_and_keep_its_lines() -> None:
    split = split_notes(TEXT, first_line=10)
    assert split.body.count("\n") == TEXT.count("\n")
    assert "One line" not in split.body
    assert split.body.startswith("First." + mark_calls("[^a]"))
    assert split.body.splitlines()[-1] == "Last paragraph."


def test_notes_have_paragraphs_author_and_line() -> None:
    first, second = split_notes(TEXT, first_line=10).notes
    assert first.text == "One line\nlazily continued.\n\nA second paragraph."
    assert (first.label, first.line, first.by) == ("a", 12, "")
    assert (second.text, second.line, second.by) == ("Other.", 17, "Trans.")


def test_a_colon_may_follow_a_call() -> None:
    text = "He wrote[^a]: come.\n\n[^a]: In May.\n[^b]: Uncalled.\n"
    split = split_notes(text)
    assert [label for _, label in find_calls(split.body)] == ["a", ""]
    assert [note.label for note in split.notes] == ["a", "b"]


def test_an_escaped_call_stays_text() -> None:
    assert split_notes(r"not a \[^call]").body == r"not a \[^call]"


@given(st.lists(st.text("abc \n[]^:", max_size=30), max_size=8))
def test_no_word_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    split = split_notes(text)
    kept = "".join(
        before + label
        for part in [split.body, *(note.text + note.label for note in split.notes)]
        for before, label in find_calls(part)
    )
    for letter in "abc":
        assert kept.count(letter) == text.count(letter)
