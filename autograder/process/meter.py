"""What a process uses for one task, looked at from outside."""

from __future__ import annotations

import os
import resource
import time
from pathlib import Path
from typing import Final

from autograder.budget import Budget

# Who is stopped, as with Ctrl-Z or by a laptop's lid, sees much time pass at once. That is no time
# in which the task could have been done.
LONGEST_LOOK: Final = 1.0
_TICKS: Final = os.sysconf("SC_CLK_TCK")


class Meter:
    """Says when a task has used more than its budget; to be asked several times a second."""

    def __init__(self, pid: int, budget: Budget) -> None:
        self._pid = pid
        self._budget = budget
        self._cpu_before = _cpu_seconds(pid)
        self._looked = time.monotonic()
        self._seconds = 0.0

    @property
    def seconds(self) -> float:
        """How long the task has taken when somebody asked last."""
        return self._seconds

    def overrun(self) -> str | None:
        """Say what there is too much of; None as long as everything is within the budget."""
        now = time.monotonic()
        self._seconds += min(now - self._looked, LONGEST_LOOK)
        self._looked = now
        if self._seconds > self._budget.seconds:
            return f"it took more than {self._budget.seconds:g} seconds"
        if _cpu_seconds(self._pid) - self._cpu_before > self._budget.cpu_seconds:
            return f"it took more than {self._budget.cpu_seconds:g} seconds of processor time"
        if _resident_mb(self._pid) > self._budget.memory_mb:
            return f"it took more than {self._budget.memory_mb} MB of memory"
        return None


def _cpu_seconds(pid: int) -> float:
    """Processor time of a process; 0 once it is gone."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    user, system = status.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / _TICKS


def _resident_mb(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0
    return pages * resource.getpagesize() >> 20
