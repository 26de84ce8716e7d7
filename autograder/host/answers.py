"""What a worker answers, once it is known to have the form that it should have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.host.failure import CutOff, LearnerFailure, Missing, OutOfMemory, Place, Raised

MOST_LINES = 100  # of a cell: every further one that may be named can tell more


@dataclass(frozen=True)
class CellResult:
    """What came of running a cell: outputs as nbformat 4 has them."""

    outputs: list[dict[str, Any]]
    succeeded: bool
    execution_count: int


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


def cell_result(answer: dict[Any, Any], count: int) -> CellResult:
    """The answer to running a cell, which is the worker's so-and-so-many-th."""
    for output in answer["outputs"]:
        if output["output_type"] == "execute_result":
            output["execution_count"] = count
    return CellResult(answer["outputs"], answer["succeeded"], count)


def reply(answer: dict[Any, Any]) -> Reply:
    """The answer to a call that returned."""
    mutated, warned = tuple(answer["mutated"]), tuple(answer["warned"])
    return Reply(answer["value"], mutated, warned, answer["outputs"])


def failure(answer: dict[Any, Any], name: str, cells: Sequence[str]) -> LearnerFailure:
    """The answer to a call of this name that did not return; `cells` are the sources that ran."""
    match answer["kind"]:
        case "missing":
            return Missing(name)
        case "memory":
            return OutOfMemory()
        case "oversized":
            return CutOff("gave an answer that is too large")
    kinds = tuple(answer["kinds"])
    place = _place(answer["place"], name, cells)
    return Raised(answer["name"], answer["message"], answer["traceback"], kinds, place)


def _place(numbers: list[int] | None, name: str, cells: Sequence[str]) -> Place | None:
    """The line of these numbers, if it is one of the first of the last cell with the function.

    A worker may say any numbers; the text is that of the cell as it was handed in.
    """
    defining = [number for number, cell in enumerate(cells) if f"def {name}(" in cell]
    if numbers is None or numbers[0] not in defining[-1:]:
        return None
    _, line = numbers
    lines = cells[defining[-1]].splitlines()[:MOST_LINES]
    return Place(line, lines[line - 1].strip()) if 1 <= line <= len(lines) else None
