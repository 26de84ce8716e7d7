"""What a worker answers, checked field by field before anybody uses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from autograder.host.failure import CutOff, LearnerFailure, Missing, OutOfMemory, Raised
from autograder.host.outputs import checked_outputs
from autograder.sandbox.wire import WireError


@dataclass(frozen=True)
class CellResult:
    """What came of running a cell: outputs as nbformat 4 has them."""

    outputs: list[dict[str, Any]]
    succeeded: bool
    execution_count: int | None


@dataclass(frozen=True)
class Reply:
    """What a learner's function returned and did besides.

    `mutated` has the positions of the arguments that it modified, but for what it had kept itself;
    `warned` the categories of the warnings that it caused, `outputs` what it printed.
    """

    value: Any
    mutated: tuple[int, ...]
    warned: tuple[str, ...]
    outputs: list[dict[str, Any]]


def field(answer: dict[Any, Any], name: str, *kinds: type) -> Any:
    """A field of an answer that has one of these types exactly."""
    value = answer.get(name)
    if type(value) not in kinds:
        raise WireError(f"an answer with a malformed {name}")
    return value


def cell_result(answer: dict[Any, Any]) -> CellResult:
    """The answer to running a cell."""
    return CellResult(
        outputs=checked_outputs(answer.get("outputs")),
        succeeded=field(answer, "succeeded", bool),
        execution_count=field(answer, "execution_count", int, type(None)),
    )


def reply(answer: dict[Any, Any]) -> Reply:
    """The answer to a call that returned."""
    if "value" not in answer:
        raise WireError("an answer without a value")
    mutated, warned = _all(answer, "mutated", int), _all(answer, "warned", str)
    return Reply(answer["value"], mutated, warned, checked_outputs(answer.get("outputs")))


def _all(answer: dict[Any, Any], name: str, kind: type) -> tuple[Any, ...]:
    items = field(answer, name, list)
    if any(type(item) is not kind for item in items):
        raise WireError(f"an answer with malformed {name}")
    return tuple(items)


def failure(answer: dict[Any, Any], name: str) -> LearnerFailure:
    """The answer to a call that did not return."""
    match answer.get("kind"):
        case "missing":
            return Missing(name)
        case "memory":
            return OutOfMemory()
        case "raised":
            traceback, kinds = _all(answer, "traceback", str), _all(answer, "kinds", str)
            message = field(answer, "message", str)
            return Raised(field(answer, "name", str), message, list(traceback), kinds)
        case "oversized":
            return CutOff("gave an answer that is too large")
    raise WireError("an answer of an unknown kind")
