"""How much memory this process may ask for, for a while."""

from __future__ import annotations

import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LOCK = threading.Lock()


@contextmanager
def bounded_memory(size: int) -> Iterator[None]:
    """Let the process map no more than so many further bytes; MemoryError if it tries.

    One thread at a time: the limit belongs to the process.
    """
    with _LOCK:
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = mapped_bytes("self") + size
        limit = wanted if soft == resource.RLIM_INFINITY else min(wanted, soft)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def mapped_bytes(process: int | str) -> int:
    """Measure the address space of a process."""
    with open(f"/proc/{process}/statm", "rb") as statm:  # often: a Path would take twice as long
        return int(statm.read().split()[0]) * resource.getpagesize()


def address_space_limit(process: int) -> int | None:
    """Read the limit of the address space of a process; None if there is none."""
    limits = Path(f"/proc/{process}/limits").read_text(encoding="ascii").splitlines()
    (line,) = (line for line in limits if line.startswith("Max address space"))
    hard = line.split()[4]
    return None if hard == "unlimited" else int(hard)
