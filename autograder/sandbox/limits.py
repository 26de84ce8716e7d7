"""Resource limits of a worker."""

from __future__ import annotations

import os
import resource
from dataclasses import dataclass

_MEGABYTE = 1 << 20


@dataclass(frozen=True)
class WorkerLimits:
    """What one worker may use."""

    cpu_seconds: int
    memory_mb: int
    file_mb: int
    disk_mb: int
    disk_entries: int
    open_files: int
    threads: int
    output_bytes: int


def set_limits(limits: WorkerLimits) -> dict[int, tuple[int, int]]:
    """Set every limit; the answer is what getrlimit must say from now on."""
    wanted = {
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_CPU: (limits.cpu_seconds, limits.cpu_seconds + 1),
        resource.RLIMIT_FSIZE: _both(limits.file_mb * _MEGABYTE),
        resource.RLIMIT_NOFILE: _both(limits.open_files),
        resource.RLIMIT_MEMLOCK: (0, 0),
        resource.RLIMIT_MSGQUEUE: (0, 0),
        resource.RLIMIT_AS: _both(_mapped_bytes() + limits.memory_mb * _MEGABYTE),
        resource.RLIMIT_NPROC: _both(_tasks_of_user(os.getuid()) + limits.threads),
    }
    for kind, values in wanted.items():
        resource.setrlimit(kind, values)
    return wanted


def limits_hold(wanted: dict[int, tuple[int, int]]) -> bool:
    """Whether the kernel reports the limits that were set."""
    return all(resource.getrlimit(kind) == values for kind, values in wanted.items())


def _both(value: int) -> tuple[int, int]:
    return value, value


def _mapped_bytes() -> int:
    with open("/proc/self/statm") as statistics:
        return int(statistics.read().split()[0]) * resource.getpagesize()


def _tasks_of_user(uid: int) -> int:
    # RLIMIT_NPROC counts all threads of the user, and binds everyone but root.
    if uid == 0:
        return 0
    return sum(_threads(entry.name, uid) for entry in os.scandir("/proc") if entry.name.isdigit())


def _threads(pid: str, uid: int) -> int:
    try:
        status = os.stat(f"/proc/{pid}/task")
    except OSError:
        return 0
    return status.st_nlink - 2 if status.st_uid == uid else 0
