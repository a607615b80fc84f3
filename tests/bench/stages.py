"""Where the time of a build goes: its stages by the clock, and the functions behind them."""

from __future__ import annotations

import cProfile
import pstats
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publish.build import build
from publish.problems import Problems

_SHOWN = 3  # functions to a stage


class Stages:
    """Progress that takes the time of each stage and profiles what this process does in it."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, float, list[str]]] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        profile, started = cProfile.Profile(), time.monotonic()
        profile.enable()
        yield
        profile.disable()
        self.rows.append((name, time.monotonic() - started, _slowest(profile)))

    def part(self, name: str, pages: int) -> None: ...


def profile(root: Path, out: Path, jobs: int, clean: bool) -> list[tuple[str, float, list[str]]]:
    """Stages of a build in the order they ran: name, wall seconds, its slowest functions.

    What is laid out runs in processes of its own; here it shows as waiting.
    """
    stages = Stages()
    build(root, out, Problems(), jobs=jobs, clean=clean, progress=stages)
    return stages.rows


def _slowest(profile: cProfile.Profile) -> list[str]:
    """Functions in which most time was spent, those that they call left out."""
    stats = pstats.Stats(profile).get_stats_profile().func_profiles
    slowest = sorted(stats.items(), key=lambda item: -item[1].tottime)[:_SHOWN]
    return [
        f"{_told(name, facts.file_name)} {facts.tottime:.2f} s"
        for name, facts in slowest
        if facts.tottime >= 0.01
    ]


def _told(name: str, file: str) -> str:
    """A function as `module.function`; the lock on which this process waits for others."""
    if "_thread.lock" in name:
        return "waiting for other processes"
    module = Path(file).stem
    return name if module == "~" else f"{module}.{name}"
