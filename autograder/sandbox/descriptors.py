"""Which open files a worker inherits: its pipes and nothing else."""

from __future__ import annotations

import fcntl
import os

REQUESTS = 3
REPLIES = 4
KEPT = frozenset({0, 1, 2, REQUESTS, REPLIES})
_ABOVE_ALL_TARGETS = 10
_HIGHEST = 2**31 - 1


def arrange(requests: int, replies: int, output: int) -> None:
    """Put the pipes where the worker expects them."""
    null = os.open("/dev/null", os.O_RDONLY)
    sources = [
        fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, _ABOVE_ALL_TARGETS)
        for each in (null, output, output, requests, replies)
    ]
    for target, source in enumerate(sources):
        os.dup2(source, target, inheritable=False)


def close_all_others() -> None:
    """Close every descriptor above the pipes."""
    os.closerange(max(KEPT) + 1, _HIGHEST)


def only_kept_are_open() -> bool:
    """Whether the pipes are the only open files."""
    listed = {int(name) for name in os.listdir("/proc/self/fd")}
    return {each for each in listed if _is_open(each)} == KEPT


def _is_open(descriptor: int) -> bool:
    # The listing names the descriptor that it was read through, closed by now.
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
