"""How the service is doing, as others may ask from another thread."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

LONGEST_STEP = 60.0  # seconds; a step takes well below one


@dataclass
class Health:
    """Whether the service lives, and whether it grades what comes in.

    Parameters
    ----------
    ready : whether processes are warm, and nothing is in the way of all.
    trouble : what is in the way.
    """

    ready: bool = False
    trouble: str = ""
    _seen: float = field(default_factory=time.monotonic)

    def beat(self) -> None:
        """Tell that the service is alive."""
        self._seen = time.monotonic()

    @property
    def live(self) -> bool:
        """Whether it was alive a moment ago."""
        return time.monotonic() - self._seen < LONGEST_STEP
