"""Host functions that stand in for names of the learner's code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from autograder.host.answers import field
from autograder.sandbox.wire import Handle, Token, WireError

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
            raise WireError("a token that was never given out")
        return self._objects[handle.id]


def consult(oracle: Oracle, question: dict[Any, Any]) -> dict[str, Any]:
    """Answer a question of the sandbox; what the function raises is an answer too."""
    name = field(question, "name", str)
    if name not in oracle:
        raise WireError(f"a question to {name!r}, which was not offered")
    arguments = field(question, "arguments", tuple)
    options = field(question, "options", dict)
    if any(type(option) is not str for option in options):
        raise WireError("a question with malformed options")
    try:
        return {"value": oracle[name](*arguments, **options)}
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}
