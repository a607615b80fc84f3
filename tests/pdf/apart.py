"""Layout in a process of its own: the renderer is changed for good where it has run."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from publish.pdf.galley import lay_out
from publish.pdf.model import Galley, Order


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
        """The galley and how many of its sheets are those of the earlier one."""
        return self.pool.submit(_correct, order, earlier).result()


def _correct(order: Order, earlier: Galley) -> tuple[Galley, int]:
    galley = lay_out(order, earlier)
    before = {id(sheet) for sheet in earlier.sheets}
    return galley, sum(id(sheet) in before for sheet in galley.sheets)


@contextmanager
def process_apart(begin: Callable[[], None] | None = None) -> Iterator[Apart]:
    """A process that runs `begin` before all else."""
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(1, mp_context=context, initializer=begin) as pool:
        yield Apart(pool)
