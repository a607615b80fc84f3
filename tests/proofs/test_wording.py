"""Wordings are found as a reader sees them, and changed without touching marks."""

from __future__ import annotations

import pytest

from publish.proofs.readings import readings, tidy
from publish.proofs.wording import (
    CrossesMarkError,
    edit_for,
    find_exactly,
    find_loosely,
)


def changed(source: str, old: str, new: str) -> str:
    (found,) = find_exactly(source, old) or find_loosely(source, old)
    edit = edit_for(found, tidy(new))
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
    assert len(find_exactly(source, old)) == 1


@pytest.mark.parametrize(
    ("source", "old"),
    [
        ("then the other", "the ot"),  # words are whole
        ("the end.\n\nThe next", "end. The next"),  # a paragraph ends between
        ("clay", "Clay"),
    ],
)
def test_not_found(source: str, old: str) -> None:
    assert find_exactly(source, old) == []


def test_a_divided_word_is_read_both_ways() -> None:
    assert [r.text for r in readings("I can- not say")] == ["I can- not say", "I cannot say"]
    assert [r.text for r in readings("twenty-one")] == ["twenty-one"]


@pytest.mark.parametrize(
    ("source", "old", "new", "expected"),
    [
        ("seven\ndays", "seven days", "eight days", "eight\ndays"),
        ("he ships.[^a] I have", "he ships. I", "he ships them. I", "he ships them.[^a] I have"),
        ("the end.[^a]\n", "the end.", "the end. Truly.", "the end. Truly.[^a]\n"),
        ("in *Pravda* today", "Pravda today", "Pravda now", "in *Pravda* now"),
        ("one two three", "two ", "", "one three"),
        ("one, two.", ", two", "", "one."),
        ("One. Two?[^a]\n", "Two?", "", "One.[^a]\n"),
        ("One. Two?", "Two?", "", "One."),
        ("“One. Two.”", "Two.", "", "“One.”"),
        ("---\nOne. Two.", "One.", "", "---\nTwo."),
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
        ("the [old]{.del} dam", "old dam", "old, dam"),
    ],
)
def test_a_change_across_a_mark_is_refused(source: str, old: str, new: str) -> None:
    with pytest.raises(CrossesMarkError):
        changed(source, old, new)


def test_with_its_marks_the_same_change_is_possible() -> None:
    source, old, new = "the pumps.[^a] They lift", "pumps.[^a] They", "pumps,[^a] and they"
    assert changed(source, old, new) == "the pumps,[^a] and they lift"


@pytest.mark.parametrize(
    ("source", "old", "new", "expected"),
    [
        # the number of a note, raised or as a reader copies it
        ("seventeen days.[^date] I go", "days.1 I go", "weeks.1 I go",
         "seventeen weeks.[^date] I go"),
        ("days.[^date] I go", "days.¹² I go", "days.¹² I went", "days.[^date] I went"),
        ("of 6,000,000 crowns.[^a] Its", "6,000,000 crowns.1 Its", "6,000,000 crowns.1 The",
         "of 6,000,000 crowns.[^a] The"),
        ("Hallin, 2 April 1894[^slip]", "Hallin, 2 April 18941", "Varrick, 2 April 18941",
         "Varrick, 2 April 1894[^slip]"),
        ("[^walk]: The walk took", "1. The walk took", "1. A walk took", "[^walk]: A walk took"),
        ('rest of it. {by="Trans."}', "rest of it. —Trans.", "rest of all. —Trans.",
         'rest of all. {by="Trans."}'),
        # brackets that a mark prints
        ("Min[ister]{.expansion} S[uvalov]{.expansion} has", "Min[ister] S[uvalov] has",
         "Min[ister] S[uvalov] had", "Min[ister]{.expansion} S[uvalov]{.expansion} had"),
        ("6 poods [98 kilograms]{.conversion} dry", "[98 kilograms] dry", "[97 kilograms] dry",
         "6 poods [97 kilograms]{.conversion} dry"),
        ("a [lock]{.unclear} here", "a [lock?] here", "the [lock?] here",
         "the [lock]{.unclear} here"),
        ("[eleven]{.del} [twelve]{.ins} vershki", "‹twelve› vershki", "‹twelve› sazhens",
         "[eleven]{.del} [twelve]{.ins} sazhens"),
        # what is computed
        ("see [](note:002/brezina). Then", "see note 3 to document 2. Then",
         "and see note 3 to document 2. Then", "and see [](note:002/brezina). Then"),
        ("For [](doc:004,005), the sheet", "For documents 4 and 5, the sheet",
         "For documents 4 and 5, the page", "For [](doc:004,005), the page"),
        ("the [Muntsuk]{.sic} line", "Muntsuk [sic] line", "Muntsuk [sic] road",
         "the [Muntsuk]{.sic} road"),
        ("the [Muntsuk]{.sic corr=Puntsuk} line", "Muntsuk [Puntsuk] line",
         "Muntsuk [Puntsuk] road", "the [Muntsuk]{.sic corr=Puntsuk} road"),
        ("clay []{.omission} and sand", "clay [ . . . ] and sand", "clay [ . . . ] and silt",
         "clay []{.omission} and silt"),
        ('at []{.gap reason="word lost"} dawn', "at [word lost] dawn", "at [word lost] dusk",
         'at []{.gap reason="word lost"} dusk'),
        # characters that print otherwise
        ("ll. 7--19 and so...", "ll. 7–19 and so…", "ll. 7–18 and so…", "ll. 7--18 and so..."),
        ("the years 1894–1895 were", "years 1894-1895 were", "years 1894-1895 are",
         "the years 1894–1895 are"),
        ("[p.m.]{.smallcaps} at dawn", "P.M. at dawn", "P.M. at dusk",
         "[p.m.]{.smallcaps} at dusk"),
        ("The Spring of 1894 was", "THE SPRING of 1894 was", "THE SPRING of 1895 was",
         "The Spring of 1895 was"),
        ("Březina''s own", "Březina’s own", "Březina’s first", "Březina''s first"),
        # after what a mark prints
        ("Min[ister]{.expansion} has", "Min[ister] has", "Min[ister]s has",
         "Min[ister]{.expansion}s has"),
        ("days.[^date]\n", "days.1", "days.1 More words.", "days.[^date] More words.\n"),
        ("days.[^date] I go. You", "days.1 I go.", "days.1", "days.[^date] You"),
        # two paragraphs, a fence between them
        ("of it.\n\n::: signature\nThorley\n:::\n", "of it. Thorley", "of that. Thorley",
         "of that.\n\n::: signature\nThorley\n:::\n"),
        # a word goes on inside its mark
        ("in *Pravda* today", "Pravda today", "Pravdas today", "in *Pravdas* today"),
        ("the [old]{.del} dam", "old dam", "older dam", "the [older]{.del} dam"),
        ("Min[ister]{.expansion} has", "Min[ister] has", "Minn[ister] has",
         "Minn[ister]{.expansion} has"),
    ],
)  # fmt: skip
def test_as_printed(source: str, old: str, new: str, expected: str) -> None:
    assert changed(source, old, new) == expected


@pytest.mark.parametrize(
    ("source", "old", "new"),
    [
        ("see [](doc:006) there", "see document 6 there", "see document 7 there"),
        ("6 poods [98 kilograms]{.conversion} dry", "[98 kilograms] dry", "98 kilograms dry"),
        ("a [lock]{.unclear} here", "a [lock?] here", "a lock here"),
    ],
)
def test_what_is_printed_by_a_mark_is_not_changed(source: str, old: str, new: str) -> None:
    with pytest.raises(CrossesMarkError):
        changed(source, old, new)
