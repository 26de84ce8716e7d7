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
# On a machine so busy that nobody looks, others get no further, either: that is no silence.
LONGEST_SILENT_LOOK: Final = 0.1
SILENT: Final = 0.1  # the share of the time below which a process works only to look up
_TICKS: Final = os.sysconf("SC_CLK_TCK")


class Meter:
    """Says when a task has used more than its budget; to be asked several times a second."""

    def __init__(self, pid: int, budget: Budget) -> None:
        self._pid = pid
        self._budget = budget
        self._cpu_before = self._cpu_at_silence = _cpu_seconds(pid)
        self._looked = time.monotonic()
        self._seconds = self._silence = self._longest_silence = 0.0

    @property
    def seconds(self) -> float:
        """How long the task has taken when somebody asked last."""
        return self._seconds

    @property
    def silence(self) -> float:
        """For how many seconds the process has waited for others by now, and done nothing."""
        return self._silence

    @property
    def longest_silence(self) -> float:
        """For how many seconds it has done so at most."""
        return self._longest_silence

    def overrun(self) -> str | None:
        """Say what there is too much of; None as long as everything is within the budget."""
        now = time.monotonic()
        passed = min(now - self._looked, LONGEST_LOOK)
        self._looked = now
        self._seconds += passed
        cpu = _cpu_seconds(self._pid)
        self._silence += min(passed, LONGEST_SILENT_LOOK)
        if cpu - self._cpu_at_silence > SILENT * self._silence:
            self._cpu_at_silence, self._silence = cpu, 0.0
        self._longest_silence = max(self._longest_silence, self._silence)
        if self._seconds > self._budget.seconds:
            return f"it took more than {self._budget.seconds:g} seconds"
        if cpu - self._cpu_before > self._budget.cpu_seconds:
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
