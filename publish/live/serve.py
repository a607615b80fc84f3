"""publish serve: the loop in a thread, the web server on this machine's own address."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import click
import uvicorn

from publish.live.app import Feed, application
from publish.live.loop import updates
from publish.live.pictures import Pictures
from publish.live.session import Session, Stopped
from publish.live.terminal import Terminal
from publish.live.view import EMPTY, View, next_view

LOOPBACK = "127.0.0.1"
LOOK = 0.1  # seconds between looks whether the server is to end, as uvicorn itself looks


class PortTaken(Exception):
    """Another program listens there."""


def serve_edition(root: Path, out: Path, jobs: int, port: int) -> None:
    """Serve the edition until Ctrl-C, which comes as KeyboardInterrupt. Raises PortTaken."""
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener,
        closing(Pictures()) as pictures,
    ):
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except OSError as error:
            raise PortTaken from error
        click.echo(f"{root}: http://{LOOPBACK}:{listener.getsockname()[1]}/ (Ctrl-C ends)")
        asyncio.run(_serve(root, out, jobs, listener, pictures))


async def _serve(
    root: Path, out: Path, jobs: int, listener: socket.socket, pictures: Pictures
) -> None:
    feed, stop, loop = Feed(), threading.Event(), asyncio.get_running_loop()
    config = uvicorn.Config(
        application(feed, pictures),
        log_level="error",
        lifespan="off",
        timeout_graceful_shutdown=1,  # seconds
    )
    server = uvicorn.Server(config)

    def begin() -> None:
        loop.call_soon_threadsafe(feed.begin)

    def show(view: View) -> None:
        loop.call_soon_threadsafe(feed.publish, view)

    def build() -> None:
        try:
            with closing(Session(root, out, jobs, stop)) as session:
                _keep_building(session, stop, pictures, begin, show)
        finally:
            server.should_exit = True

    building = loop.run_in_executor(None, build)
    ending = asyncio.create_task(_end_with(server, feed))
    try:
        await server.serve([listener])
    finally:
        stop.set()
    await asyncio.gather(building, ending)


async def _end_with(server: uvicorn.Server, feed: Feed) -> None:
    """End the streams of events when the server is told to end, which waits for them."""
    while not server.should_exit:
        await asyncio.sleep(LOOK)
    feed.end()


def _keep_building(
    session: Session,
    stop: threading.Event,
    pictures: Pictures,
    begin: Callable[[], None],
    show: Callable[[View], None],
) -> None:
    """Show every book on the page and say it in the terminal, until `stop` is set."""
    terminal, view = Terminal(), EMPTY
    with suppress(Stopped):
        for update in updates(session, stop, begin):
            if update.book is not None and update.attempt.made is not None:
                pictures.add(update.book)
            view = next_view(view, update)
            terminal.show(update)
            show(view)
