"""Layout in a process of its own: the renderer is changed for good where it has run."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from publish.pdf.galley import lay_out
from publish.pdf.model import Galley, Order, Sheet
from publish.pdf.sheets import Setter


@dataclass(frozen=True)
class Apart:
    """`publish.pdf.galley.lay_out`, run elsewhere."""

    pool: ProcessPoolExecutor

    def lay_out(self, order: Order) -> Galley:
        return self.pool.submit(lay_out, order).result()

    def run(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Any function of a module that the other process can import."""
        return self.pool.submit(function, *arguments).result()

    def correct(self, order: Order, earlier: Galley) -> tuple[Galley, int]:
        """The galley and how many of its sheets were not made for it."""
        return self.pool.submit(_correct, order, earlier).result()


def _correct(order: Order, earlier: Galley) -> tuple[Galley, int]:
    galley, made = correct_watched(order, earlier)
    return galley, sum(sheet not in made for sheet in galley.sheets)


def correct_watched(order: Order, earlier: Galley) -> tuple[Galley, list[Sheet]]:
    """The corrected galley, and the sheets that were made for it."""
    made = []
    make = Setter.sheet

    def watched(*arguments: Any) -> Sheet:
        made.append(make(*arguments))
        return made[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Setter, "sheet", watched)
        return lay_out(order, earlier), made


@contextmanager
def process_apart(begin: Callable[[], None] | None = None) -> Iterator[Apart]:
    """A process that runs `begin` before all else."""
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(1, mp_context=context, initializer=begin) as pool:
        yield Apart(pool)
