"""Frames to and from a worker that may stall, lie, flood or die."""

from __future__ import annotations

import os
import select
from collections.abc import Callable
from typing import Final, TypeAlias

from autograder.host.deadline import Deadline
from autograder.host.watch import INTERVAL, Watch
from autograder.sandbox import wire

_CHUNK: Final = 1 << 20
Attempt: TypeAlias = Callable[[], int]


class DeadlinePassed(Exception):
    """The worker did not answer in time."""


class Closed(Exception):
    """The worker's end of a pipe is closed."""


class Exchange:
    """The host's ends of the pipes of one worker, all of them non-blocking."""

    def __init__(self, requests: int, replies: int, output: int, max_frame: int) -> None:
        self._requests = requests
        self._replies = replies
        self._output = output
        self._max_frame = max_frame

    def send(self, body: bytes, deadline: Deadline, watch: Watch | None = None) -> None:
        """Write a frame before the deadline."""
        rest = memoryview(wire.frame(body))
        while rest:
            try:
                rest = rest[os.write(self._requests, rest[:_CHUNK]) :]
            except BlockingIOError:
                self._wait(self._requests, select.POLLOUT, deadline, watch)
            except BrokenPipeError:
                raise Closed from None

    def receive(self, deadline: Deadline, watch: Watch | None = None) -> bytes:
        """Read the body of a frame before the deadline; WireError if it would be too large."""
        header = self._read(wire.HEADER.size, deadline, watch)
        (length,) = wire.HEADER.unpack(header)
        if length > self._max_frame:
            raise wire.WireError(f"an answer of {length} bytes is too large")
        return self._read(length, deadline, watch)

    def close(self) -> None:
        """Close all pipes."""
        for descriptor in (self._requests, self._replies, self._output):
            os.close(descriptor)

    def _read(self, size: int, deadline: Deadline, watch: Watch | None) -> bytes:
        content = bytearray()
        while len(content) < size:
            try:
                part = os.read(self._replies, min(size - len(content), _CHUNK))
            except BlockingIOError:
                self._wait(self._replies, select.POLLIN, deadline, watch)
                continue
            if not part:
                raise Closed
            content += part
        return bytes(content)

    def _wait(self, descriptor: int, event: int, deadline: Deadline, watch: Watch | None) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        if watch is not None:
            poll.register(self._output, select.POLLIN)
        while True:
            # Also when the time is over: what is there by then came in time.
            seconds = min(deadline.left, INTERVAL)
            with deadline.looking(seconds):
                ready = dict(poll.poll(1000 * seconds))
            if watch is not None:
                self._attend(watch, ready, poll)
            if descriptor in ready:
                return
            if watch is not None and deadline.cpu_before is None:
                deadline.cpu_before = watch.cpu_seconds()
            if deadline.left == 0:
                raise DeadlinePassed

    def _attend(self, watch: Watch, ready: dict[int, int], poll: select.poll) -> None:
        if ready.get(self._output, 0) & select.POLLIN:
            watch.drain()
        elif self._output in ready:
            # Closed by the worker: nothing more to drain, and polling it would never wait.
            poll.unregister(self._output)
        watch.look_if_due()
