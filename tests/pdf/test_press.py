"""The press renews its processes without waiting for one that is gone."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from publish.pdf import press as press_module
from publish.pdf.model import Order, PageSize
from publish.pdf.press import Press


def test_more_galleys_than_a_process_may_lay_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press_module, "_GALLEYS_PER_PROCESS", 2)
    orders = [
        Order(
            part=f"part-{number}",
            title="Test",
            language="en-US",
            html=f"<main><p>{number}</p></main>",
            css="",
            size=PageSize(),
            folios=(),
            root=str(tmp_path),
        )
        for number in range(5)
    ]
    with closing(Press(1, lambda part, pages: None)) as press:
        first = press.lay_out_all(orders[:1])
        galleys = press.lay_out_all(orders)
    assert galleys[0] is first[0]
    assert [galley.part for galley in galleys] == [order.part for order in orders]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no list of threads here")
def test_what_the_server_loads_runs_no_threads() -> None:
    """A process that is forked has only the thread that forks."""
    program = "import publish.pdf.preload, os; print(len(os.listdir('/proc/self/task')))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert ran.stdout == b"1\n"
