"""A small book to correct, built once, and processes that lay out for the whole session."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

import pytest

from publish.pdf import press
from tests.conftest import Built, build_into
from tests.law.manuscript import cut_specimen


class _Lasting(ProcessPoolExecutor):
    """Processes that go on when a book is done: hundreds of small books follow."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        pass

    def end(self) -> None:
        super().shutdown()


@pytest.fixture(scope="session", autouse=True)
def _the_same_day_and_processes() -> Iterator[None]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["publish.pdf.preload"])
    pool = _Lasting(1, mp_context=context)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        patch.setattr(press, "_pool", lambda jobs, scratch: pool)
        yield
    pool.end()


@pytest.fixture(scope="session")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A small cut of the specimen, built."""
    work = tmp_path_factory.mktemp("cut")
    cut_specimen(work / "manuscript")
    return build_into(work / "manuscript", work / "out")
