"""Stopping a run on purpose: at a moment when everything is in order."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupted(Exception):
    """A run was stopped on purpose by a signal; says what is left."""

    def __init__(self, done: int, wanted: int, number: int) -> None:
        super().__init__(
            f"Stopped: {done} of {wanted} submissions are done. "
            f"The same command goes on with the other {wanted - done}."
        )
        self.number = number


class Interrupt:
    """While it is entered, notes Ctrl-C instead of raising it; a second Ctrl-C raises.

    `number` is the signal that came, 0 for none.
    """

    def __init__(self) -> None:
        self.number = 0
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Interrupt:
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.signal(number, self._note) for number in SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self.number:
            raise KeyboardInterrupt
        self.number = number
