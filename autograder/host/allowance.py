"""How long the code of one submission may still run, over all its workers."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.host.failure import Exhausted, TimedOut


class Allowance:
    """Seconds that all requests to a submission's workers share."""

    def __init__(self, seconds: float = math.inf) -> None:
        self.seconds = seconds
        self.left = seconds

    def require(self) -> None:
        """Raise Exhausted when nothing is left."""
        if self.left <= 0:
            raise Exhausted(self.seconds)

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Take the time spent inside from what is left; raises Exhausted when nothing is."""
        self.require()
        ends = time.monotonic() + self.left
        try:
            yield
        except TimedOut:
            if time.monotonic() >= ends:
                raise Exhausted(self.seconds) from None
            raise
        finally:
            self.left = ends - time.monotonic()
