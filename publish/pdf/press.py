"""The press: galleys laid out side by side, one process each."""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from tempfile import TemporaryDirectory
from typing import NamedTuple, ParamSpec, TypeVar

from publish.cache import NoStore, Store
from publish.pdf.galley_store import from_bytes, last_key, order_key, to_bytes
from publish.pdf.model import Galley, Order, PageSize
from publish.pdf.stylesheet import page_css
from publish.processes import RARE_COLLECTION, start_server

Progress = Callable[[str, int], None]
Meanwhile = Callable[[], Iterator[None]]
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

# The renderer gives no memory back to the system; a fresh process does. The pool's own
# max_tasks_per_child can wait for ever (python/cpython#115634), so the whole pool is renewed.
_GALLEYS_PER_PROCESS = 32


class Press:
    """Lays out orders in `jobs` processes; what is laid out already is not repeated.

    A galley that `store` has from an earlier build is taken from there; of one that differs,
    the pages that did not change are. A press may be kept from build to build. Use it as a
    context manager. `progress` is called with the id of a part and its pages when its
    galley is done. New processes are forked from a clean server: the renderer's libraries
    run threads, which a plain fork would copy half.
    """

    def __init__(self, jobs: int, progress: Progress, store: Store | None = None) -> None:
        self._jobs = jobs
        # For files of the renderer, which a process that ends leaves behind.
        self._scratch = TemporaryDirectory(prefix="publish-", ignore_cleanup_errors=True)
        self._pool = _pool(jobs, self._scratch.name)
        self.given = 0  # pieces of work that the processes at hand have been given
        self._most = jobs * _GALLEYS_PER_PROCESS
        self._begun: dict[str, Future[bytes]] = {}  # by the key of their order
        self._last: dict[str, _Kept] = {}
        self._keys: dict[str, tuple[Order, tuple[str, str]]] = {}
        self._progress = progress
        self._store = store or NoStore()
        self._warming: threading.Thread | None = None
        self._unready: list[tuple[PageSize, str]] = []  # a style for each process without any

    def close(self) -> None:
        """End the processes; what they are at work on is waited for."""
        if self._warming is not None:
            self._warming.join()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._scratch.cleanup()

    def warm_up(self, size: PageSize, language: str) -> None:
        """Let the renderer and its style be loaded while the caller does something else."""
        if self._warming is None:
            self._unready = [(size, language)] * (self._jobs - 1)
            # Not here: the first process is there only when its server has loaded the renderer.
            self._warming = threading.Thread(
                target=self._pool.submit, args=(_load_style, size, language)
            )
            self._warming.start()

    def aside(
        self,
        work: Callable[Arguments, Result],
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Future[Result]:
        """Let one of the processes do something else; what it will give."""
        self.given += 1
        return self._pool.submit(work, *arguments, **named)

    def begin(self, orders: Sequence[Order]) -> None:
        """Begin with what is new among orders that `lay_out_all` will be given next.

        Not if that would take the processor from whoever gives the orders, or make them wait for
        new processes.
        """
        running = sum(not future.done() for future in self._begun.values())
        if running >= self._jobs - 1 or self.given + len(orders) > self._most:
            return
        keys = {order.part: self._keys_of(order) for order in orders}
        known = self._in_memory(orders, keys).keys() | self._stored(keys, list(keys)).keys()
        new = [order for order in orders if order.part not in known]
        begun = self._start(new, self._earlier(new, keys), keys)
        self._begun |= {keys[part][0]: future for future, part in begun.items()}

    def lay_out_all(
        self, orders: Sequence[Order], meanwhile: Meanwhile | None = None
    ) -> list[Galley]:
        """Lay out what is new among `orders`, biggest first; galleys in the order given.

        No two orders may be of the same part. `meanwhile` gives what the caller does while
        anything is laid out, step by step.
        """
        keys = {order.part: self._keys_of(order) for order in orders}
        done = self._in_memory(orders, keys)
        stored = self._stored(keys, [order.part for order in orders if order.part not in done])
        new = sorted(
            (order for order in orders if order.part not in done | stored.keys()),
            key=lambda order: (-len(order.html), order.part),
        )
        earlier = self._earlier(new, keys)
        futures = self._start(new[: self._most], earlier, keys)
        for part, content in stored.items():  # while the others are at work
            done[part] = from_bytes(content)
            self._last[part] = _Kept(*keys[part], done[part])
            self._progress(part, done[part].pages)
        if futures and meanwhile is not None:
            self._use_time(futures, meanwhile)
        made: dict[str, bytes] = {}
        while futures:
            for future in as_completed(futures):
                part, content = futures[future], future.result()
                made[part], done[part] = content, from_bytes(content)
                self._progress(part, done[part].pages)
            new = new[self._most :]
            futures = self._start(new[: self._most], earlier, keys)
        self._begun.clear()
        self._put_into_store(made, keys)
        self._last |= {part: _Kept(*keys[part], done[part]) for part in made}
        return [done[order.part] for order in orders]

    def _use_time(self, futures: Collection[Future[bytes]], meanwhile: Meanwhile) -> None:
        """Take the steps of `meanwhile` as long as anything is laid out; then get another process
        ready, for what moves pages makes an index that differs."""
        for _ in meanwhile():
            if all(future.done() for future in futures):
                return
        if self._unready and len(futures) < self._jobs:
            self.aside(_load_style, *self._unready.pop())

    def recall(self, orders: Sequence[Order]) -> list[Galley]:
        """The galleys that these parts had last, in the same style and whatever their text;
        nothing for a part that had none. They stay in memory."""
        found = []
        for order in orders:
            _, key = self._keys_of(order)
            kept = self._last.get(order.part) or self._last_stored(key)
            if kept is not None and kept.last_key == key:
                self._last[order.part] = kept
                found.append(kept.galley)
        return found

    def _last_stored(self, key: str) -> _Kept | None:
        pointer = self._store.get_many([key]).get(key, b"").decode()
        content = self._store.get_many([pointer]).get(pointer)
        return None if content is None else _Kept(pointer, key, from_bytes(content))

    def _keys_of(self, order: Order) -> tuple[str, str]:
        known = self._keys.get(order.part)
        if known is None or known[0] is not order:
            known = self._keys[order.part] = order, (order_key(order), last_key(order))
        return known[1]

    def _start(
        self,
        orders: Sequence[Order],
        earlier: Mapping[str, bytes],
        keys: Mapping[str, tuple[str, str]],
    ) -> dict[Future[bytes], str]:
        """Galleys as bytes that will be made, with their parts."""
        begun = {order.part: self._begun.pop(keys[order.part][0], None) for order in orders}
        futures = {future: part for part, future in begun.items() if future is not None}
        new = [order for order in orders if begun[order.part] is None]
        if self.given + len(new) > self._most:
            self._pool.shutdown()
            self._pool, self.given = _pool(self._jobs, self._scratch.name), 0
        self.given += len(new)
        return futures | {
            self._pool.submit(_lay_out, order, earlier.get(order.part)): order.part for order in new
        }

    def _in_memory(
        self, orders: Sequence[Order], keys: Mapping[str, tuple[str, str]]
    ) -> dict[str, Galley]:
        """Galleys of these very orders from the build before, by part."""
        kept = {order.part: self._last.get(order.part) for order in orders}
        return {
            part: last.galley
            for part, last in kept.items()
            if last is not None and last.order_key == keys[part][0]
        }

    def _stored(
        self, keys: Mapping[str, tuple[str, str]], parts: Sequence[str]
    ) -> dict[str, bytes]:
        """Galleys of these very orders from any earlier build, by part."""
        part_of = {keys[part][0]: part for part in parts}
        found = self._store.get_many(part_of)
        return {part_of[key]: content for key, content in found.items()}

    def _earlier(
        self, orders: Sequence[Order], keys: Mapping[str, tuple[str, str]]
    ) -> dict[str, bytes]:
        """The last galleys of the same parts in the same style, as bytes."""
        earlier, unknown = {}, {}
        for part in (order.part for order in orders):
            kept = self._last.get(part)
            if kept is not None and kept.last_key == keys[part][1]:
                earlier[part] = to_bytes(kept.galley)
            else:
                unknown[keys[part][1]] = part
        pointers = self._store.get_many(unknown)
        galleys = self._store.get_many(pointer.decode() for pointer in pointers.values())
        for key, pointer in pointers.items():
            if pointer.decode() in galleys:
                earlier[unknown[key]] = galleys[pointer.decode()]
        return earlier

    def _put_into_store(
        self, made: Mapping[str, bytes], keys: Mapping[str, tuple[str, str]]
    ) -> None:
        galleys = {keys[part][0]: content for part, content in made.items()}
        pointers = {keys[part][1]: keys[part][0].encode() for part in made}
        self._store.put_many(galleys | pointers)


class _Kept(NamedTuple):
    order_key: str
    last_key: str
    galley: Galley


def _pool(jobs: int, scratch: str) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("forkserver")
    start_server()
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(scratch,))


def _begin(scratch: str) -> None:
    gc.set_threshold(*RARE_COLLECTION)
    tempfile.tempdir = scratch
    threading.Thread(target=_end_with_parent, args=(scratch,), daemon=True).start()


def _end_with_parent(scratch: str) -> None:
    """A build that is killed can't end its processes: each waits for its end and follows."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        shutil.rmtree(scratch, ignore_errors=True)
        os._exit(1)


def _lay_out(order: Order, earlier: bytes | None) -> bytes:
    """Galleys travel as the store keeps them: quicker than pickled, and made only once."""
    # The renderer is loaded by the process that lays out, not by the one that waits for it.
    from publish.pdf.galley import lay_out  # noqa: PLC0415

    return to_bytes(lay_out(order, None if earlier is None else from_bytes(earlier)))


def _load_style(size: PageSize, language: str) -> None:
    from publish.pdf.galley import load_style  # noqa: PLC0415

    load_style(page_css(size), size, language)
