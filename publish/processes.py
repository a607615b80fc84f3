"""How processes run: the server that those of the layout are forked from, memory.

The server loads the renderer, which takes a second; started first of all, it does so beside
whatever else a command has to load and read.
"""

from __future__ import annotations

import multiprocessing
import signal
from multiprocessing import forkserver

# A book is millions of objects that live until it is done: looking through them for garbage
# every 700 new ones took a tenth of the time and freed nothing.
RARE_COLLECTION = (500_000, 20, 100)


def start_server() -> None:
    """Start it, and do not wait until it is ready. Once is enough, more does no harm."""
    multiprocessing.set_forkserver_preload(["publish.pdf.preload"])
    forkserver.ensure_running()


def start_server_deaf_to_interrupts() -> None:
    """The same for a command that ends with Ctrl-C: that reaches all programs of a terminal, and
    only the one that waits for the others is to hear it."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        start_server()
    finally:
        signal.signal(signal.SIGINT, before)
