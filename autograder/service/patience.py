"""How long others wait for somebody: a few times as long as is usual."""

from __future__ import annotations

from collections import deque
from statistics import median

ENOUGH, RECENT = 5, 50


class Patience:
    """Learns from gradings how long something usually takes.

    Parameters
    ----------
    times : how many times as long as half of the recent ones took.
    fewest, unknown : seconds, at least, and as long as little is known.
    """

    def __init__(self, times: float, fewest: float, unknown: float) -> None:
        self._times = times
        self._fewest = fewest
        self._unknown = unknown
        self._recent: deque[float] = deque(maxlen=RECENT)

    def learn(self, seconds: float | None) -> None:
        """Remember how long it took, if that is known."""
        if seconds is not None:
            self._recent.append(seconds)

    @property
    def seconds(self) -> float:
        """For how many seconds others wait."""
        if len(self._recent) < ENOUGH:
            return self._unknown
        return max(self._fewest, self._times * median(self._recent))
