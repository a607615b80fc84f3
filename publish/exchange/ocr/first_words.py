"""The first words of an introduction, printed in capitals after a large initial.

The house style sets them in small capitals itself, so the manuscript has them in the case that
the words have elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.exchange.log import ImportLog
from publish.exchange.ocr.flow import WORD, Block, Vocabulary

INITIAL = re.compile(r"^([\"“‘']?)(\*\*|\*)([A-ZÀ-Þ])\2(?=[A-ZÀ-Þ \d])")  # bold, it was a large one
CAPITALS = re.compile(r"^[\"“‘']?(?:[A-ZÀ-Þ\d][A-ZÀ-Þ\d.'’-]*,?(?: |$))+")
MOST_WORDS = 8  # a longer run is no opening but a text in capitals


def lower_first_words(blocks: Sequence[Block], vocabulary: Vocabulary, log: ImportLog) -> None:
    """Give the first words of the first paragraph their usual case; the log says so."""
    if not blocks or blocks[0].kind != "paragraph":
        return
    text = INITIAL.sub(r"\1\3", blocks[0].text)
    run = CAPITALS.match(text)
    if run is None or run.end() == len(text) or not _is_opening(run.group()):
        return
    usual = WORD.sub(lambda word: vocabulary.usual_case(word.group()), run.group())
    first = WORD.search(usual)
    if first is not None:
        usual = usual[: first.start()] + usual[first.start()].upper() + usual[first.start() + 1 :]
    if (after := usual + text[run.end() :]) != blocks[0].text:
        before = blocks[0].text[: len(blocks[0].text) - len(text) + run.end()]
        log.repair("first words in capitals", blocks[0].first, before, usual)
        blocks[0].text = after


def _is_opening(run: str) -> bool:
    """A few words, one of them with more letters than an initial has."""
    words = WORD.findall(run)
    return len(words) <= MOST_WORDS and any(len(word) > 1 for word in words)
