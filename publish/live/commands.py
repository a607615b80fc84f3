"""publish watch: a thin command."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import click

MANUSCRIPT = click.Path(path_type=Path, file_okay=False, exists=True)
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("folder", type=MANUSCRIPT, default="manuscript")
@click.option("--out", type=FOLDER, default="build", show_default=True, help="Where to.")
def watch(folder: Path, out: Path) -> None:
    """Build FOLDER again whenever a file of it is saved, until Ctrl-C."""
    from publish.live.loop import updates  # noqa: PLC0415  (slow import)
    from publish.live.session import Session  # noqa: PLC0415
    from publish.live.terminal import Terminal  # noqa: PLC0415

    out.mkdir(parents=True, exist_ok=True)
    stop = threading.Event()
    terminal = Terminal()
    click.echo(f"{folder}: building into {out} after every save; Ctrl-C ends")
    try:
        with Session(folder, out, os.cpu_count() or 1, stop) as session:
            for update in updates(session, stop):
                terminal.show(update)
    except KeyboardInterrupt:
        click.echo("Ended.")
