"""Time whole builds against today's tools on the same book, in one interleaved run.

    python tests/bench/bench.py [ROUNDS]

Builds the shipped edition and a copy grown to about 480 pages, each peer in a cold process,
and writes docs/benchmarks.md. Peers that are not installed are left out and named.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from publish.book.assemble import assemble
from publish.build import Silent, newest_source, read
from publish.cache import Cache
from publish.problems import Problems

sys.path.insert(0, str(Path(__file__).parent))
import peers
from grow import grow

PROJECT = Path(__file__).parents[2]
TIMES = 5  # copies of the calendar that make about 480 pages
CORRECTED = "years/1932/041.md"


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        books = {"shipped edition": PROJECT / "manuscript", "grown edition": work / "grown"}
        grow(PROJECT / "manuscript", books["grown edition"], TIMES)
        tables = [
            _table(name, root, work / name.split()[0], rounds) for name, root in books.items()
        ]
    _write(tables, rounds)


def _table(name: str, root: Path, work: Path, rounds: int) -> str:
    _prepare(root, work)
    samples: dict[str, list[float]] = {}
    runs: dict[str, Callable[[], object]] = {
        "publish, clean": lambda: _publish(root, work / "out", "--clean"),
        "publish, one correction": lambda: _correct_and_publish(root, work),
    }
    runs |= {
        f"pandoc + {peer}" if peer != "epub" else "pandoc → EPUB": _peer(peer, work)
        for peer in peers.available()
    }
    for _ in range(rounds):
        for label, run in runs.items():
            samples.setdefault(label, []).append(_timed(run))
            print(name, label, samples[label][-1], flush=True)
    pages = json.loads((work / "out" / "pagemap.json").read_text())["pages"]
    return _markdown(name, len(pages), samples)


def _prepare(root: Path, work: Path) -> None:
    """Write the peers' sources; nothing of this is timed."""
    problems = Problems()
    cache = Cache(work / "cache")
    found = read(root, cache, problems, Silent(), 2)
    assert found is not None and not problems.errors
    book = assemble(found.edition, found.apparatus, found.style, root, newest_source(root), cache)
    headings = {person.id: person.name for person in found.edition.people}
    shutil.copytree(root, work / "corrected")
    _publish(work / "corrected", work / "kept")
    peers.write_sources(book, found.apparatus.references, headings, work)
    cache.close()


def _peer(peer: str, work: Path) -> Callable[[], object]:
    code = "import sys, pathlib; sys.path.insert(0, sys.argv[1]); import peers; "
    code += "peers.build(sys.argv[2], pathlib.Path(sys.argv[3]))"
    command = [sys.executable, "-c", code, str(peers.HERE), peer, str(work)]
    return lambda: subprocess.run(command, check=True)


def _publish(root: Path, out: Path, *options: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "publish", "build", str(root), "--out", str(out), *options],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=PROJECT,
    )  # fmt: skip


def _correct_and_publish(root: Path, work: Path) -> None:
    """One word changed in one document of a copy that was built before."""
    copy = work / "corrected"
    file = copy / CORRECTED
    text = file.read_text("utf-8")
    wordings = ("very timely", "most timely")
    old, new = wordings if wordings[0] in text else wordings[::-1]
    file.write_text(text.replace(old, new), "utf-8")
    _publish(copy, work / "kept")


def _timed(run: Callable[[], object]) -> float:
    """Wall seconds: the processes that lay out are not ours to wait for, so CPU is not told."""
    started = time.monotonic()
    run()
    return time.monotonic() - started


def _markdown(name: str, pages: int, samples: dict[str, list[float]]) -> str:
    base = "publish, clean"
    reference = statistics.median(samples[base])
    rows = [
        f"| {label} | {_spread(runs)} | {statistics.median(runs) / reference:.2f} |"
        for label, runs in samples.items()
    ]
    head = [
        f"## The {name}: {pages} pages",
        "",
        "| | wall s, median (min–max) | ratio to publish, clean |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *rows])


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.1f} ({min(values):.1f}–{max(values):.1f})"


def _write(tables: list[str], rounds: int) -> None:
    names = ("weasyprint", "pypandoc_binary", "typst")
    versions = ", ".join(f"{name} {_version(name)}" for name in names)
    missing = sorted({"epub", "typst", "xelatex"} - set(peers.available()))
    text = "\n\n".join(
        [
            "# Benchmarks",
            "Made by `make bench`: whole processes from cold, interleaved, medians of "
            f"{rounds} rounds. Each tool gets the same text and the same index marks for people; "
            "`publish` makes print PDF, screen PDF, EPUB and the index of names and "
            "subjects, the others one PDF with an index of people, or the EPUB.",
            f"Machine: {os.cpu_count()} cores, {platform.system()} {platform.release()}, "
            f"Python {platform.python_version()}; {versions}."
            + (f" Not installed: {', '.join(missing)}." if missing else ""),
            "“One correction” is one word changed in one document, after an earlier build: "
            "galleys that did not change come from the cache.",
            *tables,
        ]
    )
    (PROJECT / "docs" / "benchmarks.md").write_text(text + "\n", "utf-8")


def _version(package: str) -> str:
    try:
        return version(package)
    except ImportError:
        return "(not installed)"


if __name__ == "__main__":
    main()
