"""A first look at an exercise calls the code no more often than it must."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from autograder.graders.failure import Wrong
from autograder.graders.glance import Glance
from autograder.graders.reference import Reference
from autograder.graders.registry import assignment_named
from autograder.host.failure import TimedOut
from solutions.cells import rnn_cell_forward

from .marks import expectations

CELLS = assignment_named("cells")
STEP, SEQUENCE = "rnn_cell_forward", "rnn_forward"


def calls_after(step: Callable[..., Any]) -> Counter[str]:
    """Count the calls in which both are found to be wrong where a step is this."""
    calls: Counter[str] = Counter()

    def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def count(*arguments: Any) -> Any:
            calls[name] += 1
            return function(*arguments)

        return count

    sequence = counted(SEQUENCE, Reference("cells", {STEP: step}).function(SEQUENCE))
    code = Reference("cells", {STEP: counted(STEP, step), SEQUENCE: sequence})
    glances: dict[str, Glance] = {}
    for exercise in CELLS.exercises:
        glances[exercise.name] = Glance(exercise, expectations("cells"), code, glances)
    for name in (STEP, SEQUENCE):
        for _ in range(2):  # as for two checks
            with pytest.raises((Wrong, TimedOut)):
                glances[name].agrees(CELLS.exercise(name).outputs[0])
    return calls


def test_the_first_fault_is_enough() -> None:
    def unchanging(x: Any, state: Any, p: Any) -> Any:
        return state, *rnn_cell_forward(x, state, p)[1:]

    assert calls_after(unchanging) == {STEP: 1, SEQUENCE: 1}


def test_nobody_waits_for_what_builds_on_what_took_too_long() -> None:
    def endless(x: Any, state: Any, p: Any) -> Any:
        raise TimedOut(10)

    assert calls_after(endless) == {STEP: 1}
