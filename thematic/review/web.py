"""The review screen in a browser on the same computer, through textual-serve: for one person, let in once.

The page lies on the loopback interface only. Whoever opens it shows a token that was printed in the terminal and that
counts once, and gets a cookie for it; nothing is answered without that cookie, to another host name (a page elsewhere
could point its own name at this computer) or to a page from another origin.
"""

from __future__ import annotations

import logging
import secrets
import shlex
import socket
from importlib.resources import files
from typing import TYPE_CHECKING

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from thematic.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aiohttp.typedefs import Handler, Middleware

__all__ = ["serve"]

_LOOPBACK = "127.0.0.1"
_SECONDS_TO_END = 3.0
_WIDTH, _HEIGHT = 80, 24
_PAGE = """<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>thematic review</title>
    <link rel="stylesheet" href="/static/css/xterm.css">
    <link rel="stylesheet" href="/review.css">
    <script src="/static/js/textual.js"></script>
    <script src="/review.js"></script>
  </head>
  <body>
    <p class="ended">The sitting has ended. Everything is saved. <a href="/">Go on</a></p>
    <div id="terminal" class="textual-terminal" data-session-websocket-url="ws://{host}/ws" data-font-size="16"></div>
  </body>
</html>
"""
_STYLE = """body { background: #0c181f; color: #fff; font-family: monospace; margin: 0; }
a { color: #8cf; }
.ended { display: none; padding: 2em; }
body.-closed .ended { display: block; }
body.-closed .textual-terminal { display: none; }
"""
# Keys go to the terminal without a click on it first.
_SCRIPT = """const looking = setInterval(() => {
  const terminal = document.querySelector(".xterm-helper-textarea");
  if (terminal) { terminal.focus(); clearInterval(looking); }
}, 50);
"""
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def serve(command: Sequence[str], port: int, say: Callable[[str], None]) -> None:
    """Serve what `command` draws until somebody ends it with Ctrl-C; `say` is told where to open it.

    `port` 0 takes any that is free.

    Raises:
        UsageError: the port is taken.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        try:
            listening.bind((_LOOPBACK, port))
        except OSError:
            raise UsageError(f"port {port} is taken. Leave --port out, and any free one is used.") from None
        listening.listen()
        _ReviewServer(shlex.join(command), listening, say).serve()


class _Door:
    """Who is let in: whoever has shown the token, once; from then on by the cookie they got for it."""

    def __init__(self, host: str) -> None:
        self.token: str | None = secrets.token_urlsafe(32)
        self.cookie = f"thematic-{host.rpartition(':')[2]}"
        self._host = host
        self._pass = secrets.token_urlsafe(32)

    def lets_in(self, request: web.Request) -> bool:
        """Whether a request comes from the page of whoever was let in."""
        held = request.cookies.get(self.cookie, "")
        return self._from_here(request) and secrets.compare_digest(held.encode(), self._pass.encode())

    def takes(self, request: web.Request) -> bool:
        """Whether a request shows the token; it counts no longer then."""
        shown = request.query.get("token", "")
        right = self.token is not None and secrets.compare_digest(shown.encode(), self.token.encode())
        if not right or request.path != "/" or not self._from_here(request):
            return False
        self.token = None
        return True

    def welcome(self) -> web.Response:
        """Return the answer to the token: the cookie, and the page without the token in its address."""
        answer = web.Response(status=303, headers={"Location": "/"})
        answer.set_cookie(self.cookie, self._pass, httponly=True, samesite="Strict", path="/")
        return answer

    def _from_here(self, request: web.Request) -> bool:
        origin = request.headers.get("Origin")
        is_socket = request.path == "/ws"
        known = origin == f"http://{self._host}" or (origin is None and not is_socket)
        return request.headers.get("Host") == self._host and known


class _Sitting(AppService):
    """The program that draws the screen for one visit."""

    async def run(self) -> None:
        """Draw until the program ends, and tell the page so."""
        await super().run()
        await self.remote_close()

    async def stop(self) -> None:
        """End it, and wait until it has ended: what it was told is on disk, and nothing runs on."""
        await super().stop()
        if self._process is not None:
            await self._process.wait()


class _ReviewServer(Server):
    """textual-serve with a door, a page of its own that asks nothing of the network, and no downloads."""

    def __init__(self, command: str, listening: socket.socket, say: Callable[[str], None]) -> None:
        port: int = listening.getsockname()[1]
        super().__init__(command, host=_LOOPBACK, port=port, title="thematic review")
        self._listening, self._say = listening, say
        self._host = f"{_LOOPBACK}:{port}"
        self._door = _Door(self._host)

    def serve(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002  as textual-serve has it
        """Serve until Ctrl-C."""
        logging.getLogger("textual-serve").addHandler(logging.NullHandler())
        web.run_app(
            self._make_app(),
            sock=self._listening,
            print=lambda *_args: None,
            access_log=None,
            shutdown_timeout=_SECONDS_TO_END,
        )

    async def on_startup(self, app: web.Application) -> None:  # noqa: ARG002
        """Say where to open it."""
        self._say(f"Open http://{self._host}/?token={self._door.token} in a browser on this computer.")
        self._say("The address counts once. Ctrl-C here ends it; everything is saved.")

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard()])
        app.add_routes(
            [
                web.get("/", self._index),
                web.get("/review.css", self._style),
                web.get("/review.js", self._script),
                web.get("/ws", self.handle_websocket),
                web.static("/static", str(files("textual_serve") / "static")),
            ]
        )
        app.on_startup.append(self.on_startup)
        return app

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Draw the screen for a visit, until the visitor leaves or closes the page."""
        visit = web.WebSocketResponse(heartbeat=15)
        await visit.prepare(request)
        sitting = _Sitting(
            self.command,
            write_bytes=visit.send_bytes,
            write_str=visit.send_str,
            close=visit.close,  # type: ignore[arg-type]
            download_manager=self.download_manager,
        )
        await sitting.start(int(request.query.get("width", _WIDTH)), int(request.query.get("height", _HEIGHT)))
        try:
            await self._process_messages(visit, sitting)
        finally:
            await sitting.stop()
        return visit

    def _guard(self) -> Middleware:
        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            if self._door.takes(request):
                answer: web.StreamResponse = self._door.welcome()
            elif self._door.lets_in(request):
                answer = await handler(request)
            else:
                answer = web.Response(status=403, text="Not for you. Open the address that the terminal shows, once.\n")
            if not answer.prepared:
                answer.headers.update(_HEADERS)
                answer.headers["Content-Security-Policy"] = self._policy()
            return answer

        return guard

    def _policy(self) -> str:
        # The terminal in the page writes its own style elements.
        return (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
            f"img-src 'self' data:; connect-src ws://{self._host}; "
            "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
        )

    async def _index(self, _request: web.Request) -> web.Response:
        return web.Response(text=_PAGE.format(host=self._host), content_type="text/html")

    async def _style(self, _request: web.Request) -> web.Response:
        return web.Response(text=_STYLE, content_type="text/css")

    async def _script(self, _request: web.Request) -> web.Response:
        return web.Response(text=_SCRIPT, content_type="text/javascript")
