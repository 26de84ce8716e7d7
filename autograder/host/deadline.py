"""How long to wait for a worker, by a clock that stands still while nobody waits."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# A process that looks up later than this was not waiting, but stopped: with Ctrl-Z, by a batch
# system, with the machine. What it waited for was most likely stopped, too.
LATE: Final = 1.0


class Deadline:
    """A moment that moves on while nobody waits for the worker.

    `forgiven` are the seconds that the host was stopped for, `cpu_before` the processor time of the
    worker when waiting began to take long.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.forgiven = 0.0
        self.cpu_before: float | None = None
        self._moment = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left, at least 0."""
        return max(0.0, self._moment - time.monotonic())

    def expire(self) -> None:
        """Let nothing be left, whatever else happens; any thread may."""
        self._moment = -math.inf

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Time spent inside does not count: the worker is not the one who works."""
        started = time.monotonic()
        yield
        self._moment += time.monotonic() - started

    @contextmanager
    def looking(self, seconds: float) -> Iterator[None]:
        """Wait so many seconds inside; what it took beyond, if it is much, does not count."""
        started = time.monotonic()
        yield
        late = time.monotonic() - started - seconds
        if late > LATE:
            self.forgiven += late
            self._moment += late
