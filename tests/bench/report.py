"""docs/benchmarks.md and its charts, written from what the benchmarks kept."""

from __future__ import annotations

import json
import os
import platform
import statistics
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tests.bench import peers
from tests.bench.chart import bars

PROJECT = Path(__file__).parents[2]
KEPT = PROJECT / "build" / "bench"
DOCS = PROJECT / "docs"
CLEAN = "publish, clean build"
# Written by hand: the long laws run for an hour, and not with every benchmark.
LONG_RUN = (
    "Run whole on 27 November 2026: not a byte differed after any of the 2,000 corrections, and "
    "each of 100 builds killed at a random moment was followed by a right one."
)
TYPST, XELATEX, EPUB = (peers.LABELS[peer] for peer in ("typst", "xelatex", "epub"))


def keep(kind: str, found: dict[str, Any]) -> None:
    """Keep what one command measured ("book" or "grown")."""
    KEPT.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**found, "machine": _machine()}, ensure_ascii=False, indent=1)
    (KEPT / f"{kind}.json").write_text(text + "\n", "utf-8")


def write() -> None:
    """Write the page and its charts from all that was kept."""
    text = ["# Benchmarks", *_introduction()]
    for kind, section in (("book", _book), ("grown", _grown)):
        file = KEPT / f"{kind}.json"
        if file.exists():
            text += section(json.loads(file.read_text("utf-8")))
    (DOCS / "benchmarks.md").write_text("\n\n".join(text) + "\n", "utf-8")


def _introduction() -> list[str]:
    return [
        "`make bench` measures one book, `make bench-grown` the same book 3 and 10 times over. "
        "Whole processes from cold, by the clock, all tools by turns in each round; ratios are "
        "taken within a round, figures are medians of the rounds. `publish watch` is at work after "
        "the rounds; its saves are held against the tools' rounds in their order.",
        "Every tool gets the same text, notes and index marks. `publish` makes print PDF, screen "
        "PDF, EPUB and the index of names and subjects; the others make one PDF with an index of "
        "people, or the EPUB, so that theirs are added up.",
        "How a build after corrections is held against a clean build, byte by byte: "
        "`tests/law`, 200 corrections in `make test`, 2,000 in `make test-long`. " + LONG_RUN,
    ]


# --- one book ---------------------------------------------------------------------------


def _book(found: dict[str, Any]) -> list[str]:
    seconds = {label: [run[0] for run in runs] for label, runs in found["samples"].items()}
    chart = bars(
        f"{found['name']}, {found['pages']} pages",
        [(label, statistics.median(runs)) for label, runs in seconds.items()],
        "s",
    )
    (DOCS / "benchmarks.svg").write_text(chart, "utf-8")
    missing = sorted({"epub", "typst", "xelatex"} - set(peers.available()))
    return [
        f"## {found['name']}: {found['pages']} pages",
        found["machine"] + (f" Not installed: {', '.join(missing)}." if missing else ""),
        "![Seconds of each build](benchmarks.svg)",
        _table(found["samples"], seconds),
        "## Where the time goes",
        "Stages by the clock under Python's profiler, which slows them; what is laid out runs in "
        "processes of its own and shows here as waiting.",
        *(_stages(name, rows) for name, rows in found["stages"].items()),
    ]


def _table(samples: dict[str, list[list[float]]], seconds: dict[str, list[float]]) -> str:
    head = (
        "| | × Typst + EPUB | × xelatex + EPUB | s, median (min–max) | peak of a process |\n"
        "|---|---|---|---|---|"
    )
    rows = [
        f"| {label} | {_ratio(label, TYPST, seconds)} | {_ratio(label, XELATEX, seconds)} "
        f"| {_spread(runs)} | {_peak(samples[label])} |"
        for label, runs in seconds.items()
    ]
    return "\n".join([head, *rows])


def _ratio(label: str, peer: str, seconds: dict[str, list[float]]) -> str:
    """The median over the rounds of a build's time against a peer's PDF and EPUB together."""
    if not label.startswith("publish") or not {peer, EPUB} <= seconds.keys():
        return ""
    rounds = zip(seconds[label], seconds[peer], seconds[EPUB], strict=True)
    return f"{statistics.median(ours / (pdf + epub) for ours, pdf, epub in rounds):.2f}"


def _peak(runs: list[list[float]]) -> str:
    megabytes = max(run[1] for run in runs)
    return f"{megabytes:.0f} MB" if megabytes else ""


def _stages(name: str, rows: list[tuple[str, float, list[str]]]) -> str:
    lines = [f"| {name} | s | most of it in |", "|---|---|---|"]
    lines += [
        f"| {stage} | {seconds:.2f} | {', '.join(f'`{f}`' for f in functions)} |"
        for stage, seconds, functions in rows
    ]
    return "\n".join(lines)


# --- growth -----------------------------------------------------------------------------


def _grown(found: dict[str, Any]) -> list[str]:
    rows, first = found["rows"], found["rows"][0]
    lines = [
        "| times | pages | clean, s per page | to 1× | one word | to 1× | peak of a process |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        per_page, word = row["clean"] / row["pages"], statistics.median(row["word"])
        lines.append(
            f"| {row['times']} | {row['pages']} | {row['clean']:.1f} s, {per_page:.4f} "
            f"| {per_page * first['pages'] / first['clean']:.2f} | {_spread(row['word'])} "
            f"| {word / statistics.median(first['word']):.2f} | {row['megabytes']:.0f} MB |"
        )
    chart = bars(
        "One word corrected, by the length of the book",
        [(f"publish, {row['pages']} pages", statistics.median(row["word"])) for row in rows],
        "s",
    )
    (DOCS / "benchmarks-grown.svg").write_text(chart, "utf-8")
    return [
        f"## Growth: {found['name']}",
        found["machine"],
        "![Seconds by pages](benchmarks-grown.svg)",
        "\n".join(lines),
    ]


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.1f} ({min(values):.1f}–{max(values):.1f})"


def _machine() -> str:
    packages = ("weasyprint", "pikepdf", "pypandoc_binary", "typst")
    versions = ", ".join(f"{name} {_version(name)}" for name in packages)
    return (
        f"Machine: {os.cpu_count()} cores, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}; {versions}."
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"
