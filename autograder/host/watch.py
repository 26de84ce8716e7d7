"""Quotas that the kernel does not keep: disk space, output past the recorder, threads."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

from autograder.host import scratch
from autograder.host.failure import CutOff
from autograder.host.limits import Limits

INTERVAL: Final = 0.1
_CHUNK: Final = 1 << 16
_TICKS: Final = os.sysconf("SC_CLK_TCK")


class Watch:
    """Looks at one worker whenever the host waits for it.

    `folder` is what to measure; None when the kernel keeps the quota of the disk.
    """

    def __init__(self, folder: Path | None, output: int, pid: int, limits: Limits) -> None:
        self._folder = folder
        self._output = output
        self.pid = pid
        self._limits = limits
        self._written = 0
        self._next_look = 0.0

    def look_if_due(self) -> None:
        """Check disk and threads now and then; raises CutOff."""
        if time.monotonic() >= self._next_look:
            self.look()

    def look(self) -> None:
        """Check disk and threads now; raises CutOff."""
        if self._folder is not None:
            self._measure(self._folder)
        # RLIMIT_NPROC does not bind root.
        if _threads(self.pid) > self._limits.threads:
            raise CutOff(f"started more than {self._limits.threads} threads")
        self._next_look = time.monotonic() + INTERVAL

    def cpu_seconds(self) -> float:
        """Processor time of the worker; 0 once it is gone."""
        try:
            status = Path(f"/proc/{self.pid}/stat").read_text(errors="replace")
        except OSError:
            return 0.0
        user, system = status.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / _TICKS

    def _measure(self, folder: Path) -> None:
        size, entries = scratch.measure(folder, self._limits.disk_entries)
        size += scratch.deleted_but_open(self.pid)
        if size > self._limits.disk_mb << 20:
            raise CutOff(f"wrote more than {self._limits.disk_mb} MB to disk")
        if entries > self._limits.disk_entries:
            raise CutOff(f"created more than {self._limits.disk_entries} files")

    def drain(self) -> None:
        """Discard what was written past the recorder; raises CutOff on a flood."""
        try:
            self._written += len(os.read(self._output, _CHUNK))
        except BlockingIOError:
            return
        if self._written > self._limits.output_bytes:
            raise CutOff(f"wrote more than {self._limits.output_bytes} bytes of output")


def _threads(pid: int) -> int:
    try:
        return os.stat(f"/proc/{pid}/task").st_nlink - 2
    except FileNotFoundError:
        return 0
