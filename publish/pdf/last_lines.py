"""Ends of paragraphs, of notes and of parts that would be too short to stand alone."""

from __future__ import annotations

from lxml import etree

from publish.apparatus.passages import add_class, classes
from publish.pdf.calls import CALL_CLASS

LAST_WORD_CLASS = "last-word"
LAST_WORDS_CLASS = "last-words"
SHORT_CLASS = "short"

_SHORTEST_DIVIDED_WORD = 6  # as in `hyphenate-limit-chars`
_SHORTEST_LAST_LINE = 4  # letters and signs; less than that is narrower than an indent
_LONGEST_TAKEN_ALONG = 6  # letters of a word that goes over with a shorter one
_LETTERS_OF_A_LINE = 75  # with spaces; a few more than it holds
_LETTERS_OF_A_NOTE_LINE = 80  # a few less than it holds
_LINES_OF_A_LAST_PAGE = 5
_WIDOWS = 2  # as in the style sheet
_PARAGRAPH_TAGS = frozenset({"p", "li", "dd"})
_IN_COLUMNS = frozenset({"index-entry", "index-subentry"})  # which end level
_BEHIND_WORDS = frozenset({"joiner", CALL_CLASS, "footnote"})


def keep_last_lines(root: etree._Element) -> None:
    """Let no part end with a page of fewer than five lines, which look like a leftover."""
    missing, below = _LINES_OF_A_LAST_PAGE, None
    for paragraph in reversed(root.findall(".//p")):
        if missing <= 0 or not _IN_COLUMNS.isdisjoint(classes(paragraph)):
            break
        if below is not None:
            below.set("style", f"break-before: avoid; {below.get('style')}")
        own = paragraph.get("style", "")
        paragraph.set("style", f"widows: {max(missing, _WIDOWS)}; {own}")
        missing -= -(-len("".join(paragraph.itertext())) // _LETTERS_OF_A_LINE)
        below = paragraph


def keep_short_last_notes(root: etree._Element) -> None:
    """Mark the last note under a text if it is one line: alone it makes no head of a page."""
    for section in root.iter("section"):
        note = section[-1] if "endnotes" in classes(section) and len(section) else None
        if note is not None and len("".join(note.itertext())) <= _LETTERS_OF_A_NOTE_LINE:
            add_class(note, SHORT_CLASS)


def mark_last_words(root: etree._Element) -> None:
    """Mark the last word of each paragraph, or the last two: a fragment hardly makes a line.

    Marks of names no longer stand in the text; a note call behind the word may.
    """
    for paragraph in root.iter(etree.Element):
        if (paragraph.get("data-tag") or paragraph.tag) not in _PARAGRAPH_TAGS:
            continue
        children = list(paragraph)
        while children and not children[-1].tail and _stands_behind_words(children[-1]):
            children.pop()
        last = children[-1] if children else None
        text = (paragraph.text if last is None else last.tail) or ""
        before, words, marked_as = _last_words(text.rstrip())
        if not marked_as:
            continue
        marked = etree.Element("span", {"class": marked_as})
        marked.text = words
        if last is None:
            paragraph.text = before
        else:
            last.tail = before
        paragraph.insert(len(children), marked)


def _last_words(text: str) -> tuple[str, str, str]:
    """The last word of a text, what stands before it and the class to mark it with; the last two
    where one makes no line; no class if any line may begin with it."""
    before, space, word = text.rpartition(" ")
    if space and len(word) >= _SHORTEST_DIVIDED_WORD:
        return before + space, word, LAST_WORD_CLASS
    if space and 0 < len(word) < _SHORTEST_LAST_LINE:
        before, space, previous = before.rpartition(" ")
        if space and 0 < len(previous) <= _LONGEST_TAKEN_ALONG:
            return before + space, f"{previous} {word}", LAST_WORDS_CLASS
    return text, "", ""


def _stands_behind_words(element: etree._Element) -> bool:
    return not _BEHIND_WORDS.isdisjoint(classes(element))
