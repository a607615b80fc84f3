"""publish watch: a thin command."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

MANUSCRIPT = click.Path(path_type=Path, file_okay=False, exists=True)
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("folder", type=MANUSCRIPT, default="manuscript")
@click.option("--out", type=FOLDER, default="build", show_default=True, help="Where to.")
def watch(folder: Path, out: Path) -> None:
    """Build FOLDER again whenever a file of it is saved, until Ctrl-C."""
    with _until_interrupted():
        _watch(folder, out)


@contextmanager
def _until_interrupted() -> Iterator[None]:
    """Ctrl-C is how these commands end, and no failure."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("Ended.")


def _watch(folder: Path, out: Path) -> None:
    from publish.live.loop import updates  # noqa: PLC0415  (slow import)
    from publish.live.session import Session  # noqa: PLC0415
    from publish.live.terminal import Terminal  # noqa: PLC0415

    out.mkdir(parents=True, exist_ok=True)
    stop = threading.Event()
    terminal = Terminal()
    click.echo(f"{folder}: building into {out} after every save; Ctrl-C ends")
    with Session(folder, out, os.cpu_count() or 1, stop) as session:
        for update in updates(session, stop):
            terminal.show(update)
