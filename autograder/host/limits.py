"""How much a worker may use, and for how long."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Memory counts on top of what a worker has mapped when it starts.

    What begins with `oracle` and `question` limits the host's own functions that answer a worker.
    """

    cell_seconds: float = 10.0
    notebook_seconds: float = 120.0
    call_seconds: float = 5.0
    start_seconds: float = 60.0
    cpu_seconds: int = 60
    memory_mb: int = 512
    file_mb: int = 16
    disk_mb: int = 32
    disk_entries: int = 2000
    open_files: int = 128
    threads: int = 64
    output_bytes: int = 2 << 20
    reply_bytes: int = 32 << 20
    question_bytes: int = 8 << 20
    oracle_mb: int = 256
    oracle_seconds: float = 20.0

    def for_worker(self) -> dict[str, int]:
        """The part that the worker imposes on itself."""
        return {
            "cpu_seconds": self.cpu_seconds,
            "memory_mb": self.memory_mb,
            "file_mb": self.file_mb,
            "disk_mb": self.disk_mb,
            "disk_entries": self.disk_entries,
            "open_files": self.open_files,
            "threads": self.threads,
            "output_bytes": self.output_bytes,
        }
