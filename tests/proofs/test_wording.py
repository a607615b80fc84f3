"""Wordings are found as a reader sees them, and changed without touching marks."""

from __future__ import annotations

import pytest

from publish.proofs.wording import (
    CrossesMarkError,
    edit_for,
    find,
    raw_stream,
    read_stream,
    readings,
    tidy,
)


def changed(source: str, old: str, new: str) -> str:
    (found,) = find(read_stream(source), tidy(old))
    edit = edit_for(found, tidy(old), tidy(new))
    return source[: edit.start] + edit.new + source[edit.end :]


@pytest.mark.parametrize(
    ("source", "old"),
    [
        ("a letter\nfrom the lake", "letter from"),
        ("a letter\r\nfrom the lake", "letter   from"),
        ("Saranin’s answer", "Saranin's answer"),
        ("“No,” he said", '"No," he said'),
        ("The clay.[^note] It is blue", "The clay. It is blue"),
        ("in [Pravda]{.title} today", "in Pravda today"),
        ("it is *blue* clay", "is blue clay"),
        ("the first\u00a0of May", "first of May"),
        (r"\(1) his men", "(1) his men"),
        ("the ﬁrst".replace("ﬁ", "fi"), "the ﬁrst"),
    ],
)
def test_found_as_it_is_read(source: str, old: str) -> None:
    assert len(find(read_stream(source), tidy(old))) == 1


@pytest.mark.parametrize(
    ("source", "old"),
    [
        ("then the other", "the ot"),  # words are whole
        ("the end.\n\nThe next", "end. The next"),  # a paragraph ends between
        ("clay", "Clay"),
        ("[word]{person=the-boss} stays", "the-boss"),
    ],
)
def test_not_found(source: str, old: str) -> None:
    assert find(read_stream(source), tidy(old)) == []


def test_a_divided_word_is_read_both_ways() -> None:
    assert readings("I can-\nnot say") == ["I can- not say", "I cannot say"]
    assert readings("twenty-one") == ["twenty-one"]


@pytest.mark.parametrize(
    ("source", "old", "new", "expected"),
    [
        ("seven\ndays", "seven days", "eight days", "eight\ndays"),
        ("he ships.[^a] I have", "he ships. I", "he ships them. I", "he ships them.[^a] I have"),
        ("the end.[^a]\n", "the end.", "the end. Truly.", "the end. Truly.[^a]\n"),
        ("in *Pravda* today", "Pravda today", "Pravda now", "in *Pravda* now"),
        ("one two three", "two ", "", "one three"),
        ("one, two.", ", two", "", "one."),
        ("It’s so", "It's so", "It's not so", "It’s not so"),
        ("one two", "one two", "one\n\ntwo", "one\n\ntwo"),
    ],
)
def test_only_what_differs_is_changed(source: str, old: str, new: str, expected: str) -> None:
    assert changed(source, old, new) == expected


@pytest.mark.parametrize(
    ("source", "old", "new"),
    [
        ("the pumps.[^a] They lift", "pumps. They lift", "pumps, and lift"),
        ("the *old* dam", "the old dam", "a dam"),
        ("the [old]{.del} dam", "old dam", "older dam"),
    ],
)
def test_a_change_across_a_mark_is_refused(source: str, old: str, new: str) -> None:
    with pytest.raises(CrossesMarkError):
        changed(source, old, new)


def test_with_its_marks_the_same_change_is_possible() -> None:
    source, old, new = "the pumps.[^a] They lift", "pumps.[^a] They", "pumps,[^a] and they"
    (found,) = find(raw_stream(source), old)
    edit = edit_for(found, old, new)
    assert source[: edit.start] + edit.new + source[edit.end :] == "the pumps,[^a] and they lift"
