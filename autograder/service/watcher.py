"""Waiting for submissions: by events where the file system has them, else by looking again."""

from __future__ import annotations

import threading
from pathlib import Path

from watchfiles import watch

STEP_MILLISECONDS = 20  # in which further changes count as the same


class Watcher:
    """While it is entered, wakes whoever waits when something changes in a folder.

    Parameters
    ----------
    seconds : how often to wake up at least; where there are no events, nothing else does.
    polling : not to rely on events, as on network file systems.
    """

    def __init__(self, folder: Path, seconds: float, polling: bool) -> None:
        self._folder = folder
        self._seconds = seconds
        self._changed = threading.Event()
        self._stop = threading.Event()
        self._thread = None if polling else threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Watcher:
        if self._thread is not None:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def wait(self, seconds: float) -> None:
        """Return when something has changed, or after some time."""
        if self._changed.wait(min(seconds, self._seconds)):
            self._changed.clear()

    def wake(self) -> None:
        """Let whoever waits look."""
        self._changed.set()

    def _watch(self) -> None:
        changes = watch(
            self._folder,
            recursive=False,
            watch_filter=None,
            step=STEP_MILLISECONDS,
            debounce=10 * STEP_MILLISECONDS,
            rust_timeout=1000,
            stop_event=self._stop,
            raise_interrupt=False,
        )
        for _ in changes:
            self._changed.set()
