"""The first use of each glossary term in a text becomes a link to the glossary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from publish.apparatus.anchors import Hit, Work
from publish.apparatus.model import How, Kind, Where
from publish.apparatus.plain_text import fold, plain
from publish.edition.model import Edition


def term_forms(edition: Edition) -> dict[str, str]:
    """Spelling -> id of the term, see-references followed."""
    forms: dict[str, str] = {}
    for group in edition.glossary:
        for term in group.terms:
            for form in term.forms or (term.term,):
                forms[form] = term.see or term.id
    return forms


def mark_terms(work: Work, terms: dict[str, str], hits: dict[str, list[Hit]]) -> None:
    """The first occurrence of each term in the unit's text becomes a hit."""
    seen = {
        element.get("data-term", "")
        for _, block in work.blocks.values()
        for element in block.element.iterfind(".//*[@data-term]")
    }
    for key, (piece, block) in work.blocks.items():
        if piece.where is not Where.TEXT:
            continue
        for form, term in terms.items():
            if term in seen:
                continue
            start = _find_word(block.text, form)
            if start >= 0 and not _overlaps(block.unsearched, start, start + len(form)):
                seen.add(term)
                hits[key].append(
                    Hit(start, start + len(form), Kind.TERM, (term,), "", How.NAMED, "first use")
                )


def standing_terms(words: str, terms: Mapping[str, str]) -> list[tuple[str, str]]:
    """The spellings, with their terms, that `mark_terms` may find in a text; hardly any more.

    `words` is the searchable text of its passages. Letters are compared without diacritics, for
    a mark of the original may follow the last letter of a spelling.
    """
    letters = fold(words)
    return [(form, term) for form, term in terms.items() if fold(plain(form)) in letters]


def _find_word(text: str, form: str) -> int:
    """Where `form` stands as a whole word, or -1."""
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        alone = not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        if alone:
            return start
        start = text.find(form, start + 1)
    return -1


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(left < end and start < right for left, right in spans)
