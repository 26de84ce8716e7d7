"""The line to the zygote over which a worker is killed and its fate learnt."""

from __future__ import annotations

import json
import signal
import socket
import time
from dataclasses import dataclass
from typing import Any, Final

from autograder.host.failure import CutOff, LearnerFailure, OutOfMemory, SandboxFault, TimedOut
from autograder.sandbox.names import FLOOD_STATUS, FULL_STATUS

_GRACE_SECONDS: Final = 0.3
_FATE_SECONDS: Final = 10.0


@dataclass(frozen=True)
class Fate:
    """How a worker ended: its exit status, negative for a signal, and whether the host ended it."""

    status: int
    killed: bool

    def failure(self, cpu_seconds: int) -> LearnerFailure:
        """What a worker that ended without an answer is called."""
        if self.killed:
            return CutOff("closed its connection")
        if self.status in (-signal.SIGKILL, FULL_STATUS):
            return OutOfMemory()
        if self.status == -signal.SIGXCPU:
            return TimedOut(cpu_seconds)
        if self.status == -signal.SIGSYS:
            return CutOff("made a forbidden system call")
        if self.status == FLOOD_STATUS:
            return CutOff("printed without end")
        if self.status < 0:
            return CutOff(f"crashed ({signal.Signals(-self.status).name})")
        return CutOff(f"ended its own process (exit status {self.status})")


class Leash:
    """Held for as long as a worker may live; when it is closed, the worker is killed."""

    def __init__(self, ours: socket.socket) -> None:
        self._socket = ours
        self._received = b""
        self._fate: Fate | None = None

    def pid(self, seconds: float) -> int:
        """The process id of the worker."""
        return int(self._message(seconds)["pid"])

    def fate(self) -> Fate:
        """How the worker ended; one that does not end by itself in a moment is killed."""
        try:
            return self._ending(_GRACE_SECONDS)
        except TimeoutError:
            return self.kill()

    def kill(self) -> Fate:
        """End the worker and wait until it is gone."""
        try:
            if self._fate is None:
                self._socket.shutdown(socket.SHUT_WR)
            return self._ending(_FATE_SECONDS)
        except OSError as error:
            raise SandboxFault(f"the zygote does not answer: {error}") from None

    def close(self) -> None:
        """Let go; the zygote kills a worker that still lives."""
        self._socket.close()

    def _ending(self, seconds: float) -> Fate:
        if self._fate is None:
            self._fate = Fate(**self._message(seconds))
        return self._fate

    def _message(self, seconds: float) -> dict[str, Any]:
        deadline = time.monotonic() + seconds
        while b"\n" not in self._received:
            self._socket.settimeout(max(0.001, deadline - time.monotonic()))
            part = self._socket.recv(4096)
            if not part:
                raise SandboxFault("the zygote ended unexpectedly")
            self._received += part
        line, _, self._received = self._received.partition(b"\n")
        message: dict[str, Any] = json.loads(line)
        return message
