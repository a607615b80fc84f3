"""The log of an import as a person reads it."""

from __future__ import annotations

from publish.exchange.log import MOST_PLACES, ImportLog


def test_a_doubt_that_comes_again_has_one_line_with_its_places() -> None:
    log = ImportLog("letters")
    for name in ("a.xml", "b.xml"):
        log.doubt("status", 6, "Not approved.", "Compare it.", name)
    log.doubt("hand", 2, "The hand changes.", "Look.", "a.xml")
    assert [line for line in log.as_markdown().split("\n") if line.startswith("- [ ]")] == [
        "- [ ] a.xml, line 2, hand: The hand changes. Suggestion: Look.",
        "- [ ] a.xml, line 6; b.xml, line 6, status: Not approved. Suggestion: Compare it.",
    ]


def test_very_many_places_are_counted() -> None:
    log = ImportLog("letters")
    for line in range(MOST_PLACES + 3):
        log.doubt("status", line, "Not approved.", "Compare it.")
    assert f"line {MOST_PLACES - 1} and 3 more, status" in log.as_markdown()
