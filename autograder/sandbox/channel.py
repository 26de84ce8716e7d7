"""The worker's end of the pipes to the host."""

from __future__ import annotations

import os
from typing import Any

from autograder.sandbox import wire
from autograder.sandbox.decoder import Revive, keep_handle


class Channel:
    """Blocking exchange of frames; `received` is the size of the last one that came."""

    received = 0

    def __init__(self, requests: int, replies: int) -> None:
        self._requests = requests
        self._replies = replies

    def send(self, value: object) -> None:
        """Send a value; what is not plain travels as the name of its type."""
        rest = memoryview(wire.frame(wire.encode(value, wire.make_opaque)))
        while rest:
            rest = rest[os.write(self._replies, rest) :]

    def receive(self, revive: Revive = keep_handle) -> Any:
        """The next value; the process ends when the host has gone."""
        (length,) = wire.HEADER.unpack(self._exactly(wire.HEADER.size))
        self.received = length
        return wire.decode(self._exactly(length), revive)

    def _exactly(self, size: int) -> bytes:
        parts = []
        while size:
            part = os.read(self._requests, min(size, 1 << 20))
            if not part:
                os._exit(0)
            parts.append(part)
            size -= len(part)
        return b"".join(parts)
