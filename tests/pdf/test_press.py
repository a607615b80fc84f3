"""The press renews its processes without waiting for one that is gone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from publish.pdf import press as press_module
from publish.pdf.model import Order, PageSize
from publish.pdf.press import Press


def _nobody(part: str, pages: int) -> None:
    """Watches the press."""


def _orders(root: Path, count: int) -> list[Order]:
    return [
        Order(
            part=f"part-{number}",
            title="Test",
            language="en-US",
            html=f"<main><p>{number}</p></main>",
            css="",
            size=PageSize(),
            folios=(),
            root=str(root),
        )
        for number in range(count)
    ]


def test_more_galleys_than_a_process_may_lay_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press_module, "_GALLEYS_PER_PROCESS", 2)
    orders = _orders(tmp_path, 5)
    with closing(Press(1, _nobody)) as press:
        first = press.lay_out_all(orders[:1])
        galleys = press.lay_out_all(orders)
    assert galleys[0] is first[0]
    assert [galley.part for galley in galleys] == [order.part for order in orders]


def test_what_is_begun_is_laid_out_once(tmp_path: Path) -> None:
    orders = _orders(tmp_path, 3)
    with closing(Press(2, _nobody)) as press, closing(Press(2, _nobody)) as other:
        press.begin(orders[:2])
        assert press.given == 2
        galleys = press.lay_out_all(orders)
        assert press.given == 3
        assert galleys == other.lay_out_all(orders)


def test_no_step_is_begun_when_everything_is_laid_out(tmp_path: Path) -> None:
    taken: list[str] = []
    with closing(Press(1, _nobody)) as press:

        def steps() -> Iterator[None]:
            taken.append("begun while it is at work")
            press.aside(os.getpid).result()  # the process does one thing after the other
            yield
            taken.append("begun behind")

        press.lay_out_all(_orders(tmp_path, 1), steps)
    assert taken == ["begun while it is at work"]


def test_each_process_gets_ready_once(tmp_path: Path) -> None:
    orders = _orders(tmp_path, 2)
    with closing(Press(2, _nobody)) as press:
        press.warm_up(PageSize(), "en-US")
        press.lay_out_all(orders[:1], lambda: iter(()))
        assert press.given == 2  # the order, and the style for the other process
        press.lay_out_all(orders, lambda: iter(()))
        assert press.given == 3


def test_more_than_the_processes_may_lay_out_is_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press_module, "_GALLEYS_PER_PROCESS", 2)
    orders = _orders(tmp_path, 5)
    with closing(Press(2, _nobody)) as press:
        press.lay_out_all(orders[:3])  # so that none is at work
        assert press.given == 3
        press.begin(orders[3:])
        assert press.given == 3
        assert [galley.part for galley in press.lay_out_all(orders)] == [o.part for o in orders]


def test_nothing_is_begun_where_there_is_one_process(tmp_path: Path) -> None:
    with closing(Press(1, _nobody)) as press:
        press.begin(_orders(tmp_path, 1))
        assert press.given == 0


@pytest.mark.parametrize(
    "end", ["press.close()", "os._exit(0)", "os.kill(os.getpid(), signal.SIGKILL)"]
)
def test_no_file_of_the_renderer_is_left_behind(tmp_path: Path, end: str) -> None:
    program = f"""
import os, signal, sys, tempfile
from publish.pdf.model import PageSize
from publish.pdf.press import Press, _load_style
if __name__ == "__main__":
    tempfile.tempdir = sys.argv[1]
    press = Press(1, print)
    press.aside(_load_style, PageSize(), "en-US").result()
    assert any(one.name.startswith("publish-") for one in os.scandir(tempfile.tempdir))
    {end}
"""
    script = tmp_path / "program.py"
    script.write_text(program)
    # Not in tmp_path: the name of a socket may have 107 characters.
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run([sys.executable, script, scratch], check=False)
        until = time.monotonic() + 20
        while list(Path(scratch).glob("publish-*")) and time.monotonic() < until:
            time.sleep(0.05)
        assert list(Path(scratch).glob("publish-*")) == []


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no list of threads here")
def test_what_the_server_loads_runs_no_threads() -> None:
    """A process that is forked has only the thread that forks."""
    program = "import publish.pdf.preload, os; print(len(os.listdir('/proc/self/task')))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert ran.stdout == b"1\n"
