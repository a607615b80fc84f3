"""What finding and resolving all names costs: seconds of the processor, in ANNOTATE alone."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from publish.apparatus.annotate import annotate
from publish.cache import Cache
from publish.edition.house_style import house_style_of
from publish.edition.load import load
from publish.problems import Problems
from publish.prose.edition_texts import parse_edition
from tests.bench.corrections import a_register_entry, one_word

ROUNDS = 5  # the least of so many corrections: other work of the machine only ever adds


def costs(root: Path, scratch: Path) -> Iterator[tuple[str, float]]:
    """What was done to a copy of the manuscript in `root`, and its seconds of the processor."""
    copy = scratch / "corrected"
    shutil.copytree(root, copy)
    cache = Cache(scratch / "cost")
    yield "all texts", _annotating(copy, cache)
    for what, correct in (("a word", one_word), ("an entry of the register", a_register_entry)):
        seconds = []
        for number in range(ROUNDS):
            correct(copy, number)
            seconds.append(_annotating(copy, cache))
        yield what, min(seconds)
    cache.close()


def _annotating(root: Path, cache: Cache) -> float:
    problems = Problems()
    edition = load(root, problems)
    assert edition is not None
    style = house_style_of(edition.settings)
    prose = parse_edition(edition, cache)
    begun = time.process_time()
    annotate(edition, prose, style, problems, cache)
    return time.process_time() - begun
