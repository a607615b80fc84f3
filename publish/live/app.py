"""The web application of `publish serve`: this machine's browser reads, nobody else does."""

from __future__ import annotations

import asyncio
import json
import mimetypes
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from publish.live.pictures import Pictures
from publish.live.places import Found
from publish.live.view import EMPTY, View

STATIC = Path(__file__).with_name("static")
# A page of another site that has itself resolved to this machine still sends its own name.
HOSTS = ["127.0.0.1", "localhost"]
FOREVER = "private, max-age=31536000, immutable"  # for addresses that name their content
OWN_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
# The EPUB is input: it may not run anything, nor load what is not in it.
EPUB_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)


class Feed:
    """The newest view, and everyone who waits for the next. Used from the server's loop alone."""

    def __init__(self) -> None:
        self.view: View = EMPTY
        self.building = True
        self.version = 0
        self._ended = False
        self._next = asyncio.Event()

    def begin(self) -> None:
        """Say that a build has begun."""
        self.building = True
        self._tell()

    def publish(self, view: View) -> None:
        """Show what a build has come to."""
        self.view, self.building = view, False
        self._tell()

    def end(self) -> None:
        """Let everyone who waits go: a stream of events does not end by itself."""
        self._ended = True
        self._tell()

    def _tell(self) -> None:
        self.version += 1
        self._next.set()
        self._next = asyncio.Event()

    async def changes(self) -> AsyncIterator[str]:
        """The state now and after each change, as server-sent events (HTML Standard §9.2)."""
        while not self._ended:
            waiting = self._next
            state = {"version": self.version, "building": self.building}
            yield f"data: {json.dumps(state)}\n\n"
            await waiting.wait()


def application(feed: Feed, pictures: Pictures) -> ASGIApp:
    """The application; every answer is a GET's, nothing can be changed through it."""

    async def page(request: Request) -> Response:
        return FileResponse(STATIC / "serve.html")

    async def events(request: Request) -> Response:
        return StreamingResponse(feed.changes(), media_type="text/event-stream")

    async def state(request: Request) -> Response:
        return JSONResponse(feed.view.data | {"building": feed.building, "version": feed.version})

    async def picture(request: Request) -> Response:
        wanted = request.path_params
        png = await run_in_threadpool(pictures.png, wanted["key"], wanted["width"])
        if png is None:
            return Response(status_code=404)
        return Response(png, media_type="image/png", headers={"Cache-Control": FOREVER})

    async def lines(request: Request) -> Response:
        found = await run_in_threadpool(pictures.lines, request.path_params["key"])
        if found is None:
            return Response(status_code=404)
        data = [[text, box.left, box.top, box.right, box.bottom] for text, box in found]
        return JSONResponse(data, headers={"Cache-Control": FOREVER})

    return _secured(
        Starlette(
            routes=[
                Route("/", page),
                Route("/events", events),
                Route("/state", state),
                Route("/pages/{key}/{width:int}.png", picture),
                Route("/pages/{key}/lines", lines),
                Route("/source", _source(feed)),
                Route("/epub/{key}/{name:path}", _epub(feed)),
                Mount("/static", StaticFiles(directory=STATIC)),
            ],
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)],
        )
    )


def _source(feed: Feed) -> Callable[[Request], Awaitable[Response]]:
    """The file and line of what was clicked: ?page=&x=&y= in pt, or ?anchors= of the EPUB."""

    async def source(request: Request) -> Response:
        places, asked = feed.view.places, request.query_params
        if places is None:
            return Response(status_code=404)
        if "anchors" in asked:
            found = places.find(asked["anchors"].split(","))
        else:
            try:
                page, x, y = int(asked["page"]), float(asked["x"]), float(asked["y"])
                found = await run_in_threadpool(places.at, page, x, y)
            except (KeyError, ValueError, IndexError):
                return Response("page, x and y in pt, or anchors", status_code=400)
        return JSONResponse(_found(found)) if found else Response(status_code=404)

    return source


def _found(found: Found) -> dict[str, object]:
    position = found.position
    return {
        "file": found.place.file,
        "line": found.place.line,
        "page": position.page if position else None,
        "x": position.x if position else None,
        "y": position.y if position else None,
    }


def _epub(feed: Feed) -> Callable[[Request], Awaitable[Response]]:
    async def epub(request: Request) -> Response:
        name = request.path_params["name"]
        content = feed.view.epub.get(name)
        if content is None or request.path_params["key"] != feed.view.epub_key:
            return Response(status_code=404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = {"Cache-Control": FOREVER, "Content-Security-Policy": EPUB_POLICY}
        return Response(content, media_type=kind, headers=headers)

    return epub


def _secured(app: ASGIApp) -> ASGIApp:
    """Headers for every answer: no other site may show, load or read it."""
    headers = {
        "Content-Security-Policy": OWN_POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }

    async def secured(scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(
                        (name.lower().encode(), value.encode())
                        for name, value in headers.items()
                        if name.lower().encode() not in given
                    ),
                ]
            await send(message)

        await app(scope, receive, with_headers)

    return secured
