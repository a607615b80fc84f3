"""Time whole builds against today's tools on the same book, in one interleaved run.

    python -m tests.bench.bench [ROUNDS]            a clean build, corrections, watch, profile
    python -m tests.bench.bench [ROUNDS] --grown    the book once, 3 times and 10 times over

The book is the imported Stalin–Kaganovich Correspondence where its text lies in ../shared,
and a grown copy of the shipped edition elsewhere. Both commands keep what they measured in
build/bench and write docs/benchmarks.md from it. Peers that are not installed are named there:
`pip install typst`; Debian's texlive-xetex, texlive-latex-recommended, texlive-fonts-recommended
and fonts-ebgaramond.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from publish.book.assemble import assemble
from publish.build import Silent, read
from publish.cache import Cache
from publish.problems import Problems
from publish.source_dates import newest_source
from tests.bench import peers, report
from tests.bench.corrections import CORRECTIONS, one_word
from tests.bench.grow import grow
from tests.bench.measure import Sample, publish, run, until_written, watching, written
from tests.bench.stages import profile

PROJECT = Path(__file__).parents[2]
OCR = PROJECT.parent / "shared" / "seeds" / "001_8dff32f65251ff39.txt"
COPIES_OF_THE_CALENDAR = 5  # make about 480 pages
GROWTH = (1, 3, 10)
CLEAN = "publish, clean build"
Samples = dict[str, list[Sample]]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("rounds", nargs="?", type=int, default=3)
    parser.add_argument("--grown", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        name = _book(work / "book")
        measured = _grown if options.grown else _one_book
        found = measured(work / "book", work, options.rounds)
    kind = "grown" if options.grown else "book"
    report.keep(kind, {"name": name, "rounds": options.rounds, **found})
    report.write()


def _book(root: Path) -> str:
    """Make the manuscript to measure with; how the report calls it."""
    if OCR.exists():
        profile_name = "annals-of-communism-kaganovich"
        command = [sys.executable, "-m", "publish", "import", "ocr", OCR, root]
        run([*command, "--profile", profile_name], PROJECT)
        return "The Stalin–Kaganovich Correspondence, imported"
    grow(PROJECT / "manuscript", root, COPIES_OF_THE_CALENDAR)
    return f"The shipped edition, its chapters {COPIES_OF_THE_CALENDAR} times over"


# --- one book ---------------------------------------------------------------------------


def _one_book(root: Path, work: Path, rounds: int) -> dict[str, Any]:
    _write_sources_of_peers(root, work / "peers")
    publish(root, work / "out")
    runs: dict[str, Callable[[int], Sample]] = {
        CLEAN: lambda number: publish(root, work / "clean", "--clean"),
        **{peers.LABELS[peer]: _peer(peer, work / "peers") for peer in peers.available()},
        **{f"publish, {name}": _correction(root, work / "out", name) for name in CORRECTIONS},
    }
    samples: Samples = {}
    for number in range(rounds):
        for label, measured in runs.items():
            _note(samples, label, measured(number))
    with watching(root, work / "out"):
        for number in range(rounds, 2 * rounds):
            for name in CORRECTIONS:
                sample = _saved(root, work / "out", name, number)
                _note(samples, f"publish watch, {name}", sample)
    jobs = os.cpu_count() or 1
    stages = {"clean build": profile(root, work / "profiled", jobs, clean=True)}
    one_word(root, 2 * rounds)
    stages["one word corrected"] = profile(root, work / "profiled", jobs, clean=False)
    return {
        "pages": _pages(work / "out"),
        "samples": {
            label: [[s.seconds, s.megabytes] for s in runs] for label, runs in samples.items()
        },
        "stages": stages,
    }


def _write_sources_of_peers(root: Path, work: Path) -> None:
    """Nothing of this is timed."""
    problems = Problems()
    cache = Cache(work / "cache")
    found = read(root, cache, problems, Silent(), os.cpu_count() or 1)
    if found is None or problems.errors:
        raise ValueError("\n".join(map(str, problems.errors)))
    modified = newest_source(root)
    book = assemble(found.edition, found.apparatus, found.style, root, modified, cache)
    cache.close()
    headings = {person.id: person.name for person in found.edition.people}
    peers.write_sources(book, found.apparatus.references, headings, work)


def _peer(peer: str, work: Path) -> Callable[[int], Sample]:
    command = [sys.executable, "-m", "tests.bench.peers", peer, str(work)]
    return lambda number: run(command, PROJECT)


def _correction(root: Path, out: Path, name: str) -> Callable[[int], Sample]:
    def measured(number: int) -> Sample:
        CORRECTIONS[name](root, number)
        return publish(root, out)

    return measured


def _saved(root: Path, out: Path, name: str, number: int) -> Sample:
    """From the moment a file is saved until all files of the book are new ones."""
    before = written(out)
    CORRECTIONS[name](root, number)
    seconds = until_written(out, before)
    time.sleep(1)  # as long as an editor needs to look, at the least
    return Sample(seconds, 0.0)


def _note(samples: Samples, label: str, sample: Sample) -> None:
    samples.setdefault(label, []).append(sample)
    print(f"{label}: {sample.seconds:.2f} s, {sample.megabytes:.0f} MB", flush=True)


# --- growth -----------------------------------------------------------------------------


def _grown(root: Path, work: Path, rounds: int) -> dict[str, Any]:
    rows = []
    for times in GROWTH:
        grown, out = work / f"grown-{times}", work / f"out-{times}"
        grow(root, grown, times)
        samples: Samples = {}
        _note(samples, f"{times} times, clean", publish(grown, out))
        for number in range(rounds):
            one_word(grown, number)
            _note(samples, f"{times} times, one word", publish(grown, out))
        clean, words = samples.values()
        rows.append(
            {
                "times": times,
                "pages": _pages(out),
                "clean": clean[0].seconds,
                "word": [sample.seconds for sample in words],
                "megabytes": max(clean[0].megabytes, *(sample.megabytes for sample in words)),
            }
        )
        shutil.rmtree(out)
    return {"rows": rows}


def _pages(out: Path) -> int:
    return len(json.loads((out / "pagemap.json").read_text("utf-8"))["pages"])


if __name__ == "__main__":
    main()
