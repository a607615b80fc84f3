"""Corrections of a part's text, drawn at random: words, paragraphs, notes, whole documents."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import cycle, islice

import pdf_sample
from hypothesis import strategies as st

_BLOCK = re.compile(r'<p (?:class="(?:biography|index-entry)" )?id="[^"]+">(?:(?!</p>).)*</p>')
_PLAIN_BLOCK = re.compile(r'<p id="b-\d+">(?:(?!</p>|note-number|note-call).)*</p>')
_NOTE = re.compile(r'<div class="note".*?</div>')
_NOTE_NUMBER = re.compile(r"</a> (?=[^<]*</p>)")
_ARTICLE = re.compile(r"<article .*?</article>")
_WORDS = " ".join(pdf_sample.SENTENCES).split()


def _pick(pattern: re.Pattern[str], html: str, place: int) -> re.Match[str] | None:
    found = list(pattern.finditer(html))
    return found[place % len(found)] if found else None


def _put(html: str, start: int, end: int, new: str) -> str:
    return html[:start] + new + html[end:]


def _words(place: int, amount: int) -> str:
    return " ".join(islice(cycle(_WORDS), place % len(_WORDS), place % len(_WORDS) + amount))


def _unused(html: str) -> int:
    return 1 + max(map(int, re.findall(r'id="(?:b|doc|x)-(\d+)"', html)), default=0)


def add_words(html: str, place: int, amount: int) -> str:
    block = _pick(_BLOCK, html, place)
    return (
        _put(html, block.end() - 4, block.end(), f" {_words(place, amount)}</p>") if block else html
    )


def replace_word(html: str, place: int, amount: int) -> str:
    block = _pick(_PLAIN_BLOCK, html, place)
    if block is None:
        return html
    return _put(html, *block.span(), re.sub(r"\b\w+(?=</p>|\.</p>)", "x" * amount, block[0]))


def add_paragraph(html: str, place: int, amount: int) -> str:
    block = _pick(_PLAIN_BLOCK, html, place)
    new = f'<p id="x-{_unused(html)}">{_words(place, 8 * amount)}</p>'
    return _put(html, block.end(), block.end(), new) if block else html


def remove_paragraph(html: str, place: int, amount: int) -> str:
    block = _pick(_PLAIN_BLOCK, html, place)
    return _put(html, *block.span(), "") if block else html


def add_words_to_note(html: str, place: int, amount: int) -> str:
    note = _pick(_NOTE, html, place)
    if note is None:
        return html
    return _put(html, *note.span(), _NOTE_NUMBER.sub(f"</a> {_words(place, amount)} ", note[0]))


def add_document(html: str, place: int, amount: int) -> str:
    article, number = _pick(_ARTICLE, html, place), _unused(html)
    writer = pdf_sample.Writer()
    writer.ids = iter(range(number + 1, number + 1000))
    new = pdf_sample.document(writer, number, 1 + amount % 5, amount % 4).html
    return _put(html, article.end(), article.end(), new) if article else html


def remove_document(html: str, place: int, amount: int) -> str:
    article = _pick(_ARTICLE, html, place)
    return _put(html, *article.span(), "") if article else html


def swap_documents(html: str, place: int, amount: int) -> str:
    articles = _ARTICLE.findall(html)
    if len(articles) < 2:
        return html
    one, other = place % len(articles), (place + amount) % len(articles)
    return (
        html.replace(articles[one], "\0")
        .replace(articles[other], articles[one])
        .replace("\0", articles[other])
    )


Correction = tuple[Callable[[str, int, int], str], int, int]
CORRECTIONS = (
    add_words, replace_word, add_paragraph, remove_paragraph, add_words_to_note, add_document,
    remove_document, swap_documents,
)  # fmt: skip


def corrections() -> st.SearchStrategy[list[Correction]]:
    """One to three corrections, each with a place and an amount."""
    one = st.tuples(st.sampled_from(CORRECTIONS), st.integers(0, 9999), st.integers(1, 40))
    return st.lists(one, min_size=1, max_size=3)


def corrected(html: str, changes: list[Correction]) -> str:
    """The HTML after all corrections."""
    for change, place, amount in changes:
        html = change(html, place, amount)
    return html
