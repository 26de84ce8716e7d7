"""Host functions that stand in for names of the learner's code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import numpy as np

from autograder.host.answers import field
from autograder.host.limits import Limits
from autograder.host.memory import bounded_memory
from autograder.sandbox import wire
from autograder.sandbox.wire import Handle, Token

LARGEST_COUNT: Final = 100_000
Oracle: TypeAlias = Mapping[str, Callable[..., Any]]


class Tokens:
    """Objects of the host that learner code can pass around but not see."""

    def __init__(self) -> None:
        self._objects: list[object] = []

    def wrap(self, value: object) -> Token:
        """A token for an object."""
        self._objects.append(value)
        return Token(len(self._objects) - 1)

    def revive(self, handle: Handle) -> object:
        """The object of a token; all other handles stay what they are."""
        if not isinstance(handle, Token):
            return handle
        if not 0 <= handle.id < len(self._objects):
            raise wire.WireError("a token that was never given out")
        return self._objects[handle.id]


def consult(oracle: Oracle, body: bytes, tokens: Tokens, limits: Limits) -> dict[str, Any]:
    """Answer a question of the sandbox; what the function raises is an answer too.

    The functions are ours, but their arguments are not: a small question must not become a large
    piece of work, on the side that holds everybody's marks.
    """
    question = wire.decode(body, tokens.revive)
    name = field(question, "name", str)
    if name not in oracle:
        raise wire.WireError(f"a question to {name!r}, which was not offered")
    arguments = field(question, "arguments", tuple)
    options = field(question, "options", dict)
    if any(type(option) is not str for option in options):
        raise wire.WireError("a question with malformed options")
    if len(body) > limits.question_bytes or _large_number_in((arguments, options)):
        return {"error": "ValueError", "message": f"{name} is asked for more than it should be"}
    try:
        with bounded_memory(limits.oracle_mb << 20):
            return {"value": oracle[name](*arguments, **options)}
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}


def _large_number_in(value: object) -> bool:
    """Whether there is a count so large that going through it would take long."""
    if isinstance(value, np.ndarray) and value.shape == ():
        value = value[()]
    if isinstance(value, int | np.integer):
        return abs(int(value)) > LARGEST_COUNT
    if isinstance(value, dict):
        value = list(value.values())
    return isinstance(value, list | tuple) and any(map(_large_number_in, value))
