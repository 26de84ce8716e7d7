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
    """What a learner's function returned, which arguments it modified and what it printed."""

    value: Any
    mutated: tuple[int, ...]
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
    mutated = field(answer, "mutated", list)
    if any(type(position) is not int for position in mutated):
        raise WireError("an answer with malformed positions")
    return Reply(answer["value"], tuple(mutated), checked_outputs(answer.get("outputs")))


def failure(answer: dict[Any, Any], name: str) -> LearnerFailure:
    """The answer to a call that did not return."""
    match answer.get("kind"):
        case "missing":
            return Missing(name)
        case "memory":
            return OutOfMemory()
        case "raised":
            traceback = field(answer, "traceback", list)
            if any(type(line) is not str for line in traceback):
                raise WireError("an answer with a malformed traceback")
            message = field(answer, "message", str)
            return Raised(field(answer, "name", str), message, traceback)
        case "oversized":
            return CutOff("gave an answer that is too large")
    raise WireError("an answer of an unknown kind")
