"""A web server in a thread of its own, on this machine only."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream
from tornado.netutil import bind_sockets
from tornado.web import Application

from autograder.grading.course import CourseError

ADDRESS = "127.0.0.1"
MOST_CONNECTIONS = 500  # grading needs open files, too
IDLE_SECONDS = 60.0

Route = tuple[str, Any, dict[str, Any]]  # pattern, handler, and what it is given


class Server:
    """Answers requests while it is entered.

    Parameters
    ----------
    settings : of Tornado's application.

    Raises
    ------
    CourseError : when the port is taken.
    """

    def __init__(self, port: int, routes: Sequence[Route], **settings: Any) -> None:
        self._application = Application(list(routes), log_function=lambda handler: None, **settings)
        try:
            self._sockets = bind_sockets(port, ADDRESS)
        except OSError as error:
            raise CourseError(
                f"Port {port} of {ADDRESS} cannot be used ({error.strerror}): name another, or 0 "
                "for any, with --port."
            ) from None
        self.port: int = self._sockets[0].getsockname()[1]
        self._started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def __enter__(self) -> Server:
        self._thread.start()
        self._started.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = _Server(self._application, idle_connection_timeout=IDLE_SECONDS)
        server.add_sockets(self._sockets)
        self._started.set()
        await self._stop.wait()
        server.stop()
        await server.close_all_connections()


class _Server(HTTPServer):
    """Turns connections away that are too many, whoever on this machine opens them."""

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        if len(self._connections) >= MOST_CONNECTIONS:
            stream.close()
        else:
            super().handle_stream(stream, address)
