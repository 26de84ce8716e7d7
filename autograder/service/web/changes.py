"""News for a page that somebody looks at, by server-sent events."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import Counter
from typing import ClassVar

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, authenticated

from autograder.service.web.page import Page

STREAM_SECONDS = 30.0  # after which a browser asks anew, and the hub, too
MOST_STREAMS = 10  # of one person


class Changes(Page, ABC):
    """Tells a page when there is something new."""

    look_seconds: ClassVar[float] = 0.25
    _listening: ClassVar[Counter[str]] = Counter()
    _gone = False

    @abstractmethod
    def changes(self) -> int:
        """Return a number that is another if there is something new."""

    @authenticated
    async def get(self) -> None:
        """Say the number, at once and whenever it is another."""
        if self._listening[self.person] >= MOST_STREAMS:
            raise HTTPError(429)
        self.changes()  # who may not know it is told so before anything is sent
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("X-Accel-Buffering", "no")
        self._listening[self.person] += 1
        try:
            await self._tell()
        except (StreamClosedError, asyncio.CancelledError):
            pass  # either end has had enough
        finally:
            self._listening[self.person] -= 1

    def on_connection_close(self) -> None:
        """Tell nobody any more: the page is closed."""
        self._gone = True

    async def _tell(self) -> None:
        loop, told = asyncio.get_running_loop(), -1
        ends = loop.time() + STREAM_SECONDS
        while loop.time() < ends and not self._gone:
            changes = self.changes()
            if changes != told:
                told = changes
                self.write(f"data: {told}\n\n")
                await self.flush()
            await asyncio.sleep(self.look_seconds)
