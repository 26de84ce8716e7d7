"""The loop of a worker: read a request, let the learner's code act, answer."""

from __future__ import annotations

import builtins
import getpass
import os
import random
import resource
import sys
import tempfile
from collections.abc import Mapping
from typing import Any, Final

from autograder.sandbox import wire
from autograder.sandbox.calls import Caller
from autograder.sandbox.channel import Channel
from autograder.sandbox.recorder import Stream
from autograder.sandbox.shell import RECORDER, Shell, answer_nothing

OVERSIZED: Final = "oversized"


class Worker:
    """Serves the requests of one host until the channel closes."""

    def __init__(self, shell: Shell, channel: Channel) -> None:
        self._shell = shell
        self._channel = channel
        self._cells: list[str] = []
        self._caller = Caller(shell, channel, self._cells)
        self._actions = {
            "cell": self._cell,
            "defines": self._defines,
            "call": self._caller.call,
            "limit": self._limit,
        }

    def serve(self) -> None:
        """Answer until there is nobody to answer."""
        while True:
            request = self._channel.receive(self._caller.revive)
            answer = self._actions[request["action"]](request)
            self._reply({"id": request["id"], **answer})

    def _reply(self, answer: Mapping[str, Any]) -> None:
        try:
            self._channel.send(answer)
        except (wire.WireError, MemoryError):
            self._channel.send({"id": answer["id"], "kind": OVERSIZED})

    def _cell(self, request: Mapping[str, Any]) -> dict[str, Any]:
        source = request["source"]
        self._cells.append(self._shell.compile.get_code_name(source, source, 0))
        result = self._shell.run(source)
        return {
            "kind": "cell",
            "outputs": RECORDER.take(),
            "succeeded": bool(result.success),
        }

    def _defines(self, request: Mapping[str, Any]) -> dict[str, Any]:
        defined = callable(self._shell.user_ns.get(request["name"]))
        return {"kind": "defines", "defined": defined}

    def _limit(self, request: Mapping[str, Any]) -> dict[str, Any]:
        resource.setrlimit(resource.RLIMIT_AS, (request["bytes"], request["bytes"]))
        return {"kind": "limit"}


def pose_as_notebook() -> None:
    """Give code the streams and the missing standard input that it has in a notebook."""
    sys.stdout = Stream("stdout", RECORDER)
    sys.stderr = Stream("stderr", RECORDER)
    builtins.input = answer_nothing
    getpass.getpass = answer_nothing  # type: ignore[assignment]


def separate(output_bytes: int, seed: int | None) -> None:
    """Give a fresh fork what it must not share with its siblings.

    With a seed, what learners' code draws is the same each time, also where it gives none itself.
    """
    import numpy

    random.seed(seed)
    numpy.random.seed(seed)
    # A generator without a seed asks this function for one.
    numpy.random.bit_generator.randbits = random.Random(seed).getrandbits  # type: ignore[attr-defined]
    tempfile.tempdir = os.environ["TMPDIR"]
    tempfile._name_sequence = None  # type: ignore[attr-defined]
    RECORDER.limit = output_bytes
