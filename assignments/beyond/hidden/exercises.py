"""How each exercise of `beyond` is run, and of what its backward is the gradient."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from assignments.beyond.hidden.cases import draw_cases, public_cases
from autograder.authoring import (
    Assignment,
    Case,
    Code,
    Exercise,
    Forward,
    Inputs,
    named_outputs,
    real_array,
    unpacked,
    whole,
)

TRAINED = ("trained", "h", "losses")
CONTEXTS = ("contexts", "weights")
ATTENTION = ("dqueries", "dkeys", "dvalues")
FORCED = ("loss", "gradients")


def run_stateful_bptt(code: Code, case: Case) -> Any:
    sequence = (case.x, case.y, case.h0, case.parameters)
    return unpacked(code.call("stateful_bptt", *sequence, case.k1, case.k2, case.lr))


def run_combine(code: Code, case: Case) -> Any:
    return code.call("combine", case.earlier, case.later)


def run_parallel_scan(code: Code, case: Case) -> Any:
    return code.call("parallel_scan", case.a, case.b)


def run_attention_forward(code: Code, case: Case) -> Any:
    return code.call("attention_forward", case.queries, case.keys, case.seen)


def run_attention_backward(code: Code, case: Case) -> Any:
    given = (case.dcontexts, case.queries, case.keys, case.seen)
    return code.call("attention_backward", *given)


def run_attention_path(code: Code, case: Case) -> Any:
    return code.call("attention_path", case.dcontext, case.h, case.W_hh)


def run_lyapunov_exponent(code: Code, case: Case) -> Any:
    return code.call("lyapunov_exponent", case.W, case.states, case.v)


def run_teacher_forcing(code: Code, case: Case) -> Any:
    return unpacked(code.call("teacher_forcing", case.y, case.h0, case.parameters, case.forced))


def run_gradient_check(code: Code, case: Case) -> Any:
    """Ask for a verdict, and see how often the function is asked for it."""
    f = replace(case.f, calls=0)
    verdict = whole("verdict", code.call("gradient_check", f, case.x, case.gradient, case.rng))
    return {**verdict, "asked": f.calls}


def attention_inputs(case: Case) -> Inputs:
    return {"dqueries": case.queries, "dkeys": case.keys, "dvalues": case.seen}


def attention_objective(code: Code, case: Case, inputs: Inputs) -> float:
    value = code.call("attention_forward", *(inputs[name] for name in ATTENTION))
    contexts = named_outputs(CONTEXTS, value).get("contexts")
    return float(np.sum(case.dcontexts * real_array("contexts", contexts, case.dcontexts.shape)))


def forced_inputs(case: Case) -> Inputs:
    return {"gradients": {f"d{name}": value for name, value in case.parameters.items()}}


def forced_objective(code: Code, case: Case, inputs: Inputs) -> float:
    parameters = {name.removeprefix("d"): value for name, value in inputs["gradients"].items()}
    value = code.call("teacher_forcing", case.y, case.h0, parameters, case.forced)
    return float(real_array("loss", named_outputs(FORCED, value).get("loss"), ()))


ASSIGNMENT = Assignment(
    name="beyond",
    exercises=(
        Exercise("stateful_bptt", TRAINED, run_stateful_bptt),
        Exercise("combine", ("A", "B"), run_combine),
        Exercise("parallel_scan", ("h",), run_parallel_scan, uses=(("combine",),)),
        Exercise("attention_forward", CONTEXTS, run_attention_forward),
        Exercise(
            "attention_backward",
            ATTENTION,
            run_attention_backward,
            uses=(("attention_forward",),),
            forward=Forward("attention_forward", attention_inputs, attention_objective),
        ),
        Exercise(
            "attention_path",
            ("direct", "total"),
            run_attention_path,
            uses=(("attention_backward",), ("attention_forward", "attention_backward")),
        ),
        Exercise("lyapunov_exponent", ("exponent",), run_lyapunov_exponent),
        Exercise(
            "teacher_forcing",
            FORCED,
            run_teacher_forcing,
            forward=Forward("teacher_forcing", forced_inputs, forced_objective),
        ),
        Exercise("gradient_check", ("verdict",), run_gradient_check, observes=("asked",)),
    ),
    draw_cases=draw_cases,
    public_cases=public_cases,
)
