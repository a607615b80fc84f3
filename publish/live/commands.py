"""publish watch and publish serve: thin commands; each task has its own module."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

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
    """Build FOLDER again whenever a file of it is saved, until Ctrl-C."""
    must_be_manuscript(folder)
    with _until_interrupted():
        _watch(folder, out)


@contextmanager
def _until_interrupted() -> Iterator[None]:
    """Ctrl-C is how these commands end, and no failure; what a system sends at its end is the
    same."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        start_server_deaf_to_interrupts()
        yield
    except KeyboardInterrupt:
        click.echo("Ended.")
    finally:
        signal.signal(signal.SIGTERM, before)


def _watch(folder: Path, out: Path) -> None:
    from publish.live.loop import updates  # noqa: PLC0415  (slow import)
    from publish.live.session import Session  # noqa: PLC0415
    from publish.live.terminal import Terminal  # noqa: PLC0415

    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
    stop = threading.Event()
    terminal = Terminal()
    click.echo(f"{folder}: building into {out} after every save; Ctrl-C ends")
    with closing(Session(folder, out, os.cpu_count() or 1, stop)) as session:
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
    """Show the book of FOLDER in the browser, made anew after every save, until Ctrl-C."""
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
