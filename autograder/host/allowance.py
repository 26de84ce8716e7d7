"""How long the code of one submission may still run, over all its workers."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.host.deadline import Deadline
from autograder.host.failure import Exhausted, TimedOut


class Allowance:
    """Seconds that all requests to a submission's workers share."""

    def __init__(self, seconds: float = math.inf) -> None:
        self.seconds = seconds
        self.left = seconds
        self.stopped = False
        self._deadline = Deadline(0)  # of what is asked now

    def stop(self) -> None:
        """Let nothing be left from now on; any thread may."""
        self.stopped = True
        self._deadline.expire()

    def require(self) -> None:
        """Raise Exhausted when nothing is left."""
        if self.stopped or self.left <= 0:
            raise Exhausted(self.seconds)

    @contextmanager
    def spending(self, deadline: Deadline) -> Iterator[None]:
        """Take the time spent inside from what is left; raises Exhausted when nothing is.

        While the host is stopped, nothing is spent: the deadline of what happens inside knows.
        """
        self._deadline = deadline
        self.require()
        started, before = time.monotonic(), self.left
        try:
            yield
        except TimedOut as failure:
            self.left = before - (time.monotonic() - started - deadline.forgiven)
            if self.stopped or self.left <= 0:
                raise Exhausted(self.seconds, failure.explained) from None
            raise
        finally:
            self.left = before - (time.monotonic() - started - deadline.forgiven)
