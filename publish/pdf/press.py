"""The press: galleys laid out side by side, one process each."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from types import TracebackType

from publish.pdf.galley import lay_out
from publish.pdf.galley_store import Store, from_bytes, order_key, to_bytes
from publish.pdf.model import Galley, Order

Progress = Callable[[str, int], None]

# The renderer gives no memory back to the system; a fresh process does. The pool's own
# max_tasks_per_child can wait for ever (python/cpython#115634), so the whole pool is renewed.
_GALLEYS_PER_PROCESS = 16
# The renderer makes millions of objects that live until the galley is done: looking through
# them for garbage every 700 took a tenth of the time and freed nothing.
_RARE_COLLECTION = (100_000, 20, 100)


class Press:
    """Lays out orders in `jobs` processes; an order already laid out is not repeated.

    Galleys that `store` has from an earlier build are taken from there, new ones put there.
    Use as a context manager. `progress` is called with the id of a part and its pages when
    its galley is done. New processes are forked from a clean server: the renderer's libraries run
    threads, which a plain fork would copy half.
    """

    def __init__(self, jobs: int, progress: Progress, store: Store | None = None) -> None:
        self._jobs = jobs
        self._pool = _pool(jobs)
        self._given = 0  # galleys that the pool has been given
        self._done: dict[Order, Galley] = {}
        self._progress = progress
        self._store = store

    def __enter__(self) -> Press:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def lay_out_all(self, orders: Sequence[Order]) -> list[Galley]:
        """Lay out what is new among `orders`, biggest first; galleys in the order given."""
        self._take_from_store([order for order in orders if order not in self._done])
        new = sorted(
            {order for order in orders if order not in self._done},
            key=lambda order: (-len(order.html), order.part),
        )
        most = self._jobs * _GALLEYS_PER_PROCESS
        for start in range(0, len(new), most):
            self._lay_out(new[start : start + most])
        self._put_into_store(new)
        return [self._done[order] for order in orders]

    def _lay_out(self, orders: Sequence[Order]) -> None:
        if self._given + len(orders) > self._jobs * _GALLEYS_PER_PROCESS:
            self._pool.shutdown()
            self._pool, self._given = _pool(self._jobs), 0
        self._given += len(orders)
        futures = {self._pool.submit(lay_out, order): order for order in orders}
        for future in as_completed(futures):
            order = futures[future]
            self._done[order] = future.result()
            self._progress(order.part, self._done[order].pages)

    def _take_from_store(self, orders: Sequence[Order]) -> None:
        if self._store is None:
            return
        keys = {order: order_key(order) for order in orders}
        kept = self._store.get_many(keys.values())
        for order, key in keys.items():
            if key in kept:
                self._done[order] = from_bytes(kept[key])
                self._progress(order.part, self._done[order].pages)

    def _put_into_store(self, orders: Sequence[Order]) -> None:
        if self._store is not None:
            self._store.put_many(
                {order_key(order): to_bytes(self._done[order]) for order in orders}
            )


def _pool(jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["publish.pdf.galley"])
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def _begin() -> None:
    gc.set_threshold(*_RARE_COLLECTION)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A build that is killed can't end its processes: each waits for its end and follows."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
