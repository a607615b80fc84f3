"""Straight quotation marks to typographic ones."""

from __future__ import annotations

OPENS_AFTER = " \t\n\u00a0([{—–-/|“‘"


def curl(text: str) -> str:
    """Turn each straight mark of a paragraph into the opening or the closing one.

    An apostrophe before a figure ('32) closes. The number of characters stays the same.
    """
    if '"' not in text and "'" not in text:
        return text
    letters = list(text)
    for place, letter in enumerate(letters):
        if letter == '"':
            letters[place] = "“" if _opens(letters, place) else "”"
        elif letter == "'":
            year = text[place + 1 : place + 2].isdigit()
            letters[place] = "‘" if _opens(letters, place) and not year else "’"
    return "".join(letters)


def _opens(letters: list[str], place: int) -> bool:
    """Whether a mark opens: after a space, bracket or opening mark, and before a word."""
    after = place + 1
    while after < len(letters) and letters[after] == "*":
        after += 1
    if after >= len(letters) or letters[after].isspace():
        return False
    before = place - 1
    while before >= 0 and letters[before] == "*":
        before -= 1
    return before < 0 or letters[before] in OPENS_AFTER
