"""publish watch and publish serve: thin commands; each task has its own module."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import FrameType

import click

from publish.command_line import must_be_manuscript, writing
from publish.processes import start_server_deaf_to_interrupts

MANUSCRIPT = click.Path(path_type=Path, file_okay=False, exists=True)
FOLDER = click.Path(path_type=Path, file_okay=False)
PORT = 8321


@click.command()
@click.argument("folder", type=MANUSCRIPT, default="manuscript")
@click.option("--out", type=FOLDER, default="build", show_default=True, help="Where to.")
def watch(folder: Path, out: Path) -> None:
    """Build FOLDER again after every save, until Ctrl-C."""
    must_be_manuscript(folder)
    with _until_interrupted() as stop:
        _watch(folder, out, stop)


@contextmanager
def _until_interrupted() -> Iterator[threading.Event]:
    """Ctrl-C is how these commands end, and no failure; what a system sends at its end is the
    same. The event is set then, too: Python loses an interrupt that comes while it frees memory."""
    stop = threading.Event()

    def end(signal_number: int, frame: FrameType | None) -> None:
        stop.set()
        raise KeyboardInterrupt

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        start_server_deaf_to_interrupts()
        with suppress(KeyboardInterrupt):
            yield stop
        click.echo("Ended.")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _watch(folder: Path, out: Path, stop: threading.Event) -> None:
    from publish.live.loop import updates  # noqa: PLC0415  (slow import)
    from publish.live.session import Session, Stopped  # noqa: PLC0415
    from publish.live.terminal import Terminal  # noqa: PLC0415

    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
    terminal = Terminal()
    click.echo(f"{folder}: building into {out} after every save; Ctrl-C ends")
    with suppress(Stopped), closing(Session(folder, out, os.cpu_count() or 1, stop)) as session:
        for update in updates(session, stop):
            terminal.show(update)


@click.command()
@click.argument("folder", type=MANUSCRIPT, default="manuscript")
@click.option("--out", type=FOLDER, default="build", show_default=True, help="Where to.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True,
    help="Port on this machine; 0: any that is free.",
)  # fmt: skip
def serve(folder: Path, out: Path, port: int) -> None:
    """Show the book in the browser, until Ctrl-C.

    It is made anew whenever a file of FOLDER is saved.
    """
    from publish.live.serve import PortTaken, serve_edition  # noqa: PLC0415  (slow import)

    must_be_manuscript(folder)
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
    try:
        with _until_interrupted():
            serve_edition(folder, out, os.cpu_count() or 1, port)
    except PortTaken as error:
        raise click.ClickException(
            f"Port {port} is in use. Hint: publish serve {folder} --port {port + 1}"
        ) from error
