"""How each exercise of `tiny` is run."""

from __future__ import annotations

from typing import Any

import numpy as np
from assignments.tiny.hidden.cases import draw_cases, public_cases

from autograder.authoring import (
    Assignment,
    Case,
    Code,
    Exercise,
    Forward,
    Inputs,
    named_outputs,
    real_array,
)


def run_step(code: Code, case: Case) -> Any:
    return code.call("step", case.x[0], case.h, case.w)


def run_walk(code: Code, case: Case) -> Any:
    return code.call("walk", case.x, case.h, case.w)


def run_step_backward(code: Code, case: Case) -> Any:
    cache = code.cache("step", case.x[0], case.h, case.w, position=1)
    return code.call("step_backward", case.dh, cache)


def inputs(case: Case) -> Inputs:
    return {"dx": case.x[0], "dh": case.h, "dw": case.w}


def objective(code: Code, case: Case, given: Inputs) -> float:
    """Return Σ dh·h_next, whose gradient with respect to h_next is dh."""
    value = code.call("step", given["dx"], given["dh"], given["dw"])
    h_next = named_outputs(("h_next",), value[:1]).get("h_next")
    return float(np.sum(case.dh * real_array("h_next", h_next, case.dh.shape)))


ASSIGNMENT = Assignment(
    name="tiny",
    exercises=(
        Exercise("step", ("h_next",), run_step, cache_position=1),
        Exercise("walk", ("states",), run_walk, uses=(("step",),)),
        Exercise(
            "step_backward",
            ("dx", "dh", "dw"),
            run_step_backward,
            uses=(("step",),),
            forward=Forward("step", inputs, objective),
        ),
    ),
    draw_cases=draw_cases,
    public_cases=public_cases,
)
