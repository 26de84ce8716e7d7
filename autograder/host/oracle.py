"""Host functions that stand in for names of the learner's code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import numpy as np

from autograder.host.limits import Limits
from autograder.host.memory import bounded_memory
from autograder.sandbox import wire
from autograder.sandbox.wire import Token

# A question may be this many times as large, in each direction, as the call in which it is asked:
# what is put together, as features of several layers are, is larger than its parts.
ROOM: Final = 4
SMALLEST_EXTENT: Final = 16  # some functions make arrays of 64 rows of no array at all
Oracle: TypeAlias = Mapping[str, Callable[..., Any]]


class Tokens:
    """Objects of the host that learner code can pass around but not see."""

    def __init__(self) -> None:
        self._objects: list[object] = []

    def wrap(self, value: object) -> Token:
        """A token for an object."""
        self._objects.append(value)
        return Token(len(self._objects) - 1)

    def revive(self, value: Any) -> Any:
        """A value with the objects of the tokens in it; the decoder has bounded its depth."""
        if isinstance(value, dict):
            return {key: self.revive(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(map(self.revive, value))
        if not isinstance(value, Token):
            return value
        if not 0 <= value.id < len(self._objects):
            raise wire.WireError("a token that was never given out")
        return self._objects[value.id]


def consult(
    oracle: Oracle,
    question: dict[Any, Any],
    size: int,
    tokens: Tokens,
    limits: Limits,
    largest: int,
) -> dict[str, Any]:
    """Answer a question of the sandbox, of this size in bytes.

    What the function raises is an answer, too.

    The functions are ours, but their arguments are not. They answer what belongs to the call at
    hand, whose arguments have the extent `largest`: a small question must not become a large piece
    of work, on the side that holds everybody's marks.
    """
    name, *given = (question[each] for each in ("name", "arguments", "options"))
    # What a token stands for is ours, and may be as large as it is.
    if size > limits.question_bytes or extent(given) > ROOM * largest:
        return {"error": "ValueError", "message": f"{name} is asked for more than it should be"}
    arguments, options = map(tokens.revive, given)
    try:
        with bounded_memory(limits.oracle_mb << 20):
            return {"value": oracle[name](*arguments, **options)}
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}


def extent(value: object) -> int:
    """The largest whole number, or number of things in a row, that there is in some arguments."""
    if isinstance(value, np.ndarray) and value.ndim:
        return max(SMALLEST_EXTENT, *value.shape)
    if isinstance(value, np.ndarray):
        value = value[()]
    if isinstance(value, int | np.integer):
        return max(SMALLEST_EXTENT, abs(int(value)))
    if isinstance(value, dict):
        return max([SMALLEST_EXTENT, len(value), *map(extent, value.values())])
    if isinstance(value, list | tuple):
        return max([SMALLEST_EXTENT, len(value), *map(extent, value)])
    return SMALLEST_EXTENT
